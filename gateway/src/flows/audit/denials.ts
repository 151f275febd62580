import { eq } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Actor } from '../../access/policy.ts';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { courtCase, document, service } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import { filing } from '../../store/tables/filing.ts';
import { deadline } from '../../store/tables/settings.ts';
import { noteLook } from './note.ts';

/** A request that was refused because of who asked. */
export interface Denied {
  /** Method and pattern of the route, no ids in it. */
  readonly route: string;
  /** Every id that the request named. */
  readonly ids: readonly string[];
  /** The person may not do such a thing at all, whatever it is about. */
  readonly forbidden: boolean;
}

/**
 * Writes a denial into the log of the court whose thing was asked for, though the person may not even learn that it is
 * there. What belongs to no court goes into the log of the person's own, else into that of the deployment's first.
 * An id that names nothing was not denied, and nothing is written.
 */
export async function noteDenial(house: Court, actor: Actor, denied: Denied): Promise<void> {
  const court = asHouse(house, 'audit');
  await court.store.transaction(async (unit) => {
    const code =
      (await courtOfAny(unit.db, denied.ids)) ?? (denied.forbidden ? ownCourt(court, actor) : null);
    if (code === null || code === undefined) return;
    await court.knowCourts([code]);
    await noteLook(court, unit, actor, { court: code, act: 'access.denied', thing: denied.route });
  });
}

function ownCourt(court: Court, actor: Actor): string | undefined {
  return actor.offices[0]?.court ?? [...court.courts.keys()][0];
}

/** Things of a court that a request can name by id. */
const THINGS = [
  courtCase,
  document,
  service,
  filing,
  deadline,
] as const satisfies readonly PgTable[];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function courtOfAny(db: Db, ids: readonly string[]): Promise<string | undefined> {
  for (const id of ids.filter((each) => UUID.test(each))) {
    for (const table of THINGS) {
      const [row] = await db.select({ court: table.court }).from(table).where(eq(table.id, id));
      if (row !== undefined) return row.court;
    }
  }
  return undefined;
}
