import { CunzhengError, demand } from '../errors.ts';
import type { Fen } from '../money.ts';
import { amountNeed, type FeeMatter } from './matters.ts';
import { demandAmount, MAX_AMOUNT } from './money.ts';

export const FEE_INSTANCES = ['first', 'appeal', 'retrial'] as const;
export type FeeInstance = (typeof FEE_INSTANCES)[number];

/** `converted`: begun in summary procedure and changed to the ordinary one (民诉法解释 199). */
export const FEE_PROCEDURES = ['ordinary', 'summary', 'smallClaims', 'converted'] as const;
export type FeeProcedure = (typeof FEE_PROCEDURES)[number];

/** Whose claim it is; those of defendant and third party are heard together with the plaintiff's (18). */
export const FEE_SIDES = ['plaintiff', 'counterclaim', 'thirdParty'] as const;
export type FeeSide = (typeof FEE_SIDES)[number];

/** `dismissed`: ruled 不予受理, 驳回起诉 or 驳回上诉, not a judgment that turns the claim down. */
export const FEE_OUTCOMES = ['judged', 'mediated', 'withdrawn', 'dismissed'] as const;
export type FeeOutcome = (typeof FEE_OUTCOMES)[number];

/** The two cases in which a retrial costs something (9): new evidence, or no appeal was made. */
export const RETRIAL_GROUNDS = ['newEvidence', 'noAppeal', 'other'] as const;
export type RetrialGround = (typeof RETRIAL_GROUNDS)[number];

/** 司法救助 that was granted: 免 (45, people only), 减 (46, at least 30 per cent), 缓 (47). */
export type FeeRelief =
  | { readonly kind: 'waived'; readonly applicant: 'person' | 'organisation' }
  | { readonly kind: 'reduced'; readonly percent: number }
  | { readonly kind: 'deferred' };

/** What was said of a matter. What is left out is the plain case: first instance, ordinary procedure, plaintiff, judgment. */
export interface FeeChoices {
  /** Fen; more than one only where they are added up. On appeal and retrial: the part that is contested (17, 19). */
  readonly amounts?: readonly Fen[];
  /** Claims without property stand beside those with it (民诉法解释 201). */
  readonly withNonProperty?: boolean;
  readonly instance?: FeeInstance;
  readonly procedure?: FeeProcedure;
  readonly side?: FeeSide;
  readonly outcome?: FeeOutcome;
  readonly ground?: RetrialGround;
  /** 追索劳动报酬: need not be paid in advance (20). */
  readonly wages?: boolean;
  readonly relief?: FeeRelief;
}

/** The same with nothing left out. */
export type AskedFee = Required<Omit<FeeChoices, 'relief' | 'amounts'>> & {
  /** All amounts together; absent where none was given. */
  readonly amount: Fen | undefined;
  readonly amounts: readonly Fen[];
  readonly relief: FeeRelief | undefined;
};

/** Amounts that may be given at once. */
export const MAX_AMOUNTS = 50;
/** 减交比例不得低于30% (46). */
export const LEAST_REDUCTION = 30;

type Plain = Omit<AskedFee, 'relief' | 'amounts' | 'amount'>;

const PLAIN: Plain = {
  ...{ withNonProperty: false, instance: 'first', procedure: 'ordinary', side: 'plaintiff' },
  ...{ outcome: 'judged', ground: 'other', wages: false },
};

/** The choices made whole. Throws `INPUT_INVALID` with `details.field` where one does not fit the matter. */
export function askedOf(matter: FeeMatter, choices: FeeChoices): AskedFee {
  const { relief, amounts = [], ...given } = choices;
  const asked: Plain = { ...PLAIN, ...withoutUndefined(given) };
  fits(matter.suit === true || isPlain(asked), 'course');
  fits(asked.instance === 'first' || atFirst(asked), 'instance');
  fits(asked.ground === 'other' || asked.instance === 'retrial', 'ground');
  fits(!asked.wages || matter.wages === true, 'wages');
  const beside = matter.several === true && amounts.length > 0;
  fits(!asked.withNonProperty || beside, 'withNonProperty');
  checkRelief(relief);
  return { ...asked, amounts, relief, amount: totalOf(matter, amounts) };
}

function withoutUndefined<T extends object>(given: T): Partial<T> {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}

const isPlain = ({ instance, procedure, side, outcome }: Plain) =>
  [instance, procedure, side, outcome].join() === 'first,ordinary,plaintiff,judged';

/** Summary procedure, counterclaims and joined third parties are of the first instance. */
const atFirst = ({ procedure, side }: Plain) => procedure === 'ordinary' && side === 'plaintiff';

function totalOf(matter: FeeMatter, amounts: readonly Fen[]): Fen | undefined {
  const need = amountNeed(matter);
  fits(amounts.length === 0 || need !== 'none', 'amounts');
  fits(amounts.length > 0 || need !== 'needed', 'amounts');
  fits(amounts.length <= (matter.several === true ? MAX_AMOUNTS : 1), 'amounts');
  const total = amounts.reduce((sum, amount) => sum + demandAmount(amount), 0);
  fits(total <= MAX_AMOUNT, 'amounts');
  return amounts.length === 0 ? undefined : total;
}

function checkRelief(relief: FeeRelief | undefined): void {
  if (relief?.kind === 'waived') fits(relief.applicant === 'person', 'relief');
  if (relief?.kind !== 'reduced') return;
  const { percent } = relief;
  demand(Number.isInteger(percent), 'INPUT_INVALID', 'whole per cents');
  fits(percent >= LEAST_REDUCTION && percent < 100, 'relief');
}

function fits(condition: boolean, field: string): void {
  if (condition) return;
  throw new CunzhengError('INPUT_INVALID', `${field} does not fit`, { details: { field } });
}
