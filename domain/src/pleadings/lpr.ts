import { type CalendarDay, parseDay } from '../deadlines/day.ts';
import type { Ppm } from './rate.ts';

/** A one-year LPR and the day of its publication. */
export interface LprQuote {
  readonly published: CalendarDay;
  readonly rate: Ppm;
}

/**
 * 一年期贷款市场报价利率: the days on which a new figure was published (全国银行间同业拆借中心, by authority of 中国人民银行; each month since
 * 20 August 2019), months without change left out. Copied from public collections of the published figures: two of them
 * agree up to February 2025, two up to May 2025, one reaches August 2026.
 */
const CHANGES: readonly (readonly [day: string, percent: number])[] = [
  ['2019-08-20', 4.25],
  ['2019-09-20', 4.2],
  ['2019-11-20', 4.15],
  ['2020-02-20', 4.05],
  ['2020-04-20', 3.85],
  ['2021-12-20', 3.8],
  ['2022-01-20', 3.7],
  ['2022-08-22', 3.65],
  ['2023-06-20', 3.55],
  ['2023-08-21', 3.45],
  ['2024-07-22', 3.35],
  ['2024-10-21', 3.1],
  ['2025-05-20', 3],
];

/** The last day that the table speaks of: the next publication after it was made is not in it. */
export const LPR_KNOWN_TO = parseDay('2026-09-19');

const QUOTES: readonly LprQuote[] = CHANGES.map(([day, percent]) => ({
  published: parseDay(day),
  rate: Math.round(percent * 10_000),
}));

/** First day that has a one-year LPR in the sense of 民间借贷规定 25. */
export const LPR_SINCE = (QUOTES[0] as LprQuote).published;

/** The one-year LPR last published on or before a day; nothing before the first and after `LPR_KNOWN_TO`: it is then asked, not guessed. */
export function oneYearLpr(day: CalendarDay): LprQuote | undefined {
  if (day > LPR_KNOWN_TO) return undefined;
  return QUOTES.findLast(({ published }) => published <= day);
}
