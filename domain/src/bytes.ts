import { CunzhengError } from './errors.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Text of UTF-8 bytes. Throws `INPUT_INVALID` for bytes that are not UTF-8; a byte order mark is kept, not eaten. */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch (cause) {
    throw new CunzhengError('INPUT_INVALID', 'not UTF-8', { cause });
  }
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Unpadded base64url (RFC 4648 5), the one text form of binary in records, proofs and trust files. */
export function toBase64Url(bytes: Uint8Array): string {
  let out = '';
  let i = 0;
  for (; i + 2 < bytes.length; i += 3) {
    const v =
      ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    out +=
      (ALPHABET[v >> 18] as string) +
      ALPHABET[(v >> 12) & 63] +
      ALPHABET[(v >> 6) & 63] +
      ALPHABET[v & 63];
  }
  const left = bytes.length - i;
  if (left === 1) {
    const v = (bytes[i] as number) << 16;
    out += (ALPHABET[v >> 18] as string) + ALPHABET[(v >> 12) & 63];
  } else if (left === 2) {
    const v = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8);
    out += (ALPHABET[v >> 18] as string) + ALPHABET[(v >> 12) & 63] + ALPHABET[(v >> 6) & 63];
  }
  return out;
}

/**
 * Bytes of unpadded base64url. Throws `INPUT_INVALID` for padding, foreign characters, an impossible length or
 * non-zero bits after the last byte: each binary value has exactly one text.
 */
export function fromBase64Url(text: string): Uint8Array {
  const left = text.length % 4;
  if (left === 1) throw new CunzhengError('INPUT_INVALID', 'base64url of an impossible length');
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let buffer = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? (VALUES[code] as number) : -1;
    if (value < 0) throw new CunzhengError('INPUT_INVALID', 'not base64url');
    buffer = ((buffer << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (buffer >> bits) & 0xff;
    }
  }
  if ((buffer & ((1 << bits) - 1)) !== 0) {
    throw new CunzhengError('INPUT_INVALID', 'base64url with stray bits');
  }
  return out;
}

/** Standard padded base64 (RFC 4648 4), used by C2SP notes only. */
export function toBase64(bytes: Uint8Array): string {
  const text = toBase64Url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** Bytes of padded base64. Throws `INPUT_INVALID` unless the text is the one canonical form. */
export function fromBase64(text: string): Uint8Array {
  const bytes = fromBase64Url(
    text
      .replace(/={1,2}$/, '')
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
  );
  if (toBase64(bytes) !== text) throw new CunzhengError('INPUT_INVALID', 'not canonical base64');
  return bytes;
}

export function toHex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0');
  return out;
}

/** Bytes of lower-case hex. Throws `INPUT_INVALID`. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) {
    throw new CunzhengError('INPUT_INVALID', 'not lower-case hex');
  }
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

/** Big-endian unsigned 64-bit form of a safe integer. Throws `TypeError` for anything else. */
export function u64(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`not a u64: ${value}`);
  const out = new Uint8Array(8);
  const view = new DataView(out.buffer);
  view.setUint32(0, Math.floor(value / 2 ** 32));
  view.setUint32(4, value >>> 0);
  return out;
}

/** The safe integer whose big-endian 64-bit form stands at `offset`. Throws `INPUT_INVALID` above 2^53 − 1. */
export function readU64(bytes: Uint8Array, offset = 0): number {
  if (offset + 8 > bytes.length) throw new CunzhengError('INPUT_INVALID', 'truncated integer');
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, 8);
  const value = view.getUint32(0) * 2 ** 32 + view.getUint32(4);
  if (!Number.isSafeInteger(value))
    throw new CunzhengError('INPUT_INVALID', 'integer above 2^53 - 1');
  return value;
}
