import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { maskNumber } from '@cunzheng/domain/identity';
import { and, asc, eq, gte, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { type Actor, authorize, type StaffRole } from '../../access/policy.ts';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { addContact } from '../../personal/contacts.ts';
import {
  absence,
  invitation,
  passkey,
  password,
  person,
  recoveryCode,
  session,
  staffRole,
  totp,
} from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import { todayOf } from '../sign-in/actor.ts';
import { type Invitation, invite } from '../sign-in/enrol.ts';
import { recordChange } from './changes.ts';
import { personsMobile } from './mobile.ts';
import { administer, colleague, holds, namesOf, stands, writeOffice } from './offices.ts';
import { sendInvitation } from './send-invitation.ts';
import { demandAccount, demandMobile, demandName, demandReason } from './words.ts';

export const STAFF_PAGE = 20;

export const STAFF_STATES = ['active', 'invited', 'away', 'ended'] as const;
export type StaffState = (typeof STAFF_STATES)[number];

/** A colleague as the administrator sees him. */
export interface StaffView {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  /** Masked. */
  readonly mobile?: string;
  readonly state: StaffState;
  readonly offices: readonly {
    readonly role: StaffRole;
    readonly from: string;
    readonly until?: string;
    readonly state: 'coming' | 'holds' | 'ended';
  }[];
  /** 请假 that is now or to come. */
  readonly absences: readonly AbsenceView[];
  /** Until when the invitation that waits can be used. */
  readonly invitedUntil?: string;
  /** Whether his sign-in can be reset here: an account made for the staff, with offices in this court alone. */
  readonly resettable: boolean;
}

export interface AbsenceView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly substitute?: { readonly id: string; readonly name: string };
  readonly reason: string;
}

/** What a search asks for; what is absent does not narrow it. */
export interface StaffSearch {
  readonly court: string;
  /** Part of a name or account. */
  readonly q?: string | undefined;
  readonly role?: StaffRole | undefined;
  readonly state?: StaffState | undefined;
  /** From 1. */
  readonly page?: number | undefined;
}

/** Colleagues that fit, 20 a page by name. Throws `NOT_FOUND` for a court that is not his, `NOT_PERMITTED`. */
export async function listStaff(
  house: Court,
  actor: Actor,
  search: StaffSearch,
): Promise<{ items: StaffView[]; total: number }> {
  const { court: code, page = 1 } = search;
  authorize(actor, 'staff.manage', { court: code });
  const court = asHouse(house, 'staff');
  const { db } = court.store;
  const where = fitting(house, db, search);
  const rows = await db
    .select()
    .from(person)
    .where(where)
    .orderBy(asc(person.name), asc(person.account))
    .limit(STAFF_PAGE)
    .offset((page - 1) * STAFF_PAGE);
  const total = await db.$count(person, where);
  return { items: await views(court, db, code, rows), total };
}

