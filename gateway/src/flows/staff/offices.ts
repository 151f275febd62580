import { CunzhengError, demand } from '@cunzheng/domain';
import { and, eq, inArray, isNull, lte, ne, sql } from 'drizzle-orm';
import { type Actor, authorize, type StaffRole, standsInFor } from '../../access/policy.ts';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { random128 } from '../../salt.ts';
import { court as courtTable, officeChange, person, staffRole } from '../../store/schema.ts';
import type { Db, Unit } from '../../store/store.ts';
import { noteStoodIn, stoodInFor } from '../audit/stood-in.ts';
import { changesOf, recordChange } from './changes.ts';
import { demandReason } from './words.ts';

type OfficeRow = typeof staffRole.$inferSelect;

/** An office to be given. */
export interface NewOffice {
  readonly role: StaffRole;
  /** Milliseconds since 1970; absent: now. */
  readonly from?: number | undefined;
  /** Absent: until it is ended. */
  readonly until?: number | undefined;
}

/**
 * Runs an administrator's act on one court alone, so that of two at once the second sees what the first did. Throws
 * `NOT_FOUND` for a court that is not his, `NOT_PERMITTED`.
 */
export async function administer<T>(
  house: Court,
  actor: Actor,
  code: string,
  work: (unit: Unit) => Promise<T>,
): Promise<T> {
  authorize(actor, 'staff.manage', { court: code });
  return asHouse(house, 'staff').store.transaction(async (unit) => {
    await unit.db
      .select({ code: courtTable.code })
      .from(courtTable)
      .where(eq(courtTable.code, code))
      .for('update');
    const done = await work(unit);
    await noteChanges(house, unit, actor, code);
    return done;
  });
}

/** Each change that this transaction wrote, where its administrator only stands in for one. */
async function noteChanges(house: Court, unit: Unit, actor: Actor, code: string): Promise<void> {
  if (standsInFor(actor, 'staff.manage', code).length === 0) return;
  const rows = await unit.db
    .select({ subject: officeChange.id, about: officeChange.person })
    .from(officeChange)
    .where(and(eq(officeChange.court, code), sql`xmin = pg_current_xact_id()::xid`));
  for (const row of rows)
    await noteStoodIn(house, unit, actor, 'staff.manage', { court: code, ...row });
}

/** A colleague of the court, who may hold no office now. Throws `NOT_FOUND`, for people of other courts too. */
export async function colleague(db: Db, code: string, id: string) {
  const rows = await db
    .select({ who: person, office: staffRole })
    .from(person)
    .innerJoin(staffRole, eq(staffRole.person, person.id))
    .where(and(eq(person.id, id), eq(staffRole.court, code)));
  const [first] = rows;
  if (first === undefined) throw new CunzhengError('NOT_FOUND');
  return { who: first.who, offices: rows.map(({ office }) => office) };
}

/** Whether an office holds at that moment. */
export function holds(office: Pick<OfficeRow, 'startsAt' | 'endsAt'>, now: number): boolean {
  return office.startsAt.getTime() <= now && stands(office, now);
}

/** Whether it is still to begin, or holds. */
export function stands({ endsAt }: Pick<OfficeRow, 'endsAt'>, now: number): boolean {
  return endsAt === null || endsAt.getTime() > now;
}

/**
 * Gives a colleague an office; it counts from his next request. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` when
 * he has it, `INPUT_INVALID` for an end before the beginning or without a reason.
 */
export async function giveOffice(
  house: Court,
  actor: Actor,
  given: NewOffice & {
    readonly court: string;
    readonly person: string;
    readonly reason: string;
  },
): Promise<void> {
  const { court: code, person: id } = given;
  authorize(actor, 'staff.manage', { court: code });
  const reason = demandReason(given.reason);
  await administer(house, actor, code, async ({ db }) => {
    const { offices } = await colleague(db, code, id);
    const now = house.clock();
    const has = offices.find(({ role }) => role === given.role);
    demand(has === undefined || !stands(has, now), 'STATE_UNFIT');
    await writeOffice(db, now, { ...given, reason, by: actor.person });
  });
}

