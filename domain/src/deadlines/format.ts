import type { Language } from '../messages.ts';
import { type CalendarDay, dayOf, weekday } from './day.ts';
import type { PeriodLength, PeriodUnit } from './length.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const UNITS: Readonly<Record<PeriodUnit, readonly [zh: string, en: string]>> = {
  hours: ['小时', 'hour'],
  days: ['日', 'day'],
  workingDays: ['个工作日', 'working day'],
  months: ['个月', 'month'],
  years: ['年', 'year'],
};

/** `2026年11月23日`, `23 November 2026`. */
export function formatDay(day: CalendarDay, language: Language): string {
  const [year, month = 0, date] = day.split('-').map(Number);
  return language === 'en'
    ? `${date} ${MONTHS[month - 1]} ${year}`
    : `${year}年${month}月${date}日`;
}

/** `星期一`, `Monday`. */
export function formatWeekday(day: CalendarDay, language: Language): string {
  return language === 'en'
    ? (WEEKDAYS[weekday(day)] as string)
    : `星期${'日一二三四五六'[weekday(day)]}`;
}

/** The minute of an instant that bears Beijing's offset: `2026年11月23日 09:05`, `09:05 on 23 November 2026`. */
export function formatMinute(instant: string, language: Language): string {
  const time = instant.slice(11, 16);
  const day = formatDay(dayOf(instant), language);
  return language === 'en' ? `${time} on ${day}` : `${day} ${time}`;
}

/** `3个工作日`, `3 working days`. */
export function formatLength({ count, unit }: PeriodLength, language: Language): string {
  const [zh, en] = UNITS[unit];
  return language === 'en' ? `${count} ${en}${count === 1 ? '' : 's'}` : `${count}${zh}`;
}
