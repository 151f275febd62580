import type { Wording } from '@cunzheng/domain/deadlines';
import type { Fen } from '@cunzheng/domain/fees';
import { PAYABLE, remaining } from '@cunzheng/domain/payments';
import { and, asc, desc, eq, inArray, notExists } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor, inOne } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { PAY_CHANNELS, type PayChannel } from '../../providers/payment/ports.ts';
import { filing } from '../../store/tables/filing.ts';
import {
  type AttemptRow,
  feeRelief,
  type OrderRow,
  paymentAttempt,
  paymentOrder,
  paymentRefund,
  type RefundRow,
} from '../../store/tables/payments.ts';
import { deadline } from '../../store/tables/settings.ts';
import { type DeadlineView, deadlineView } from '../clocks/views.ts';
import { authorizeFiling } from '../filing/load.ts';
import { findSetting } from '../settings/setting-at.ts';
import { authorizeOrder, filingOf } from './load.ts';
import type { KeptQuote } from './orders.ts';

/** One attempt to pay. Sums in fen, times as ISO texts. */
export interface AttemptView {
  readonly id: string;
  readonly channel: PayChannel;
  readonly amount: Fen;
  readonly state: AttemptRow['state'];
  /** Shown as a QR code, as long as it can be paid. */
  readonly link?: string;
  readonly late: boolean;
  readonly begunAt: string;
  readonly expiresAt: string;
  readonly paidAt?: string;
}

/** Money that goes back. */
export interface RefundView {
  readonly id: string;
  readonly amount: Fen;
  readonly kind: RefundRow['kind'];
  readonly reason: string;
  readonly state: RefundRow['state'];
  readonly by: 'provider' | 'bank';
  readonly askedAt: string;
  readonly endedAt?: string;
}

/** An order as who pays and the officials of its court see it. Sums in fen, times as ISO texts. */
export interface OrderView {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly filing: string;
  /** 案由. */
  readonly cause: string;
  /** Who asks pays it. */
  readonly mine: boolean;
  readonly purpose: OrderRow['purpose'];
  readonly reference: string;
  readonly amount: Fen;
  readonly credited: Fen;
  readonly refunded: Fen;
  readonly remaining: Fen;
  readonly state: OrderRow['state'];
  /** How the sum came about, line by line. */
  readonly quote: KeptQuote['quote'];
  readonly issuedAt: string;
  readonly paidAt?: string;
  readonly ended?: { readonly at: string; readonly words: string };
  readonly deadline?: DeadlineView;
  /** The court’s bank account, in its own words; absent until the court has entered it. */
  readonly account?: Wording;
  /** Ways to pay beside a bank transfer. */
  readonly channels: readonly PayChannel[];
  readonly attempts: readonly AttemptView[];
  readonly refunds: readonly RefundView[];
}

/** The form of an attempt in answers. */
export function attemptView(row: AttemptRow): AttemptView {
  const { id, channel, amount, state, link, late } = row;
  return {
    ...{ id, channel, amount, state, late },
    ...(link !== null && state === 'begun' ? { link } : {}),
    ...{ begunAt: row.begunAt.toISOString(), expiresAt: row.expiresAt.toISOString() },
    ...(row.paidAt === null ? {} : { paidAt: row.paidAt.toISOString() }),
  };
}

/** The form of a refund in answers. */
export function refundView(row: RefundRow): RefundView {
  const { id, amount, kind, reason, state } = row;
  return {
    ...{ id, amount, kind, reason, state, by: row.attempt === null ? 'bank' : 'provider' },
    askedAt: row.askedAt.toISOString(),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt.toISOString() }),
  };
}

/** Whole views; the caller has asked whether the actor may see them. */
export async function viewsOf(
  court: Court,
  actor: Actor,
  rows: readonly OrderRow[],
): Promise<OrderView[]> {
  await court.knowCourts(rows.map((row) => row.court));
  return inOne(court, async (one) => {
    const views: OrderView[] = [];
    for (const row of rows) views.push(await orderView(one, actor, row));
    return views;
  });
}

/** The whole view of one order; the caller has asked whether the actor may see it. */
export async function viewOf(court: Court, actor: Actor, row: OrderRow): Promise<OrderView> {
  const [view] = await viewsOf(court, actor, [row]);
  return view as OrderView;
}

