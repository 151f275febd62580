import { CunzhengError, demand } from '@cunzheng/domain';

/** Longest 案由. */
export const MAX_CAUSE = 60;
/** Longest name of a party or a paper. */
export const MAX_NAME = 100;
/** Longest grounds, reason or item of a notice. */
export const MAX_WORDS = 1000;

/** A text trimmed, in one form, without control characters. Throws `INPUT_INVALID` with the field and its most. */
export function label(text: string, max: number, field: string): string {
  const plain = text.trim().normalize('NFC');
  const fits =
    plain !== '' &&
    [...plain].length <= max &&
    !/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u.test(plain);
  if (!fits) throw new CunzhengError('INPUT_INVALID', field, { details: { field, max } });
  return plain;
}

/** Grounds of several lines. Throws `INPUT_INVALID`. */
export function grounds(text: string, field = 'words'): string {
  const plain = text.trim().normalize('NFC');
  const fits = plain !== '' && !/\p{Cs}/u.test(plain) && [...plain].length <= MAX_WORDS;
  if (!fits)
    throw new CunzhengError('INPUT_INVALID', field, { details: { field, max: MAX_WORDS } });
  return plain;
}

/** One of these. Throws `INPUT_INVALID`. */
export function oneOf<T extends string>(value: string, list: readonly T[], field: string): T {
  demand((list as readonly string[]).includes(value), 'INPUT_INVALID', field);
  return value as T;
}
