import { CunzhengError } from '@cunzheng/domain';
import { beijingTime, dayOf } from '@cunzheng/domain/deadlines';
import { and, asc, eq, inArray, lte } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { PaymentProvider, RefundSaid } from '../../providers/payment/ports.ts';
import type { Unit } from '../../store/store.ts';
import {
  type AttemptRow,
  paymentAttempt,
  paymentRefund,
  type RefundRow,
} from '../../store/tables/payments.ts';
import { attemptsDue, postponeAsking, settleAttempt } from './ask.ts';
import { lockRefund, moveRefund } from './refunds.ts';

/** What a sweep of payments did. */
export interface PaymentSweep {
  /** Attempts that were asked about. */
  readonly asked: number;
  /** Refunds that were sent or asked about. */
  readonly refunds: number;
  /** What providers did not answer, and anything else that threw. */
  readonly failures: readonly unknown[];
}

const BATCH = 200;
const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS;

/**
 * Asks providers about every attempt whose time has come, and sends and follows every refund. Nothing depends on a callback
 * or on a process that lived: whatever was begun stands in a row with the time of the next question. Several processes may
 * sweep at once. Throws what the database throws.
 */
export async function sweepPayments(house: Court): Promise<PaymentSweep> {
  const failures: unknown[] = [];
  const attempts = await attemptsDue(house, BATCH);
  for (const id of attempts) {
    await settleAttempt(house, id).catch(async (error: unknown) => {
      failures.push(error);
      await postponeAsking(house, id);
    });
  }
  const refunds = await refundsDue(house);
  for (const id of refunds)
    await settleRefund(house, id).catch((error: unknown) => failures.push(error));
  return { asked: attempts.length, refunds: refunds.length, failures };
}

async function refundsDue(house: Court): Promise<string[]> {
  const court = asHouse(house, 'payments');
  const due = and(
    lte(paymentRefund.tryAt, new Date(court.clock())),
    inArray(paymentRefund.state, ['asked', 'sent']),
  );
  const rows = await court.store.db
    .select({ id: paymentRefund.id })
    .from(paymentRefund)
    .where(due)
    .orderBy(asc(paymentRefund.tryAt))
    .limit(BATCH);
  return rows.map(({ id }) => id);
}

/**
 * Asks the provider what became of a refund, and sends it where it never arrived, always under its one number. Throws
 * `NOT_SUPPORTED`, `PROVIDER_UNAVAILABLE`.
 */
export async function settleRefund(house: Court, id: string): Promise<void> {
  const court = asHouse(house, 'payments');
  const [found] = await court.store.db
    .select({ refund: paymentRefund, attempt: paymentAttempt })
    .from(paymentRefund)
    .innerJoin(paymentAttempt, eq(paymentAttempt.id, paymentRefund.attempt))
    .where(eq(paymentRefund.id, id));
  if (found === undefined) return;
  const { refund, attempt } = found;
  const provider = court.payments.of(attempt.court)[attempt.channel];
  const said = await askRefundOf(provider, refund, attempt).catch(async (error: unknown) => {
    await court.store.transaction((unit) => postpone(court, unit, id));
    throw error;
  });
  await court.store.transaction((unit) => write(court, unit, id, said));
}

async function askRefundOf(
  provider: PaymentProvider | undefined,
  { number, amount, reason, tries }: RefundRow,
  attempt: AttemptRow,
): Promise<RefundSaid> {
  if (provider === undefined) throw new CunzhengError('NOT_SUPPORTED', 'no provider');
  const before = tries === 0 ? undefined : await provider.queryRefund(number, attempt.number);
  if (before !== undefined && before.state !== 'unknown') return before;
  const total = attempt.received as number;
  const wanted = { number, of: attempt.number, amount, total, words: reason.slice(0, 80) };
  return provider.refund(wanted).catch(asFailed);
}

/** A refusal for good is an answer: somebody has to look. */
function asFailed(error: unknown): RefundSaid {
  if (!(error instanceof CunzhengError) || error.code !== 'PROVIDER_REFUSED') throw error;
  return { state: 'failed', said: error.message.slice(0, 100) };
}

async function write(court: Court, unit: Unit, id: string, said: RefundSaid): Promise<void> {
  const row = await lockRefund(unit, id);
  if (row === undefined || row.state === 'done' || row.state === 'failed') return;
  const now = court.clock();
  const ended = { said: said.said, endedAt: new Date(now), tryAt: null, tries: row.tries + 1 };
  if (said.state === 'done') {
    return moveRefund(unit, row, 'confirm', { ...ended, day: dayOf(beijingTime(now)) });
  }
  if (said.state === 'failed') return moveRefund(unit, row, 'fail', ended);
  if (row.state === 'asked') await moveRefund(unit, row, 'send', { sentAt: new Date(now) });
  await postpone(court, unit, id);
}

async function postpone(court: Court, unit: Unit, id: string): Promise<void> {
  const row = await lockRefund(unit, id);
  if (row === undefined) return;
  const wait = Math.min(MINUTE_MS * 2 ** Math.min(row.tries, 12), LONGEST_WAIT_MS);
  await unit.db
    .update(paymentRefund)
    .set({ tries: row.tries + 1, tryAt: new Date(court.clock() + wait) })
    .where(eq(paymentRefund.id, id));
}
