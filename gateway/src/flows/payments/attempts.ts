import { randomUUID } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import { remaining } from '@cunzheng/domain/payments';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { PayChannel, PaymentProvider } from '../../providers/payment/ports.ts';
import type { Db, Unit } from '../../store/store.ts';
import {
  type AttemptRow,
  type OrderRow,
  paymentAttempt,
  paymentOrder,
} from '../../store/tables/payments.ts';
import { closeAttempt, settleAttempt } from './ask.ts';
import { authorizeOrder, lockOrderFor } from './load.ts';
import { type OrderView, readOrder } from './views.ts';

/** How long a link can be paid. */
export const ATTEMPT_LIFE_MS = 2 * 3_600_000;
/** One that ends sooner is not shown again: nobody pays in so short a time. */
const LEAST_LEFT_MS = 10 * 60_000;
/** When the provider is asked for the first time. */
export const FIRST_ASK_MS = 20_000;

/**
 * Begins to pay what is still owed, or gives back the attempt that runs. The attempt is noted before the provider is called,
 * and called again under the same number when its answer was lost; attempts of another channel or another sum are closed
 * first, and one of them that turns out paid counts. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` for what is paid or
 * ended, `NOT_SUPPORTED` for a channel without a provider, `PROVIDER_UNAVAILABLE`, `PROVIDER_REFUSED`.
 */
export async function beginPayment(
  house: Court,
  actor: Actor,
  id: string,
  channel: PayChannel,
): Promise<OrderView> {
  const court = asActor(house, actor);
  const provider = await closeOthers(house, actor, id, channel);
  const { attempt, words } = await court.store.transaction((unit) =>
    noteAttempt(court, unit, { actor, id, channel }),
  );
  if (attempt.link === null) await askForLink(court, provider, attempt, words);
  return readOrder(house, actor, id);
}

/** Throws `NOT_SUPPORTED`. */
export function providerOf(
  { payments }: Pick<Court, 'payments'>,
  court: string,
  channel: PayChannel,
): PaymentProvider {
  const provider = payments.of(court)[channel];
  if (provider === undefined) throw new CunzhengError('NOT_SUPPORTED', `no provider: ${channel}`);
  return provider;
}

async function closeOthers(
  house: Court,
  actor: Actor,
  id: string,
  channel: PayChannel,
): Promise<PaymentProvider> {
  const { db } = asActor(house, actor).store;
  const [order] = await db.select().from(paymentOrder).where(eq(paymentOrder.id, id));
  authorizeOrder(actor, 'payment.pay', order);
  const provider = providerOf(house, order.court, channel);
  for (const each of await begunOf(db, id)) {
    if (each.channel === channel && fits(each, remaining(order), house.clock())) continue;
    await closeAttempt(house, each.id);
  }
  return provider;
}

function fits({ amount, expiresAt }: AttemptRow, owed: number, now: number): boolean {
  return amount === owed && expiresAt.getTime() - now >= LEAST_LEFT_MS;
}

function begunOf(db: Db, order: string): Promise<AttemptRow[]> {
  return db
    .select()
    .from(paymentAttempt)
    .where(and(eq(paymentAttempt.paymentOrder, order), eq(paymentAttempt.state, 'begun')));
}

/** Under the order's lock two devices at once get the same attempt. */
async function noteAttempt(
  court: Court,
  unit: Unit,
  { actor, id, channel }: { actor: Actor; id: string; channel: PayChannel },
): Promise<{ attempt: AttemptRow; words: string }> {
  const order = await lockOrderFor(unit, actor, 'payment.pay', id);
  const words = order.purpose === 'suit' ? '案件受理费' : '申请费';
  const [running] = (await begunOf(unit.db, id)).filter(
    (each) => each.channel === channel && fits(each, remaining(order), court.clock()),
  );
  if (running !== undefined) return { attempt: running, words };
  const attempt = newAttempt(order, channel, court.clock());
  await unit.db.insert(paymentAttempt).values(attempt);
  return { attempt, words };
}

function newAttempt(order: OrderRow, channel: PayChannel, now: number): AttemptRow {
  return {
    ...{ id: randomUUID(), court: order.court, paymentOrder: order.id, channel },
    ...{ number: randomUUID().replaceAll('-', ''), amount: remaining(order), link: null },
    ...{ state: 'begun', received: null, credited: 0, surplus: 0, late: false },
    ...{ begunAt: new Date(now), expiresAt: new Date(now + ATTEMPT_LIFE_MS) },
    ...{ paidAt: null, day: null, endedAt: null, acceptedBy: null, acceptedWords: null },
    ...{ asked: 0, askAt: new Date(now + FIRST_ASK_MS) },
  };
}

async function askForLink(
  court: Court,
  provider: PaymentProvider,
  { id, court: code, channel, number, amount, expiresAt }: AttemptRow,
  words: string,
): Promise<void> {
  const tellAt = `${court.publicUrl()}/hooks/payments/${channel}/${encodeURIComponent(code)}`;
  const wanted = { number, amount, words, expiresAt: expiresAt.getTime(), tellAt };
  const { link } = await provider.create(wanted);
  await court.store.db.update(paymentAttempt).set({ link }).where(eq(paymentAttempt.id, id));
}

/**
 * The payer says that he has paid: his open attempts are asked about at once. Throws `NOT_FOUND`, `NOT_PERMITTED`,
 * `PROVIDER_UNAVAILABLE`.
 */
export async function lookAgain(house: Court, actor: Actor, id: string): Promise<OrderView> {
  const order = await readOrder(house, actor, id);
  for (const { id: attempt, state } of order.attempts)
    if (state === 'begun') await settleAttempt(house, attempt);
  return readOrder(house, actor, id);
}
