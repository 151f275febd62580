import { sign, verify } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';

/** Keys of an account with Alipay's open platform (RSA2): RSA with SHA-256, both ways. */
export interface AlipayKeys {
  readonly appId: string;
  /** PEM of the application's private key. */
  readonly privateKey: string;
  /** PEM of Alipay's public key for this application. */
  readonly platformKey: string;
}

export type AlipayFields = Readonly<Record<string, string>>;

/** What is signed: the fields that say something, in the order of their names, unescaped. */
function signedText(fields: AlipayFields, without: readonly string[]): string {
  return Object.entries(fields)
    .filter(([name, value]) => value !== '' && !without.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The fields of a request with its signature. */
export function signedFields({ privateKey }: AlipayKeys, fields: AlipayFields): AlipayFields {
  const text = Buffer.from(signedText(fields, ['sign']));
  return { ...fields, sign: sign('RSA-SHA256', text, privateKey).toString('base64') };
}

/** The fields of a notification that Alipay signed. Throws `PROVIDER_REFUSED`. */
export function openNotification({ appId, platformKey }: AlipayKeys, body: string): AlipayFields {
  const fields = Object.fromEntries(new URLSearchParams(body));
  const text = signedText(fields, ['sign', 'sign_type']);
  const right = fields.sign_type === 'RSA2' && fields.app_id === appId;
  if (!right || !isSigned(platformKey, text, fields.sign ?? ''))
    throw new CunzhengError('PROVIDER_REFUSED', 'alipay: not signed by the platform');
  return fields;
}

/** Whether an answer's part was signed, exactly as it was sent. */
export function isSigned(platformKey: string, text: string, signature: string): boolean {
  return verify('RSA-SHA256', Buffer.from(text), platformKey, Buffer.from(signature, 'base64'));
}

/**
 * The part of an answer that is signed, as it was sent: what stands between its name and the signature. `undefined` where
 * there is none.
 */
export function signedPart(text: string, name: string): { part: string; sign: string } | undefined {
  const head = `"${name}":`;
  const from = text.indexOf(head);
  const to = text.lastIndexOf(',"sign":');
  if (from < 0 || to < from) return undefined;
  const found = /^,"sign":"([^"]+)"\s*}\s*$/.exec(text.slice(to));
  const part = text.slice(from + head.length, to);
  return found === null ? undefined : { part, sign: found[1] as string };
}
