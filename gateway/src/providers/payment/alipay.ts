import { CunzhengError } from '@cunzheng/domain';
import type { Fen } from '@cunzheng/domain/fees';
import type { Clock } from '../../context.ts';
import { callProvider } from '../http.ts';
import {
  type AlipayKeys,
  isSigned,
  openNotification,
  signedFields,
  signedPart,
} from './alipay-signature.ts';
import type {
  PaymentProvider,
  PaymentSaid,
  PaymentWanted,
  RefundSaid,
  RefundWanted,
} from './ports.ts';

/** An application with Alipay's open platform. */
export interface AlipaySettings extends AlipayKeys {
  /** Another address than the published one, for tests and demonstrations. */
  readonly url?: string;
}

export interface AlipayOptions extends AlipaySettings {
  readonly clock: Clock;
  /** Default 8 s for each call. */
  readonly timeoutMs?: number;
}

const GATEWAY = 'https://openapi.alipay.com/gateway.do';
const TIMEOUT_MS = 8_000;

type Said = Readonly<Record<string, unknown>>;

/**
 * Payments by Alipay's 当面付 (pre-created trades): a link that is shown as a QR code. Requests are signed by RSA2; answers and
 * notifications are believed when Alipay signed them. It reckons in yuan; a sum is never a floating number here.
 */
export function alipay(options: AlipayOptions): PaymentProvider {
  return {
    create: (wanted) => create(options, wanted),
    query: (number) => query(options, number),
    close: (number) => close(options, number),
    refund: (wanted) => refund(options, wanted),
    queryRefund: (number, of) => queryRefund(options, number, of),
    readCallback: ({ body }) => {
      const fields = openNotification(options, body);
      const paid = ['TRADE_SUCCESS', 'TRADE_FINISHED'].includes(fields.trade_status ?? '');
      return paid ? fields.out_trade_no : undefined;
    },
  };
}

async function create(options: AlipayOptions, wanted: PaymentWanted) {
  const said = await call(
    options,
    'alipay.trade.precreate',
    {
      ...{ out_trade_no: wanted.number, total_amount: yuanOf(wanted.amount) },
      ...{ subject: wanted.words, time_expire: beijingText(wanted.expiresAt) },
    },
    wanted.tellAt,
  );
  demandDone(said);
  if (typeof said.qr_code !== 'string') throw unavailable('no link');
  return { link: said.qr_code };
}

async function query(options: AlipayOptions, number: string): Promise<PaymentSaid> {
  const said = await call(options, 'alipay.trade.query', { out_trade_no: number });
  if (said.sub_code === NONE) return { state: 'unknown' };
  demandDone(said);
  switch (said.trade_status) {
    case 'WAIT_BUYER_PAY':
      return { state: 'open' };
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      return paid(said);
    case 'TRADE_CLOSED':
      // One that was given back in full is closed too, and was paid before.
      return typeof said.send_pay_date === 'string' ? paid(said) : { state: 'closed' };
    default:
      throw unavailable(`state ${String(said.trade_status)}`);
  }
}

function paid({ total_amount, send_pay_date }: Said): PaymentSaid {
  const amount = fenOf(total_amount);
  const at = Date.parse(`${String(send_pay_date).replace(' ', 'T')}+08:00`);
  if (amount === undefined || Number.isNaN(at)) throw unavailable('no sum');
  return { state: 'paid', amount, at };
}

const NONE = 'ACQ.TRADE_NOT_EXIST';
/** What it says of closing a trade that is paid, or that is closed already. */
const NOT_OPEN = ['ACQ.TRADE_STATUS_ERROR', 'ACQ.REASON_TRADE_STATUS_INVALID'];

async function close(options: AlipayOptions, number: string): Promise<void> {
  const said = await call(options, 'alipay.trade.close', { out_trade_no: number });
  if (said.sub_code === NONE) return;
  if (!NOT_OPEN.includes(String(said.sub_code))) return demandDone(said);
  const { state } = await query(options, number);
  if (state === 'paid') throw new CunzhengError('STATE_UNFIT', 'alipay: it was paid');
  if (state !== 'closed') demandDone(said);
}

async function refund(options: AlipayOptions, wanted: RefundWanted): Promise<RefundSaid> {
  const said = await call(options, 'alipay.trade.refund', {
    ...{ out_trade_no: wanted.of, out_request_no: wanted.number },
    ...{ refund_amount: yuanOf(wanted.amount), refund_reason: wanted.words },
  });
  demandDone(said);
  // Only the query says that the money has left.
  return { state: 'sent', said: String(said.msg) };
}

async function queryRefund(
  options: AlipayOptions,
  number: string,
  of: string,
): Promise<RefundSaid> {
  const about = { out_trade_no: of, out_request_no: number };
  const said = await call(options, 'alipay.trade.fastpay.refund.query', about);
  if (said.sub_code === NONE) return { state: 'unknown', said: NONE };
  demandDone(said);
  const status = said.refund_status;
  if (status === 'REFUND_SUCCESS') return { state: 'done', said: status };
  return { state: 'unknown', said: String(status ?? 'none') };
}

async function call(
  options: AlipayOptions,
  method: string,
  content: object,
  tellAt?: string,
): Promise<Said> {
  const fields = signedFields(options, {
    ...{ app_id: options.appId, method, format: 'JSON', charset: 'utf-8', sign_type: 'RSA2' },
    ...{ timestamp: beijingText(options.clock()), version: '1.0' },
    ...(tellAt === undefined ? {} : { notify_url: tellAt }),
    biz_content: JSON.stringify(content),
  });
  const { text } = await callProvider({
    ...{ provider: 'alipay', url: `${options.url ?? GATEWAY}?charset=utf-8` },
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams(fields).toString(),
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
  });
  return readAnswer(options, method, text);
}

/** An answer is believed when it is signed; one that is not changes nothing, whatever it says. */
function readAnswer({ platformKey }: AlipayOptions, method: string, text: string): Said {
  const signed = signedPart(text, `${method.replaceAll('.', '_')}_response`);
  if (signed === undefined || !isSigned(platformKey, signed.part, signed.sign))
    throw unavailable('its answer is not signed');
  const said = JSON.parse(signed.part) as Said;
  if (said.code === '20000' || said.sub_code === 'ACQ.SYSTEM_ERROR') throw unavailable('busy');
  return said;
}

function demandDone({ code, sub_code }: Said): void {
  if (code === '10000') return;
  throw new CunzhengError('PROVIDER_REFUSED', `alipay: ${String(sub_code ?? code)}`);
}

/** `1050.00`. */
function yuanOf(amount: Fen): string {
  return `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
}

function fenOf(text: unknown): Fen | undefined {
  const [, yuan, part = ''] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(String(text)) ?? [];
  const amount = yuan === undefined ? 0 : Number(`${yuan}${part.padEnd(2, '0')}`);
  return amount > 0 ? amount : undefined;
}

/** `2026-01-05 10:23:45`, Beijing's time. */
function beijingText(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

function unavailable(message: string): CunzhengError {
  return new CunzhengError('PROVIDER_UNAVAILABLE', `alipay: ${message}`);
}
