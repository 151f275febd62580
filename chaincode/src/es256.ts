import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { remember } from './memo.ts';

/** The public key of an uncompressed P-256 point in base64url; undefined when the point is not on the curve. */
export const publicKeyOf: (point: string) => KeyObject | undefined = remember(importPoint, 4096);

function importPoint(point: string): KeyObject | undefined {
  const bytes = Buffer.from(point, 'base64url');
  const x = bytes.toString('base64url', 1, 33);
  const y = bytes.toString('base64url', 33, 65);
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/**
 * Whether `signature` (r‖s, 64 bytes) over `message` was made with the key at `point` (65 bytes, base64url); false when
 * the point is not on the curve.
 */
export function verifyNow(point: string, message: Uint8Array, signature: Uint8Array): boolean {
  const key = publicKeyOf(point);
  return (
    key !== undefined && verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)
  );
}

/** `verifyNow` in Node's thread pool. */
export async function verifyInPool(
  point: string,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const key = publicKeyOf(point);
  if (key === undefined) return false;
  return new Promise((resolve, reject) => {
    const input = { key, dsaEncoding: 'ieee-p1363' } as const;
    verify('sha256', message, input, signature, (error, holds) =>
      error === null ? resolve(holds) : reject(error),
    );
  });
}
