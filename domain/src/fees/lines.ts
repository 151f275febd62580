import type { Wording } from '../deadlines/wording.ts';
import { demand } from '../errors.ts';
import type { Fen } from '../money.ts';
import type { AskedFee } from './choices.ts';
import type { Basis, Cap, FeeFigure, Share } from './matter.ts';
import type { FeeMatter } from './matters.ts';
import { type Exact, exact, exactYuan, perMille } from './money.ts';
import type { FeeFigures, FeeLine, FeeOpening } from './quote.ts';
import { type Bracket, bracketWords, type Scale } from './scales.ts';

/** A line before it is written: what it adds, at least and at most. */
export interface Step {
  readonly what: Wording;
  readonly law: Wording;
  readonly base?: Fen;
  readonly rate?: number;
  readonly least: Exact;
  readonly most: Exact;
}

/** A sum, at least and at most. */
export interface Sum {
  readonly least: Exact;
  readonly most: Exact;
}

export interface Reckoned {
  readonly steps: readonly Step[];
  readonly restsOn: readonly FeeFigure[];
  readonly open: readonly FeeOpening[];
}

export const NOTHING: Sum = { least: 0n, most: 0n };

export function sumOf(steps: readonly Sum[]): Sum {
  return steps.reduce(
    (sum, step) => ({ least: sum.least + step.least, most: sum.most + step.most }),
    NOTHING,
  );
}

/** Applied to both bounds. */
export const both = (sum: Sum, change: (amount: Exact) => Exact): Sum => ({
  least: change(sum.least),
  most: change(sum.most),
});

/** The table's own reckoning of a matter, before procedure, side and outcome count. */
export function reckon(matter: FeeMatter, asked: AskedFee, figures: FeeFigures): Reckoned {
  const bare = asked.amount === undefined ? matter.bare : undefined;
  return reckonBasis(bare ?? matter.basis, asked.amount, figures);
}

function reckonBasis(basis: Basis, amount: Fen | undefined, figures: FeeFigures): Reckoned {
  switch (basis.by) {
    case 'free':
      return known([]);
    case 'each':
      return known([step(basis, exact(basis.amount))]);
    case 'scale':
      return known(limited(basis, scaleSteps(basis.scale, amount ?? 0)));
    case 'range':
      return withinBounds(basis, amount, figures);
  }
}

const known = (steps: readonly Step[]): Reckoned => ({ steps, restsOn: [], open: [] });

function withinBounds(
  basis: Basis & { by: 'range' },
  amount: Fen | undefined,
  figures: FeeFigures,
): Reckoned {
  const { figure, least, most, above } = basis;
  const set = figure && figures[figure];
  const more = above === undefined || amount === undefined ? [] : scaleSteps(above, amount);
  const restsOn = figure === undefined ? [] : [figure];
  if (set === undefined) {
    const open = [figure === undefined ? 'court' : 'province'] as const;
    return { steps: [step(basis, exact(least), exact(most)), ...more], restsOn, open };
  }
  demand(least <= set && set <= most, 'SETTING_INVALID', `${figure} out of bounds`);
  return { steps: [step(basis, exact(set)), ...more], restsOn, open: [] };
}

const step = ({ what, law }: Pick<Step, 'what' | 'law'>, least: Exact, most = least): Step => ({
  ...{ what, law, least, most },
});

/** One step per bracket that the amount reaches. */
function scaleSteps(scale: Scale, amount: Fen): Step[] {
  return scale.flatMap((bracket, i) => {
    const from = scale[i - 1]?.upTo ?? 0;
    return i > 0 && amount <= from ? [] : [bracketStep(bracket, from, amount)];
  });
}

function bracketStep({ upTo, flat, perMille: rate, law }: Bracket, from: Fen, amount: Fen): Step {
  const base = Math.min(amount, upTo ?? amount) - from;
  const fee = flat === undefined ? perMille(base, rate ?? 0) : exact(flat);
  return {
    ...{ what: bracketWords(from, upTo), law, base, least: fee, most: fee },
    ...(flat === undefined && { rate: rate ?? 0 }),
  };
}

/** A share of the steps, and no more than the cap. */
function limited({ share, cap }: { share?: Share; cap?: Cap }, steps: Step[]): Step[] {
  const shared = share === undefined ? steps : [...steps, shareStep(share, sumOf(steps))];
  const { least } = sumOf(shared);
  if (cap === undefined || least <= exact(cap.most)) return shared;
  return [...shared, step(cap, exact(cap.most) - least)];
}

function shareStep(share: Share, { least }: Sum): Step {
  return step(share, least / BigInt(share.of) - least);
}

/** The steps as they are read. */
export function linesOf(steps: readonly Step[]): FeeLine[] {
  return steps.map(({ least, most, ...line }) => ({
    ...line,
    amount: { least: exactYuan(least), most: exactYuan(most) },
  }));
}
