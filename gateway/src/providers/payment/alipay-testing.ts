import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import {
  type FlakyAnswer,
  type FlakyRequest,
  type FlakyServer,
  startFlakyServer,
} from '../testing/flaky-server.ts';
import type { AlipaySettings } from './alipay.ts';
import type { PaymentCallback } from './ports.ts';

/** A trade as the platform has it; sums in yuan as it writes them. */
export interface AlipayTrade {
  readonly number: string;
  readonly asked: string;
  /** `NEW`: nobody has scanned it yet, so that the platform knows of no trade. */
  state: 'NEW' | 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_CLOSED';
  amount: string;
  paidAt: string;
  readonly refunds: Map<string, { amount: string; done: boolean }>;
}

/** Alipay's gateway on this machine, for tests and trials. */
export interface AlipayServer
  extends Pick<FlakyServer, 'url' | 'requests' | 'fail' | 'failNext' | 'close'> {
  /** As they stand in the configuration. */
  readonly settings: AlipaySettings;
  readonly trades: ReadonlyMap<string, AlipayTrade>;
  /** Somebody scans it and does not pay yet. */
  scan(number: string): void;
  /** Somebody pays, perhaps another sum, perhaps after it was closed. Returns what the platform would send. */
  pay(number: string, lie?: string): PaymentCallback;
  /** Whether refunds that were asked for have left. */
  refundsEnd(done: boolean): void;
  /** A notification of any content, signed by the platform. */
  notification(fields: Readonly<Record<string, string>>): PaymentCallback;
}

interface Platform {
  readonly settings: Omit<AlipaySettings, 'url'>;
  readonly merchantKey: KeyObject;
  readonly platformKey: KeyObject;
  readonly clock: () => number;
  readonly trades: Map<string, AlipayTrade>;
  ends: boolean;
}

type Content = Readonly<Record<string, string>>;
type Said = Readonly<Record<string, unknown>>;

/** Opens the platform on a free port. The caller closes it. */
export async function openAlipayServer(clock: () => number = Date.now): Promise<AlipayServer> {
  const platform = newPlatform(clock);
  const server = await startFlakyServer({
    routes: { 'POST /gateway.do': (request) => answer(platform, request) },
  });
  return {
    ...server,
    settings: { ...platform.settings, url: `${server.url}/gateway.do` },
    trades: platform.trades,
    scan: (number) => {
      tradeOf(platform, number).state = 'WAIT_BUYER_PAY';
    },
    pay: (number, lie) => pay(platform, number, lie),
    refundsEnd: (done) => {
      platform.ends = done;
      for (const { refunds } of platform.trades.values())
        for (const each of refunds.values()) each.done = done;
    },
    notification: (fields) => notification(platform, fields),
  };
}

function newPlatform(clock: () => number): Platform {
  const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    settings: {
      appId: '2021000000000000',
      privateKey: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      platformKey: own.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
    ...{ merchantKey: merchant.publicKey, platformKey: own.privateKey, clock },
    ...{ trades: new Map(), ends: true },
  };
}

function tradeOf({ trades }: Platform, number: string): AlipayTrade {
  const trade = trades.get(number);
  if (trade === undefined) throw new TypeError(`no trade ${number}`);
  return trade;
}

/** Looks at the application's signature as the platform does, and signs the part that answers. */
function answer(platform: Platform, { body }: FlakyRequest): FlakyAnswer {
  const fields = Object.fromEntries(new URLSearchParams(body));
  const { method = '', biz_content = '{}' } = fields;
  const said = isSigned(platform, fields)
    ? METHODS[method]?.(platform, JSON.parse(biz_content) as Content)
    : { code: '40002', sub_code: 'isv.invalid-signature' };
  const part = JSON.stringify(said ?? { code: '40004', sub_code: 'isv.invalid-method' });
  const signature = sign('RSA-SHA256', Buffer.from(part), platform.platformKey);
  const name = `${method.replaceAll('.', '_')}_response`;
  return { text: `{"${name}":${part},"sign":"${signature.toString('base64')}"}` };
}

