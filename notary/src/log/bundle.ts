import { CunzhengError } from '@cunzheng/domain';

/** Bytes of a bundle of entries: each its u16 length and itself (C2SP tlog-tiles). */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.alloc(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    at = bytes.writeUInt16BE(entry.length, at);
    bytes.set(entry, at);
    at += entry.length;
  }
  return bytes;
}

/** The entries of a bundle. Throws `LOG_CORRUPT` when lengths do not fit. */
export function decodeBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < view.length; ) {
    const length = at + 2 <= view.length ? view.readUInt16BE(at) : Number.POSITIVE_INFINITY;
    if (at + 2 + length > view.length)
      throw new CunzhengError('LOG_CORRUPT', 'a bundle of entries is cut off');
    entries.push(view.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}
