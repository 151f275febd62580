import { createHash, createHmac } from 'node:crypto';

export interface Tc3Request {
  readonly host: string;
  /** Product, such as `faceid` or `sms`. */
  readonly service: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** Such as `IdCardVerification`. */
  readonly action: string;
  /** JSON text exactly as it is sent. */
  readonly body: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

const SIGNED = 'content-type;host;x-tc-action';
const TYPE = 'application/json; charset=utf-8';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** Headers of a POST of JSON with its signature, TC3-HMAC-SHA256 as Tencent Cloud publishes it (API 3.0, 签名方法 v3). */
export function tc3Headers(request: Tc3Request): Record<string, string> {
  const { host, service, action, secretId, secretKey, body, timestamp } = request;
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const headers = `content-type:${TYPE}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n`;
  const canonical = `POST\n/\n\n${headers}\n${SIGNED}\n${sha256(body)}`;
  const scope = `${date}/${service}/tc3_request`;
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return {
    'content-type': TYPE,
    'x-tc-action': action,
    'x-tc-timestamp': String(timestamp),
    authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${SIGNED}, Signature=${signature}`,
  };
}
