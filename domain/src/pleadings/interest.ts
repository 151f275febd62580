import { addDays, type CalendarDay, daysBetween, parseDay } from '../deadlines/day.ts';
import { text, type Wording } from '../deadlines/wording.ts';
import type { Fen } from '../money.ts';
import { formatFen } from './amount.ts';
import { type LprQuote, oneYearLpr } from './lpr.ts';
import { formatPpm, type Ppm, type Rate, type YearDays, yearlyPpm } from './rate.ts';

/** From this day the limit is four times the LPR, also for loans made before (民间借贷规定 31). */
export const LIMIT_SINCE = parseDay('2020-08-20');
const TIMES = 4;

/** Four times the one-year LPR (民间借贷规定 25, 28, 31), from the day on which it applies to the loan. */
export interface RateLimit {
  readonly from: CalendarDay;
  readonly ppm: Ppm;
  readonly quote: Omit<LprQuote, 'published'> & Partial<Pick<LprQuote, 'published'>>;
}

/** The day whose LPR decides: the contract's, or of the suit for a loan made before `LIMIT_SINCE` (民间借贷规定 25, 31). */
export function dayOfLimit(contract: CalendarDay, filing: CalendarDay): CalendarDay {
  return contract >= LIMIT_SINCE ? contract : filing;
}

/**
 * The limit of a loan's rate; nothing while the LPR of the deciding day is neither in the table nor given by the person.
 * Of an earlier loan only the days from `LIMIT_SINCE` are limited here: what applied before, the court decides.
 */
export function rateLimit(
  contract: CalendarDay,
  filing: CalendarDay,
  given?: Ppm,
): RateLimit | undefined {
  const known = oneYearLpr(dayOfLimit(contract, filing));
  const quote = known ?? (given === undefined ? undefined : { rate: given });
  if (quote === undefined) return undefined;
  return {
    from: contract >= LIMIT_SINCE ? contract : LIMIT_SINCE,
    ppm: TIMES * quote.rate,
    quote,
  };
}

/** A principal that stood unchanged at one rate, first and last day as typed. */
export interface InterestPeriod {
  readonly principal: Fen;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly rate: Rate;
}

export interface InterestTerms {
  readonly yearDays: YearDays;
  /** Whether the last day bears interest. No rule was found; usual is that it does not. */
  readonly countLastDay: boolean;
  readonly limit?: RateLimit | undefined;
}

/** One line of the reckoning: a principal, days, one rate. */
export interface InterestLine {
  readonly principal: Fen;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly days: number;
  /** A year, as agreed and as counted. */
  readonly agreed: Ppm;
  readonly counted: Ppm;
  readonly limited: boolean;
  readonly amount: Fen;
  /** `100,000.00 × 14.8% ÷ 365 × 120`. */
  readonly formula: string;
}

export interface InterestFigure {
  readonly lines: readonly InterestLine[];
  readonly total: Fen;
  /** What the periods would give without the limit. */
  readonly unlimited: Fen;
}

/**
 * Simple interest line by line, each rounded to the fen (a half up), so that the lines add up to the total. A period that
 * spans the first day of the limit becomes two lines. Periods of no days give none.
 */
export function computeInterest(
  periods: readonly InterestPeriod[],
  terms: InterestTerms,
): InterestFigure {
  const lines = periods.flatMap((period) => linesOf(period, terms));
  const sum = (amount: (line: InterestLine) => Fen) =>
    lines.reduce((total, line) => total + amount(line), 0);
  return {
    lines,
    total: sum((line) => line.amount),
    unlimited: sum((line) => interest(line.principal, line.agreed, line.days, terms.yearDays)),
  };
}

function linesOf(period: InterestPeriod, terms: InterestTerms): InterestLine[] {
  const end = addDays(period.to, terms.countLastDay ? 1 : 0);
  const turn = terms.limit?.from;
  const cuts = turn !== undefined && period.from < turn && turn < end ? [turn] : [];
  const starts = [period.from, ...cuts];
  return starts
    .map((from, i) => lineOf({ ...period, from }, starts[i + 1] ?? end, terms))
    .filter(({ days }) => days > 0);
}

/** `end` is the first day that bears no interest. */
function lineOf(period: InterestPeriod, end: CalendarDay, terms: InterestTerms): InterestLine {
  const { principal, from } = period;
  const days = daysBetween(from, end);
  const agreed = yearlyPpm(period.rate, terms.yearDays);
  const limit = terms.limit !== undefined && from >= terms.limit.from ? terms.limit.ppm : agreed;
  const counted = Math.min(agreed, limit);
  return {
    principal,
    from,
    to: end === addDays(period.to, 1) ? period.to : end,
    days,
    agreed,
    counted,
    limited: counted < agreed,
    amount: interest(principal, counted, days, terms.yearDays),
    formula: `${formatFen(principal)} × ${formatPpm(counted)} ÷ ${terms.yearDays} × ${days}`,
  };
}

function interest(principal: Fen, ppm: Ppm, days: number, yearDays: YearDays): Fen {
  const divisor = 1_000_000n * BigInt(yearDays);
  const exact = BigInt(principal) * BigInt(Math.round(ppm)) * BigInt(Math.max(days, 0));
  return Number((exact + divisor / 2n) / divisor);
}

/** How the days and the year were counted, one sentence; stands above the lines. */
export function termsText({ yearDays, countLastDay }: InterestTerms): Wording {
  return text(
    `利息按单利计算，一年按${yearDays}天计，起算日计息，截止日${countLastDay ? '计息' : '不计息'}；每行四舍五入到分。`,
    `Simple interest, ${yearDays} days to the year; the first day counts, the last ${countLastDay ? 'counts too' : 'does not'}; each line is rounded to the fen.`,
  );
}

/** Which limit was applied and why, one sentence. */
export function limitText({ ppm, quote, from }: RateLimit): Wording {
  const published =
    quote.published === undefined
      ? text('填报', 'as given')
      : text(`${quote.published}公布`, `published ${quote.published}`);
  return text(
    `自${from}起，年利率以一年期LPR ${formatPpm(quote.rate)}（${published['zh-CN']}）的四倍 ${formatPpm(ppm)} 为上限（《民间借贷规定》第25条、第28条、第31条）。`,
    `From ${from} the yearly rate is limited to four times the one-year LPR of ${formatPpm(quote.rate)} (${published.en}), ${formatPpm(ppm)} (Private Lending Provisions arts. 25, 28, 31).`,
  );
}
