import { dayOf, daysBetween, parseInstant } from './day.ts';
import type { Deadline, RunningDeadline } from './deadline.ts';

/**
 * True when an act at this instant is in time. Of papers sent by post the instant of posting counts: transit is no part
 * of a period (民诉法 85). Whether an online act late in the evening of the last day counts is not written anywhere; the
 * day ends at 24:00 here (docs/adr/0021).
 */
export function isInTime(deadline: RunningDeadline, at: string): boolean {
  return parseInstant(at) <= parseInstant(deadline.dueAt);
}

/** Where a deadline stands for queues and colours, soonest trouble first. */
export const DEADLINE_STANDINGS = ['overdue', 'lastDay', 'running', 'suspended'] as const;
export type DeadlineStanding = (typeof DEADLINE_STANDINGS)[number];

export function deadlineStanding(deadline: Deadline, at: string): DeadlineStanding {
  if (deadline.state === 'suspended') return 'suspended';
  if (!isInTime(deadline, at)) return 'overdue';
  return deadline.lastDay === dayOf(at) ? 'lastDay' : 'running';
}

/** Days from today to the last day: 0 on the last day, negative after it. */
export function daysLeft(deadline: Deadline, at: string): number {
  return deadline.state === 'suspended'
    ? deadline.daysLeft
    : daysBetween(dayOf(at), deadline.lastDay);
}
