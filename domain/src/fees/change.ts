import type { Wording } from '../deadlines/wording.ts';
import { measures } from './law.ts';
import type { FeeRange } from './quote.ts';

/** What follows for the fee when claims change during the case. */
export type FeeChange =
  | { readonly act: 'topUp' | 'refund'; readonly amount: FeeRange; readonly law: Wording }
  /** Nothing is paid or refunded; of a reduction that came late, who changed his claim bears the difference. */
  | { readonly act: 'nothing'; readonly borneByChanger?: FeeRange; readonly law: Wording };

/**
 * Claims raised: the difference is topped up. Lowered before 法庭调查终结: it is refunded; later it is not, and whoever
 * lowered them bears it (办法 21, 35). Both fees are those of the whole claim, before and after.
 */
export function changeOfClaims(
  before: FeeRange,
  after: FeeRange,
  { investigationClosed }: { readonly investigationClosed: boolean },
): FeeChange {
  const less = { least: before.least - after.least, most: before.most - after.most };
  if (less.most < 0) {
    return { act: 'topUp', amount: { least: -less.least, most: -less.most }, law: measures(21) };
  }
  if (less.most === 0) return { act: 'nothing', law: measures(21) };
  if (!investigationClosed) return { act: 'refund', amount: less, law: measures(21) };
  return { act: 'nothing', borneByChanger: less, law: measures(35) };
}
