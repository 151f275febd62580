import type { Wording } from '../deadlines/wording.ts';
import type { Fen } from '../money.ts';
import type { FeeFigure } from './matter.ts';
import type { FeeMatterId } from './matters.ts';
import type { FeeRounding } from './money.ts';

/** Both bounds are the same where the sum is known. */
export interface FeeRange {
  readonly least: Fen;
  readonly most: Fen;
}

/** One step of the reckoning. */
export interface FeeLine {
  readonly what: Wording;
  readonly law: Wording;
  /** The amount, in fen, that the rate is of. */
  readonly base?: Fen;
  /** Rate in per mille: 25 is 2.5%. */
  readonly rate?: number;
  /** Yuan in full, as decimals: what the line adds, or takes off with a minus sign. Lines add up to the total. */
  readonly amount: { readonly least: string; readonly most: string };
}

/** What somebody pays, and when. */
export interface FeePayment {
  readonly who: Wording;
  readonly when: Wording;
  readonly law: Wording;
  readonly amount: FeeRange;
  /** Before the matter is decided. */
  readonly prepaid: boolean;
}

/** Why a fee is halved: 办法 15, 16, 18. */
export const HALVING_CAUSES = [
  ...['summary', 'smallClaims', 'counterclaim', 'thirdParty'],
  ...['mediated', 'withdrawn'],
] as const;
export type HalvingCause = (typeof HALVING_CAUSES)[number];

export interface FeeNote {
  readonly text: Wording;
  readonly law?: Wording;
}

/**
 * Why the sum is not known to the fen. `province`: the province's figure was not given; `court`: the law leaves it to
 * the court; `rounding`: how fractions of a yuan are treated was not given, so the sum is to the fen.
 */
export const FEE_OPENINGS = ['province', 'court', 'rounding'] as const;
export type FeeOpening = (typeof FEE_OPENINGS)[number];

/** Figures a court has entered, those of the province in fen. What is left out is not known and never made up. */
export interface FeeFigures extends Partial<Readonly<Record<FeeFigure, Fen>>> {
  readonly rounding?: FeeRounding;
}

/** A fee that explains itself. */
export interface FeeQuote {
  readonly matter: FeeMatterId;
  readonly name: Wording;
  /** 案件受理费 of a suit, 申请费 of an application, or none. */
  readonly kind: 'suit' | 'application' | 'none';
  readonly lines: readonly FeeLine[];
  /** What the matter costs in the end. */
  readonly total: FeeRange;
  readonly payments: readonly FeePayment[];
  /** Something is paid before the matter is decided. */
  readonly prepaid: boolean;
  /** What of the payments comes back at the end. */
  readonly refund?: { readonly amount: FeeRange; readonly law: Wording };
  /** The halving that was applied, and the further grounds that no longer count (民诉法解释 206). */
  readonly halved?: { readonly by: HalvingCause; readonly spent: readonly HalvingCause[] };
  /** Why nothing is charged. */
  readonly free?: FeeNote;
  readonly borne?: { readonly who: Wording; readonly law: Wording };
  readonly notes: readonly FeeNote[];
  /** Figures that the sum rests on, whether they were given or not. */
  readonly restsOn: readonly (keyof FeeFigures)[];
  readonly open: readonly FeeOpening[];
}
