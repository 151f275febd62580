import { CunzhengError, demand } from '@cunzheng/domain';
import type { Fen } from '@cunzheng/domain/fees';
import type { Actor } from '../../access/policy.ts';
import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import type { FilingRow } from '../../store/tables/filing.ts';
import { grounds } from '../filing/words.ts';
import { issue, keptQuote } from './orders.ts';
import { type FeeChoice, isSameChoice, proposeFee } from './proposal.ts';

/**
 * What an official says of the fee when he accepts: the matter and its choices, with a reason where they are not the proposed
 * ones, or that nothing is charged, and why.
 */
export type FeeDecision =
  | (FeeChoice & { readonly words?: string | undefined; readonly none?: undefined })
  | { readonly none: string };

/** What is kept of it until the acceptance is signed. */
export type KeptFee = { readonly words?: string } & (
  | { readonly question: FeeChoice; readonly amount: Fen }
  | { readonly nothing: true }
);

/**
 * What the signature will charge; as proposed where the official says nothing else. Throws `FEE_OPEN` where the sum is not
 * known to the fen, `FEE_UNSAID` where nothing is proposed for want of an amount, `INPUT_INVALID` for a change without a reason.
 */
export async function feeToBe(
  house: Court,
  unit: Unit,
  row: FilingRow,
  said: FeeDecision | undefined,
): Promise<KeptFee> {
  const court = { ...house, store: { ...house.store, db: unit.db } };
  if (said?.none !== undefined) return { nothing: true, words: grounds(said.none) };
  const { words, ...chosen } = said ?? {};
  const reason = words === undefined ? {} : { words: grounds(words) };
  const proposed = await proposeFee(court, row);
  const question = 'matter' in chosen ? (chosen as FeeChoice) : proposed.question;
  if (question === undefined) return { nothing: true, words: proposed.because['zh-CN'] };
  demand(proposed.missing === undefined || said !== undefined, 'FEE_UNSAID');
  const asProposed =
    proposed.missing !== undefined ||
    (proposed.question !== undefined && isSameChoice(question, proposed.question));
  demand(asProposed || words !== undefined, 'INPUT_INVALID', 'words');
  return { ...(await chargeable(court, unit, row, question)), ...reason };
}

/** What need not be paid in advance is no charge, and says so in the law’s own words. */
async function chargeable(
  court: Court,
  { db }: Unit,
  row: FilingRow,
  question: FeeChoice,
): Promise<KeptFee> {
  try {
    const { payment } = await keptQuote(court, db, row, question);
    return { question, amount: payment.amount.least };
  } catch (error) {
    if (error instanceof CunzhengError && error.code === 'FEE_NOTHING_DUE')
      return { nothing: true };
    throw error;
  }
}

/** Issues the order, in the transaction that accepts the filing. Throws `FILING_CHANGED` for another sum than was signed. */
export async function chargeFee(
  court: Court,
  unit: Unit,
  actor: Actor,
  filed: FilingRow,
  fee: KeptFee,
): Promise<void> {
  if ('nothing' in fee) return;
  const { amount } = await issue(court, unit, { actor, filed, question: fee.question });
  demand(amount === fee.amount, 'FILING_CHANGED', 'another sum by now');
}
