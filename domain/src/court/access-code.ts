import { readCode, spellCode } from './printed-code.ts';

/**
 * 案件访问码, printed on the paper that a party gets who has no account yet: 16 characters (80 random bits), so that nobody
 * guesses one, whatever he may try.
 */
const CODE_LENGTH = 16;
const CODE_BYTES = 10;

/** A code from 10 random bytes: `ABCD-EFGH-JKMN-PQRS`. */
export function accessCode(random: Uint8Array): string {
  if (random.length !== CODE_BYTES) throw new TypeError('10 random bytes');
  return spellCode(random, CODE_LENGTH);
}

/** The printed form of a code as a person typed it. Throws `INPUT_INVALID`. */
export function parseAccessCode(text: string): string {
  return readCode(text.normalize('NFKC'), CODE_LENGTH);
}
