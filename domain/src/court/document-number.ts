import { CunzhengError } from '../errors.ts';

/**
 * The code printed beside a document's number: 12 characters of Crockford's base32 (60 random bits) in three groups.
 * I, L, O and U do not occur, so that it survives being read aloud and typed.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 12;

/** A code from 8 random bytes: `ABCD-EFGH-JKMN`. */
export function documentCode(random: Uint8Array): string {
  if (random.length !== 8) throw new TypeError('8 random bytes');
  let bits = 0n;
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  let out = '';
  for (let i = 0; i < CODE_LENGTH; i++, bits >>= 5n) {
    out += (i > 0 && i % 4 === 0 ? '-' : '') + ALPHABET[Number(bits & 31n)];
  }
  return out;
}

/** The printed form of a code as a person typed it: any case, with or without hyphens, O for 0, I or L for 1. Throws `INPUT_INVALID`. */
export function parseDocumentCode(text: string): string {
  const plain = text
    .toUpperCase()
    .replace(/[\s-－—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (plain.length !== CODE_LENGTH || [...plain].some((char) => !ALPHABET.includes(char))) {
    throw new CunzhengError('INPUT_INVALID', 'not a document code');
  }
  return plain.replace(/(.{4})(?=.)/g, '$1-');
}

/** Number of an issued document: 京0491-2026-000001. */
export function formatDocumentNumber(court: string, year: number, serial: number): string {
  return `${court}-${year}-${String(serial).padStart(6, '0')}`;
}
