import { text, type Wording } from '../deadlines/wording.ts';
import { type AskedFee, askedOf, type FeeChoices } from './choices.ts';
import { groundsAtEnd, groundsAtFiling, halvingStep } from './halving.ts';
import { interpretation, measures } from './law.ts';
import { both, linesOf, NOTHING, reckon, type Step, type Sum, sumOf } from './lines.ts';
import { type FeeMatter, type FeeMatterId, feeMatter } from './matters.ts';
import { type Exact, exact, type FeeRounding, ROUNDING_WORDS, roundFee } from './money.ts';
import { borneBy, freeBecause, paymentsOf } from './payments.ts';
import type { FeeFigures, FeeNote, FeePayment, FeeQuote, FeeRange, HalvingCause } from './quote.ts';

/**
 * What a matter costs, line by line, with the article of each (诉讼费用交纳办法, 民诉法解释 199–206). Pure: the same choices
 * and figures give the same quote. Where the law leaves a range and the figure is not given, the range stays.
 * Throws `INPUT_INVALID` (`details.field`) for a choice that does not fit the matter, and `SETTING_INVALID` for a figure
 * out of the bounds of the law.
 */
export function computeFee(
  id: FeeMatterId,
  choices: FeeChoices = {},
  figures: FeeFigures = {},
): FeeQuote {
  const matter = feeMatter(id);
  const asked = askedOf(matter, choices);
  const free = freeBecause(matter, asked);
  if (free !== undefined && asked.outcome !== 'dismissed') return freeQuote(matter, asked, free);
  const { steps, restsOn, open } = reckon(matter, asked, figures);
  const full = sumOf(steps);
  const rounding = figures.rounding ?? 'fen';
  const taken = free === undefined ? reductions(asked, full) : [dismissal(full, free)];
  const reduced = sumOf([full, ...taken]);
  const total = rounded(reduced, rounding);
  const payments = paymentsOf(matter, asked, { ...instalments(asked, full, rounding), total });
  return {
    ...about(matter, asked),
    lines: linesOf([
      ...steps,
      ...nonProperty(asked),
      ...taken,
      ...roundingStep(reduced, total, rounding),
    ]),
    ...{ total, payments, prepaid: payments.some(({ prepaid }) => prepaid) },
    ...refundOf(asked, payments, total),
    ...halvedBy(asked),
    ...(free && { free }),
    ...(total.most > 0 && { borne: borneBy(matter, asked) }),
    ...asFarAsKnown({ restsOn, open }, reduced, figures),
  };
}

function about(matter: FeeMatter, asked: AskedFee) {
  return {
    ...{ matter: matter.id, name: matter.name, kind: kindOf(matter) },
    notes: notesOf(matter, asked),
  };
}

/** 管辖权异议 stands among the 案件受理费 of article 13. */
function kindOf({ suit, basis, paid }: FeeMatter): FeeQuote['kind'] {
  if (basis.by === 'free') return 'none';
  return suit === true || paid === 'ifItFails' ? 'suit' : 'application';
}

function freeQuote(matter: FeeMatter, asked: AskedFee, free: FeeNote): FeeQuote {
  return {
    ...about(matter, asked),
    ...{ lines: [], total: { least: 0, most: 0 }, payments: [], prepaid: false, free },
    ...{ restsOn: [], open: [] },
  };
}

/** What is taken off: half, once; then what the court's relief says. */
function reductions(asked: AskedFee, full: Sum): Step[] {
  const halving = halvingStep(groundsAtEnd(asked), full);
  const left = halving === undefined ? full : sumOf([full, halving]);
  const relief = reliefStep(asked, left);
  return [halving, relief].filter((step) => step !== undefined);
}

function reliefStep({ relief }: AskedFee, left: Sum): Step | undefined {
  if (relief === undefined || relief.kind === 'deferred') return undefined;
  if (relief.kind === 'waived') {
    const what = text('准予免交', 'Waived by the court');
    return { what, law: measures(44, 45), ...both(left, (amount) => -amount) };
  }
  const { percent } = relief;
  const what = text(`准予减交${percent}%`, `Reduced by ${percent}% by the court`);
  const less = (amount: Exact) => -(amount * BigInt(percent)) / 100n;
  return { what, law: measures(46), ...both(left, less) };
}