/** One colleague. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function readStaff(
  house: Court,
  actor: Actor,
  { court: code, person: id }: { readonly court: string; readonly person: string },
): Promise<StaffView> {
  authorize(actor, 'staff.manage', { court: code });
  const court = asHouse(house, 'staff');
  const { who } = await colleague(court.store.db, code, id);
  const [view] = await views(court, court.store.db, code, [who]);
  return view as StaffView;
}

const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&');

function fitting(house: Court, db: Db, search: StaffSearch): SQL | undefined {
  const { court: code, q = '', role, state } = search;
  const now = new Date(house.clock()).toISOString();
  const part = `%${literal(q.trim())}%`;
  const standing = sql`(${staffRole.endsAt} is null or ${staffRole.endsAt} > ${now}::timestamptz)`;
  const office = (...more: (SQL | undefined)[]) =>
    inArray(
      person.id,
      db
        .select({ id: staffRole.person })
        .from(staffRole)
        .where(and(eq(staffRole.court, code), ...more)),
    );
  const today = todayOf(house);
  const away = sql`exists (select from court.absence a where a.person = ${person.id} and a.court = ${code}
    and a.ended_at is null and a.from_day <= ${today} and a.to_day >= ${today})`;
  const waiting = sql`exists (select from court.invitation i where i.person = ${person.id} and i.used_at is null
    and i.expires_at > ${now}::timestamptz)`;
  const held = office(standing);
  const states: Record<StaffState, SQL | undefined> = {
    active: and(held, sql`not ${away}`, sql`not ${waiting}`),
    away: and(held, away),
    invited: and(held, waiting),
    ended: sql`not ${held}`,
  };
  return and(
    role === undefined ? office() : office(eq(staffRole.role, role), standing),
    q.trim() === '' ? undefined : or(ilike(person.name, part), ilike(person.account, part)),
    state === undefined ? undefined : states[state],
  );
}

async function views(
  court: Court,
  db: Db,
  code: string,
  rows: readonly (typeof person.$inferSelect)[],
): Promise<StaffView[]> {
  if (rows.length === 0) return [];
  const now = court.clock();
  const ids = rows.map(({ id }) => id);
  const offices = await db.select().from(staffRole).where(inArray(staffRole.person, ids));
  const absences = await absencesOf(court, db, code, ids);
  const invited = await db
    .select()
    .from(invitation)
    .where(
      and(
        inArray(invitation.person, ids),
        isNull(invitation.usedAt),
        gte(invitation.expiresAt, new Date(now)),
      ),
    );
  const mobiles = await personsMobile(court, db, ids);
  const today = todayOf(court);
  return rows.map(({ id, name, account, staffAccount }) => {
    const own = offices.filter((each) => each.person === id);
    const here = own.filter((each) => each.court === code);
    const elsewhere = own.some((each) => each.court !== code && stands(each, now));
    const leave = absences.filter((each) => each.person === id);
    const away = leave.some(({ from, to }) => from <= today && to >= today);
    const waits = invited.find((each) => each.person === id);
    const mobile = mobiles.get(id);
    const held = here.some((each) => stands(each, now));
    return {
      ...{ id, name, account },
      ...(mobile === undefined ? {} : { mobile: maskNumber('mobile', mobile) }),
      state: !held ? 'ended' : waits !== undefined ? 'invited' : away ? 'away' : 'active',
      offices: here.map((each) => officeView(each, now)),
      absences: leave.map(({ person: _person, ...view }) => view),
      ...(waits === undefined ? {} : { invitedUntil: waits.expiresAt.toISOString() }),
      resettable: staffAccount && !elsewhere,
    };
  });
}

function officeView(row: typeof staffRole.$inferSelect, now: number): StaffView['offices'][number] {
  const state = !stands(row, now) ? 'ended' : holds(row, now) ? 'holds' : 'coming';
  return {
    ...{ role: row.role, from: row.startsAt.toISOString(), state },
    ...(row.endsAt === null ? {} : { until: row.endsAt.toISOString() }),
  };
}

async function absencesOf(
  court: Court,
  db: Db,
  code: string,
  ids: readonly string[],
): Promise<(AbsenceView & { person: string })[]> {
  const rows = await db
    .select()
    .from(absence)
    .where(
      and(
        ...[eq(absence.court, code), inArray(absence.person, [...ids]), isNull(absence.endedAt)],
        gte(absence.toDay, todayOf(court)),
      ),
    )
    .orderBy(asc(absence.fromDay));
  const names = await namesOf(
    db,
    rows.flatMap(({ substitute }) => substitute ?? []),
  );
  return rows.map(({ id, person: who, fromDay, toDay, substitute, reason }) => ({
    ...{ id, person: who, from: fromDay, to: toDay, reason },
    ...(substitute === null
      ? {}
      : { substitute: { id: substitute, name: names.get(substitute) ?? '' } }),
  }));
}

/** A colleague to be added. */
export interface NewColleague {
  readonly name: string;
  readonly account: string;
  readonly mobile?: string | undefined;
  readonly roles: readonly StaffRole[];
  /** Milliseconds since 1970; absent: until they are ended. */
  readonly until?: number | undefined;
}

/** What adding came to; the link is shown once. */
export interface Added {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  /** Absent for a colleague who signs in already. */
  readonly invitation?: Invitation;
}

