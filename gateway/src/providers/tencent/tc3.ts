import { tc3Authorization } from '../sms/tc3.ts';

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
