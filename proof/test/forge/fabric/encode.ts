import { sign } from 'node:crypto';
import { fromHex, toHex, toLowS } from '@cunzheng/domain';
import type { SigningKey } from '../keys.ts';

/** A protobuf field: numbers as varints, texts and bytes with their length, lists one field each; nothing for `undefined`. */
export function field(
  number: number,
  value: number | string | Uint8Array | readonly Uint8Array[] | undefined,
): Uint8Array {
  if (value === undefined) return Buffer.alloc(0);
  if (typeof value === 'number') return Buffer.from([...varint(number * 8), ...varint(value)]);
  if (Array.isArray(value)) return join(...value.map((item: Uint8Array) => field(number, item)));
  const bytes = typeof value === 'string' ? Buffer.from(value) : (value as Uint8Array);
  return join(Uint8Array.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  return [...bytes, left];
}

/** A protobuf map: entries of text and message. */
export function mapField(
  number: number,
  entries: Readonly<Record<string, Uint8Array>>,
): Uint8Array {
  const list = Object.entries(entries).map(([key, value]) => join(field(1, key), field(2, value)));
  return field(number, list);
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** A DER value. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = join(...contents);
  if (content.length < 128) return join(Uint8Array.of(tag, content.length), content);
  const hex = content.length.toString(16);
  const length = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return join(Uint8Array.of(tag, 128 + length.length), length, content);
}

/** INTEGER of big-endian bytes. */
export function derInteger(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  return der(2, (short[0] as number) >= 128 ? join(Uint8Array.of(0), short) : short);
}

/** SEQUENCE { r, s } of r‖s. */
export function derSignature(raw: Uint8Array): Uint8Array {
  return der(0x30, derInteger(raw.subarray(0, 32)), derInteger(raw.subarray(32)));
}

/** A signature as Fabric's own signers make it. */
export function signDer(key: SigningKey, message: Uint8Array): Uint8Array {
  const raw = sign('sha256', message, { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return derSignature(toLowS(raw));
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The other form of the same signature, s > n/2: what plain ECDSA takes and Fabric refuses. */
export function signHighS(key: SigningKey, message: Uint8Array): Uint8Array {
  const raw = toLowS(sign('sha256', message, { key: key.privateKey, dsaEncoding: 'ieee-p1363' }));
  const s = ORDER - BigInt(`0x${toHex(raw.subarray(32))}`);
  return derSignature(join(raw.subarray(0, 32), fromHex(s.toString(16).padStart(64, '0'))));
}
