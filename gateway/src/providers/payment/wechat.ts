import { CunzhengError } from '@cunzheng/domain';
import type { Clock } from '../../context.ts';
import { callProvider } from '../http.ts';
import type {
  PaymentProvider,
  PaymentSaid,
  PaymentWanted,
  RefundSaid,
  RefundWanted,
} from './ports.ts';
import {
  authorization,
  demandSigned,
  openResource,
  type WechatPayKeys,
} from './wechat-signature.ts';

/** A merchant's account with WeChat Pay, API v3. */
export interface WechatPaySettings extends WechatPayKeys {
  /** Id of the public account or mini program that the merchant number is bound to. */
  readonly appId: string;
  /** Another origin than the published one, for tests and demonstrations. */
  readonly url?: string;
}

export interface WechatPayOptions extends WechatPaySettings {
  readonly clock: Clock;
  /** Default 8 s for each call. */
  readonly timeoutMs?: number;
}

const ORIGIN = 'https://api.mch.weixin.qq.com';
const TIMEOUT_MS = 8_000;

type Said = Readonly<Record<string, unknown>>;
type Answer = { readonly status: number; readonly body: Said };

/**
 * Payments by WeChat Pay's Native method (API v3): a link that is shown as a QR code. Requests are signed by RSA, answers and
 * callbacks are believed when the platform signed them. Amounts are in fen there too.
 */
export function wechatPay(options: WechatPayOptions): PaymentProvider {
  return {
    create: (wanted) => create(options, wanted),
    query: (number) => query(options, number),
    close: (number) => close(options, number),
    refund: (wanted) => refund(options, wanted),
    queryRefund: (number) => queryRefund(options, number),
    readCallback: ({ headers, body }) => {
      demandSigned(options, headers, body, seconds(options));
      const said = parse(body);
      if (said.event_type !== 'TRANSACTION.SUCCESS') return undefined;
      const trade = openResource(options, said.resource) as Said;
      return typeof trade.out_trade_no === 'string' ? trade.out_trade_no : undefined;
    },
  };
}

async function create(options: WechatPayOptions, wanted: PaymentWanted) {
  const { status, body } = await call(options, 'POST', '/v3/pay/transactions/native', {
    ...{ appid: options.appId, mchid: options.merchant, description: wanted.words },
    ...{ out_trade_no: wanted.number, notify_url: wanted.tellAt },
    time_expire: `${new Date(wanted.expiresAt).toISOString().slice(0, 19)}Z`,
    amount: { total: wanted.amount, currency: 'CNY' },
  });
  demandDone(status, body);
  if (typeof body.code_url !== 'string') throw unavailable('no link');
  return { link: body.code_url };
}

const STATES: Readonly<Record<string, 'open' | 'closed' | 'failed'>> = {
  NOTPAY: 'open',
  USERPAYING: 'open',
  CLOSED: 'closed',
  REVOKED: 'closed',
  PAYERROR: 'failed',
};

async function query(options: WechatPayOptions, number: string): Promise<PaymentSaid> {
  const path = `/v3/pay/transactions/out-trade-no/${number}?mchid=${options.merchant}`;
  const { status, body } = await call(options, 'GET', path);
  if (status === 404) return { state: 'unknown' };
  demandDone(status, body);
  const said = String(body.trade_state);
  // What was given back was paid before.
  if (said === 'SUCCESS' || said === 'REFUND') return paid(body);
  const state = STATES[said];
  if (state === undefined) throw unavailable(`state ${said}`);
  return { state };
}

function paid({ amount, success_time }: Said): PaymentSaid {
  const { total, currency } = (amount ?? {}) as { total?: unknown; currency?: unknown };
  const at = Date.parse(String(success_time));
  const readable = Number.isSafeInteger(total) && (total as number) > 0 && !Number.isNaN(at);
  if (!readable || currency !== 'CNY') throw unavailable('no sum');
  return { state: 'paid', amount: total as number, at };
}

async function close(options: WechatPayOptions, number: string): Promise<void> {
  const path = `/v3/pay/transactions/out-trade-no/${number}/close`;
  const { status, body } = await call(options, 'POST', path, { mchid: options.merchant });
  if (status === 404 || body.code === 'ORDER_CLOSED') return;
  if (body.code === 'ORDERPAID' || body.code === 'ORDER_PAID') {
    throw new CunzhengError('STATE_UNFIT', 'wechat pay: it was paid');
  }
  demandDone(status, body);
}

async function refund(options: WechatPayOptions, wanted: RefundWanted): Promise<RefundSaid> {
  const { status, body } = await call(options, 'POST', '/v3/refund/domestic/refunds', {
    ...{ out_trade_no: wanted.of, out_refund_no: wanted.number, reason: wanted.words },
    amount: { refund: wanted.amount, total: wanted.total, currency: 'CNY' },
  });
  demandDone(status, body);
  return refundSaid(body);
}

async function queryRefund(options: WechatPayOptions, number: string): Promise<RefundSaid> {
  const { status, body } = await call(options, 'GET', `/v3/refund/domestic/refunds/${number}`);
  if (status === 404) return { state: 'unknown', said: String(body.code) };
  demandDone(status, body);
  return refundSaid(body);
}

const REFUND_STATES: Readonly<Record<string, RefundSaid['state']>> = {
  SUCCESS: 'done',
  PROCESSING: 'sent',
  ABNORMAL: 'failed',
  CLOSED: 'failed',
};

function refundSaid({ status }: Said): RefundSaid {
  const state = REFUND_STATES[String(status)];
  if (state === undefined) throw unavailable(`refund ${String(status)}`);
  return { state, said: String(status) };
}

async function call(
  options: WechatPayOptions,
  method: 'GET' | 'POST',
  path: string,
  said?: object,
): Promise<Answer> {
  const body = said === undefined ? '' : JSON.stringify(said);
  const { status, text, headers } = await callProvider({
    ...{ provider: 'wechat pay', url: `${options.url ?? ORIGIN}${path}`, method },
    headers: {
      ...{ accept: 'application/json', 'content-type': 'application/json' },
      authorization: authorization(options, { method, path, body, now: seconds(options) }),
    },
    ...(said === undefined ? {} : { body }),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
  });
  if (status < 300) demandAnswerSigned(options, headers, text);
  return { status, body: text === '' ? {} : parse(text) };
}

/** An answer that says something was done is believed only from the platform; a refusal changes nothing. */
function demandAnswerSigned(
  options: WechatPayOptions,
  headers: Readonly<Record<string, string>>,
  text: string,
): void {
  try {
    demandSigned(options, headers, text, seconds(options));
  } catch (cause) {
    throw unavailable('its answer is not signed', cause);
  }
}

function parse(text: string): Said {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body as Said;
  } catch {
    // said below
  }
  throw unavailable('its answer is no JSON object');
}

function demandDone(status: number, { code }: Said): void {
  if (status < 300) return;
  throw new CunzhengError('PROVIDER_REFUSED', `wechat pay: ${String(code)}`);
}

const seconds = ({ clock }: WechatPayOptions) => Math.floor(clock() / 1000);

function unavailable(message: string, cause?: unknown): CunzhengError {
  return new CunzhengError('PROVIDER_UNAVAILABLE', `wechat pay: ${message}`, { cause });
}
