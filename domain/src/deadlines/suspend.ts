import { demand } from '../errors.ts';
import { addDays, addMonths, type CalendarDay, daysBetween, parseDay } from './day.ts';
import type { DeadlineStep, Suspension } from './deadline.ts';
import type { PeriodRow, SuspensionCause } from './period.ts';

interface ReadSuspension {
  readonly cause: SuspensionCause;
  readonly from: CalendarDay;
  readonly to?: CalendarDay;
}

/** A suspension that has not ended, and the days of the period that are left when it does. */
export interface OpenSuspension {
  readonly from: CalendarDay;
  readonly daysLeft: number;
}

interface Passed {
  readonly lastDay: CalendarDay;
  readonly steps: readonly DeadlineStep[];
  readonly open?: OpenSuspension;
}

/** Suspensions in order of their beginning. Throws `INPUT_INVALID` for one that ends before it begins. */
export function readSuspensions(suspensions: readonly Suspension[]): readonly ReadSuspension[] {
  const read = suspensions.map(({ cause, from, to }) =>
    to === undefined
      ? { cause, from: parseDay(from) }
      : { cause, from: parseDay(from), to: parseDay(to) },
  );
  demand(
    read.every(({ from, to }) => to === undefined || to >= from),
    'INPUT_INVALID',
    'a suspension that ends before it begins',
  );
  return read.sort((a, b) => daysBetween(b.from, a.from));
}

const later = (a: CalendarDay, b: CalendarDay) => (a > b ? a : b);

/**
 * Moves the last day by the suspended days that fall into the period; days suspended for two causes move it once. One
 * that begins after the end no longer matters.
 */
export function passSuspensions(
  { suspendedInLastMonths }: PeriodRow,
  begin: CalendarDay,
  nominal: CalendarDay,
  suspensions: readonly ReadSuspension[],
): Passed {
  const steps: DeadlineStep[] = [];
  let lastDay = nominal;
  let free = addDays(begin, 1);
  for (const { cause, from: begun, to } of suspensions) {
    const from = later(later(begun, free), windowStart(lastDay, suspendedInLastMonths) ?? free);
    if (from > lastDay || (to !== undefined && to < from)) continue;
    if (to === undefined) {
      steps.push({ step: 'standsStill', cause, from });
      return { lastDay, steps, open: { from, daysLeft: daysBetween(from, lastDay) + 1 } };
    }
    const days = daysBetween(from, to) + 1;
    lastDay = addDays(lastDay, days);
    free = addDays(to, 1);
    steps.push({ step: 'suspended', cause, from, to, days, lastDay });
  }
  return { lastDay, steps };
}

/** First day of the months in which alone 时效中止 is possible (执行程序解释 19). */
function windowStart(lastDay: CalendarDay, months: number | undefined): CalendarDay | undefined {
  return months === undefined ? undefined : addDays(addMonths(lastDay, -months), 1);
}
