import { CunzhengError, demand } from '@cunzheng/domain';
import { beijingTime, dayOf } from '@cunzheng/domain/deadlines';
import { ATTEMPT_LIFE, type AttemptAct, paymentEdge } from '@cunzheng/domain/payments';
import { and, asc, eq, lte } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type {
  PayChannel,
  PaymentCallback,
  PaymentProvider,
  PaymentSaid,
} from '../../providers/payment/ports.ts';
import type { Db, Unit } from '../../store/store.ts';
import { type AttemptRow, paymentAttempt } from '../../store/tables/payments.ts';
import { grounds } from '../filing/words.ts';
import { creditOrder } from './credit.ts';
import { demandOther, lockOrder } from './load.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
/** An attempt that runs is asked about after 20 s, 40 s, … but at least every ten minutes. */
const LONGEST_WAIT_MS = 600 * SECOND_MS;
/** What was closed is asked about for a day more: a provider may take money late, and its callback be lost. */
const LOOKED_AFTER_MS = 24 * HOUR_MS;

/**
 * Asks the provider what became of an attempt and writes it down: the one way by which money of a provider is ever credited.
 * Any number of times, from callbacks, from the sweep and from the payer's page at once: under the order's lock a payment
 * counts once. One whose time has passed is closed. Throws `NOT_FOUND`, `NOT_SUPPORTED`, `PROVIDER_UNAVAILABLE`,
 * `PROVIDER_REFUSED`.
 */
export async function settleAttempt(house: Court, id: string): Promise<AttemptRow> {
  const court = asHouse(house, 'payments');
  const row = await attemptOf(court.store.db, id);
  if (row.state === 'paid') return row;
  const provider = providerFor(court, row);
  const said = await provider.query(row.number);
  const waiting = said.state === 'open' || said.state === 'unknown';
  const expired = row.state === 'begun' && row.expiresAt.getTime() <= court.clock();
  return write(court, row, waiting && expired ? await closed(provider, row.number) : said);
}

/** Ends an attempt at the provider, unless it was paid: then it counts. Throws as `settleAttempt` does. */
export async function closeAttempt(house: Court, id: string): Promise<AttemptRow> {
  const court = asHouse(house, 'payments');
  const row = await attemptOf(court.store.db, id);
  if (row.state !== 'begun') return row;
  return write(court, row, await closed(providerFor(court, row), row.number));
}

async function closed(provider: PaymentProvider, number: string): Promise<PaymentSaid> {
  try {
    await provider.close(number);
    return { state: 'closed' };
  } catch (error) {
    if (error instanceof CunzhengError && error.code === 'STATE_UNFIT')
      return provider.query(number);
    throw error;
  }
}

function providerFor(court: Court, { court: code, channel }: AttemptRow): PaymentProvider {
  const provider = court.payments.of(code)[channel];
  if (provider === undefined) throw new CunzhengError('NOT_SUPPORTED', `no provider: ${channel}`);
  return provider;
}

async function attemptOf(db: Db, id: string): Promise<AttemptRow> {
  const [row] = await db.select().from(paymentAttempt).where(eq(paymentAttempt.id, id));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return row;
}

function write(court: Court, { id, paymentOrder }: AttemptRow, said: PaymentSaid) {
  return court.store.transaction(async (unit) => {
    const order = await lockOrder(unit, paymentOrder);
    const row = await attemptOf(unit.db, id);
    if (row.state === 'paid') return row;
    if (said.state === 'paid') await writePaid(court, unit, { order, row }, said);
    else await writeUnpaid(court, unit, row, said.state);
    return attemptOf(unit.db, id);
  });
}

type Locked = {
  readonly order: Awaited<ReturnType<typeof lockOrder>>;
  readonly row: AttemptRow;
};

/** Another sum than was asked for is not credited before somebody has looked, and the provider is asked again meanwhile. */
async function writePaid(
  court: Court,
  unit: Unit,
  locked: Locked,
  { amount, at }: Extract<PaymentSaid, { state: 'paid' }>,
): Promise<void> {
  const { row } = locked;
  if (amount === row.amount) return take(court, unit, locked, { act: 'pay', amount, at });
  const now = court.clock();
  await set(unit, row, {
    ...{ state: 'differs', received: amount, asked: row.asked + 1 },
    ...{ paidAt: new Date(at), day: dayOf(beijingTime(at)), askAt: new Date(now + HOUR_MS) },
  });
}

/** The money is there: credited as far as it is owed, the rest on its way back. */
async function take(
  court: Court,
  unit: Unit,
  { order, row }: Locked,
  { act, amount, at, ...more }: TakenIn,
): Promise<void> {
  const state = paymentEdge(ATTEMPT_LIFE, row.state, act);
  if (state === undefined) throw new CunzhengError('STATE_UNFIT', act);
  const paidAt = new Date(at);
  const source = { attempt: row.id };
  const divided = await creditOrder(court, unit, order, { amount, at: paidAt, source });
  const late = row.state === 'closed' || row.state === 'failed' || divided.credited === 0;
  await set(unit, row, {
    ...{ state, received: amount, ...divided, late, paidAt, day: dayOf(beijingTime(at)) },
    ...{ endedAt: new Date(court.clock()), asked: row.asked + 1, askAt: null, ...more },
  });
}

