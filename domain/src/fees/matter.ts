import type { Wording } from '../deadlines/wording.ts';
import type { Fen } from '../money.ts';
import type { Scale } from './scales.ts';

/** Figures that a province sets within the bounds of 办法 13, last paragraph; a court enters them as settings. */
export const FEE_FIGURES = [
  'divorce',
  'personality',
  'nonProperty',
  'intellectualProperty',
  'jurisdictionObjection',
] as const;
export type FeeFigure = (typeof FEE_FIGURES)[number];

/** A part of the whole: 支付令 a third, 破产 a half. */
export interface Share {
  readonly of: 2 | 3;
  readonly what: Wording;
  readonly law: Wording;
}

export interface Cap {
  readonly most: Fen;
  readonly what: Wording;
  readonly law: Wording;
}

/** What a fee is reckoned from. */
export type Basis =
  /** By an amount, step by step; perhaps a part of it, perhaps no more than so much. */
  | { readonly by: 'scale'; readonly scale: Scale; readonly share?: Share; readonly cap?: Cap }
  /** So much each. */
  | { readonly by: 'each'; readonly amount: Fen; readonly what: Wording; readonly law: Wording }
  /** Between two bounds; the province's figure where it sets one. `above`: what an amount adds. */
  | {
      readonly by: 'range';
      readonly figure?: FeeFigure;
      readonly least: Fen;
      readonly most: Fen;
      readonly what: Wording;
      readonly law: Wording;
      readonly above?: Scale;
    }
  | { readonly by: 'free'; readonly what: Wording; readonly law: Wording };

/** Where a matter stands in a list. */
export const FEE_GROUPS = ['civil', 'administrative', 'application', 'maritime', 'free'] as const;
export type FeeGroup = (typeof FEE_GROUPS)[number];

/** When an application is paid for. 20: enforcement and bankruptcy not in advance. */
export type ApplicationTime =
  | 'atApplication'
  | 'afterEnforcement'
  | 'afterLiquidation'
  | 'ifItFails';

/** One row of the table of fees. */
export interface FeeMatterRow {
  readonly name: Wording;
  readonly group: FeeGroup;
  readonly basis: Basis;
  /** What the amount is an amount of; absent where none counts. */
  readonly amount?: Wording;
  /** What is reckoned where no amount is given; absent where an amount is needed or none counts. */
  readonly bare?: Basis;
  /** Several amounts may be given and are added up (民诉法解释 201). */
  readonly several?: true;
  /** A suit, with instance, procedure, side and outcome (15–19); everything else is an application, or free. */
  readonly suit?: true;
  /** May be a claim for wages, which need not be paid in advance (20). */
  readonly wages?: true;
  readonly paid?: ApplicationTime;
  /** Who bears it in the end; for suits who loses (29) unless the row says otherwise. */
  readonly borne?: { readonly who: Wording; readonly law: Wording };
  readonly notes?: readonly { readonly text: Wording; readonly law?: Wording }[];
}
