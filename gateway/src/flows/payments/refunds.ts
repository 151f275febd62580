import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { beijingTime, dayOf } from '@cunzheng/domain/deadlines';
import type { Fen } from '@cunzheng/domain/fees';
import { ORDER_LIFE, paymentEdge, REFUND_LIFE } from '@cunzheng/domain/payments';
import { and, asc, eq, sql } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { Db, Unit } from '../../store/store.ts';
import {
  bankLine,
  type OrderRow,
  paymentAttempt,
  paymentOrder,
  paymentRefund,
  type RefundRow,
} from '../../store/tables/payments.ts';
import { noteStoodIn } from '../audit/stood-in.ts';
import { grounds, label } from '../filing/words.ts';
import { demandOther, lockOrderFor } from './load.ts';
import { tellReturned } from './told.ts';

/** Where money came from, and goes back to. */
export type Source =
  | { readonly attempt: string; readonly bankLine?: undefined }
  | { readonly bankLine: string; readonly attempt?: undefined };

/** Money that goes back. */
export interface NewRefund {
  readonly court: string;
  /** Absent for a bank line that never found one. */
  readonly order?: OrderRow | undefined;
  readonly source: Source;
  readonly kind: RefundRow['kind'];
  readonly amount: Fen;
  readonly reason: string;
  /** Absent where the house begins it by itself. */
  readonly by?: string | undefined;
}

/**
 * Notes that money is to go back, in the transaction of the act that owes it. The sweep then asks the provider, under a
 * number that stays the same however often it is asked; a transfer back by the bank is finance's to make.
 */
export async function beginRefund(court: Court, unit: Unit, wanted: NewRefund): Promise<void> {
  const now = new Date(court.clock());
  const { attempt = null, bankLine: line = null } = wanted.source;
  await unit.db.insert(paymentRefund).values({
    ...{ id: randomUUID(), court: wanted.court, paymentOrder: wanted.order?.id ?? null },
    ...{ attempt, bankLine: line, number: randomUUID().replaceAll('-', '') },
    ...{ kind: wanted.kind, amount: wanted.amount, reason: wanted.reason, state: 'asked' },
    ...{ askedAt: now, askedBy: wanted.by ?? null, tries: 0, tryAt: attempt === null ? null : now },
  });
  const { order, amount, reason: words } = wanted;
  if (order !== undefined) await tellReturned(court, unit, order, { amount, words });
}

/**
 * Gives credited money back, of each source as much as is left of it, the newest first. The caller holds the order's lock and
 * writes what was refunded into it. Throws `REFUND_TOO_MUCH`.
 */
export async function returnCredited(
  court: Court,
  unit: Unit,
  order: OrderRow,
  { amount, reason, by }: Pick<NewRefund, 'amount' | 'reason' | 'by'>,
): Promise<void> {
  let owed = amount;
  for (const { source, left } of await creditedSources(unit.db, order.id)) {
    const part = Math.min(owed, left);
    if (part <= 0) continue;
    const refund = { court: order.court, order, source, kind: 'credited', reason, by } as const;
    await beginRefund(court, unit, { ...refund, amount: part });
    owed -= part;
  }
  demand(owed === 0, 'REFUND_TOO_MUCH');
}

async function creditedSources(db: Db, order: string): Promise<{ source: Source; left: Fen }[]> {
  const attempts = await db
    .select({ id: paymentAttempt.id, credited: paymentAttempt.credited })
    .from(paymentAttempt)
    .where(eq(paymentAttempt.paymentOrder, order))
    .orderBy(sql`${paymentAttempt.paidAt} desc nulls last`);
  const lines = await db
    .select({ id: bankLine.id, credited: bankLine.credited })
    .from(bankLine)
    .where(eq(bankLine.paymentOrder, order))
    .orderBy(sql`${bankLine.day} desc`, asc(bankLine.serial));
  const refunds = await db
    .select()
    .from(paymentRefund)
    .where(and(eq(paymentRefund.paymentOrder, order), eq(paymentRefund.kind, 'credited')));
  const given = (id: string) =>
    refunds
      .filter((each) => each.attempt === id || each.bankLine === id)
      .reduce((sum, each) => sum + each.amount, 0);
  return [
    ...attempts.map(({ id, credited }) => ({
      source: { attempt: id },
      left: credited - given(id),
    })),
    ...lines.map(({ id, credited }) => ({ source: { bankLine: id }, left: credited - given(id) })),
  ];
}

