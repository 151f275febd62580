import { type CalendarDay, parseDay } from '../deadlines/day.ts';
import { fault, type NumberCheck, type NumberFault, plainNumber } from './number-check.ts';

export interface CitizenDetails {
  readonly birth: CalendarDay;
  readonly sex: 'male' | 'female';
}

/** The first two digits of GB/T 2260. */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(
    ' ',
  ),
);
/** 港澳台居民居住证: Hong Kong, Macau, Taiwan. */
const RESIDENCE_REGIONS: ReadonlySet<string> = new Set(['810000', '820000', '830000']);
/** Nobody who has such a number was born before. */
const EARLIEST_BIRTH = '1850-01-01';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** True for a province of GB/T 2260, given by its two digits. */
export function isProvince(digits: string): boolean {
  return PROVINCES.has(digits);
}

/** The 18th character for the 17 digits before it (GB 11643-1999, ISO 7064 MOD 11-2). Throws `TypeError` for other text. */
export function citizenCheckDigit(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new TypeError('17 digits');
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CHECKS[sum % 11] as string;
}

/**
 * 公民身份号码 (GB 11643-1999): 18 characters, a province, a birth that was, a check digit. `today` is the day in Beijing.
 * Numbers of 15 digits ended in 2013 and are refused as too short.
 */
export function checkCitizenNumber(typed: string, today: CalendarDay): NumberCheck<CitizenDetails> {
  const number = plainNumber(typed);
  if (RESIDENCE_REGIONS.has(number.slice(0, 6))) return fault('otherKind');
  return checkEighteen(number, today, isProvince(number.slice(0, 2)));
}

/** 港澳台居民居住证: built like a citizen's number, of region 810000, 820000 or 830000. */
export function checkResidencePermit(
  typed: string,
  today: CalendarDay,
): NumberCheck<CitizenDetails> {
  const number = plainNumber(typed);
  return checkEighteen(number, today, RESIDENCE_REGIONS.has(number.slice(0, 6)));
}

function checkEighteen(
  number: string,
  today: CalendarDay,
  inRegion: boolean,
): NumberCheck<CitizenDetails> {
  if (number.length !== 18) return fault('length');
  if (!/^\d{17}[\dX]$/.test(number)) return fault('characters');
  if (!inRegion) return fault('region');
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const wrong = birthFault(birth, today);
  if (wrong !== undefined) return fault(wrong);
  if (citizenCheckDigit(number.slice(0, 17)) !== number[17]) return fault('checkDigit');
  const sex = Number(number[16]) % 2 === 1 ? 'male' : 'female';
  return { outcome: 'wellFormed', number, doubts: [], birth: birth as CalendarDay, sex };
}

function birthFault(birth: string, today: CalendarDay): NumberFault | undefined {
  try {
    if (parseDay(birth) > today) return 'future';
  } catch {
    return 'date'; // no day of the calendar; nothing else is thrown
  }
  return birth < EARLIEST_BIRTH ? 'date' : undefined;
}
