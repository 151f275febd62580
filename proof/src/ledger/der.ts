import { toHex } from '@cunzheng/domain';
import { malformed } from './wire.ts';

/** One DER value: its tag, its content and all its bytes. */
export interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

export const SEQUENCE = 0x30;
export const INTEGER = 0x02;

/** The values that stand one after the other in `bytes`, each of definite, shortest length. Throws `INPUT_INVALID`. */
export function readDer(bytes: Uint8Array): Der[] {
  const values: Der[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { start, end } = readLength(bytes, at + 1);
    if (((bytes[at] as number) & 31) === 31 || end > bytes.length) malformed('DER');
    values.push({
      tag: bytes[at] as number,
      content: bytes.subarray(start, end),
      whole: bytes.subarray(at, end),
    });
    at = end;
  }
  return values;
}

function readLength(bytes: Uint8Array, at: number): { start: number; end: number } {
  const first = bytes[at] ?? malformed('DER');
  if (first < 128) return { start: at + 1, end: at + 1 + first };
  const count = first - 128;
  if (count < 1 || count > 3) malformed('DER length');
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + (bytes[at + i] ?? malformed('DER'));
  if (length < Math.max(128, 256 ** (count - 1))) malformed('DER length');
  return { start: at + 1 + count, end: at + 1 + count + length };
}

/** The values inside the one value of this tag that `bytes` are. Throws `INPUT_INVALID`. */
export function readInside(bytes: Uint8Array, tag = SEQUENCE): Der[] {
  const values = readDer(bytes);
  const [only] = values;
  return values.length === 1 && only?.tag === tag ? readDer(only.content) : malformed('DER value');
}

/** The value, if it is there and has this tag. Throws `INPUT_INVALID`. */
export function demandTag(value: Der | undefined, tag: number): Uint8Array {
  return value?.tag === tag ? value.content : malformed('DER tag');
}

export function derHex(value: Der | undefined): string {
  return value === undefined ? malformed('DER') : toHex(value.whole);
}

/** r‖s of 64 bytes from SEQUENCE { INTEGER r, INTEGER s }, both positive and of shortest form. Throws `INPUT_INVALID`. */
export function readEcdsa(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(64);
  const parts = readInside(bytes);
  if (parts.length !== 2) malformed('signature');
  for (const [i, part] of parts.entries()) {
    const number = readPositive(demandTag(part, INTEGER));
    out.set(number, 32 * (i + 1) - number.length);
  }
  return out;
}

function readPositive(content: Uint8Array): Uint8Array {
  const [first = 128, second = 128] = content;
  if (first >= 128 || (first === 0 && content.length > 1 && second < 128)) malformed('integer');
  const number = first === 0 ? content.subarray(1) : content;
  return number.length > 32 ? malformed('integer') : number;
}
