import { sql } from 'drizzle-orm';
import type { Court } from '../context.ts';
import type { HouseTask } from '../store/scope.ts';
import type { Unit } from '../store/store.ts';
import type { Actor } from './policy.ts';

/** The court as one person's requests see its tables: his own rows, and those of the courts he holds an office in. */
export function asActor(court: Court, actor: Actor): Court {
  const courts = [...new Set(actor.offices.map((office) => office.court))];
  const administers = actor.offices
    .filter(({ role }) => role === 'administrator')
    .map((office) => office.court);
  const scope = { as: 'person', person: actor.person, courts, administers } as const;
  return { ...court, store: court.store.as(scope) };
}

/** The court as somebody sees it who is not known and shows something: only the rows that carry it. */
export function asShown(court: Court, ...shown: readonly string[]): Court {
  return { ...court, store: court.store.as({ as: 'shown', shown }) };
}

/** The court as the house sees it for a task of its own: every row. Never for what a request asks to see. */
export function asHouse<Part extends Pick<Court, 'store'>>(court: Part, task: HouseTask): Part {
  return { ...court, store: court.store.as({ as: 'house', task }) };
}

/**
 * One statement of a person's transaction as the house, where the very act takes a thing out of his sight: a filing that
 * goes to another court. The person's own scope is back when `work` has ended; when it throws, so does the transaction.
 */
export async function withinHouse<T>(
  unit: Unit,
  _task: HouseTask,
  work: (unit: Unit) => Promise<T>,
): Promise<T> {
  await unit.db.execute(sql`select set_config('cunzheng.scope', 'house', true)`);
  const done = await work(unit);
  await unit.db.execute(sql`select set_config('cunzheng.scope', 'person', true)`);
  return done;
}

/**
 * Reads that belong to one page, in one transaction and over one connection: each statement alone would wait for one
 * again. The notary is not asked within `work`, for it needs a connection besides.
 */
export function inOne<T>(court: Court, work: (court: Court) => Promise<T>): Promise<T> {
  return court.store.transaction(({ db }) => work({ ...court, store: { ...court.store, db } }));
}
