import {
  createCipheriv,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import {
  type FlakyAnswer,
  type FlakyRequest,
  type FlakyServer,
  startFlakyServer,
} from '../testing/flaky-server.ts';
import type { PaymentCallback } from './ports.ts';
import type { WechatPaySettings } from './wechat.ts';

/** A payment as the platform has it. */
export interface Trade {
  readonly number: string;
  readonly asked: number;
  state: 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'PAYERROR';
  /** What was paid; another sum than was asked for where the platform lies. */
  amount: number;
  paidAt: string;
  refunded: number;
}

export interface TradeRefund {
  readonly number: string;
  readonly of: string;
  readonly amount: number;
  status: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL';
}

/** WeChat Pay's API v3 on this machine, for tests and trials. */
export interface WechatPayServer
  extends Pick<FlakyServer, 'url' | 'requests' | 'fail' | 'failNext' | 'close'> {
  /** As they stand in the configuration. */
  readonly settings: WechatPaySettings;
  readonly trades: ReadonlyMap<string, Trade>;
  readonly refunds: ReadonlyMap<string, TradeRefund>;
  /** What becomes of the next refunds; `PROCESSING` until it is changed. */
  refundsEnd(as: TradeRefund['status']): void;
  /** Somebody pays, perhaps another sum, perhaps after it was closed. Returns the callback that the platform would send. */
  pay(number: string, lie?: number): PaymentCallback;
  /** A callback of any content, signed by the platform. */
  callback(eventType: string, content: object): PaymentCallback;
}

interface Platform {
  readonly settings: Omit<WechatPaySettings, 'url'>;
  readonly merchantKey: KeyObject;
  readonly platformKey: KeyObject;
  readonly clock: () => number;
  readonly trades: Map<string, Trade>;
  readonly refunds: Map<string, TradeRefund>;
  ends: TradeRefund['status'];
}

/** Opens the platform on a free port. The caller closes it. */
export async function openWechatPayServer(
  clock: () => number = Date.now,
): Promise<WechatPayServer> {
  const platform = newPlatform(clock);
  const server = await startFlakyServer({
    routes: {
      'POST /v3/pay/transactions/native': (request) => signedBy(platform, request, create),
      'GET /v3/pay/transactions/out-trade-no/*': (request) => signedBy(platform, request, query),
      'POST /v3/pay/transactions/out-trade-no/*': (request) => signedBy(platform, request, close),
      'POST /v3/refund/domestic/refunds': (request) => signedBy(platform, request, refund),
      'GET /v3/refund/domestic/refunds/*': (request) => signedBy(platform, request, queryRefund),
    },
  });
  return {
    ...server,
    settings: { ...platform.settings, url: server.url },
    ...{ trades: platform.trades, refunds: platform.refunds },
    refundsEnd: (as) => {
      platform.ends = as;
      for (const each of platform.refunds.values()) each.status = as;
    },
    pay: (number, lie) => pay(platform, number, lie),
    callback: (eventType, content) => callback(platform, eventType, content),
  };
}

function newPlatform(clock: () => number): Platform {
  const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    settings: {
      ...{ appId: 'wx0000000000000000', merchant: '1900000001', serial: 'A1B2' },
      privateKey: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      platformId: 'PUB_KEY_ID_01',
      platformKey: own.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      apiKey: randomBytes(16).toString('hex'),
    },
    ...{ merchantKey: merchant.publicKey, platformKey: own.privateKey, clock },
    ...{ trades: new Map(), refunds: new Map(), ends: 'PROCESSING' },
  };
}

type Route = (platform: Platform, request: FlakyRequest) => FlakyAnswer;

/** Looks at the merchant's signature as the platform does, and signs the answer. */
function signedBy(platform: Platform, request: FlakyRequest, route: Route): FlakyAnswer {
  if (!isSigned(platform, request)) return { status: 401, json: { code: 'SIGN_ERROR' } };
  const { status = 200, json } = route(platform, request);
  const text = json === undefined ? '' : JSON.stringify(json);
  return { status, text, headers: signatureHeaders(platform, text) };
}

function isSigned(
  { merchantKey, settings }: Platform,
  { method, path, query: asked, body, headers }: FlakyRequest,
): boolean {
  const text = String(headers.authorization);
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(text)?.[1] ?? '';
  const address = asked.size === 0 ? path : `${path}?${asked.toString()}`;
  const message = [method, address, field('timestamp'), field('nonce_str'), body, ''].join('\n');
  const signature = Buffer.from(field('signature'), 'base64');
  const ours = field('mchid') === settings.merchant && field('serial_no') === settings.serial;
  const key = createPublicKey(merchantKey.export({ type: 'spki', format: 'pem' }));
  return ours && verify('RSA-SHA256', Buffer.from(message), key, signature);
}