const textOf = (fields: Content, without: readonly string[]) =>
  Object.keys(fields)
    .filter((name) => !without.includes(name) && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');

function isSigned({ merchantKey, settings }: Platform, fields: Content): boolean {
  const text = Buffer.from(textOf(fields, ['sign']));
  const key = createPublicKey(merchantKey.export({ type: 'spki', format: 'pem' }));
  const ours = fields.app_id === settings.appId && fields.sign_type === 'RSA2';
  return ours && verify('RSA-SHA256', text, key, Buffer.from(fields.sign ?? '', 'base64'));
}

const NONE: Said = { code: '40004', msg: 'Business Failed', sub_code: 'ACQ.TRADE_NOT_EXIST' };
const DONE: Said = { code: '10000', msg: 'Success' };

const METHODS: Readonly<Record<string, (platform: Platform, content: Content) => Said>> = {
  'alipay.trade.precreate': ({ trades }, { out_trade_no: number = '', total_amount = '' }) => {
    const fresh = { number, asked: total_amount, amount: total_amount, paidAt: '' };
    if (!trades.has(number)) trades.set(number, { ...fresh, state: 'NEW', refunds: new Map() });
    if (trades.get(number)?.asked !== total_amount)
      return { code: '40004', sub_code: 'ACQ.CONTEXT_INCONSISTENT' };
    return { ...DONE, out_trade_no: number, qr_code: `https://qr.alipay.com/${number}` };
  },
  'alipay.trade.query': ({ trades }, { out_trade_no = '' }) => {
    const trade = trades.get(out_trade_no);
    if (trade === undefined || trade.state === 'NEW') return NONE;
    const paid = trade.paidAt === '' ? {} : { send_pay_date: trade.paidAt };
    return {
      ...DONE,
      out_trade_no,
      trade_status: trade.state,
      total_amount: trade.amount,
      ...paid,
    };
  },
  'alipay.trade.close': ({ trades }, { out_trade_no = '' }) => {
    const trade = trades.get(out_trade_no);
    if (trade === undefined || trade.state === 'NEW') return NONE;
    if (trade.state !== 'WAIT_BUYER_PAY')
      return { code: '40004', sub_code: 'ACQ.REASON_TRADE_STATUS_INVALID' };
    trade.state = 'TRADE_CLOSED';
    return DONE;
  },
  'alipay.trade.refund': ({ trades, ends }, content) => {
    const { out_trade_no = '', out_request_no = '', refund_amount: amount = '' } = content;
    const trade = trades.get(out_trade_no);
    if (trade === undefined || trade.paidAt === '') return NONE;
    if (Number(amount) > Number(trade.amount))
      return { code: '40004', sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' };
    if (!trade.refunds.has(out_request_no))
      trade.refunds.set(out_request_no, { amount, done: ends });
    if (amount === trade.amount) trade.state = 'TRADE_CLOSED';
    return DONE;
  },
  'alipay.trade.fastpay.refund.query': ({ trades }, { out_trade_no = '', out_request_no = '' }) => {
    const trade = trades.get(out_trade_no);
    if (trade === undefined) return NONE;
    const done = trade.refunds.get(out_request_no)?.done === true;
    return { ...DONE, ...(done ? { refund_status: 'REFUND_SUCCESS' } : {}) };
  },
};

function pay(platform: Platform, number: string, lie?: string): PaymentCallback {
  const trade = tradeOf(platform, number);
  trade.state = 'TRADE_SUCCESS';
  trade.amount = lie ?? trade.asked;
  const local = new Date(platform.clock() + 8 * 3_600_000).toISOString();
  trade.paidAt = local.slice(0, 19).replace('T', ' ');
  return notification(platform, {
    ...{ notify_type: 'trade_status_sync', trade_status: trade.state, out_trade_no: number },
    ...{ total_amount: trade.amount, gmt_payment: trade.paidAt, subject: '案件受理费' },
  });
}

function notification({ settings, platformKey }: Platform, said: Content): PaymentCallback {
  const fields: Content = { ...said, app_id: settings.appId, charset: 'utf-8', version: '1.0' };
  const text = Buffer.from(textOf(fields, []));
  const signature = sign('RSA-SHA256', text, platformKey).toString('base64');
  const body = new URLSearchParams({ ...fields, sign_type: 'RSA2', sign: signature });
  return { headers: {}, body: body.toString() };
}
