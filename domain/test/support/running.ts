import {
  computeDeadline,
  type DeadlineFacts,
  type PeriodId,
  periodRule,
  type RunningDeadline,
  type StartTime,
} from '../../src/deadlines/index.ts';
import { CALENDAR } from './holidays.ts';

export type Facts = Omit<DeadlineFacts, 'calendar'>;

/** The deadline of a period that nothing suspends. */
export function running(
  id: PeriodId,
  start: StartTime,
  facts: Facts = {},
  calendar = CALENDAR as DeadlineFacts['calendar'],
): RunningDeadline {
  const deadline = computeDeadline(periodRule(id), start, { calendar, ...facts });
  if (deadline.state !== 'running') throw new TypeError(`${id} stands still`);
  return deadline;
}