function signatureHeaders({ platformKey, settings, clock }: Platform, body: string) {
  const time = String(Math.floor(clock() / 1000));
  const nonce = randomBytes(16).toString('hex');
  const message = Buffer.from([time, nonce, body, ''].join('\n'));
  return {
    'content-type': 'application/json; charset=utf-8',
    'wechatpay-timestamp': time,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': settings.platformId,
    'wechatpay-signature': sign('RSA-SHA256', message, platformKey).toString('base64'),
  };
}

function create({ trades }: Platform, { body }: FlakyRequest): FlakyAnswer {
  const asked = JSON.parse(body) as { out_trade_no: string; amount: { total: number } };
  const { out_trade_no: number, amount } = asked;
  const before = trades.get(number);
  if (before !== undefined && before.asked !== amount.total)
    return { status: 403, json: { code: 'OUT_TRADE_NO_USED' } };
  if (before?.state === 'SUCCESS') return { status: 400, json: { code: 'ORDERPAID' } };
  if (before?.state === 'CLOSED') return { status: 400, json: { code: 'ORDER_CLOSED' } };
  const fresh = { number, asked: amount.total, amount: amount.total, paidAt: '', refunded: 0 };
  if (before === undefined) trades.set(number, { ...fresh, state: 'NOTPAY' });
  return { json: { code_url: `weixin://wxpay/bizpayurl?pr=${number}` } };
}

const numberIn = ({ path }: FlakyRequest, at: number) => path.split('/')[at] ?? '';
const NONE: FlakyAnswer = { status: 404, json: { code: 'ORDER_NOT_EXIST' } };

function query({ trades }: Platform, request: FlakyRequest): FlakyAnswer {
  const trade = trades.get(numberIn(request, 5));
  return trade === undefined ? NONE : { json: tradeSaid(trade) };
}

function tradeSaid(trade: Trade) {
  const state = trade.refunded > 0 ? 'REFUND' : trade.state;
  return {
    ...{ out_trade_no: trade.number, trade_state: state },
    amount: { total: trade.amount, payer_total: trade.amount, currency: 'CNY' },
    ...(trade.paidAt === '' ? {} : { success_time: trade.paidAt }),
  };
}

function close({ trades }: Platform, request: FlakyRequest): FlakyAnswer {
  const trade = trades.get(numberIn(request, 5));
  if (trade === undefined) return NONE;
  if (trade.state === 'SUCCESS') return { status: 400, json: { code: 'ORDERPAID' } };
  trade.state = 'CLOSED';
  return { status: 204 };
}

function refund(platform: Platform, { body }: FlakyRequest): FlakyAnswer {
  const { trades, refunds, ends } = platform;
  const asked = JSON.parse(body) as {
    out_trade_no: string;
    out_refund_no: string;
    amount: { refund: number };
  };
  const before = refunds.get(asked.out_refund_no);
  if (before !== undefined) return { json: refundSaid(before) };
  const trade = trades.get(asked.out_trade_no);
  if (trade?.state !== 'SUCCESS') return NONE;
  const amount = asked.amount.refund;
  if (trade.refunded + amount > trade.amount) return { status: 403, json: { code: 'NOT_ENOUGH' } };
  trade.refunded += amount;
  const made = { number: asked.out_refund_no, of: trade.number, amount, status: ends };
  refunds.set(made.number, made);
  return { json: refundSaid(made) };
}

function refundSaid({ number, status }: TradeRefund) {
  return { out_refund_no: number, status };
}

function queryRefund({ refunds }: Platform, request: FlakyRequest): FlakyAnswer {
  const found = refunds.get(numberIn(request, 5));
  return found === undefined
    ? { status: 404, json: { code: 'RESOURCE_NOT_EXISTS' } }
    : { json: refundSaid(found) };
}

function pay(platform: Platform, number: string, lie?: number): PaymentCallback {
  const trade = platform.trades.get(number);
  if (trade === undefined) throw new TypeError(`no trade ${number}`);
  trade.state = 'SUCCESS';
  trade.amount = lie ?? trade.asked;
  trade.paidAt = new Date(platform.clock()).toISOString();
  return callback(platform, 'TRANSACTION.SUCCESS', tradeSaid(trade));
}

function callback(platform: Platform, eventType: string, content: object): PaymentCallback {
  const nonce = randomBytes(6).toString('hex');
  const sealer = createCipheriv('aes-256-gcm', platform.settings.apiKey, nonce);
  sealer.setAAD(Buffer.from('transaction'));
  const parts = [sealer.update(JSON.stringify(content)), sealer.final(), sealer.getAuthTag()];
  const ciphertext = Buffer.concat(parts).toString('base64');
  const resource = { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce };
  const body = JSON.stringify({
    ...{ id: nonce, event_type: eventType, resource_type: 'encrypt-resource' },
    resource: { ...resource, associated_data: 'transaction' },
  });
  return { headers: signatureHeaders(platform, body), body };
}
