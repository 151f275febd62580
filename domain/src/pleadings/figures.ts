import { type CalendarDay, parseDay } from '../deadlines/day.ts';
import {
  computeInterest,
  type InterestFigure,
  type InterestTerms,
  type RateLimit,
  rateLimit,
} from './interest.ts';
import type { Ppm, RateUnit } from './rate.ts';
import type { Answers } from './schema.ts';
import { itemsOf } from './walk.ts';

/** The limit of a loan's rate, from the form's answers; nothing without the contract's day or the LPR. */
export function loanLimit(answers: Answers, today: CalendarDay): RateLimit | undefined {
  if (answers.contractDay === undefined) return undefined;
  return rateLimit(
    parseDay(answers.contractDay as string),
    today,
    answers.lprGiven as Ppm | undefined,
  );
}

/** The terms by which a form's interest is counted; 365 days and without the last day where nothing is said. */
export function interestTerms(answers: Answers, today: CalendarDay): InterestTerms {
  return {
    yearDays: answers.yearDays === '360' ? 360 : 365,
    countLastDay: answers.countLastDay === true,
    limit: loanLimit(answers, today),
  };
}

/** The interest of the periods that are whole; nothing without one. Periods that end before they begin count nothing. */
export function loanInterest(answers: Answers, today: CalendarDay): InterestFigure | undefined {
  const periods = itemsOf(answers.interestPeriods).flatMap((item) => {
    const { principal, from, to, rate, per } = item;
    if ([principal, from, to, rate, per].includes(undefined as never)) return [];
    return [
      {
        principal: principal as number,
        from: parseDay(from as string),
        to: parseDay(to as string),
        rate: { ppm: rate as Ppm, per: per as RateUnit },
      },
    ];
  });
  return periods.length === 0 ? undefined : computeInterest(periods, interestTerms(answers, today));
}
