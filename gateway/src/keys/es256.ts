import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { CunzhengError, fromBase64Url, toBase64Url, toLowS } from '@cunzheng/domain';

/** The public key of an uncompressed P-256 point in base64url. Throws `KEY_POINT_INVALID` also when it is not on the curve. */
export function publicKeyOf(point: string): KeyObject {
  try {
    const bytes = fromBase64Url(point);
    if (bytes.length !== 65 || bytes[0] !== 4) throw new Error('not an uncompressed point');
    const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map(toBase64Url) as [string, string];
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch (cause) {
    throw new CunzhengError('KEY_POINT_INVALID', 'not a P-256 point', { cause });
  }
}

/** The uncompressed point of a P-256 public key, base64url. */
export function pointOf(key: KeyObject): string {
  const { x, y } = key.export({ format: 'jwk' }) as { x: string; y: string };
  return toBase64Url(Uint8Array.of(4, ...fromBase64Url(x), ...fromBase64Url(y)));
}

/**
 * The signature as records carry it: 64 bytes, s ≤ n/2, base64url. A browser gives either form of s.
 * Throws `SIGNATURE_INVALID` when it does not verify over the message.
 */
export function acceptSignature(point: string, message: Uint8Array, signature: string): string {
  const bytes = signatureBytes(signature);
  const key = { key: publicKeyOf(point), dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', message, key, bytes)) throw new CunzhengError('SIGNATURE_INVALID');
  return toBase64Url(toLowS(bytes));
}

function signatureBytes(signature: string): Uint8Array {
  try {
    const bytes = fromBase64Url(signature);
    if (bytes.length === 64) return bytes;
  } catch {
    // falls through: not base64url is not a signature either
  }
  throw new CunzhengError('SIGNATURE_INVALID', 'a signature has 64 bytes');
}
