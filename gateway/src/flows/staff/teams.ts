import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { and, asc, desc, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import { type Actor, authorize, type StaffRole } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { TEAM_SEATS, type TeamSeat, team, teamMember } from '../../store/tables/staff.ts';
import { todayOf } from '../sign-in/actor.ts';
import { recordChange } from './changes.ts';
import { administer, colleague, holds } from './offices.ts';
import { demandDays, demandName } from './words.ts';

export { TEAM_SEATS, type TeamSeat };

const LEAST_JUDGES = 3;
const MOST_MEMBERS = 20;
const FOR_EVER = '9999-12-31';

/** One seat of a team; an assessor 人民陪审员 may have no account. */
export interface TeamMember {
  readonly seat: TeamSeat;
  readonly person?: string | undefined;
  readonly name?: string | undefined;
}

/** 合议庭. */
export interface TeamView {
  readonly id: string;
  readonly court: string;
  readonly name: string;
  readonly from: string;
  readonly to?: string;
  readonly state: 'coming' | 'standing' | 'over';
  readonly members: readonly {
    readonly seat: TeamSeat;
    readonly name: string;
    readonly person?: string;
  }[];
}

/** The role that sits there; whoever holds another may not. */
const SEAT_ROLE: Partial<Record<TeamSeat, StaffRole>> = {
  presiding: 'judge',
  judge: 'judge',
  clerk: 'clerk',
};

/**
 * Forms a 合议庭: one presiding judge 审判长 (民诉法 44), judges and assessors in an odd number of three at least (民诉法 40),
 * a clerk who is not counted. Throws `NOT_FOUND`, `NOT_PERMITTED`, `INPUT_INVALID`, `TEAM_UNFIT` with what is wrong.
 */
export async function makeTeam(
  house: Court,
  actor: Actor,
  given: {
    readonly court: string;
    readonly name: string;
    readonly from: string;
    readonly to?: string | undefined;
    readonly members: readonly TeamMember[];
  },
): Promise<{ id: string }> {
  const { court: code, from, to, members } = given;
  authorize(actor, 'staff.manage', { court: code });
  const name = demandName(given.name);
  demandDays(from, to ?? FOR_EVER);
  demandComposition(members);
  return administer(house, actor, code, async ({ db }) => {
    const id = randomUUID();
    const now = house.clock();
    const seats = [];
    for (const [place, member] of members.entries()) {
      const { seat, person = null } = member;
      const needed = SEAT_ROLE[seat];
      const found = person === null ? undefined : await colleague(db, code, person);
      const fits =
        needed === undefined ||
        found?.offices.some((office) => office.role === needed && holds(office, now));
      if (!fits) throw unfit(seat === 'clerk' ? 'clerk' : 'notJudge');
      const shown = found?.who.name ?? demandName(member.name ?? '', 'members');
      seats.push({ team: id, place, court: code, seat, person, name: shown });
    }
    await db.insert(team).values({
      ...{ id, court: code, name, fromDay: from, toDay: to ?? null },
      ...{ madeBy: actor.person, madeAt: new Date(now) },
    });
    await db.insert(teamMember).values(seats);
    const presiding = seats.find(({ seat }) => seat === 'presiding')?.person as string;
    await recordChange(db, now, {
      ...{ court: code, person: presiding, change: 'teamMade', detail: { team: id } },
      ...{ reason: name, by: actor.person },
    });
    return { id };
  });
}

const unfit = (why: string) => new CunzhengError('TEAM_UNFIT', why, { details: { why } });

function demandComposition(members: readonly TeamMember[]): void {
  demand(members.length <= MOST_MEMBERS, 'INPUT_INVALID', 'members');
  const count = (...seats: TeamSeat[]) => members.filter(({ seat }) => seats.includes(seat)).length;
  if (count('presiding') !== 1) throw unfit('presiding');
  const deciding = count('presiding', 'judge', 'assessor');
  if (deciding < LEAST_JUDGES) throw unfit('few');
  if (deciding % 2 === 0) throw unfit('even');
  if (count('clerk') > 1) throw unfit('clerks');
  const people = members.flatMap(({ person }) => person ?? []);
  if (new Set(people).size !== people.length) throw unfit('twice');
  const unnamed = members.some(({ seat, person }) => seat !== 'assessor' && person === undefined);
  if (unnamed) throw unfit('unnamed');
}

/** Teams of a court, standing ones first. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function listTeams(house: Court, actor: Actor, code: string): Promise<TeamView[]> {
  authorize(actor, 'teams.read', { court: code });
  const { db } = asActor(house, actor).store;
  const rows = await db
    .select()
    .from(team)
    .where(eq(team.court, code))
    .orderBy(desc(isNull(team.endedAt)), desc(team.fromDay), asc(team.name))
    .limit(200);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const seats = await db
    .select()
    .from(teamMember)
    .where(inArray(teamMember.team, ids))
    .orderBy(asc(teamMember.place));
  const today = todayOf(house);
  return rows.map((row) => ({
    ...{ id: row.id, court: row.court, name: row.name, from: row.fromDay },
    ...(row.toDay === null ? {} : { to: row.toDay }),
    state: stateOf(row, today),
    members: seats
      .filter((each) => each.team === row.id)
      .map(({ seat, name, person }) => ({ seat, name, ...(person === null ? {} : { person }) })),
  }));
}

function stateOf(row: typeof team.$inferSelect, today: string): TeamView['state'] {
  if (row.endedAt !== null || (row.toDay !== null && row.toDay < today)) return 'over';
  return row.fromDay > today ? 'coming' : 'standing';
}

/** Teams that sit on a day; flows that assign cases ask here. The scope of the caller's store counts. */
export function teamsOn(court: Court, code: string, day: string) {
  return court.store.db
    .select()
    .from(team)
    .where(
      and(
        ...[eq(team.court, code), isNull(team.endedAt), lte(team.fromDay, day)],
        or(isNull(team.toDay), gte(team.toDay, day)),
      ),
    );
}

/** Ends a team today. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` for one that is over. */
export async function endTeam(
  house: Court,
  actor: Actor,
  { court: code, id }: { readonly court: string; readonly id: string },
): Promise<void> {
  await administer(house, actor, code, async ({ db }) => {
    const [row] = await db
      .select()
      .from(team)
      .where(and(eq(team.id, id), eq(team.court, code)));
    if (row === undefined) throw new CunzhengError('NOT_FOUND');
    demand(stateOf(row, todayOf(house)) !== 'over', 'STATE_UNFIT');
    const now = house.clock();
    await db
      .update(team)
      .set({ endedAt: new Date(now) })
      .where(eq(team.id, id));
    const [presiding] = await db
      .select()
      .from(teamMember)
      .where(and(eq(teamMember.team, id), eq(teamMember.seat, 'presiding')));
    await recordChange(db, now, {
      ...{ court: code, person: presiding?.person as string, change: 'teamEnded' },
      ...{ detail: { team: id }, reason: row.name, by: actor.person },
    });
  });
}
