import {
  type Edition,
  editionFor,
  equalBytes,
  fromBase64Url,
  type TrustFile,
  type VerifyEd25519,
} from '@cunzheng/domain';
import { verifyEd25519 } from '../crypto.ts';
import type { RawProof } from '../proof.ts';
import { readTrust } from '../trusted.ts';
import { hold } from './stage.ts';

export interface Trusted {
  readonly trust: TrustFile;
  readonly fingerprint: string;
  /** The edition that judges the checkpoint; absent when its size cannot be read. */
  readonly edition: Edition | undefined;
}

/** Stage trust: the trust file is whole, and fits the proof. */
export async function judgeTrust(
  file: string | Uint8Array,
  proof: RawProof | undefined,
  ed25519: VerifyEd25519,
): Promise<Trusted> {
  const reading = await readTrust(file, ed25519, ed25519 === verifyEd25519);
  hold(reading.state !== 'malformed', 'TRUST_MALFORMED');
  hold(reading.state === 'ok', 'TRUST_SIGNATURE');
  const { trust, fingerprint } = reading;
  if (proof === undefined) return { trust, fingerprint, edition: undefined };
  hold(isOfNetwork(proof, trust.network), 'NETWORK_DIFFERS');
  hold(proof.edition <= trust.editions.length, 'TRUST_TOO_OLD');
  if (proof.size === undefined) return { trust, fingerprint, edition: undefined };
  const edition = editionFor(trust, proof.size);
  hold(edition.edition === proof.edition, 'EDITION_DIFFERS');
  return { trust, fingerprint, edition };
}

function isOfNetwork(proof: RawProof, network: string): boolean {
  if (proof.form !== 'compact') return proof.network === network;
  return equalBytes(proof.network, fromBase64Url(network).subarray(0, 8));
}
