import { concatBytes, fromBase64Url, utf8 } from '@cunzheng/domain';
import { sha256 } from 'ethers/crypto';
import { toPem } from './certificate.ts';
import type { GenesisMember } from './genesis.ts';
import type { Creator } from './stub.ts';

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
  return sha256(concatBytes(nonce, identity.serialized)).slice(2);
}

/** A length-delimited protobuf field. */
function field(number: number, value: Uint8Array): Uint8Array {
  const head = [number * 8 + 2];
  let length = value.length;
  for (; length > 0x7f; length >>= 7) head.push((length & 0x7f) | 0x80);
  head.push(length);
  return concatBytes(Uint8Array.from(head), value);
}
