import { CunzhengError } from '../errors.ts';
import { type CalendarDay, parseDay, weekday, yearOf } from './day.ts';

/**
 * Says which days are worked. A year whose holidays the State Council has not published is not known: its weekends and
 * the holidays with a fixed date are still days of rest, but a deadline that depends on such a year says so.
 */
export interface CourtCalendar {
  isWorkingDay(day: CalendarDay): boolean;
  knowsYear(year: number): boolean;
}

/**
 * The yearly notice 国务院办公厅关于部分节假日安排的通知 as data: days off that are not weekends included, and days of
 * weekends that are worked 调休上班. Days may lie in the last days of the year before.
 */
export interface HolidayYear {
  readonly year: number;
  readonly off: readonly string[];
  readonly work: readonly string[];
  /** Where it is from, shown to the administrator: a notice's number, or a package and its version. */
  readonly source: string;
}

/** One day that a court has corrected, or the year it typed in itself. Later ones win. */
export interface CalendarCorrection {
  readonly day: string;
  readonly working: boolean;
}

/** What an adapter of a maintained holiday package offers. `undefined`: not published yet, which is not "no holidays". */
export interface HolidaySource {
  readonly name: string;
  holidayYear(year: number): HolidayYear | undefined;
}

/** Holidays that every year has on the same date (全国年节及纪念日放假办法 2, 2024). */
const FIXED_HOLIDAYS: ReadonlySet<string> = new Set([
  '01-01',
  '05-01',
  '05-02',
  '10-01',
  '10-02',
  '10-03',
]);

function isRestByRule(day: CalendarDay): boolean {
  return weekday(day) % 6 === 0 || FIXED_HOLIDAYS.has(day.slice(5));
}

/** Throws `INPUT_INVALID` for a day that is not of the year it is listed under, or that is both off and worked. */
function markYear(table: Map<CalendarDay, boolean>, { year, off, work }: HolidayYear): void {
  for (const [days, working] of [
    [off, false],
    [work, true],
  ] as const) {
    for (const text of days) {
      const day = parseDay(text);
      const belongs = yearOf(day) === year || day.startsWith(`${year - 1}-12`);
      if (!belongs || (working && off.includes(text))) {
        throw new CunzhengError('INPUT_INVALID', `holidays of ${year}: ${day}`);
      }
      table.set(day, working);
    }
  }
}

/**
 * A calendar from published years and a court's corrections (design 7: a setting with a history; give those of the day
 * of the decision). A correction alone does not make its year known. Throws `INPUT_INVALID`.
 */
export function createCourtCalendar(
  years: readonly HolidayYear[],
  corrections: readonly CalendarCorrection[] = [],
): CourtCalendar {
  const known = new Set(years.map(({ year }) => year));
  const table = new Map<CalendarDay, boolean>();
  for (const year of years) markYear(table, year);
  for (const { day, working } of corrections) table.set(parseDay(day), working);
  return {
    isWorkingDay: (day) => table.get(day) ?? !isRestByRule(day),
    knowsYear: (year) => known.has(year),
  };
}

/** The years `from` to `to` that a source knows, for `createCourtCalendar`. */
export function publishedYears(source: HolidaySource, from: number, to: number): HolidayYear[] {
  const years: HolidayYear[] = [];
  for (let year = from; year <= to; year++) {
    const published = source.holidayYear(year);
    if (published !== undefined) years.push(published);
  }
  return years;
}
