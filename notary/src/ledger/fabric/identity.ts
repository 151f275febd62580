import { createPrivateKey, hash } from 'node:crypto';
import { type Identity, type Signer, signers } from '@hyperledger/fabric-gateway';
import { msp } from '@hyperledger/fabric-protos';

/** In whose name something is proposed. */
export interface FabricIdentity {
  readonly gateway: { readonly identity: Identity; readonly signer: Signer };
  /** SerializedIdentity: what goes into headers, and into a transaction's id. */
  readonly creator: Uint8Array;
  /** Signature over the SHA-256 of these bytes, DER with low s. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** The identity that a certificate and its private key (both PEM) give a member. Throws when the key is none. */
export function createIdentity(
  member: string,
  certificate: Uint8Array,
  key: Uint8Array,
): FabricIdentity {
  const signer = signers.newPrivateKeySigner(createPrivateKey(Buffer.from(key)));
  const serialized = new msp.SerializedIdentity();
  serialized.setMspid(member);
  serialized.setIdBytes(certificate);
  return {
    gateway: { identity: { mspId: member, credentials: certificate }, signer },
    creator: serialized.serializeBinary(),
    sign: (bytes) => signer(hash('sha256', bytes, 'buffer')),
  };
}

/** Id of a transaction: SHA-256(nonce ‖ creator), hex. */
export function transactionId(nonce: Uint8Array, { creator }: FabricIdentity): string {
  return hash('sha256', Buffer.concat([nonce, creator]), 'hex');
}
