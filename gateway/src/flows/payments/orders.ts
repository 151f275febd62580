import { randomInt, randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import type { FeeChoices, FeeMatterId, FeePayment, FeeRelief } from '@cunzheng/domain/fees';
import { makePaymentReference, PAYABLE } from '@cunzheng/domain/payments';
import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor, withinHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { isDuplicate } from '../../store/faults.ts';
import type { Db, Unit } from '../../store/store.ts';
import { type FilingRow, filing } from '../../store/tables/filing.ts';
import { feeRelief, type OrderRow, paymentOrder } from '../../store/tables/payments.ts';
import { type FeeAnswer, quoteFee } from '../fees/quote.ts';
import { authorizeFiling } from '../filing/load.ts';
import { grounds } from '../filing/words.ts';
import { startPaying } from './clocks.ts';
import { endOrder } from './credit.ts';
import { demandOther, lockOrderFor } from './load.ts';
import { tellDue } from './told.ts';
import { type OrderView, viewOf } from './views.ts';

/** The fee of a filing as an official asks for it; relief is what the court granted, and not said here. */
export interface NewOrder extends Omit<FeeChoices, 'relief'> {
  readonly filing: string;
  readonly matter: FeeMatterId;
}

/** What an order keeps of how its sum came about. */
export interface KeptQuote {
  readonly question: Omit<NewOrder, 'filing'>;
  readonly quote: FeeAnswer;
  readonly payment: FeePayment;
}

/**
 * 交费通知: what is to be paid in advance for a filing that was accepted, by the court's own figures, within seven days.
 * Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`, `FEE_OPEN` where the sum is not known to the fen, `FEE_NOTHING_DUE`,
 * `ORDER_EXISTS`, `INPUT_INVALID`.
 */
export async function issueOrder(house: Court, actor: Actor, wanted: NewOrder): Promise<OrderView> {
  const court = asActor(house, actor);
  const { filing: id, ...question } = wanted;
  const row = await court.store.transaction(async (unit) => {
    const filed = await lockFiling(unit, actor, id);
    await demandOther(court, unit, actor, 'payment.issue', filed);
    return issue(court, unit, { actor, filed, question });
  });
  return viewOf(court, actor, row);
}

async function lockFiling({ db }: Unit, actor: Actor, id: string): Promise<FilingRow> {
  const [row] = await db.select().from(filing).where(eq(filing.id, id)).for('update');
  authorizeFiling(actor, 'payment.issue', row);
  return row;
}

/** Writes the order, its clock and its notice. The caller holds the filing's lock. */
export async function issue(
  court: Court,
  unit: Unit,
  wanted: { actor: Actor; filed: FilingRow; question: KeptQuote['question'] },
): Promise<OrderRow> {
  const { actor, filed, question } = wanted;
  const kept = await keptQuote(court, unit.db, filed, question);
  const { quote, payment } = kept;
  const row: OrderRow = {
    ...{ id: randomUUID(), court: filed.court, filing: filed.id, person: filed.person },
    purpose: quote.kind === 'suit' ? 'suit' : 'application',
    reference: makePaymentReference(randomInt(10 ** 10)),
    ...{ amount: payment.amount.least, credited: 0, refunded: 0, state: 'open', quote: kept },
    ...{ issuedAt: new Date(court.clock()), issuedBy: actor.person },
    ...{ paidAt: null, endedAt: null, endedWords: null },
  };
  await unit.db.insert(paymentOrder).values(row).catch(asExisting);
  const { lastDay } = await startPaying(court, unit, row, filed.cause);
  await tellDue(court, unit, row, lastDay);
  return row;
}

function asExisting(error: unknown): never {
  throw isDuplicate(error) ? new CunzhengError('ORDER_EXISTS', undefined, { cause: error }) : error;
}

/**
 * The quote of a filing’s fee and what of it is paid in advance, with the relief that was granted. Throws `FEE_OPEN`,
 * `FEE_NOTHING_DUE`, `INPUT_INVALID`.
 */
export async function keptQuote(
  court: Court,
  db: Db,
  filed: FilingRow,
  question: KeptQuote['question'],
): Promise<KeptQuote> {
  const relief = await grantedRelief(db, filed.id);
  const within = { ...court, store: { ...court.store, db } };
  const asked = { ...question, court: filed.court, ...(relief && { relief }) };
  const quote = await quoteFee(within, asked);
  const [open] = quote.open;
  if (open !== undefined) throw new CunzhengError('FEE_OPEN', open, { details: { open } });
  const payment = quote.payments.find(({ prepaid }) => prepaid);
  if (payment === undefined) throw new CunzhengError('FEE_NOTHING_DUE');
  demand(payment.amount.least === payment.amount.most, 'FEE_OPEN');
  return { question, quote, payment };
}

/** 司法救助 as the court granted it, in the form in which fees are reckoned. */
export async function grantedRelief(db: Db, id: string): Promise<FeeRelief | undefined> {
  const [row] = await db
    .select()
    .from(feeRelief)
    .where(and(eq(feeRelief.filing, id), eq(feeRelief.state, 'granted')));
  if (row === undefined) return undefined;
  if (row.granted === 'reduced') return { kind: 'reduced', percent: row.percent as number };
  return row.granted === 'waived' ? { kind: 'waived', applicant: 'person' } : { kind: 'deferred' };
}

/**
 * Nothing is to be paid any more; what has come goes back. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`,
 * `INPUT_INVALID`.
 */
export async function cancelOrder(
  house: Court,
  actor: Actor,
  id: string,
  { words }: { readonly words: string },
): Promise<void> {
  const court = asActor(house, actor);
  const because = { act: 'cancel', words: grounds(words), by: actor.person } as const;
  await court.store.transaction(async (unit) => {
    const order = await lockOrderFor(unit, actor, 'payment.cancel', id);
    await demandOther(court, unit, actor, 'payment.cancel', order);
    await endOrder(court, unit, order, because);
  });
}

/** The order of a filing that is still to be paid, locked. */
export async function lockPayable({ db }: Unit, id: string): Promise<OrderRow | undefined> {
  const [row] = await db
    .select()
    .from(paymentOrder)
    .where(and(eq(paymentOrder.filing, id), inArray(paymentOrder.state, [...PAYABLE])))
    .for('update');
  return row;
}

/** A filing that ends without a case is not paid for any more: in the transaction that ends it, whoever does. */
export async function endOrderOf(
  court: Court,
  unit: Unit,
  row: Pick<FilingRow, 'id'>,
  { words, by }: { readonly words: string; readonly by: string },
): Promise<void> {
  await withinHouse(unit, 'payments', async (within) => {
    const order = await lockPayable(within, row.id);
    if (order !== undefined) await endOrder(court, within, order, { act: 'cancel', words, by });
  });
}
