import { CunzhengError, demand } from '@cunzheng/domain';
import { beijingTime, dayOf, parseDay } from '@cunzheng/domain/deadlines';
import type { Fen } from '@cunzheng/domain/fees';
import { and, asc, eq, inArray, isNotNull, or } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor, inOne } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { isDuplicate } from '../../store/faults.ts';
import type { Db } from '../../store/store.ts';
import {
  type BankLineRow,
  bankLine,
  type OrderRow,
  paymentAttempt,
  paymentDay,
  paymentOrder,
  paymentRefund,
  type RefundRow,
} from '../../store/tables/payments.ts';
import { linePlace } from './bank.ts';

/** Sums of a day, in fen. What came in is credited, goes back as a surplus, or is held. */
export interface DaySums {
  readonly received: Fen;
  readonly credited: Fen;
  readonly surplus: Fen;
  readonly held: Fen;
  /** What left on that day, whenever it had come in. */
  readonly refunded: Fen;
}

/** Money that came in on the day. */
export interface DayLine {
  readonly id: string;
  readonly by: 'bank' | 'wechat' | 'alipay';
  /** The bank's or our own number of it. */
  readonly number: string;
  readonly amount: Fen;
  readonly credited: Fen;
  readonly surplus: Fen;
  readonly held: Fen;
  /** Reference of the order, where there is one. */
  readonly reference?: string;
  /** Why it is held. */
  readonly because?: 'wrongReference' | 'amountDiffers';
  /** Of a bank line that is held: payer, account and words, for who looks for its order. */
  readonly payer?: Readonly<Record<string, string>>;
}

/**
 * A line that does not add up. `amountDiffers`: the provider says another sum than was asked for; `surplusNotReturned`: too
 * much came and not all of it is on its way back; `orderDiffers`: an order says otherwise than the money that names it;
 * `refundFailed`: a refund that the provider did not make.
 */
export interface DayProblem {
  readonly problem: 'amountDiffers' | 'surplusNotReturned' | 'orderDiffers' | 'refundFailed';
  readonly number: string;
  readonly expected: Fen;
  readonly found: Fen;
}

export interface DayView extends DaySums {
  readonly court: string;
  readonly day: string;
  readonly lines: readonly DayLine[];
  /** None: the day balances to the fen. */
  readonly problems: readonly DayProblem[];
  /** What the sums were when finance closed the day; later something held may have found its order. */
  readonly closed?: DaySums & { readonly at: string };
}

interface Money extends DayLine {
  readonly order: string | null;
  readonly attempt: boolean;
}

/** The books of one day of a court. Throws `NOT_FOUND`, `NOT_PERMITTED`, `INPUT_INVALID` for a day that is none. */
export async function readDay(
  house: Court,
  actor: Actor,
  code: string,
  day: string,
): Promise<DayView> {
  authorize(actor, 'payment.books', { court: code });
  parseDay(day);
  return inOne(asActor(house, actor), (court) => dayOfBooks(court, code, day));
}

async function dayOfBooks(court: Court, code: string, day: string): Promise<DayView> {
  const { db } = court.store;
  const money = [...(await attemptsOf(db, code, day)), ...(await linesOf(court, code, day))];
  const sums = await sumsOf(db, code, day, money);
  const closed = await closedAs(db, code, day);
  return {
    ...{ court: code, day, ...sums },
    lines: money.map(({ order: _, attempt: __, ...line }) => line),
    problems: await problemsOf(db, code, money),
    ...(closed && { closed }),
  };
}

