import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import type { OrderRow } from '../../store/tables/payments.ts';
import type { DeadlineRow } from '../../store/tables/settings.ts';
import { startClock, startingAt, stopClock } from '../clocks/run.ts';

type Ticking = Pick<Court, 'courts' | 'clock'>;

const subjectOf = ({ id }: Pick<OrderRow, 'id'>) => ({ kind: 'payment', id }) as const;

/** Seven days from the day after the notice (诉讼费用交纳办法 22). */
export function startPaying(
  court: Ticking,
  unit: Unit,
  row: OrderRow,
  title: string,
): Promise<DeadlineRow> {
  return startClock(court, unit, {
    ...{ court: row.court, rule: 'feePayment', subject: subjectOf(row), person: row.person },
    ...{ start: startingAt(row.issuedAt.getTime()), about: { title } },
  });
}

/** It was paid, or need not be. */
export function endPaying(
  court: Ticking,
  unit: Unit,
  row: Pick<OrderRow, 'id'>,
  stop: Parameters<typeof stopClock>[3],
): Promise<void> {
  return stopClock(court, unit, { subject: subjectOf(row) }, stop);
}
