import {
  addDays,
  type CalendarCorrection,
  type CalendarDay,
  type CourtCalendar,
  createCourtCalendar,
  type HolidayYear,
  parseDay,
  publishedYears,
  type Wording,
  weekday,
} from '@cunzheng/domain/deadlines';
import { type Court, courtOf } from '../../context.ts';
import type { SettingRecord } from '../../store/tables/settings.ts';
import { courtLine } from './court-line.ts';
import { holidayName, KNOWN_YEARS, PUBLISHED_HOLIDAYS } from './holidays.ts';
import { type Asked, CALENDAR_ROWS, dbOf, rowsInForce } from './setting-at.ts';

/** Value of `calendar.2027-02-14`: worked or not, whatever was published; or as it was published. */
export type DayValue = { readonly working: boolean } | { readonly asPublished: true };
/** Value of `calendar.2027`: a notice typed in. */
export interface YearValue {
  readonly off: readonly string[];
  readonly work: readonly string[];
}

const PREFIX = 'calendar.';
export const daySetting = (day: CalendarDay) => `${PREFIX}${day}`;
export const yearSetting = (year: number) => `${PREFIX}${year}`;

/** A court's calendar as it was known at an instant. */
export interface KnownCalendar extends CourtCalendar {
  /** Changes when the calendar does: the sweep computes again what was computed with another. */
  readonly mark: string;
  /** Rows it was made of, those that go before first. */
  readonly rows: readonly SettingRecord[];
  readonly years: readonly HolidayYear[];
}

const PACKAGED = publishedYears(PUBLISHED_HOLIDAYS, ...KNOWN_YEARS);

/**
 * The calendar of a court as it was known at an instant (ms since 1970): the published years, years typed in, and days
 * corrected by the courts above and by itself, whose own word goes last. The package's own years count as always known.
 */
export async function calendarOf(
  court: Pick<Court, 'courts'>,
  asked: Asked,
  code: string,
  at: number,
): Promise<KnownCalendar> {
  courtOf(court, code);
  const db = dbOf(asked);
  const line = await courtLine(db, code);
  return calendarFrom(await rowsInForce(db, line, at, CALENDAR_ROWS));
}

/** The calendar that these rows make, which are in the order of `rowsInForce`. */
export function calendarFrom(rows: readonly SettingRecord[]): KnownCalendar {
  const typed = rows.filter(({ name }) => name.length === PREFIX.length + 4);
  const years = new Map(PACKAGED.map((year) => [year.year, year]));
  for (const row of typed.toReversed()) {
    const year = Number(row.name.slice(PREFIX.length));
    years.set(year, { year, ...(row.value as YearValue), source: row.source });
  }
  const list = [...years.values()];
  const newest = rows.reduce((seq, row) => Math.max(seq, row.seq), 0);
  return {
    ...createCourtCalendar(list, correctionsFrom(rows)),
    ...{ rows, years: list, mark: `${PUBLISHED_HOLIDAYS.version}:${newest}` },
  };
}

function correctionsFrom(rows: readonly SettingRecord[]): CalendarCorrection[] {
  const days = new Map<string, boolean>();
  for (const { name, value } of rows.toReversed()) {
    const day = name.slice(PREFIX.length);
    if (day.length !== 10) continue;
    const said = value as DayValue;
    if ('working' in said) days.set(day, said.working);
    else days.delete(day);
  }
  return [...days].map(([day, working]) => ({ day, working }));
}

/** What a day is, for the page: `rest` is a weekend, `makeUp` a weekend that is worked. */
export const DAY_KINDS = ['workday', 'rest', 'holiday', 'makeUp'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

export interface DayEntry {
  readonly day: string;
  readonly kind: DayKind;
  readonly name?: Wording;
  /** A court has said so, against or beside the notice; with its reason. */
  readonly correctedBy?: { readonly court: string; readonly source: string };
}

/** A year of a court's calendar, day by day. */
export interface YearView {
  readonly year: number;
  /** The notice of this year is there. If not, only weekends and holidays with a fixed date are known to be off. */
  readonly known: boolean;
  readonly source?: string;
  readonly days: readonly DayEntry[];
}

export function yearView(calendar: KnownCalendar, year: number): YearView {
  const days: DayEntry[] = [];
  const last = parseDay(`${year}-12-31`);
  for (let day = parseDay(`${year}-01-01`); day <= last; day = addDays(day, 1)) {
    days.push(dayEntry(calendar, day));
  }
  const source = calendar.years.find((each) => each.year === year)?.source;
  return { year, known: calendar.knowsYear(year), ...(source && { source }), days };
}

function dayEntry(calendar: KnownCalendar, day: CalendarDay): DayEntry {
  const weekend = weekday(day) % 6 === 0;
  const working = calendar.isWorkingDay(day);
  const kind = working ? (weekend ? 'makeUp' : 'workday') : 'holiday';
  const name = holidayName(day);
  const row = calendar.rows.find((each) => each.name === daySetting(day));
  const corrected = row !== undefined && 'working' in (row.value as DayValue);
  return {
    day,
    kind: kind === 'holiday' && weekend && name === undefined ? 'rest' : kind,
    ...(name && { name }),
    ...(corrected && { correctedBy: { court: row.court, source: row.source } }),
  };
}
