import { hash, randomBytes } from 'node:crypto';
import { concatBytes, fromBase64Url, utf8 } from '@cunzheng/domain';
import { toPem } from './certificate.ts';
import type { GenesisMember } from './genesis.ts';
import type { Creator } from './stub.ts';

export const NONCE_BYTES = 24;
const NONCES_DRAWN = 256;
let drawn: Buffer = Buffer.alloc(0);

/** Random bytes that name one call. Drawn many at a time: a draw costs as much for one as for hundreds. */
export function drawNonce(): Uint8Array {
  if (drawn.length === 0) drawn = randomBytes(NONCES_DRAWN * NONCE_BYTES);
  const nonce = drawn.subarray(0, NONCE_BYTES);
  drawn = drawn.subarray(NONCE_BYTES);
  return nonce;
}

/** A member's gateway as the creator of transactions. */
export interface Identity {
  readonly creator: Creator;
  /** Fabric's SerializedIdentity message of it: what a transaction's id is made of. */
  readonly serialized: Uint8Array;
}

export function createIdentity(member: GenesisMember): Identity {
  const idBytes = utf8(toPem(fromBase64Url(member.certificate)));
  const serialized = concatBytes(field(1, utf8(member.id)), field(2, idBytes));
  return { creator: { mspid: member.id, idBytes }, serialized };
}

/** Id of a transaction as Fabric makes it: SHA-256(nonce ‖ creator), hex. */
export function transactionId(nonce: Uint8Array, identity: Identity): string {
  return hash('sha256', concatBytes(nonce, identity.serialized), 'hex');
}

/** A length-delimited protobuf field. */
function field(number: number, value: Uint8Array): Uint8Array {
  const head = [number * 8 + 2];
  let length = value.length;
  for (; length > 0x7f; length >>= 7) head.push((length & 0x7f) | 0x80);
  head.push(length);
  return concatBytes(Uint8Array.from(head), value);
}
