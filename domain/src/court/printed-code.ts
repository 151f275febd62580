import { CunzhengError } from '../errors.ts';

/** Crockford's base32: I, L, O and U do not occur, so that a code survives being read aloud and typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** So many characters out of random bytes, in groups of four: `ABCD-EFGH-JKMN`. */
export function spellCode(random: Uint8Array, characters: number): string {
  let bits = 0n;
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  let out = '';
  for (let i = 0; i < characters; i++, bits >>= 5n) {
    out += (i > 0 && i % 4 === 0 ? '-' : '') + ALPHABET[Number(bits & 31n)];
  }
  return out;
}

/** The printed form of a code as a person typed it: any case, with or without hyphens, O for 0, I or L for 1. Throws `INPUT_INVALID`. */
export function readCode(text: string, characters: number): string {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-－—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (plain.length !== characters || [...plain].some((char) => !ALPHABET.includes(char))) {
    throw new CunzhengError('INPUT_INVALID', 'not a printed code', { details: { field: 'code' } });
  }
  return plain.replace(/(.{4})(?=.)/g, '$1-');
}
