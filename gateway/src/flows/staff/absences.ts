import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { and, eq, gte, isNull, lte } from 'drizzle-orm';
import { type Actor, authorize, type Office } from '../../access/policy.ts';
import type { Court } from '../../context.ts';
import { absence } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import { mayStandIn, OWN_OFFICE_ROLES, todayOf } from '../sign-in/actor.ts';
import { recordChange } from './changes.ts';
import { administer, colleague, holds } from './offices.ts';
import { demandDays, demandReason } from './words.ts';

/**
 * Notes that a colleague is away, whole days, and who stands in for him meanwhile 代理人. It begins and ends by itself.
 * Throws `NOT_FOUND`, `NOT_PERMITTED`, `INPUT_INVALID` for days that are none or over, `STATE_UNFIT` when he is away then
 * already, `SUBSTITUTE_UNFIT` for one who is not of the court, is away himself, or may not do what the absent does.
 */
export async function noteAbsence(
  house: Court,
  actor: Actor,
  given: {
    readonly court: string;
    readonly person: string;
    readonly from: string;
    readonly to: string;
    readonly substitute?: string | undefined;
    readonly reason: string;
  },
): Promise<void> {
  const { court: code, person: id, from, to, substitute } = given;
  authorize(actor, 'staff.manage', { court: code });
  const reason = demandReason(given.reason);
  demandDays(from, to);
  demand(to >= todayOf(house), 'INPUT_INVALID', 'to');
  await administer(house, actor, code, async ({ db }) => {
    await colleague(db, code, id);
    demand((await awayBetween(db, code, id, from, to)) === 0, 'STATE_UNFIT');
    if (substitute !== undefined) await demandFit(house, db, { ...given, substitute });
    const made = { id: randomUUID(), court: code, person: id, fromDay: from, toDay: to, reason };
    await db.insert(absence).values({
      ...{ ...made, substitute: substitute ?? null },
      ...{ madeBy: actor.person, madeAt: new Date(house.clock()) },
    });
    const detail = { from, to, ...(substitute === undefined ? {} : { substitute }) };
    await recordChange(db, house.clock(), {
      ...{ court: code, person: id, change: 'absence', detail, reason, by: actor.person },
    });
  });
}

function awayBetween(db: Db, code: string, id: string, from: string, to: string) {
  return db.$count(
    absence,
    and(
      ...[eq(absence.court, code), eq(absence.person, id), isNull(absence.endedAt)],
      ...[lte(absence.fromDay, to), gte(absence.toDay, from)],
    ),
  );
}

async function demandFit(
  house: Court,
  db: Db,
  {
    court: code,
    person: id,
    substitute,
    from,
    to,
  }: Record<'court' | 'person' | 'substitute' | 'from' | 'to', string>,
): Promise<void> {
  const now = house.clock();
  const unfit = (why: string) => new CunzhengError('SUBSTITUTE_UNFIT', why, { details: { why } });
  if (substitute === id) throw unfit('himself');
  const officesOf = async (who: string): Promise<Office[]> =>
    (await colleague(db, code, who)).offices
      .filter((office) => holds(office, now))
      .map(({ role }) => ({ court: code, role }));
  const own = await officesOf(substitute).catch(() => []);
  if (own.length === 0) throw unfit('notHere');
  if ((await awayBetween(db, code, substitute, from, to)) > 0) throw unfit('away');
  const needed = (await officesOf(id)).filter(({ role }) => OWN_OFFICE_ROLES.includes(role));
  if (needed.some(({ role }) => !mayStandIn(own, code, role))) throw unfit('role');
}

/** Ends an absence before its last day; whoever stood in does so no more, at once. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`. */
export async function endAbsence(
  house: Court,
  actor: Actor,
  { court: code, id }: { readonly court: string; readonly id: string },
): Promise<void> {
  await administer(house, actor, code, async ({ db }) => {
    const [row] = await db
      .select()
      .from(absence)
      .where(and(eq(absence.id, id), eq(absence.court, code)));
    if (row === undefined) throw new CunzhengError('NOT_FOUND');
    demand(row.endedAt === null && row.toDay >= todayOf(house), 'STATE_UNFIT');
    await db
      .update(absence)
      .set({ endedAt: new Date(house.clock()) })
      .where(eq(absence.id, id));
    const detail = { from: row.fromDay, to: row.toDay };
    await recordChange(db, house.clock(), {
      ...{ court: code, person: row.person, change: 'absenceEnded', detail },
      ...{ reason: '提前销假', by: actor.person },
    });
  });
}
