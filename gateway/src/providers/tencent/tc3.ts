import { createHash, createHmac } from 'node:crypto';

/** One request to be signed by TC3-HMAC-SHA256, as Tencent Cloud publishes it (API 3.0, signature v3). */
export interface Tc3Request {
  readonly secretId: string;
  readonly secretKey: string;
  readonly service: string;
  readonly host: string;
  readonly contentType: string;
  /** Name of the call; signed when it is given. */
  readonly action?: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly payload: string;
}

const ALGORITHM = 'TC3-HMAC-SHA256';

/** Value of the `Authorization` header of a POST to `/`. */
export function tc3Authorization(request: Tc3Request): string {
  const { secretId, secretKey, service, timestamp } = request;
  const day = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${day}/${service}/tc3_request`;
  const { names, text } = canonicalRequest(request);
  const toSign = [ALGORITHM, String(timestamp), scope, sha256(text)].join('\n');
  const key = hmac(hmac(hmac(`TC3${secretKey}`, day), service), 'tc3_request');
  const signature = hmac(key, toSign).toString('hex');
  return `${ALGORITHM} Credential=${secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}

function canonicalRequest({ host, contentType, action, payload }: Tc3Request) {
  const headers: [string, string][] = [
    ['content-type', contentType],
    ['host', host],
    ...(action === undefined
      ? []
      : ([['x-tc-action', action.toLowerCase()]] as [string, string][])),
  ];
  const names = headers.map(([name]) => name).join(';');
  const lines = headers.map(([name, value]) => `${name}:${value}\n`).join('');
  return { names, text: ['POST', '/', '', lines, names, sha256(payload)].join('\n') };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export interface SignedCall {
  readonly host: string;
  /** Product, such as `faceid`. */
  readonly service: string;
  /** Such as `IdCardVerification`. */
  readonly action: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** JSON text exactly as it is sent. */
  readonly body: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

const TYPE = 'application/json; charset=utf-8';

/** Headers of a call of Tencent Cloud (API 3.0) with its signature, which covers type, host and action. */
export function tc3Headers({ body, ...call }: SignedCall): Record<string, string> {
  const authorization = tc3Authorization({ ...call, contentType: TYPE, payload: body });
  return {
    'content-type': TYPE,
    'x-tc-action': call.action,
    'x-tc-timestamp': String(call.timestamp),
    authorization,
  };
}