async function orderView(court: Court, actor: Actor, row: OrderRow): Promise<OrderView> {
  const { db } = court.store;
  const attempts = await db
    .select()
    .from(paymentAttempt)
    .where(eq(paymentAttempt.paymentOrder, row.id))
    .orderBy(asc(paymentAttempt.begunAt), asc(paymentAttempt.id));
  const refunds = await db
    .select()
    .from(paymentRefund)
    .where(eq(paymentRefund.paymentOrder, row.id))
    .orderBy(asc(paymentRefund.askedAt), asc(paymentRefund.id));
  return {
    ...plainView(court, row),
    cause: (await filingOf(db, row)).cause,
    mine: row.person === actor.person,
    ...(await accountOf(court, row)),
    ...(await deadlineOf(court, row)),
    attempts: attempts.map(attemptView),
    refunds: refunds.map(refundView),
  };
}

type Plain = Omit<OrderView, 'attempts' | 'refunds' | 'cause' | 'mine'>;

function plainView(court: Court, row: OrderRow): Plain {
  const { id, filing: of, purpose, reference, amount, credited, refunded, state } = row;
  return {
    ...{ id, court: courtName(court, row.court), filing: of, purpose, reference },
    ...{ amount, credited, refunded, remaining: remaining(row), state },
    ...{ quote: (row.quote as KeptQuote).quote, issuedAt: row.issuedAt.toISOString() },
    ...(row.paidAt === null ? {} : { paidAt: row.paidAt.toISOString() }),
    ...(row.endedAt === null
      ? {}
      : { ended: { at: row.endedAt.toISOString(), words: row.endedWords ?? '' } }),
    channels: PAY_CHANNELS.filter((channel) => court.payments.of(row.court)[channel] !== undefined),
  };
}

async function accountOf(
  court: Court,
  { court: code }: OrderRow,
): Promise<Pick<OrderView, 'account'>> {
  const { db } = court.store;
  const answer = await findSetting(court, db, code, 'text.feeAccount', court.clock());
  return answer === undefined ? {} : { account: answer.value };
}

async function deadlineOf(court: Court, { id }: OrderRow): Promise<{ deadline?: DeadlineView }> {
  const [row] = await court.store.db
    .select()
    .from(deadline)
    .where(and(eq(deadline.subjectKind, 'payment'), eq(deadline.subject, id)));
  return row === undefined ? {} : { deadline: deadlineView(court, row) };
}

/** One order. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function readOrder(house: Court, actor: Actor, id: string): Promise<OrderView> {
  const court = asActor(house, actor);
  const [row] = await court.store.db.select().from(paymentOrder).where(eq(paymentOrder.id, id));
  authorizeOrder(actor, 'payment.read', row);
  return viewOf(court, actor, row);
}

/** What I am to pay, or paid, the newest first. */
export async function listMyOrders(house: Court, actor: Actor): Promise<OrderView[]> {
  const court = asActor(house, actor);
  const rows = await court.store.db
    .select()
    .from(paymentOrder)
    .where(eq(paymentOrder.person, actor.person))
    .orderBy(desc(paymentOrder.issuedAt), asc(paymentOrder.id));
  return viewsOf(court, actor, rows);
}

/** The orders of one filing, the newest first. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function listFilingOrders(
  house: Court,
  actor: Actor,
  id: string,
): Promise<OrderView[]> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const [filed] = await db.select().from(filing).where(eq(filing.id, id));
  authorizeFiling(actor, 'payment.read', filed);
  const rows = await db
    .select()
    .from(paymentOrder)
    .where(eq(paymentOrder.filing, id))
    .orderBy(desc(paymentOrder.issuedAt), asc(paymentOrder.id));
  return viewsOf(court, actor, rows);
}

/**
 * Proposals 按撤诉处理 for the judges of a court (民诉法解释 213): orders whose time ended unpaid and of which no relief is
 * being asked. What follows is an act that a judge signs, never one of the house. Throws `NOT_PERMITTED`.
 */
export async function listUnpaid(house: Court, actor: Actor): Promise<OrderView[]> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const asked = db
    .select({ id: feeRelief.id })
    .from(feeRelief)
    .where(and(eq(feeRelief.filing, paymentOrder.filing), eq(feeRelief.state, 'asked')));
  const overdue = db
    .select({ id: deadline.subject })
    .from(deadline)
    .where(and(eq(deadline.subjectKind, 'payment'), eq(deadline.state, 'overdue')));
  const rows = await db
    .select()
    .from(paymentOrder)
    .where(
      and(
        inArray(paymentOrder.court, courtsFor(actor, 'payment.unpaid')),
        inArray(paymentOrder.state, [...PAYABLE]),
        inArray(paymentOrder.id, overdue),
        notExists(asked),
      ),
    )
    .orderBy(asc(paymentOrder.issuedAt), asc(paymentOrder.id));
  return viewsOf(court, actor, rows);
}
