import type { Fen } from '@cunzheng/domain/fees';
import {
  type Divided,
  divide,
  ORDER_LIFE,
  paymentEdge,
  remaining,
} from '@cunzheng/domain/payments';
import { and, eq } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { type OrderRow, paymentAttempt, paymentOrder } from '../../store/tables/payments.ts';
import { endPaying } from './clocks.ts';
import { beginRefund, returnCredited, type Source } from './refunds.ts';
import { tellEnded, tellPaid } from './told.ts';

/** Said to who paid too much. */
const SURPLUS = '多交、重复交纳或者期满后交纳，原路退回';

/** Money that has come in for an order. */
export interface CameIn {
  readonly amount: Fen;
  /** When the payer paid. */
  readonly at: Date;
  readonly source: Source;
  /** Who matched it, where somebody did. */
  readonly by?: string | undefined;
}

/**
 * Credits money to a locked order, as far as it is owed; what is too much goes back by itself. The caller writes the division
 * into the money's own row, in the same transaction. The row of an attempt or a bank line must be there already.
 */
export async function creditOrder(
  court: Court,
  unit: Unit,
  order: OrderRow,
  { amount, at, source, by }: CameIn,
): Promise<Divided> {
  const divided = divide(amount, order);
  if (divided.credited > 0) await credit(court, unit, order, divided.credited, at);
  if (divided.surplus > 0) {
    const refund = { court: order.court, order, source, kind: 'surplus', reason: SURPLUS } as const;
    await beginRefund(court, unit, { ...refund, amount: divided.surplus, by });
  }
  return divided;
}

async function credit(
  court: Court,
  unit: Unit,
  order: OrderRow,
  amount: Fen,
  at: Date,
): Promise<void> {
  const act = amount === remaining(order) ? 'creditRest' : 'creditPart';
  const state = paymentEdge(ORDER_LIFE, order.state, act) as OrderRow['state'];
  const paidAt = state === 'paid' ? at : null;
  await unit.db
    .update(paymentOrder)
    .set({ state, paidAt, credited: order.credited + amount })
    .where(eq(paymentOrder.id, order.id));
  if (state !== 'paid') return;
  await expireAttempts(court, unit, order);
  await endPaying(court, unit, order, { outcome: 'met', at: at.getTime(), because: '已交纳' });
  await tellPaid(court, unit, order);
}

/** Ends a locked order that is still to be paid; what has come for it goes back. */
export async function endOrder(
  court: Court,
  unit: Unit,
  order: OrderRow,
  { act, words, by }: { act: 'waive' | 'cancel'; words: string; by: string },
): Promise<void> {
  const amount = order.credited - order.refunded;
  if (amount > 0) await returnCredited(court, unit, order, { amount, reason: words, by });
  const state = paymentEdge(ORDER_LIFE, order.state, act);
  if (state === undefined) throw new TypeError(`${act} in ${order.state}`);
  const endedAt = new Date(court.clock());
  await unit.db
    .update(paymentOrder)
    .set({ state, refunded: order.credited, endedAt, endedWords: words })
    .where(eq(paymentOrder.id, order.id));
  await expireAttempts(court, unit, order);
  await endPaying(court, unit, order, { outcome: 'ended', because: words });
  await tellEnded(court, unit, order, words);
}

/** Nobody should pay any more: the next sweep closes what still runs at a provider. */
async function expireAttempts(court: Court, { db }: Unit, { id }: OrderRow): Promise<void> {
  const now = new Date(court.clock());
  await db
    .update(paymentAttempt)
    .set({ expiresAt: now, askAt: now })
    .where(and(eq(paymentAttempt.paymentOrder, id), eq(paymentAttempt.state, 'begun')));
}