type TakenIn = Pick<AttemptRow, 'amount'> &
  Partial<Pick<AttemptRow, 'acceptedBy' | 'acceptedWords'>> & {
    readonly act: Extract<AttemptAct, 'pay' | 'accept'>;
    /** Ms since 1970. */
    readonly at: number;
  };

async function writeUnpaid(
  court: Court,
  unit: Unit,
  row: AttemptRow,
  said: Exclude<PaymentSaid['state'], 'paid'>,
): Promise<void> {
  const now = court.clock();
  const asked = row.asked + 1;
  const ends = said === 'closed' || said === 'failed';
  if (row.state === 'begun' && ends) {
    const askAt = new Date(now + HOUR_MS);
    return set(unit, row, { state: said, endedAt: new Date(now), asked, askAt });
  }
  const wait = Math.min(20 * SECOND_MS * 2 ** Math.min(asked, 10), LONGEST_WAIT_MS);
  if (row.state === 'begun') return set(unit, row, { asked, askAt: new Date(now + wait) });
  const endedAt = row.endedAt?.getTime() ?? now;
  const done = row.state !== 'differs' && now - endedAt >= LOOKED_AFTER_MS;
  await set(unit, row, { asked, askAt: done ? null : new Date(now + 6 * HOUR_MS) });
}

async function set({ db }: Unit, { id }: AttemptRow, values: Partial<AttemptRow>): Promise<void> {
  await db.update(paymentAttempt).set(values).where(eq(paymentAttempt.id, id));
}

/**
 * A provider calls: what it signed says only which payment to ask about. Any number of times, in any order. Throws
 * `NOT_SUPPORTED`, `PROVIDER_REFUSED` for a forged or old one, `PROVIDER_UNAVAILABLE` where it cannot be asked back, so that
 * it calls again; the sweep asks anyhow.
 */
export async function receiveCallback(
  house: Court,
  { court: code, channel }: { readonly court: string; readonly channel: PayChannel },
  callback: PaymentCallback,
): Promise<void> {
  const provider = house.payments.of(code)[channel];
  if (provider === undefined) throw new CunzhengError('NOT_SUPPORTED', `no provider: ${channel}`);
  const number = provider.readCallback(callback);
  if (number === undefined) return;
  const { db } = asHouse(house, 'payments').store;
  const [row] = await db
    .select({ id: paymentAttempt.id })
    .from(paymentAttempt)
    .where(
      and(
        ...[eq(paymentAttempt.number, number), eq(paymentAttempt.channel, channel)],
        eq(paymentAttempt.court, code),
      ),
    );
  if (row !== undefined) await settleAttempt(house, row.id);
}

/**
 * Finance takes the sum that a provider says was paid, though another was asked for: it is credited as far as it is owed,
 * the rest goes back. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`, `INPUT_INVALID`.
 */
export async function acceptAmount(
  house: Court,
  actor: Actor,
  id: string,
  { words }: { readonly words: string },
): Promise<void> {
  const court = asActor(house, actor);
  const acceptedWords = grounds(words);
  const { paymentOrder } = await attemptOf(court.store.db, id);
  await court.store.transaction(async (unit) => {
    const order = await lockOrder(unit, paymentOrder);
    authorize(actor, 'payment.books', { court: order.court });
    await demandOther(court, unit, actor, 'payment.books', order);
    const row = await attemptOf(unit.db, id);
    demand(row.state === 'differs' && row.received && row.paidAt, 'STATE_UNFIT');
    const taken = { act: 'accept', amount: row.received, at: row.paidAt.getTime() } as const;
    const by = { acceptedBy: actor.person, acceptedWords };
    await take(court, unit, { order, row }, { ...taken, ...by });
  });
}

/** Attempts whose time has come to be asked about. */
export async function attemptsDue(house: Court, most: number): Promise<string[]> {
  const court = asHouse(house, 'payments');
  const rows = await court.store.db
    .select({ id: paymentAttempt.id })
    .from(paymentAttempt)
    .where(lte(paymentAttempt.askAt, new Date(court.clock())))
    .orderBy(asc(paymentAttempt.askAt))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** An attempt about which nobody could be asked waits, so that it does not keep the others waiting. */
export async function postponeAsking(house: Court, id: string): Promise<void> {
  const court = asHouse(house, 'payments');
  const row = await attemptOf(court.store.db, id);
  const wait = Math.min(20 * SECOND_MS * 2 ** Math.min(row.asked + 1, 10), LONGEST_WAIT_MS);
  await court.store.db
    .update(paymentAttempt)
    .set({ asked: row.asked + 1, askAt: new Date(court.clock() + wait) })
    .where(and(eq(paymentAttempt.id, id), eq(paymentAttempt.asked, row.asked)));
}
