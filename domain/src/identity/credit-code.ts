import { fault, type NumberCheck, type NumberDoubt, plainNumber } from './number-check.ts';

/** GB 32100-2015: digits and letters without I, O, S, V and Z. A character's value is its place here, not in ASCII. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
/** Registration department and category as seen in use; others may exist. */
const CATEGORIES: ReadonlySet<string> = new Set(
  '11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 59 61 62 69 71 72 79 81 89 91 92 93 A1 A9 N1 N2 N3 N9 Y1'.split(
    ' ',
  ),
);
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** 律师事务所执业许可证号, 17 or 18 characters, some of which a credit code cannot have. */
const FIRM_LICENCE = /^31\d{6}E[0-9A-Z]{8,9}$/;

/**
 * The 18th character for the 17 before it. A sum that 31 divides gives 0: 31 − 0 is no place in the alphabet.
 * Throws `TypeError` for other text.
 */
export function creditCodeCheck(first17: string): string {
  const values = [...first17].map((char) => ALPHABET.indexOf(char));
  if (values.length !== 17 || values.includes(-1)) throw new TypeError('17 characters of GB 32100');
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * (values[i] as number), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] as string;
}

/**
 * The ninth character of an organisation code (GB 11714-1997) for the eight before it. Here letters count A = 10 to
 * Z = 35, unlike in the credit code that contains it. Throws `TypeError` for other text.
 */
export function organisationCodeCheck(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new TypeError('8 characters of GB 11714');
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, i) => total + weight * Number.parseInt(first8[i] as string, 36),
    0,
  );
  return '0X987654321'[sum % 11] as string;
}

/**
 * 统一社会信用代码 (GB 32100-2015). A code whose own check digit fits is well formed, with doubts where its parts are odd;
 * a law firm's licence number, which is not one but is typed in the same field, is let through with a doubt.
 */
export function checkCreditCode(typed: string): NumberCheck {
  const number = plainNumber(typed);
  const fits = checkPlainCode(number);
  return fits.outcome === 'fault' && FIRM_LICENCE.test(number)
    ? { outcome: 'wellFormed', number, doubts: ['firmLicence'] }
    : fits;
}

function checkPlainCode(number: string): NumberCheck {
  if (number.length !== 18) return fault('length');
  if ([...number].some((char) => !ALPHABET.includes(char))) return fault('characters');
  if (!/^\d{6}$/.test(number.slice(2, 8))) return fault('region');
  if (creditCodeCheck(number.slice(0, 17)) !== number[17]) return fault('checkDigit');
  const doubts: NumberDoubt[] = [];
  if (!CATEGORIES.has(number.slice(0, 2))) doubts.push('category');
  if (organisationCodeCheck(number.slice(8, 16)) !== number[16]) doubts.push('organisationCode');
  return { outcome: 'wellFormed', number, doubts };
}

/** 组织机构代码 (GB 11714-1997), which old papers still bear; stored without its hyphen. */
export function checkOrganisationCode(typed: string): NumberCheck {
  const number = plainNumber(typed);
  if (number.length !== 9) return fault('length');
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(number)) return fault('characters');
  return organisationCodeCheck(number.slice(0, 8)) === number[8]
    ? { outcome: 'wellFormed', number, doubts: ['oldForm'] }
    : fault('checkDigit');
}
