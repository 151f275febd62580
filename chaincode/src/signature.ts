import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import {
  CunzhengError,
  isLowS,
  type NetworkId,
  type SignedRecord,
  signingMessage,
} from '@cunzheng/domain';
import { remember } from './memo.ts';

/**
 * The public key of a 65-byte uncompressed P-256 point in base64url.
 * Throws `KEY_POINT_INVALID` when the point is not on the curve.
 */
export const publicKeyOf: (point: string) => KeyObject = remember(importPoint, 4096);

function importPoint(point: string): KeyObject {
  const bytes = Buffer.from(point, 'base64url');
  const x = bytes.toString('base64url', 1, 33);
  const y = bytes.toString('base64url', 33, 65);
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch (cause) {
    throw new CunzhengError('KEY_POINT_INVALID', 'point is not on P-256', { cause });
  }
}

/**
 * Whether the record's ES256 signature is by the key at `point`: r‖s with s ≤ n/2 over the statement rebuilt from the
 * record, in this network. Runs in the thread pool, so that the next records are read meanwhile.
 */
export async function signatureHolds(
  network: NetworkId,
  record: SignedRecord,
  point: string,
): Promise<boolean> {
  const signature = Buffer.from(record.signature, 'base64url');
  if (!isLowS(signature)) return false;
  const key = { key: publicKeyOf(point), dsaEncoding: 'ieee-p1363' } as const;
  const message = signingMessage(network, record);
  return new Promise((resolve, reject) => {
    verify('sha256', message, key, signature, (error, holds) =>
      error === null ? resolve(holds) : reject(error),
    );
  });
}
