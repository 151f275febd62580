import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import {
  type NetworkId,
  type SignedRecord,
  signingMessage,
  toBase64Url,
  toLowS,
  type Unsigned,
} from '@cunzheng/domain';

/** `length` ≤ 64 bytes that follow from a seed and a name. */
export function seeded(seed: string, name: string, length = 32): Uint8Array {
  return Uint8Array.from(
    createHash('sha512').update(`${seed}/${name}`).digest().subarray(0, length),
  );
}

/** A random tag of a case or a party. */
export function randomTag<T extends string>(): T {
  return toBase64Url(randomBytes(16)) as T;
}

/** An Ed25519 pair: raw public key beside the private one. */
export interface Ed25519Pair {
  readonly publicKey: Uint8Array;
  readonly privateKey: KeyObject;
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The pair of a private key of 32 bytes; without it a new one. */
export function ed25519Pair(secret: Uint8Array = randomBytes(32)): Ed25519Pair {
  const key = Buffer.concat([PKCS8_ED25519, secret]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { publicKey: Buffer.from(x as string, 'base64url'), privateKey };
}

export function signEd25519(pair: Ed25519Pair, message: Uint8Array): Uint8Array {
  return sign(null, message, pair.privateKey);
}

/** A P-256 signing key with its uncompressed point. */
export interface SigningKey {
  readonly point: string;
  readonly privateKey: KeyObject;
}

export function signingKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65);
  return { point: toBase64Url(point), privateKey };
}

/** r‖s over the message, s ≤ n/2. */
export function signEs256(key: SigningKey, message: Uint8Array): Uint8Array {
  return toLowS(sign('sha256', message, { key: key.privateKey, dsaEncoding: 'ieee-p1363' }));
}

/** The record with its signature, made with `key` for `network`; a signature that is there already is replaced. */
export function signRecord<R extends SignedRecord>(
  network: NetworkId,
  key: SigningKey,
  record: Omit<R, 'signature'>,
): R {
  const message = signingMessage(network, record as unknown as Unsigned);
  return { ...record, signature: toBase64Url(signEs256(key, message)) } as unknown as R;
}
