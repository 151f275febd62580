import type { CourtCalendar } from './court-calendar.ts';
import { addDays, type CalendarDay, yearOf } from './day.ts';

/** Longer than any run of days off; a calendar that goes on is broken. */
const LONGEST_REST = 100;

function isWorkingDay(day: CalendarDay, calendar: CourtCalendar, unknownYears: Set<number>) {
  if (!calendar.knowsYear(yearOf(day))) unknownYears.add(yearOf(day));
  return calendar.isWorkingDay(day);
}

/**
 * The day itself if it is worked, else the first after it that is (民诉法 85). Years asked about that the calendar does
 * not know are added to `unknownYears`. Throws `TypeError` for a calendar without working days.
 */
export function shiftToWorkingDay(
  day: CalendarDay,
  calendar: CourtCalendar,
  unknownYears: Set<number>,
): CalendarDay {
  for (let ahead = 0; ahead <= LONGEST_REST; ahead++) {
    const candidate = addDays(day, ahead);
    if (isWorkingDay(candidate, calendar, unknownYears)) return candidate;
  }
  throw new TypeError('a calendar without working days');
}

/** The `count`-th working day after a day; the day itself for 0. */
export function countWorkingDays(
  day: CalendarDay,
  count: number,
  calendar: CourtCalendar,
  unknownYears: Set<number>,
): CalendarDay {
  let last = day;
  for (let left = count; left > 0; left--) {
    last = shiftToWorkingDay(addDays(last, 1), calendar, unknownYears);
  }
  return last;
}
