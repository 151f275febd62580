import {
  CunzhengError,
  concatBytes,
  equalBytes,
  fromBase64Url,
  sha256,
  utf8,
} from '@cunzheng/domain';

/** Bytes a QR code of version 20, level M, byte mode holds. */
export const MAX_QR_BYTES = 666;
const HEADER_BYTES = 10;
const MAX_PARTS = 3;
const MAGIC = Uint8Array.of(0x43, 0x5a, 0x51, 0x01);

/** What a pile of scanned codes gives: the whole, or which codes (from 1) are still missing out of how many. */
export type QrJoin =
  | { readonly state: 'whole'; readonly compact: Uint8Array }
  | { readonly state: 'missing'; readonly missing: readonly number[]; readonly count: number }
  | { readonly state: 'mixed' }
  | { readonly state: 'foreign' }
  | { readonly state: 'damaged' };

interface Part {
  readonly set: Uint8Array;
  readonly index: number;
  readonly count: number;
  readonly bytes: Uint8Array;
}

function setId(compact: Uint8Array): Uint8Array {
  return sha256(compact).subarray(0, 4);
}

/**
 * Splits a compact proof into as few codes as hold it, 1 to 3, equally long but the last; each is one QR code in byte
 * mode. Throws `INPUT_INVALID` when three do not hold it.
 */
export function splitForQr(compact: Uint8Array): Uint8Array[] {
  const count = Math.max(1, Math.ceil(compact.length / (MAX_QR_BYTES - HEADER_BYTES)));
  if (count > MAX_PARTS) throw new CunzhengError('INPUT_INVALID', 'too long for three QR codes');
  const length = Math.ceil(compact.length / count);
  const set = setId(compact);
  return Array.from({ length: count }, (_, index) =>
    concatBytes(
      MAGIC,
      set,
      Uint8Array.of(index, count),
      compact.subarray(index * length, (index + 1) * length),
    ),
  );
}

/** True when the bytes are one of our codes. */
export function isQrPart(bytes: Uint8Array): boolean {
  return readPart(bytes) !== undefined;
}

function readPart(bytes: Uint8Array): Part | undefined {
  const [index, count] = [bytes[8] ?? 0, bytes[9] ?? 0];
  if (!equalBytes(bytes.subarray(0, 4), MAGIC) || bytes.length <= HEADER_BYTES) return undefined;
  if (bytes.length > MAX_QR_BYTES || count < 1 || count > MAX_PARTS || index >= count) {
    return undefined;
  }
  return { set: bytes.subarray(4, 8), index, count, bytes: bytes.subarray(HEADER_BYTES) };
}

/**
 * Joins scanned codes in any order, duplicates allowed. `missing` counts from 1; `mixed`: codes of two proofs;
 * `foreign`: one of them is not ours, or there is none; `damaged`: all are there and do not give what the set id says.
 */
export function joinQr(codes: readonly Uint8Array[]): QrJoin {
  const parts = codes.map(readPart);
  const first = parts[0];
  if (first === undefined || parts.includes(undefined)) return { state: 'foreign' };
  const whole = parts as Part[];
  if (whole.some((part) => part.count !== first.count || !equalBytes(part.set, first.set))) {
    return { state: 'mixed' };
  }
  const byIndex = new Map(whole.map((part) => [part.index, part.bytes]));
  const all = Array.from({ length: first.count }, (_, index) => index);
  const missing = all.filter((index) => !byIndex.has(index)).map((index) => index + 1);
  if (missing.length > 0) return { state: 'missing', missing, count: first.count };
  const compact = concatBytes(...all.map((index) => byIndex.get(index) as Uint8Array));
  return equalBytes(setId(compact), first.set) ? { state: 'whole', compact } : { state: 'damaged' };
}

/**
 * The proof in a text that somebody pasted: JSON as it stands, or base64url of a compact proof or of its codes,
 * separated by white space. Throws `INPUT_INVALID`.
 */
export function proofFromText(text: string): Uint8Array {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return utf8(trimmed);
  const pieces = trimmed.split(/\s+/).map((piece) => fromBase64Url(piece));
  const joined = joinQr(pieces);
  if (joined.state === 'whole') return joined.compact;
  if (pieces.length === 1 && joined.state === 'foreign') return pieces[0] as Uint8Array;
  throw new CunzhengError('INPUT_INVALID', `codes: ${joined.state}`);
}