const dismissal = (full: Sum, { text: what, law }: FeeNote): Step => ({
  ...{ what, law: law as Wording, ...both(full, (amount) => -amount) },
});

/** What is paid at first, and what is topped up when the procedure changes. */
function instalments(asked: AskedFee, full: Sum, rounding: FeeRounding) {
  const undecided = { ...asked, outcome: 'judged' } as const;
  const after = (grounds: readonly HalvingCause[]) => {
    const halving = halvingStep(grounds, full);
    const left = sumOf(halving === undefined ? [full] : [full, halving]);
    return rounded(sumOf([left, reliefStep(asked, left) ?? NOTHING]), rounding);
  };
  const first = after(groundsAtFiling(undecided));
  return { first, supplement: minus(after(groundsAtEnd(undecided)), first) };
}

const rounded = (sum: Sum, rounding: FeeRounding): FeeRange => ({
  least: roundFee(sum.least, rounding),
  most: roundFee(sum.most, rounding),
});

const minus = (a: FeeRange, b: FeeRange): FeeRange => ({
  least: a.least - b.least,
  most: a.most - b.most,
});

const plus = (a: FeeRange, b: FeeRange): FeeRange => ({
  least: a.least + b.least,
  most: a.most + b.most,
});

/** A claim without property beside one with it costs nothing more (民诉法解释 201). */
function nonProperty({ withNonProperty }: AskedFee): Step[] {
  if (!withNonProperty) return [];
  const what = text(
    '另有非财产请求：按财产请求的标准，不另交',
    'Claims without property besides: the scale of property applies, nothing is added',
  );
  return [{ what, law: interpretation(201), ...NOTHING }];
}

function roundingStep(reduced: Sum, total: FeeRange, rounding: FeeRounding): Step[] {
  const least = exact(total.least) - reduced.least;
  const most = exact(total.most) - reduced.most;
  if (least === 0n && most === 0n) return [];
  const law = text('没有统一规定，由法院决定', 'No rule; the court decides');
  return [{ what: ROUNDING_WORDS[rounding], law, least, most }];
}

/** Without the court's own rule a sum with a fraction of a yuan is left to the fen, and that is said. */
function asFarAsKnown(
  { restsOn, open }: Pick<FeeQuote, 'restsOn' | 'open'>,
  { least, most }: Sum,
  { rounding }: FeeFigures,
): Pick<FeeQuote, 'restsOn' | 'open'> {
  const whole = [least, most].every((amount) => exact(roundFee(amount, 'yuanDown')) === amount);
  if (whole) return { restsOn, open };
  return {
    restsOn: [...restsOn, 'rounding'],
    open: rounding === undefined ? [...open, 'rounding'] : open,
  };
}

function refundOf(asked: AskedFee, payments: readonly FeePayment[], total: FeeRange) {
  const paid = payments
    .filter(({ prepaid }) => prepaid)
    .reduce((sum, { amount }) => plus(sum, amount), { least: 0, most: 0 });
  const amount = minus(paid, total);
  if (paid.most === 0 || amount.most <= 0) return {};
  return {
    refund: { amount, law: asked.outcome === 'dismissed' ? measures(27, 53) : measures(53) },
  };
}

function halvedBy(asked: AskedFee) {
  const [by, ...spent] = asked.outcome === 'dismissed' ? [] : groundsAtEnd(asked);
  return by === undefined ? {} : { halved: { by, spent } };
}

function notesOf(matter: FeeMatter, { amounts, instance }: AskedFee): FeeNote[] {
  return [
    ...(amounts.length > 1 ? [SUMMED] : []),
    ...(amounts.length > 0 && instance !== 'first' ? [CONTESTED[instance]] : []),
    ...(matter.notes ?? []),
  ];
}

const SUMMED: FeeNote = {
  text: text('多个财产请求合并计算。', 'Several claims of property are added up.'),
  law: interpretation(201),
};
const CONTESTED = {
  appeal: {
    text: text(
      '财产案件只按不服一审判决部分的上诉请求数额计算。',
      'Of a property case only the part that is appealed counts.',
    ),
    law: measures(17),
  },
  retrial: {
    text: text(
      '只按不服原判决部分的再审请求数额计算。',
      'Only the part of the judgment that is contested counts.',
    ),
    law: measures(19),
  },
} as const satisfies Readonly<Record<string, FeeNote>>;
