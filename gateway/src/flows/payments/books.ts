import { PAYABLE } from '@cunzheng/domain/payments';
import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import {
  bankLine,
  type OrderRow,
  paymentOrder,
  paymentRefund,
  type RefundRow,
} from '../../store/tables/payments.ts';
import { linePlace } from './bank.ts';
import { type DayLine, heldLine } from './day.ts';
import { type OrderView, type RefundView, refundView, viewsOf } from './views.ts';

const PAGE = 20;

/** Which orders: those that wait, those that are paid, or all. */
export const ORDER_FILTERS = ['waiting', 'paid', 'all'] as const;
export type OrderFilter = (typeof ORDER_FILTERS)[number];

const STATES: Readonly<Record<Exclude<OrderFilter, 'all'>, readonly OrderRow['state'][]>> = {
  waiting: PAYABLE,
  paid: ['paid', 'refunded'],
};

export interface OrderPage {
  readonly items: readonly OrderView[];
  readonly total: number;
}

/** Orders of the courts whose books somebody keeps, 20 a page, the newest first. Throws `NOT_PERMITTED`. */
export async function listOrders(
  house: Court,
  actor: Actor,
  {
    show = 'waiting',
    page = 1,
  }: { readonly show?: OrderFilter | undefined; readonly page?: number },
): Promise<OrderPage> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const where = and(
    inArray(paymentOrder.court, courtsFor(actor, 'payment.books')),
    show === 'all' ? undefined : inArray(paymentOrder.state, [...STATES[show]]),
  );
  const rows = await db
    .select()
    .from(paymentOrder)
    .where(where)
    .orderBy(desc(paymentOrder.issuedAt), asc(paymentOrder.id))
    .limit(PAGE)
    .offset((page - 1) * PAGE);
  const total = await db.$count(paymentOrder, where);
  return { items: await viewsOf(court, actor, rows), total };
}

/** Money that came by bank for which no order is found, the oldest first. Throws `NOT_PERMITTED`. */
export async function listHeldLines(
  house: Court,
  actor: Actor,
): Promise<(DayLine & { readonly court: string; readonly day: string })[]> {
  const court = asActor(house, actor);
  const rows = await court.store.db
    .select()
    .from(bankLine)
    .where(
      and(
        inArray(bankLine.court, courtsFor(actor, 'payment.books')),
        eq(bankLine.fit, 'wrongReference'),
      ),
    )
    .orderBy(asc(bankLine.day), asc(bankLine.serial));
  return rows.map((row) => ({ ...heldLine(court, row), court: row.court, day: row.day }));
}

/** Money that is to go back and has not arrived, as finance sees it. */
export interface RefundLine extends RefundView {
  readonly court: string;
  readonly number: string;
  /** Reference of the order; absent for a line that never found one. */
  readonly reference?: string;
  /** Whom the bank shall send it to. */
  readonly payee?: Readonly<Record<string, string>>;
  /** The provider's word, where it said no. */
  readonly said?: string;
}

/** Refunds that are not done yet, those by bank and those that failed first. Throws `NOT_PERMITTED`. */
export async function listRefunds(house: Court, actor: Actor): Promise<RefundLine[]> {
  const court = asActor(house, actor);
  const rows = await court.store.db
    .select({ refund: paymentRefund, reference: paymentOrder.reference, line: bankLine })
    .from(paymentRefund)
    .leftJoin(paymentOrder, eq(paymentOrder.id, paymentRefund.paymentOrder))
    .leftJoin(bankLine, eq(bankLine.id, paymentRefund.bankLine))
    .where(
      and(
        inArray(paymentRefund.court, courtsFor(actor, 'payment.books')),
        inArray(paymentRefund.state, ['asked', 'sent', 'failed']),
      ),
    )
    .orderBy(asc(paymentRefund.askedAt), asc(paymentRefund.id));
  const lines = rows.map(({ refund, reference, line }) =>
    refundLine(court, refund, { reference, line }),
  );
  return lines.sort((a, b) => urgency(a) - urgency(b));
}

const urgency = ({ by, state }: RefundLine) => (state === 'failed' ? 0 : by === 'bank' ? 1 : 2);

function refundLine(
  { vault }: Court,
  row: RefundRow,
  from: {
    readonly reference: string | null;
    readonly line: { readonly id: string; readonly payerSealed: string } | null;
  },
): RefundLine {
  const { reference, line } = from;
  const payee = line && (JSON.parse(vault.open(line.payerSealed, linePlace(line.id))) as object);
  return {
    ...refundView(row),
    ...{ court: row.court, number: row.number },
    ...(reference === null ? {} : { reference }),
    ...(payee === null ? {} : { payee: payee as Record<string, string> }),
    ...(row.said === null || row.state !== 'failed' ? {} : { said: row.said }),
  };
}
