import { createRequire } from 'node:module';
import type { HolidaySource, HolidayYear } from '@cunzheng/domain/deadlines';

interface PackageData {
  /** Day → `name,名称,days`. */
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

const require = createRequire(import.meta.url);
// Its functions take a day for an instant and answer by the machine's time zone, and take a year they know nothing of for
// one without holidays. Its data say which days they speak of.
const { holidays, workdays } = require('chinese-days/dist/chinese-days.json') as PackageData;
const { version } = require('chinese-days/package.json') as { version: string };

/** Every notice has these; a year that lacks one has not been published, or is here in part only. */
const IN_EVERY_NOTICE = ['元旦', '春节', '劳动节', '国庆'];

/**
 * Holidays and make-up workdays as the package `chinese-days` has them from the yearly notices of the State Council. A
 * year that it does not know is `undefined`, never a year without holidays.
 */
export const PUBLISHED_HOLIDAYS: HolidaySource & { readonly version: string } = {
  name: `chinese-days ${version}`,
  version,
  holidayYear: (year) => publishedYear(year),
};

function publishedYear(year: number): HolidayYear | undefined {
  const of = (days: Readonly<Record<string, string>>) =>
    Object.keys(days)
      .filter((day) => day.startsWith(`${year}-`))
      .sort();
  const off = of(holidays);
  const named = IN_EVERY_NOTICE.every((name) =>
    off.some((day) => holidays[day]?.split(',')[1]?.startsWith(name)),
  );
  if (!named) return undefined;
  const source = `国务院办公厅关于${year}年部分节假日安排的通知（chinese-days ${version}）`;
  return { year, off, work: of(workdays), source };
}

/** Name of a holiday, or of the one that a make-up workday makes up for, in Chinese and English. */
export function holidayName(
  day: string,
): { readonly 'zh-CN': string; readonly en: string } | undefined {
  const entry = holidays[day] ?? workdays[day];
  if (entry === undefined) return undefined;
  const [en = '', zh = ''] = entry.split(',');
  return { 'zh-CN': zh, en };
}

/** Years the package knows, first and last. */
export const KNOWN_YEARS: readonly [first: number, last: number] = (() => {
  const years = [...new Set(Object.keys(holidays).map((day) => Number(day.slice(0, 4))))]
    .filter((year) => publishedYear(year) !== undefined)
    .sort((a, b) => a - b);
  return [years[0] as number, years.at(-1) as number];
})();
