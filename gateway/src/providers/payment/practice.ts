import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError, demand } from '@cunzheng/domain';
import type { Fen } from '@cunzheng/domain/fees';
import type { Clock } from '../../context.ts';
import type { PaymentCallback, PaymentProvider, RefundSaid } from './ports.ts';

/** What a tester does to a payment: pay it, another sum, or so that it arrives later; fail; or let it arrive. */
export const PRACTICE_ACTS = ['pay', 'payOther', 'payLate', 'arrive', 'fail'] as const;
export type PracticeAct = (typeof PRACTICE_ACTS)[number];

/** A payment as the practice provider has it. Sums in fen. */
export interface PracticeTrade {
  readonly number: string;
  readonly asked: Fen;
  readonly amount: Fen;
  readonly words: string;
  /** Whom it tells: as the court named it. */
  readonly court: string;
  readonly channel: string;
  /** `late`: the payer's bank has taken the money, and nobody has told yet. */
  readonly state: 'open' | 'late' | 'paid' | 'failed' | 'closed';
  /** The court closed it while the money was on its way. */
  readonly closed: boolean;
  /** Ms since 1970. */
  readonly paidAt?: number;
  readonly refunded: Fen;
}

/** A provider of payments that moves no money, for demonstrations and trials. */
export interface PracticePayments extends PaymentProvider {
  /** Throws `NOT_FOUND`. */
  read(number: string): Promise<PracticeTrade>;
  /** Throws `NOT_FOUND`, `STATE_UNFIT`. */
  act(number: string, what: PracticeAct): Promise<PracticeTrade>;
  /** What it would send to the court, now or once more. */
  callback(number: string): Promise<PaymentCallback>;
}

const NUMBER = /^[0-9a-zA-Z]{1,64}$/;

/**
 * Opens it over a directory: one file a payment, so that several processes and a new start see the same. Two testers at once
 * may overwrite each other; a court never does, for every answer of it is asked for again.
 */
export async function openPracticePayments(dir: string, clock: Clock): Promise<PracticePayments> {
  await mkdir(dir, { recursive: true });
  const trades = filesOf<PracticeTrade>(dir, 'trade');
  const refunds = filesOf<RefundSaid>(dir, 'refund');
  const key = await keyOf(dir);
  const read = async (number: string) => {
    const trade = await trades.read(number);
    if (trade === undefined) throw new CunzhengError('NOT_FOUND');
    return trade;
  };
  return {
    read,
    act: async (number, what) => {
      const trade = acted(await read(number), what, clock());
      await trades.write(number, trade);
      return trade;
    },
    callback: async (number) => {
      const body = JSON.stringify({ number });
      return { headers: { 'x-practice-signature': macOf(key, body) }, body };
    },
    create: async ({ number, amount, words, tellAt }) => {
      const before = await trades.read(number);
      demand(before === undefined || before.asked === amount, 'PROVIDER_REFUSED', 'number in use');
      const about = { number, asked: amount, amount, words, ...toldAt(tellAt) };
      const fresh = { ...about, state: 'open', closed: false } as const;
      if (before === undefined) await trades.write(number, { ...fresh, refunded: 0 });
      return { link: new URL(`/practice/payments/${number}`, tellAt).href };
    },
    query: async (number) => {
      const trade = await trades.read(number);
      if (trade === undefined) return { state: 'unknown' };
      const { state, amount, paidAt = 0, closed } = trade;
      if (state === 'paid') return { state, amount, at: paidAt };
      if (closed) return { state: 'closed' };
      return { state: state === 'late' ? 'open' : state };
    },
    close: async (number) => {
      const trade = await trades.read(number);
      if (trade === undefined) return;
      demand(trade.state !== 'paid', 'STATE_UNFIT', 'it was paid');
      const state = trade.state === 'open' ? 'closed' : trade.state;
      await trades.write(number, { ...trade, state, closed: true });
    },
    refund: async ({ number, of, amount }) => {
      const before = await refunds.read(number);
      if (before !== undefined) return before;
      const trade = await read(of);
      const refunded = trade.refunded + amount;
      demand(refunded <= trade.amount, 'PROVIDER_REFUSED', 'more than was paid');
      await trades.write(of, { ...trade, refunded });
      const done = { state: 'done', said: 'PRACTICE' } as const;
      await refunds.write(number, done);
      return done;
    },
    queryRefund: async (number) =>
      (await refunds.read(number)) ?? { state: 'unknown', said: 'NONE' },
    readCallback: ({ headers, body }) => {
      const [said, ours] = [String(headers['x-practice-signature']), macOf(key, body)];
      const same =
        said.length === ours.length && timingSafeEqual(Buffer.from(said), Buffer.from(ours));
      demand(same, 'PROVIDER_REFUSED', 'practice: not signed');
      return (JSON.parse(body) as { number: string }).number;
    },
  };
}

/** The end of the address at which the court is told: `…/wechat/京0491`. */
function toldAt(tellAt: string): Pick<PracticeTrade, 'channel' | 'court'> {
  const [channel = '', court = ''] = new URL(tellAt).pathname.split('/').slice(-2);
  return { channel, court: decodeURIComponent(court) };
}

const FROM: Readonly<Record<PracticeAct, readonly PracticeTrade['state'][]>> = {
  pay: ['open'],
  payOther: ['open'],
  payLate: ['open'],
  arrive: ['late', 'failed'],
  fail: ['open', 'late'],
};

function acted(trade: PracticeTrade, what: PracticeAct, now: number): PracticeTrade {
  demand(FROM[what].includes(trade.state), 'STATE_UNFIT', what);
  if (what === 'fail') return { ...trade, state: 'failed' };
  if (what === 'payLate') return { ...trade, state: 'late' };
  const amount = what === 'payOther' ? trade.asked + 100 : trade.amount;
  return { ...trade, state: 'paid', amount, paidAt: now };
}

/** JSON files by number; a file is whole or not there. */
function filesOf<T>(dir: string, kind: string) {
  const place = (number: string) => {
    demand(NUMBER.test(number), 'NOT_FOUND');
    return join(dir, `${kind}-${number}.json`);
  };
  return {
    async read(number: string): Promise<T | undefined> {
      try {
        return JSON.parse(await readFile(place(number), 'utf8')) as T;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async write(number: string, value: T): Promise<void> {
      const path = place(number);
      const beside = `${path}.${randomBytes(6).toString('hex')}`;
      await writeFile(beside, JSON.stringify(value));
      await rename(beside, path);
    },
  };
}

async function keyOf(dir: string): Promise<string> {
  const path = join(dir, 'key');
  await writeFile(path, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return readFile(path, 'utf8');
}

const macOf = (key: string, body: string) => createHmac('sha256', key).update(body).digest('hex');