/** Writes an office, anew or again, and the change beside it. Throws `INPUT_INVALID`. */
export async function writeOffice(
  db: Db,
  now: number,
  given: NewOffice & {
    readonly court: string;
    readonly person: string;
    readonly reason: string;
    /** Absent where the house gives it. */
    readonly by?: string;
  },
): Promise<void> {
  const { court: code, person: id, role, from = now, until, reason, by } = given;
  demand(until === undefined || until > Math.max(from, now), 'INPUT_INVALID', 'ends too early');
  const startsAt = new Date(from);
  const endsAt = until === undefined ? null : new Date(until);
  await db
    .insert(staffRole)
    .values({ court: code, person: id, role, tag: random128(), startsAt, endsAt })
    .onConflictDoUpdate({
      target: [staffRole.court, staffRole.person, staffRole.role],
      set: { startsAt, endsAt },
    });
  const detail = {
    from: startsAt.toISOString(),
    ...(endsAt === null ? {} : { until: endsAt.toISOString() }),
  };
  await recordChange(db, now, {
    ...{ court: code, person: id, change: 'given', role, detail, reason },
    ...(by === undefined ? {} : { by }),
  });
}

/**
 * Ends an office at once; its row stays. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` when he does not hold it,
 * `LAST_ADMINISTRATOR`, `OWN_OFFICE` when somebody ends his own without saying that he means himself.
 */
export async function endOffice(
  house: Court,
  actor: Actor,
  given: {
    readonly court: string;
    readonly person: string;
    readonly role: StaffRole;
    readonly reason: string;
    /** He knows that it is his own. */
    readonly myself?: boolean | undefined;
  },
): Promise<void> {
  const { court: code, person: id, role, myself = false } = given;
  authorize(actor, 'staff.manage', { court: code });
  const reason = demandReason(given.reason);
  await administer(house, actor, code, async ({ db }) => {
    const { offices } = await colleague(db, code, id);
    const now = house.clock();
    const office = offices.find((each) => each.role === role);
    if (office === undefined || !stands(office, now)) throw new CunzhengError('STATE_UNFIT');
    if (role === 'administrator') await demandAnother(db, code, id, now);
    demand(id !== actor.person || myself, 'OWN_OFFICE');
    const startsAt = new Date(Math.min(now, office.startsAt.getTime()));
    await db
      .update(staffRole)
      .set({ startsAt, endsAt: new Date(now) })
      .where(and(eq(staffRole.court, code), eq(staffRole.person, id), eq(staffRole.role, role)));
    await recordChange(db, now, {
      ...{ court: code, person: id, change: 'ended', role, reason, by: actor.person },
    });
  });
}

/** A court is never left without an administrator whose office has no end. */
async function demandAnother(db: Db, code: string, id: string, now: number): Promise<void> {
  const others = await db.$count(
    staffRole,
    and(
      eq(staffRole.court, code),
      eq(staffRole.role, 'administrator'),
      ne(staffRole.person, id),
      isNull(staffRole.endsAt),
      lte(staffRole.startsAt, new Date(now)),
    ),
  );
  demand(others > 0, 'LAST_ADMINISTRATOR');
}

/** One change as the page shows it. */
export interface ChangeView {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly change: string;
  readonly role?: string;
  readonly detail: Readonly<Record<string, string>>;
  readonly reason: string;
  /** Absent where the house did it. */
  readonly by?: string;
  /** Name of the administrator who was away, where `by` only stood in for him. */
  readonly actingFor?: string;
  readonly at: string;
}

/** What was done to people and offices of a court, newest first, at most 100. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function listChanges(
  house: Court,
  actor: Actor,
  code: string,
  id?: string,
): Promise<ChangeView[]> {
  authorize(actor, 'staff.manage', { court: code });
  const { db } = asHouse(house, 'staff').store;
  const rows = await changesOf(db, code, id);
  const names = await namesOf(
    db,
    rows.flatMap(({ person: who, by }) => [who, by ?? who]),
  );
  const stood = await stoodInFor(
    db,
    rows.map((row) => row.id),
  );
  const nameOf = (of: string) => names.get(of) ?? '';
  const absent = (id: string) => {
    const actingFor = stood.get(id);
    return actingFor === undefined ? {} : { actingFor };
  };
  return rows.map((row) => ({
    ...absent(row.id),
    ...{ id: row.id, change: row.change, detail: row.detail, reason: row.reason },
    person: { id: row.person, name: nameOf(row.person) },
    at: row.at.toISOString(),
    ...(row.role === null ? {} : { role: row.role }),
    ...(row.by === null ? {} : { by: nameOf(row.by) }),
  }));
}

/** Names by id. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, wanted));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
