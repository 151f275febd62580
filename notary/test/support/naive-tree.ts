import { createHash } from 'node:crypto';

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** RFC 9162 2.1.1 read aloud, over leaf hashes; independent of what it checks. */
export function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** Leaf hash of the entry that says `number`. */
export function numberedLeaf(number: number): Uint8Array {
  return sha256(Buffer.of(0), numberedEntry(number));
}

/** An entry of the log in its bytes; its record is no record. */
export function numberedEntry(number: number): Uint8Array {
  const head = Buffer.alloc(17);
  head[0] = 1;
  head.writeUInt32BE(number, 5);
  return Buffer.concat([head, Buffer.from(`entry ${number}`)]);
}
