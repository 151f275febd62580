import { readCode, spellCode } from './printed-code.ts';

/** The code printed beside a document's number: 12 characters (60 random bits) in three groups. */
const CODE_LENGTH = 12;

/** A code from 8 random bytes: `ABCD-EFGH-JKMN`. */
export function documentCode(random: Uint8Array): string {
  if (random.length !== 8) throw new TypeError('8 random bytes');
  return spellCode(random, CODE_LENGTH);
}

/** The printed form of a code as a person typed it: any case, with or without hyphens, O for 0, I or L for 1. Throws `INPUT_INVALID`. */
export function parseDocumentCode(text: string): string {
  return readCode(text, CODE_LENGTH);
}

/** Number of an issued document: 京0491-2026-000001. */
export function formatDocumentNumber(court: string, year: number, serial: number): string {
  return `${court}-${year}-${String(serial).padStart(6, '0')}`;
}
