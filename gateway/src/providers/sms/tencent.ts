import { CunzhengError } from '@cunzheng/domain';
import type { Clock } from '../../context.ts';
import { type MessageField, type ProviderTemplates, providerTemplate } from '../fields.ts';
import { callForJson } from '../http.ts';
import type { OutgoingMessage, Sender } from '../sender.ts';
import { tc3Authorization } from './tc3.ts';

/** An account of Tencent Cloud SMS. */
export interface SmsSettings {
  readonly secretId: string;
  readonly secretKey: string;
  /** SmsSdkAppId. */
  readonly appId: string;
  /** Registered signature that stands before each message. */
  readonly sign: string;
  /** The number that people see. */
  readonly sender: string;
  readonly region: string;
  /** Registered templates; `fields` in the order of their places. */
  readonly templates: ProviderTemplates<readonly MessageField[]>;
  /** Another origin than the published one, for tests and demonstrations. */
  readonly url?: string;
}

const HOST = 'sms.tencentcloudapi.com';
const CONTENT_TYPE = 'application/json; charset=utf-8';

interface SendSmsAnswer {
  readonly Response?: {
    readonly Error?: { readonly Code?: string };
    readonly SendStatusSet?: readonly {
      readonly Code?: string;
      readonly SerialNo?: string;
    }[];
  };
}

/** Codes after which the same message may be tried again; every other is final. */
const RETRYABLE =
  /^(InternalError|RequestLimitExceeded|LimitExceeded|ResourceInsufficient|AuthFailure\.SignatureExpire|FailedOperation\.(InsufficientBalanceInSmsPackage|FailResolvePacket))/;

/**
 * Text messages by Tencent Cloud SMS (SendSms, version 2021-01-11). The interface knows no key of the caller's: a
 * message whose answer was lost may be sent twice; `SessionContext` carries our key so that it can be found.
 */
export function openTencentSms(settings: SmsSettings, clock: Clock): Sender {
  return {
    channel: 'sms',
    sender: settings.sender,
    sendsOnce: false,
    send: async (message, key) => {
      const { body } = await callForJson<SendSmsAnswer>({
        provider: 'sms',
        ...signedCall(settings, payloadOf(settings, message, key), clock()),
      });
      return { state: 'accepted', reference: serialOf(body) };
    },
  };
}

function payloadOf(settings: SmsSettings, message: OutgoingMessage, key: string): string {
  const template = providerTemplate(settings.templates, message);
  if (template === undefined) throw new CunzhengError('PROVIDER_REFUSED', 'sms: no template');
  return JSON.stringify({
    PhoneNumberSet: [`+86${message.to}`],
    SmsSdkAppId: settings.appId,
    SignName: settings.sign,
    TemplateId: template.id,
    TemplateParamSet: template.fields.map((field) => message[field]),
    SessionContext: key,
  });
}

function signedCall(settings: SmsSettings, payload: string, now: number) {
  const { secretId, secretKey, region, url = `https://${HOST}` } = settings;
  const timestamp = Math.floor(now / 1000);
  const call = { service: 'sms', host: new URL(url).host, contentType: CONTENT_TYPE };
  const action = 'SendSms';
  return {
    url,
    body: payload,
    headers: {
      'content-type': CONTENT_TYPE,
      authorization: tc3Authorization({ ...call, secretId, secretKey, action, timestamp, payload }),
      'x-tc-action': action,
      'x-tc-version': '2021-01-11',
      'x-tc-timestamp': String(timestamp),
      'x-tc-region': region,
    },
  };
}

function serialOf({ Response: response }: SendSmsAnswer): string {
  const [status] = response?.SendStatusSet ?? [];
  const code = response?.Error?.Code ?? status?.Code;
  if (code === 'Ok' && status?.SerialNo) return status.SerialNo;
  if (code === undefined || code === 'Ok' || RETRYABLE.test(code)) {
    throw new CunzhengError('PROVIDER_UNAVAILABLE', `sms: ${code ?? 'no code'}`);
  }
  throw new CunzhengError('PROVIDER_REFUSED', `sms: ${code}`);
}

/** What the provider reports later of a message: did it reach the phone? */
export interface SmsReport {
  readonly reference: string;
  readonly delivered: boolean;
}

/** The reports in a call-back (下发状态通知); what is none is left out. */
export function readSmsReports(body: unknown): SmsReport[] {
  const list = Array.isArray(body) ? body : [];
  return list.flatMap((each: { sid?: unknown; report_status?: unknown } | null) => {
    const { sid, report_status: status } = each ?? {};
    if (typeof sid !== 'string' || (status !== 'SUCCESS' && status !== 'FAIL')) return [];
    return [{ reference: sid, delivered: status === 'SUCCESS' }];
  });
}
