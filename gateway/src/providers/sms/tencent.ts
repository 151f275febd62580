import { CunzhengError } from '@cunzheng/domain';
import type { Clock } from '../../context.ts';
import {
  type MessageField,
  type ProviderTemplate,
  type ProviderTemplates,
  providerTemplate,
} from '../fields.ts';
import { callForJson } from '../http.ts';
import type { CodeSender, OutgoingMessage, Sender } from '../sender.ts';
import { tc3Headers } from '../tencent/tc3.ts';

/** Places of a template of codes. */
export const CODE_FIELDS = ['code', 'minutes'] as const;
export type CodeField = (typeof CODE_FIELDS)[number];

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
  /** Registered template (验证码类) of codes; absent: no codes are sent. */
  readonly codes?: ProviderTemplate<readonly CodeField[]>;
  /** Another origin than the published one, for tests and demonstrations. */
  readonly url?: string;
}

const HOST = 'sms.tencentcloudapi.com';

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
      const reference = await callSms(settings, clock, payloadOf(settings, message, key));
      return { state: 'accepted', reference };
    },
  };
}

/** Codes by the same account; `undefined` where no template of codes is registered. Each is sent once, never again. */
export function openTencentCodes(settings: SmsSettings, clock: Clock): CodeSender | undefined {
  const { codes } = settings;
  if (codes === undefined) return undefined;
  return {
    send: async (mobile, said) => {
      const values = { code: said.code, minutes: String(said.minutes) };
      const places = codes.fields.map((field) => values[field]);
      await callSms(settings, clock, requestOf(settings, mobile, codes.id, places));
    },
  };
}

async function callSms(settings: SmsSettings, clock: Clock, request: object): Promise<string> {
  const call = signedCall(settings, JSON.stringify(request), clock());
  const { body } = await callForJson<SendSmsAnswer>({ provider: 'sms', ...call });
  return serialOf(body);
}

function payloadOf(settings: SmsSettings, message: OutgoingMessage, key: string): object {
  const template = providerTemplate(settings.templates, message);
  if (template === undefined) throw new CunzhengError('PROVIDER_REFUSED', 'sms: no template');
  const places = template.fields.map((field) => message[field]);
  return { ...requestOf(settings, message.to, template.id, places), SessionContext: key };
}

function requestOf(
  { appId, sign }: SmsSettings,
  mobile: string,
  template: string,
  places: readonly string[],
): object {
  return {
    PhoneNumberSet: [`+86${mobile}`],
    SmsSdkAppId: appId,
    SignName: sign,
    TemplateId: template,
    TemplateParamSet: places,
  };
}

function signedCall(settings: SmsSettings, body: string, now: number) {
  const { secretId, secretKey, region, url = `https://${HOST}` } = settings;
  const timestamp = Math.floor(now / 1000);
  const { host } = new URL(url);
  const call = { service: 'sms', action: 'SendSms', host, secretId, secretKey, body, timestamp };
  return {
    ...{ url, body },
    headers: { ...tc3Headers(call), 'x-tc-version': '2021-01-11', 'x-tc-region': region },
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
