import type { FeeMatter, FeeQuestion } from '../../api-client/views.ts';
import { type MoneyFault, parseMoney } from '../../app/money.ts';
import type { LastCourt } from '../../components/court-chooser/last-court.ts';

/** What is filled in; of what does not fit the matter nothing is sent. */
export interface Asked {
  readonly matter: FeeMatter['id'];
  readonly amounts: readonly string[];
  readonly instance: NonNullable<FeeQuestion['instance']>;
  readonly ground: NonNullable<FeeQuestion['ground']>;
  readonly procedure: NonNullable<FeeQuestion['procedure']>;
  readonly side: NonNullable<FeeQuestion['side']>;
  readonly outcome: NonNullable<FeeQuestion['outcome']>;
  readonly more: readonly string[];
  readonly court: LastCourt | undefined;
}

export const NOTHING_ASKED: Asked = {
  matter: 'property',
  amounts: [''],
  instance: 'first',
  ground: 'newEvidence',
  procedure: 'ordinary',
  side: 'plaintiff',
  outcome: 'judged',
  more: [],
  court: undefined,
};

/** Amounts that may be filled in; an empty one is none where the matter can do without. */
export const MOST_AMOUNTS = 10;

export const amountField = (at: number): string => `amount-${at}`;

/** Which amounts cannot be sent, and why. */
export function amountFaults(
  { amounts }: Asked,
  matter: FeeMatter,
): readonly { readonly at: number; readonly fault: MoneyFault }[] {
  if (matter.amount === 'none') return [];
  const rows = matter.several ? amounts : amounts.slice(0, 1);
  const given = rows.filter((typed) => typed.trim() !== '').length;
  return rows.flatMap((typed, at) => {
    const parsed = parseMoney(typed);
    if (typeof parsed === 'number') return [];
    const mayBeEmpty = matter.amount === 'optional' || given > 0;
    return parsed === 'empty' && mayBeEmpty ? [] : [{ at, fault: parsed }];
  });
}

/** What is sent: only what the matter takes. */
export function questionOf(asked: Asked, matter: FeeMatter): FeeQuestion {
  const amounts = amountsOf(asked, matter);
  return {
    ...{ matter: matter.id, amounts },
    ...(matter.suit && courseOf(asked, matter, amounts.length > 0)),
    ...(asked.court && matter.group !== 'free' && { court: asked.court.code }),
  };
}

function amountsOf({ amounts }: Asked, matter: FeeMatter): number[] {
  if (matter.amount === 'none') return [];
  return (matter.several ? amounts : amounts.slice(0, 1)).flatMap((typed) => {
    const parsed = parseMoney(typed);
    return typeof parsed === 'number' ? [parsed] : [];
  });
}

const MIXED = { withNonProperty: true } as const;

function courseOf(
  { instance, ground, procedure, side, outcome, more }: Asked,
  matter: FeeMatter,
  withAmount: boolean,
): Partial<FeeQuestion> {
  return {
    ...{ instance, outcome },
    ...(instance === 'first' && { procedure, side }),
    ...(instance === 'retrial' && { ground }),
    ...(matter.wages && more.includes('wages') && { wages: true }),
    ...(matter.several && withAmount && more.includes('withNonProperty') && MIXED),
  };
}
