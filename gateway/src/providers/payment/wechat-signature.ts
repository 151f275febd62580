import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';

/** How WeChat Pay's API v3 signs: RSA with SHA-256 over lines, both ways. */
export interface WechatPayKeys {
  /** 商户号. */
  readonly merchant: string;
  /** Serial number of the merchant's certificate. */
  readonly serial: string;
  /** PEM of the merchant's private key. */
  readonly privateKey: string;
  /** Id of the platform's public key, and its PEM. */
  readonly platformId: string;
  readonly platformKey: string;
  /** APIv3 key: 32 characters. */
  readonly apiKey: string;
}

const SCHEME = 'WECHATPAY2-SHA256-RSA2048';
/** How old an answer or a callback may be, in seconds. */
const MAX_AGE = 300;

const lines = (...parts: readonly string[]) => parts.map((part) => `${part}\n`).join('');

/** Value of the `Authorization` header. `now` in seconds since 1970; `path` with its query. */
export function authorization(
  { merchant, serial, privateKey }: WechatPayKeys,
  { method, path, body, now }: { method: string; path: string; body: string; now: number },
): string {
  const nonce = randomBytes(16).toString('hex');
  const message = lines(method, path, String(now), nonce, body);
  const signature = sign('RSA-SHA256', Buffer.from(message), createPrivateKey(privateKey));
  const fields = {
    ...{ mchid: merchant, nonce_str: nonce, signature: signature.toString('base64') },
    ...{ timestamp: String(now), serial_no: serial },
  };
  const text = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
  return `${SCHEME} ${text.join(',')}`;
}

/**
 * Throws `PROVIDER_REFUSED` unless the platform signed this body, with the key that we know and not longer ago than five
 * minutes. `now` in seconds since 1970.
 */
export function demandSigned(
  { platformId, platformKey }: WechatPayKeys,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  now: number,
): void {
  const header = (name: string) => String(headers[`wechatpay-${name}`] ?? '');
  const [serial, time, signature] = [header('serial'), header('timestamp'), header('signature')];
  const message = Buffer.from(lines(time, header('nonce'), body));
  const fresh = /^\d{1,12}$/.test(time) && Math.abs(now - Number(time)) <= MAX_AGE;
  const known = same(serial, platformId);
  const key = createPublicKey(platformKey);
  const signed = verify('RSA-SHA256', message, key, Buffer.from(signature, 'base64'));
  if (!fresh || !known || !signed) throw refused('not signed by the platform');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Opens the sealed part of a callback (AES-256-GCM). Throws `PROVIDER_REFUSED`. */
export function openResource({ apiKey }: WechatPayKeys, resource: unknown): unknown {
  try {
    const { ciphertext, nonce, associated_data } = resource as Record<string, string>;
    const sealed = Buffer.from(ciphertext as string, 'base64');
    const options = { authTagLength: 16 };
    const opener = createDecipheriv('aes-256-gcm', apiKey, nonce as string, options);
    opener.setAAD(Buffer.from(associated_data ?? ''));
    opener.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([opener.update(sealed.subarray(0, -16)), opener.final()]);
    return JSON.parse(text.toString('utf8')) as unknown;
  } catch (cause) {
    throw refused('its sealed part does not open', cause);
  }
}

function refused(message: string, cause?: unknown): CunzhengError {
  return new CunzhengError('PROVIDER_REFUSED', `wechat pay: ${message}`, { cause });
}
