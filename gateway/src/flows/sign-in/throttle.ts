import { createHash } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import { and, eq, lt, sql } from 'drizzle-orm';
import { asHouse, asShown } from '../../access/scoped.ts';
import type { Clock, Court } from '../../context.ts';
import { throttle } from '../../store/schema.ts';

/** Attempts that cost nothing; a sign-in without a mistake takes two. */
const FREE_OF_ACCOUNT = 8;
/** A whole court may stand behind one address. */
const FREE_OF_ADDRESS = 100;
const FIRST_WAIT_S = 30;
const LONGEST_WAIT_S = 900;
const FORGOTTEN_AFTER_S = 3600;
/** An attempt so far ahead was made before the clock was set back: nobody waits until it has caught up. */
const CLOCK_BACK_S = 60;

/** Seconds to wait after so many attempts in a row: none, then 30 s, doubled each time, at most 15 minutes. */
export function waitAfter(attempts: number, free: number): number {
  if (attempts < free) return 0;
  return Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** Math.min(10, attempts - free));
}

function keyOf(account: string): string {
  return createHash('sha256').update(`account\0${account}`).digest('base64url');
}

/**
 * Counts an attempt on an account, there or not, before it is looked at: parallel guesses share what is free. Throws
 * `SIGN_IN_WAIT` with the seconds to wait; then nothing is looked at.
 */
export async function countAttempt(court: Court, account: string): Promise<void> {
  const key = keyOf(account);
  const now = new Date(court.clock());
  const { db } = asShown(court, key).store;
  const since = sql`extract(epoch from ${now.toISOString()}::timestamptz - ${throttle.lastAt})`;
  const wait = sql`case when ${throttle.failures} < ${FREE_OF_ACCOUNT}::int then 0
    else least(${LONGEST_WAIT_S}::int, ${FIRST_WAIT_S}::int * power(2, least(10, ${throttle.failures} - ${FREE_OF_ACCOUNT}::int))) end`;
  const taken = await db
    .insert(throttle)
    .values({ key, failures: 1, lastAt: now })
    .onConflictDoUpdate({
      target: throttle.key,
      set: {
        failures: sql`case when ${since} > ${FORGOTTEN_AFTER_S}::int then 1 else ${throttle.failures} + 1 end`,
        lastAt: now,
      },
      setWhere: sql`${wait} = 0 or ${since} >= ${wait} or ${since} < ${-CLOCK_BACK_S}::int`,
    })
    .returning({ key: throttle.key });
  if (taken.length === 1) return;
  const [row] = await db.select().from(throttle).where(eq(throttle.key, key));
  const passed = row === undefined ? 0 : (now.getTime() - row.lastAt.getTime()) / 1000;
  throw waiting(waitAfter(row?.failures ?? FREE_OF_ACCOUNT, FREE_OF_ACCOUNT) - passed);
}

/** The person is in: earlier mistakes count no more. */
export async function forgetAttempts(court: Court, account: string): Promise<void> {
  const key = keyOf(account);
  await asShown(court, key).store.db.delete(throttle).where(eq(throttle.key, key));
}

/** Rows nobody asks for again. */
export async function sweepAttempts(court: Court): Promise<void> {
  const old = new Date(court.clock() - FORGOTTEN_AFTER_S * 1000);
  await asHouse(court, 'sweep')
    .store.db.delete(throttle)
    .where(and(lt(throttle.lastAt, old)));
}

function waiting(seconds: number): CunzhengError {
  const rounded = Math.max(1, Math.ceil(seconds));
  return new CunzhengError('SIGN_IN_WAIT', 'too many attempts', { details: { seconds: rounded } });
}

/** Attempts by address, in memory only: addresses are written nowhere. */
export interface AddressThrottle {
  /** Throws `SIGN_IN_WAIT`. */
  check(address: string): void;
  failed(address: string): void;
}

const MOST_ADDRESSES = 10_000;

export function addressThrottle(clock: Clock): AddressThrottle {
  const seen = new Map<string, { failures: number; lastAt: number }>();
  const of = (address: string) => {
    const entry = seen.get(address);
    const passed = entry === undefined ? 0 : clock() - entry.lastAt;
    const fresh = passed > -CLOCK_BACK_S * 1000 && passed < FORGOTTEN_AFTER_S * 1000;
    return entry !== undefined && fresh ? entry : { failures: 0, lastAt: clock() };
  };
  return {
    check(address) {
      const { failures, lastAt } = of(address);
      const left = waitAfter(failures, FREE_OF_ADDRESS) - (clock() - lastAt) / 1000;
      if (failures >= FREE_OF_ADDRESS && left > 0) throw waiting(left);
    },
    failed(address) {
      const { failures } = of(address);
      seen.delete(address);
      seen.set(address, { failures: failures + 1, lastAt: clock() });
      // The oldest goes: a map keeps the order in which it was written.
      if (seen.size > MOST_ADDRESSES) seen.delete(seen.keys().next().value as string);
    },
  };
}