async function attemptsOf(db: Db, code: string, day: string): Promise<Money[]> {
  const rows = await db
    .select({ attempt: paymentAttempt, reference: paymentOrder.reference })
    .from(paymentAttempt)
    .innerJoin(paymentOrder, eq(paymentOrder.id, paymentAttempt.paymentOrder))
    .where(
      and(
        ...[eq(paymentAttempt.court, code), eq(paymentAttempt.day, day)],
        isNotNull(paymentAttempt.received),
      ),
    )
    .orderBy(asc(paymentAttempt.paidAt), asc(paymentAttempt.id));
  return rows.map(({ attempt, reference }) => {
    const { id, channel, number, credited, surplus, state } = attempt;
    const amount = attempt.received as number;
    return {
      ...{ id, by: channel, number, amount, credited, surplus, reference, attempt: true },
      ...{ held: amount - credited - surplus, order: attempt.paymentOrder },
      ...(state === 'differs' ? { because: 'amountDiffers' as const } : {}),
    };
  });
}

async function linesOf(court: Court, code: string, day: string): Promise<Money[]> {
  const rows = await court.store.db
    .select({ line: bankLine, reference: paymentOrder.reference })
    .from(bankLine)
    .leftJoin(paymentOrder, eq(paymentOrder.id, bankLine.paymentOrder))
    .where(and(eq(bankLine.court, code), eq(bankLine.day, day)))
    .orderBy(asc(bankLine.serial));
  return rows.map(({ line, reference }) => ({
    ...heldLine(court, line),
    ...{ attempt: false, order: line.paymentOrder },
    ...(reference === null ? {} : { reference }),
  }));
}

/** A bank line as finance sees it; who paid only while its order is looked for. */
export function heldLine({ vault }: Pick<Court, 'vault'>, line: BankLineRow): DayLine {
  const { id, serial: number, amount, credited, surplus, fit } = line;
  const payer = () => vault.open(line.payerSealed, linePlace(id));
  return {
    ...{ id, by: 'bank', number, amount, credited, surplus, held: amount - credited - surplus },
    ...(fit === 'wrongReference'
      ? { because: fit, payer: JSON.parse(payer()) as Record<string, string> }
      : {}),
  };
}

async function sumsOf(
  db: Db,
  code: string,
  day: string,
  money: readonly Money[],
): Promise<DaySums> {
  const gone = await db
    .select({ amount: paymentRefund.amount })
    .from(paymentRefund)
    .where(and(eq(paymentRefund.court, code), eq(paymentRefund.day, day)));
  const total = (amounts: readonly Fen[]) => amounts.reduce((sum, each) => sum + each, 0);
  return {
    received: total(money.map(({ amount }) => amount)),
    credited: total(money.map(({ credited }) => credited)),
    surplus: total(money.map(({ surplus }) => surplus)),
    held: total(money.map(({ held }) => held)),
    refunded: total(gone.map(({ amount }) => amount)),
  };
}

/** Everything is added up again from the other side: refunds against surplus, money against orders. */
async function problemsOf(db: Db, code: string, money: readonly Money[]): Promise<DayProblem[]> {
  const refunds = await refundsOf(db, money);
  const differing = money.filter(({ because }) => because === 'amountDiffers');
  return [
    ...(await oneByOne(differing, (each) => differs(db, each))),
    ...money.flatMap((each) => surplusProblem(each, refunds)),
    ...(await orderProblems(db, money)),
    ...(await failedRefunds(db, code, money)),
  ];
}

async function differs(db: Db, { id, number, amount }: Money): Promise<DayProblem> {
  const [row] = await db.select().from(paymentAttempt).where(eq(paymentAttempt.id, id));
  return { problem: 'amountDiffers', number, expected: row?.amount ?? 0, found: amount };
}

async function refundsOf(db: Db, money: readonly Money[]): Promise<RefundRow[]> {
  const ids = money.map(({ id }) => id);
  if (ids.length === 0) return [];
  return db
    .select()
    .from(paymentRefund)
    .where(or(inArray(paymentRefund.attempt, ids), inArray(paymentRefund.bankLine, ids)));
}

function surplusProblem(
  { id, number, surplus }: Money,
  refunds: readonly RefundRow[],
): DayProblem[] {
  const found = refunds
    .filter((each) => each.kind === 'surplus' && (each.attempt ?? each.bankLine) === id)
    .reduce((sum, { amount }) => sum + amount, 0);
  return found === surplus
    ? []
    : [{ problem: 'surplusNotReturned', number, expected: surplus, found }];
}

