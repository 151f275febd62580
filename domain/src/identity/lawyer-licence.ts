import { type CalendarDay, yearOf } from '../deadlines/day.ts';
import { isProvince } from './citizen-number.ts';
import { fault, type NumberCheck, plainNumber } from './number-check.ts';

/** The profession was restored in 1979; who practised before then got a number later. */
const EARLIEST_YEAR = 1949;

/**
 * 律师执业证号: 1, province (2 digits), city (2), year of first practice (4), category, sex, serial; 17 digits without a
 * check digit, so that every one carries the doubt. Numbers of 12 digits are older. `today` is the day in Beijing.
 */
export function checkLawyerLicence(typed: string, today: CalendarDay): NumberCheck {
  const number = plainNumber(typed);
  if (!/^\d*$/.test(number)) return fault('characters');
  if (number.length === 12) {
    return { outcome: 'wellFormed', number, doubts: ['noCheckDigit', 'oldForm'] };
  }
  if (number.length !== 17) return fault('length');
  if (!number.startsWith('1')) return fault('form');
  if (!isProvince(number.slice(1, 3))) return fault('region');
  const year = Number(number.slice(5, 9));
  if (year > yearOf(today)) return fault('future');
  if (year < EARLIEST_YEAR) return fault('date');
  return { outcome: 'wellFormed', number, doubts: ['noCheckDigit'] };
}
