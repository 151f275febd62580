/**
 * The key of this sitting: made in the browser, never leaves it, cannot be exported, gone when the page is closed.
 * Nothing is lost on a phone that clears storage, because nothing is kept.
 */
let pair: Promise<CryptoKeyPair> | undefined;

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

function keyPair(): Promise<CryptoKeyPair> {
  pair ??= crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  return pair;
}

/** True when this browser can make keys; plain http outside localhost cannot. */
export function canSign(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

/** The public point, 65 bytes, base64url. */
export async function sittingPoint(): Promise<string> {
  const { publicKey } = await keyPair();
  return toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));
}

/** ES256 signature over the message the court's system prepared, r‖s, base64url. */
export async function signMessage(message: string): Promise<string> {
  const { privateKey } = await keyPair();
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    privateKey,
    fromBase64Url(message),
  );
  return toBase64Url(new Uint8Array(signature));
}

/** Throws the key away; the next signature makes a new one. */
export function forgetSittingKey(): void {
  pair = undefined;
}
