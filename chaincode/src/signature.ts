import { isLowS, type NetworkId, type SignedRecord, signingMessage } from '@cunzheng/domain';
import type { Verify } from './es256.ts';

/**
 * Whether the record's ES256 signature is by the key at `point`: r‖s with s ≤ n/2 over the statement rebuilt from the
 * record, in this network.
 */
export async function signatureHolds(
  verify: Verify,
  network: NetworkId,
  record: SignedRecord,
  point: string,
): Promise<boolean> {
  const signature = Buffer.from(record.signature, 'base64url');
  return isLowS(signature) && verify(point, signingMessage(network, record), signature);
}