/**
 * 退费: a judge gives back what was paid, or a part of it: the half of a suit that was withdrawn, a claim that was lowered
 * (诉讼费用交纳办法 15, 21, 27). Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`, `INPUT_INVALID`, `REFUND_TOO_MUCH`.
 */
export async function askRefund(
  house: Court,
  actor: Actor,
  id: string,
  { amount, words }: { readonly amount: Fen; readonly words: string },
): Promise<void> {
  const court = asActor(house, actor);
  const reason = grounds(words);
  demand(Number.isSafeInteger(amount) && amount > 0, 'INPUT_INVALID', 'amount');
  await court.store.transaction(async (unit) => {
    const order = await lockOrderFor(unit, actor, 'payment.refund', id);
    await demandOther(court, unit, actor, 'payment.refund', order);
    const left = order.credited - order.refunded;
    demand(amount <= left, 'REFUND_TOO_MUCH');
    await returnCredited(court, unit, order, { amount, reason, by: actor.person });
    const act = amount === left ? 'refundRest' : 'refundPart';
    const state = paymentEdge(ORDER_LIFE, order.state, act) as OrderRow['state'];
    await unit.db
      .update(paymentOrder)
      .set({ state, refunded: order.refunded + amount })
      .where(eq(paymentOrder.id, id));
  });
}

/**
 * Finance says that the bank has sent money back, with the bank's number. Throws `NOT_FOUND`, `NOT_PERMITTED`,
 * `STATE_UNFIT` for one that a provider sends, or that was done.
 */
export async function confirmBankRefund(
  house: Court,
  actor: Actor,
  id: string,
  { serial }: { readonly serial: string },
): Promise<void> {
  const bankSerial = label(serial, 64, 'serial');
  await withRefund(house, actor, id, async (unit, row, now) => {
    demand(row.bankLine !== null, 'STATE_UNFIT', 'a provider sends it');
    const done = { endedAt: now, day: dayOf(beijingTime(now.getTime())), bankSerial };
    await moveRefund(unit, row, 'confirm', done);
  });
}

/** Tries a refund that failed once more, under the same number. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`. */
export async function retryRefund(house: Court, actor: Actor, id: string): Promise<void> {
  await withRefund(house, actor, id, (unit, row, now) =>
    moveRefund(unit, row, 'again', { endedAt: null, tries: 0, tryAt: now }),
  );
}

async function withRefund(
  house: Court,
  actor: Actor,
  id: string,
  work: (unit: Unit, row: RefundRow, now: Date) => Promise<void>,
): Promise<void> {
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    const row = await lockRefund(unit, id);
    authorize(actor, 'payment.books', row && { court: row.court });
    if (row === undefined) throw new CunzhengError('NOT_FOUND');
    await noteStoodIn(court, unit, actor, 'payment.books', { court: row.court, subject: id });
    await work(unit, row, new Date(court.clock()));
  });
}

/** Locks one refund. */
export async function lockRefund({ db }: Unit, id: string): Promise<RefundRow | undefined> {
  const [row] = await db.select().from(paymentRefund).where(eq(paymentRefund.id, id)).for('update');
  return row;
}

/** Moves a locked refund along its table. Throws `STATE_UNFIT`. */
export async function moveRefund(
  { db }: Unit,
  row: RefundRow,
  act: 'send' | 'confirm' | 'fail' | 'again',
  more: Partial<RefundRow>,
): Promise<void> {
  const state = paymentEdge(REFUND_LIFE, row.state, act);
  if (state === undefined) throw new CunzhengError('STATE_UNFIT', act);
  await db
    .update(paymentRefund)
    .set({ ...more, state })
    .where(eq(paymentRefund.id, row.id));
}
