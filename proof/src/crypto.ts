import { fromBase64Url, isLowS, toBase64Url, toHex, type VerifyEd25519 } from '@cunzheng/domain';
import * as noble from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

noble.hashes.sha512 = sha512;

const ED25519 = { name: 'Ed25519' };
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const ES256 = { name: 'ECDSA', hash: 'SHA-256' };
/** Order of the P-256 group, big-endian. */
const P256_ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';

/** Keys seen lately; auditors' keys come again with every checkpoint. */
const MAX_CACHED_KEYS = 64;
const keys = new Map<string, Promise<CryptoKey>>();

function subtleCrypto(): SubtleCrypto | undefined {
  // Absent on pages that are served without TLS from another host than localhost.
  return globalThis.crypto?.subtle;
}

/** RFC 8032 7.1 test 1: a message of no bytes. */
const PROBE = {
  key: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  signature:
    '5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc-bRr0lv18FlbvlRlUUFDjnoQCw',
};

let native: Promise<boolean> | undefined;

/** Whether WebCrypto here knows Ed25519 (Chromium 137, Safari 17, Node 20); asked once. */
function hasNativeEd25519(): Promise<boolean> {
  native ??= probe();
  return native;
}

async function probe(): Promise<boolean> {
  try {
    const key = await importEd25519(fromBase64Url(PROBE.key));
    const verify = subtleCrypto()?.verify(
      ED25519,
      key,
      own(fromBase64Url(PROBE.signature)),
      own([]),
    );
    return (await verify) === true;
  } catch {
    return false;
  }
}

/** A copy on a buffer of its own, the form WebCrypto's types ask for. */
function own(bytes: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function importEd25519(publicKey: Uint8Array): Promise<CryptoKey> {
  const subtle = subtleCrypto();
  if (subtle === undefined) throw new TypeError('no WebCrypto');
  const name = toBase64Url(publicKey);
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (keys.size >= MAX_CACHED_KEYS) keys.clear();
  const key = subtle.importKey('raw', own(publicKey), ED25519, false, ['verify']);
  keys.set(name, key);
  return key;
}

/** The few parts of Node's own cryptography that we use. */
interface NodeCrypto {
  createPublicKey(key: { key: object; format: 'jwk' }): object;
  verify(algorithm: null, message: Uint8Array, key: object, signature: Uint8Array): boolean;
}

interface NodeProcess {
  getBuiltinModule?(name: 'crypto'): NodeCrypto;
}

/**
 * Node's synchronous Ed25519 when this runs in Node. Asked of the process, not imported, so that the browser's bundle
 * is the same code: Node 20.19.0 warns on the console when WebCrypto's Ed25519 is used, and this is faster.
 */
function nodeCrypto(): NodeCrypto | undefined {
  return (globalThis as { process?: NodeProcess }).process?.getBuiltinModule?.('crypto');
}

const nodeKeys = new Map<string, object>();

function nodeEd25519(
  crypto: NodeCrypto,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const x = toBase64Url(publicKey);
  let key = nodeKeys.get(x);
  if (key === undefined) {
    key = crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    if (nodeKeys.size >= MAX_CACHED_KEYS) nodeKeys.clear();
    nodeKeys.set(x, key);
  }
  return crypto.verify(null, message, key, signature);
}

/**
 * Ed25519 (RFC 8032) by Node's own or WebCrypto where it has it, else by @noble/ed25519 with the same strictness. False for
 * malformed keys and signatures.
 */
export const verifyEd25519: VerifyEd25519 = async (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const node = nodeCrypto();
  if (node === undefined) return webEd25519(publicKey, message, signature);
  try {
    return nodeEd25519(node, publicKey, message, signature);
  } catch {
    return false;
  }
};

/** Ed25519 as a browser has it: WebCrypto's, or @noble/ed25519 where it has none. */
export async function webEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (!(await hasNativeEd25519())) return nobleEd25519(publicKey, message, signature);
  try {
    const key = await importEd25519(publicKey);
    return (await subtleCrypto()?.verify(ED25519, key, own(signature), own(message))) === true;
  } catch {
    return false;
  }
}

/** Ed25519 in JavaScript alone, for browsers whose WebCrypto has none (Chromium 107 to 136). About 2 ms each. */
export function nobleEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    return noble.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** A P-256 signature of 64 bytes r‖s: 1 ≤ r < n and 1 ≤ s ≤ n/2. */
function isSignatureInRange(signature: Uint8Array): boolean {
  if (signature.length !== 64 || !isLowS(signature)) return false;
  const [r, s] = [toHex(signature.subarray(0, 32)), toHex(signature.subarray(32))];
  return !/^0*$/.test(r) && !/^0*$/.test(s) && r < P256_ORDER;
}

/** ES256 by the uncompressed point, through WebCrypto; the message is hashed here. False for any point not on the curve. */
export async function verifyEs256(
  point: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (point.length !== 65 || point[0] !== 4 || !isSignatureInRange(signature)) return false;
  const subtle = subtleCrypto();
  if (subtle === undefined) return false;
  try {
    const key = await subtle.importKey('raw', own(point), P256, false, ['verify']);
    return await subtle.verify(ES256, key, own(signature), own(message));
  } catch {
    return false;
  }
}