/**
 * Adds a colleague by hand and invites him; one with an account in another court's staff, of the very same name, is given
 * the offices and keeps his sign-in and addresses: none but he adds one to an account that is used. Throws `NOT_FOUND`,
 * `NOT_PERMITTED`, `INPUT_INVALID`, `ACCOUNT_EXISTS`.
 */
export async function addColleague(
  house: Court,
  actor: Actor,
  given: NewColleague & { readonly court: string; readonly reason: string },
): Promise<Added> {
  authorize(actor, 'staff.manage', { court: given.court });
  const reason = demandReason(given.reason);
  demand(given.roles.length > 0, 'INPUT_INVALID', 'roles');
  const added = await administer(house, actor, given.court, ({ db, client }) =>
    writeColleague(house, { db, client }, actor, { ...given, reason }),
  );
  return sendInvitation(house, given.court, added);
}

/** Writes person, address, offices, invitation and changes. Throws as `addColleague`. */
export async function writeColleague(
  house: Court,
  unit: Parameters<Parameters<Court['store']['transaction']>[0]>[0],
  actor: Actor,
  given: NewColleague & { readonly court: string; readonly reason: string },
): Promise<Added> {
  const { court: code, reason, until } = given;
  const [name, account] = [demandName(given.name), demandAccount(given.account)];
  const mobile = demandMobile(given.mobile);
  const { db } = unit;
  const now = house.clock();
  const [there] = await db.select().from(person).where(eq(person.account, account));
  const mine = there !== undefined && (await isColleague(db, code, there.id));
  const known = there?.staffAccount === true && there.name === name && !mine;
  if (there !== undefined && !known) throw new CunzhengError('ACCOUNT_EXISTS');
  const id = there?.id ?? randomUUID();
  if (there === undefined) {
    await db.insert(person).values({ id, account, name, staffAccount: true });
    const first = { person: id, kind: 'mobile', verified: false } as const;
    if (mobile !== undefined) await addContact(house, unit, { ...first, address: mobile });
  }
  for (const role of new Set(given.roles)) {
    await writeOffice(db, now, { court: code, person: id, role, until, reason, by: actor.person });
  }
  if (there !== undefined) return { id, name, account };
  await recordChange(db, now, {
    ...{ court: code, person: id, change: 'invited', reason, by: actor.person },
  });
  const invited = await invite(house, unit, { court: code, person: id, madeBy: actor.person });
  return { id, name, account, invitation: invited };
}

async function isColleague(db: Db, code: string, id: string): Promise<boolean> {
  const offices = and(eq(staffRole.court, code), eq(staffRole.person, id));
  return (await db.$count(staffRole, offices)) > 0;
}

/**
 * Takes a colleague's password, codes and passkeys away, ends his sessions, and invites him anew. Throws `NOT_FOUND`,
 * `NOT_PERMITTED` for an account that was not made for the staff or serves another court too, `STATE_UNFIT` for his own.
 */
export async function resetSignIn(
  house: Court,
  actor: Actor,
  given: { readonly court: string; readonly person: string; readonly reason: string },
): Promise<Added> {
  const { court: code, person: id } = given;
  authorize(actor, 'staff.manage', { court: code });
  const reason = demandReason(given.reason);
  demand(id !== actor.person, 'STATE_UNFIT', 'his own');
  const added = await administer(house, actor, code, async (unit) => {
    const { db } = unit;
    const { who } = await colleague(db, code, id);
    const now = house.clock();
    const all = await db.select().from(staffRole).where(eq(staffRole.person, id));
    const elsewhere = all.some((office) => office.court !== code && stands(office, now));
    demand(who.staffAccount && !elsewhere, 'NOT_PERMITTED');
    for (const table of [password, totp, recoveryCode, passkey, session]) {
      await db.delete(table).where(eq(table.person, id));
    }
    await recordChange(db, now, {
      ...{ court: code, person: id, change: 'reset', reason, by: actor.person },
    });
    const invited = await invite(house, unit, { court: code, person: id, madeBy: actor.person });
    return { id, name: who.name, account: who.account, invitation: invited };
  });
  return sendInvitation(house, code, added);
}