async function orderProblems(db: Db, money: readonly Money[]): Promise<DayProblem[]> {
  const ids = [...new Set(money.flatMap(({ order }) => order ?? []))];
  if (ids.length === 0) return [];
  const orders = await db.select().from(paymentOrder).where(inArray(paymentOrder.id, ids));
  return (await oneByOne(orders, (order) => orderProblem(db, order))).flat();
}

/** In turn: one transaction is one connection, which takes one query at a time. */
async function oneByOne<T, R>(each: readonly T[], read: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const one of each) results.push(await read(one));
  return results;
}

async function orderProblem(db: Db, order: OrderRow): Promise<DayProblem[]> {
  const { id, reference: number, credited, refunded } = order;
  const attempts = await db
    .select({ amount: paymentAttempt.credited })
    .from(paymentAttempt)
    .where(eq(paymentAttempt.paymentOrder, id));
  const lines = await db
    .select({ amount: bankLine.credited })
    .from(bankLine)
    .where(eq(bankLine.paymentOrder, id));
  const given = await db
    .select({ amount: paymentRefund.amount })
    .from(paymentRefund)
    .where(and(eq(paymentRefund.paymentOrder, id), eq(paymentRefund.kind, 'credited')));
  const total = (rows: readonly { amount: Fen }[]) =>
    rows.reduce((all, row) => all + row.amount, 0);
  const differing = (expected: Fen, found: Fen): DayProblem[] =>
    expected === found ? [] : [{ problem: 'orderDiffers', number, expected, found }];
  return [
    ...differing(credited, total([...attempts, ...lines])),
    ...differing(refunded, total(given)),
  ];
}

async function failedRefunds(db: Db, code: string, money: readonly Money[]): Promise<DayProblem[]> {
  const rows = (await refundsOf(db, money)).filter(
    (each) => each.court === code && each.state === 'failed',
  );
  return rows.map(({ number, amount }) => ({
    ...{ problem: 'refundFailed', number, expected: amount, found: 0 },
  }));
}

async function closedAs(db: Db, code: string, day: string): Promise<DayView['closed']> {
  const [row] = await db
    .select()
    .from(paymentDay)
    .where(and(eq(paymentDay.court, code), eq(paymentDay.day, day)));
  if (row === undefined) return undefined;
  const { received, credited, surplus, held, refunded, closedAt } = row;
  return { received, credited, surplus, held, refunded, at: closedAt.toISOString() };
}

/**
 * Closes a day that is over and balances; what is held stays held, and is named. Throws `NOT_FOUND`, `NOT_PERMITTED`,
 * `INPUT_INVALID`, `DAY_UNBALANCED` with how many lines do not add up, `STATE_UNFIT` for a day that was closed.
 */
export async function closeDay(
  house: Court,
  actor: Actor,
  code: string,
  day: string,
): Promise<DayView> {
  authorize(actor, 'payment.books', { court: code });
  parseDay(day);
  demand(day < dayOf(beijingTime(house.clock())), 'DAY_UNBALANCED', 'it is not over');
  return inOne(asActor(house, actor), async (court) => {
    const books = await dayOfBooks(court, code, day);
    const { received, credited, surplus, held, refunded, problems } = books;
    if (problems.length > 0) {
      const details = { lines: problems.length };
      throw new CunzhengError('DAY_UNBALANCED', undefined, { details });
    }
    const closedAt = new Date(court.clock());
    await court.store.db
      .insert(paymentDay)
      .values({
        ...{ court: code, day, received, credited, surplus, held, refunded },
        ...{ closedAt, closedBy: actor.person },
      })
      .catch((cause: unknown) => {
        throw isDuplicate(cause) ? new CunzhengError('STATE_UNFIT', 'closed', { cause }) : cause;
      });
    return dayOfBooks(court, code, day);
  });
}
