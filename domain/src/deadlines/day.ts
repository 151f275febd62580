import { CunzhengError } from '../errors.ts';

declare const brand: unique symbol;
/** A day of the calendar in Beijing, `YYYY-MM-DD`. Sorts as text. */
export type CalendarDay = string & { readonly [brand]: 'CalendarDay' };

const DAY_MS = 86_400_000;
/** 北京时间. China has had no summer time since 1991, so that one offset serves every period this product counts. */
export const BEIJING_OFFSET = '+08:00';
const BEIJING_MS = 8 * 3_600_000;

const dayOfMs = (ms: number) => new Date(ms).toISOString().slice(0, 10) as CalendarDay;
const msOfDay = (day: CalendarDay) => Date.parse(`${day}T00:00:00Z`);

/** The day that a text names, if there is such a day: 2026-02-29 is none. Throws `INPUT_INVALID`. */
export function parseDay(text: string): CalendarDay {
  const ms = /^[12]\d{3}-\d\d-\d\d$/.test(text) ? msOfDay(text as CalendarDay) : Number.NaN;
  if (Number.isNaN(ms) || dayOfMs(ms) !== text) {
    throw new CunzhengError('INPUT_INVALID', 'not a day of the calendar');
  }
  return text as CalendarDay;
}

/** Milliseconds of an ISO instant that names its offset. Throws `INPUT_INVALID`; a time without an offset is no instant. */
export function parseInstant(text: string): number {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;
  const ms = form.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new CunzhengError('INPUT_INVALID', 'not an instant');
  return ms;
}

/** The day in Beijing on which an instant falls. Throws `INPUT_INVALID`. */
export function dayOf(instant: string): CalendarDay {
  return dayOfMs(parseInstant(instant) + BEIJING_MS);
}

/** An instant written with Beijing's offset: `2026-11-23T09:05:00.000+08:00`. */
export function beijingTime(ms: number): string {
  return `${new Date(ms + BEIJING_MS).toISOString().slice(0, -1)}${BEIJING_OFFSET}`;
}

/**
 * The last millisecond of a day in Beijing. A period ends at 24:00 of its last day (民法典 203); the instant is written
 * a millisecond before, so that its date is the last day wherever it is shown.
 */
export function endOfDay(day: CalendarDay): string {
  return `${day}T23:59:59.999${BEIJING_OFFSET}`;
}

/** The day `count` days later, or earlier if negative. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return dayOfMs(msOfDay(day) + count * DAY_MS);
}

/** Days from one day to another; negative if the second is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return (msOfDay(to) - msOfDay(from)) / DAY_MS;
}

/** The same day `count` months later; the month's last day where it has no such day (民法典 202). */
export function addMonths(day: CalendarDay, count: number): CalendarDay {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + count, 0));
  return dayOfMs(lastOfMonth.setUTCDate(Math.min(date, lastOfMonth.getUTCDate())));
}

/** 0 Sunday … 6 Saturday. */
export function weekday(day: CalendarDay): number {
  return new Date(msOfDay(day)).getUTCDay();
}

export function yearOf(day: CalendarDay): number {
  return Number(day.slice(0, 4));
}
