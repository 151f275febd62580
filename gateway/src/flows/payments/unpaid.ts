import { PAYABLE } from '@cunzheng/domain/payments';
import { and, eq } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { feeRelief, paymentOrder } from '../../store/tables/payments.ts';
import type { DeadlineRow } from '../../store/tables/settings.ts';
import { tellUnpaid } from './told.ts';

/**
 * The time to pay has ended: the judge is told, and nothing else happens by itself (民诉法解释 213 leaves it to a ruling).
 * While relief is being asked nobody is told.
 */
export async function proposeUnpaid(court: Court, unit: Unit, row: DeadlineRow): Promise<void> {
  const [order] = await unit.db.select().from(paymentOrder).where(eq(paymentOrder.id, row.subject));
  if (order === undefined || !PAYABLE.includes(order.state)) return;
  const asked = and(eq(feeRelief.filing, order.filing), eq(feeRelief.state, 'asked'));
  if ((await unit.db.$count(feeRelief, asked)) === 0) await tellUnpaid(court, unit, order);
}
