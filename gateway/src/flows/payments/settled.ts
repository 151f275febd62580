import { CunzhengError } from '@cunzheng/domain';
import { PAYABLE } from '@cunzheng/domain/payments';
import { and, eq, inArray } from 'drizzle-orm';
import type { Unit } from '../../store/store.ts';
import { filingEvent } from '../../store/tables/filing.ts';
import { feeRelief, paymentOrder } from '../../store/tables/payments.ts';

/** Marks an acceptance in the timeline of which nothing is to be paid in advance. */
export const NOTHING_DUE = 'nothingDue';

/**
 * A case gets its number once its fee is paid, deferred (缓) or waived (免), or nothing is to be paid in advance, and nothing is
 * being asked about it (诉讼费用交纳办法 20, 22, 49). Throws `FEE_UNPAID`; `details.because` says which.
 */
export async function demandFeeSettled(unit: Unit, filing: string): Promise<void> {
  const because = await whatHinders(unit, filing);
  if (because === undefined) return;
  throw new CunzhengError('FEE_UNPAID', because, { details: { because } });
}

async function whatHinders({ db }: Unit, filing: string): Promise<string | undefined> {
  const relief = await db
    .select({ state: feeRelief.state, granted: feeRelief.granted })
    .from(feeRelief)
    .where(and(eq(feeRelief.filing, filing), inArray(feeRelief.state, ['asked', 'granted'])));
  if (relief.some(({ state }) => state === 'asked')) return 'relief';
  const orders = await db
    .select({ state: paymentOrder.state })
    .from(paymentOrder)
    .where(eq(paymentOrder.filing, filing));
  if (orders.length === 0) return (await nothingWasDue({ db }, filing)) ? undefined : 'order';
  const waits = orders.some(({ state }) => PAYABLE.includes(state));
  return waits && !relief.some(({ granted }) => granted === 'deferred') ? 'payment' : undefined;
}

async function nothingWasDue({ db }: Pick<Unit, 'db'>, filing: string): Promise<boolean> {
  const accepted = and(
    ...[eq(filingEvent.filing, filing), eq(filingEvent.act, 'accept')],
    eq(filingEvent.detail, NOTHING_DUE),
  );
  return (await db.$count(filingEvent, accepted)) > 0;
}
