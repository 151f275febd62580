import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { beijingTime } from '@cunzheng/domain/deadlines';
import { and, asc, desc, eq, inArray, isNull, lte, ne } from 'drizzle-orm';
import { type Actor, authorize, courtsFor } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { party, person, staffRole } from '../../store/schema.ts';
import type { Db, Unit } from '../../store/store.ts';
import { proofing } from '../../store/tables/accounts.ts';
import { filing } from '../../store/tables/filing.ts';
import { type ErasureRow, erasure, erasureDecision } from '../../store/tables/personal.ts';
import { noteStoodIn } from '../audit/stood-in.ts';
import { tell } from '../notices/tell.ts';
import { settingAt } from '../settings/index.ts';
import { FRESH_MINUTES } from '../sign-in/security.ts';
import { demandFresh } from '../sign-in/sessions.ts';

const DAY_MS = 24 * 3_600_000;
const MAX_WORDS = 200;

/** What a court says of an erasure. */
export interface ErasureDecisionView {
  readonly court: { readonly code: string; readonly name: string };
  /** Absent while it has not decided. */
  readonly decision?: 'approved' | 'refused';
  readonly words?: string;
}

/** My request, and whether I could make one. */
export interface ErasureView {
  /** `none` before the first; else of the newest request. */
  readonly state: 'none' | ErasureRow['state'];
  readonly askedAt?: string;
  /** Not before it. */
  readonly dueAt?: string;
  /** Courts that have a case of mine: each must approve. */
  readonly decisions: readonly ErasureDecisionView[];
  /** Officials leave their office first. */
  readonly holdsOffice: boolean;
}

/** A request that waits for a court's administrator. */
export interface WaitingErasure {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly name: string;
  readonly askedAt: string;
  readonly dueAt: string;
  /** Cases of the person in this court. */
  readonly cases: number;
}

/** Where my request stands. */
export async function readMyErasure(house: Court, actor: Actor): Promise<ErasureView> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const holdsOffice = await hasOffice(db, actor.person);
  const [row] = await db
    .select()
    .from(erasure)
    .where(eq(erasure.person, actor.person))
    .orderBy(desc(erasure.askedAt))
    .limit(1);
  if (row === undefined) return { state: 'none', decisions: [], holdsOffice };
  return {
    ...{ state: row.state, askedAt: row.askedAt.toISOString(), dueAt: row.dueAt.toISOString() },
    decisions: await decisionsOf(court, row.id),
    holdsOffice,
  };
}

async function decisionsOf(court: Court, id: string): Promise<ErasureDecisionView[]> {
  const rows = await court.store.db
    .select()
    .from(erasureDecision)
    .where(eq(erasureDecision.erasure, id))
    .orderBy(asc(erasureDecision.court));
  await court.knowCourts(rows.map((row) => row.court));
  return rows.map(({ court: code, decision, words }) => ({
    court: courtName(court, code),
    ...(decision === null ? {} : { decision }),
    ...(words === null ? {} : { words }),
  }));
}

/**
 * Asks for erasure (个人信息保护法 47). It is done after a waiting time, when every court has approved in which the person
 * is a party. Throws `FRESH_SIGN_IN_NEEDED`, `STATE_UNFIT` for an official and while a request waits.
 */
export async function askErasure(house: Court, actor: Actor): Promise<ErasureView> {
  demandFresh(house, actor, FRESH_MINUTES);
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    const { db } = unit;
    const mine = actor.person;
    // Two requests at once wait for each other.
    await db.select().from(person).where(eq(person.id, mine)).for('update');
    demand(!(await hasOffice(db, mine)), 'STATE_UNFIT', 'an official leaves his office first');
    const open = and(eq(erasure.person, mine), eq(erasure.state, 'waiting'));
    demand((await db.$count(erasure, open)) === 0, 'STATE_UNFIT', 'a request waits');
    const now = court.clock();
    const courts = await courtsOfMine(db, mine);
    const dueAt = new Date(now + (await waitingDays(court, db, mine, courts)) * DAY_MS);
    const id = randomUUID();
    const row = { id, person: mine, state: 'waiting', askedAt: new Date(now), dueAt } as const;
    await db.insert(erasure).values(row);
    for (const code of courts)
      await db.insert(erasureDecision).values({ erasure: id, court: code, person: mine });
    const [time, due] = [now, dueAt.getTime()].map((at) =>
      beijingTime(at).slice(0, 16).replace('T', ' '),
    ) as [string, string];
    const told = { person: mine, template: 'erasureAsked', values: { time, due } } as const;
    await tell(court, unit, { ...told, link: '/account/data' });
  });
  return readMyErasure(house, actor);
}

async function hasOffice(db: Db, id: string): Promise<boolean> {
  return (await db.$count(staffRole, and(eq(staffRole.person, id), isNull(staffRole.endsAt)))) > 0;
}

async function courtsOfMine(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ court: party.court })
    .from(party)
    .where(eq(party.person, id));
  // What he filed is of a court's file too; a draft is not.
  const filed = await db
    .selectDistinct({ court: filing.court })
    .from(filing)
    .where(and(eq(filing.person, id), ne(filing.state, 'draft')));
  return [...new Set([...rows, ...filed].map((row) => row.court))].sort();
}

/** The longest among the courts that have a case of his; without one, that of the court of his proofing. */
async function waitingDays(
  court: Court,
  db: Db,
  id: string,
  courts: readonly string[],
): Promise<number> {
  const [row] = await db
    .select({ court: proofing.court })
    .from(proofing)
    .where(eq(proofing.person, id));
  const own = row?.court ?? [...court.courts.keys()][0];
  const asked = courts.length > 0 ? courts : own === undefined ? [] : [own];
  await court.knowCourts(asked);
  let longest = 1;
  for (const code of asked) {
    const { value } = await settingAt(court, db, code, 'retention.erasureWait', court.clock());
    longest = Math.max(longest, value);
  }
  return longest;
}

/** Takes my request back. Throws `STATE_UNFIT` when none waits. */
export async function cancelErasure(house: Court, actor: Actor): Promise<ErasureView> {
  const court = asActor(house, actor);
  const taken = await court.store.db
    .update(erasure)
    .set({ state: 'cancelled', endedAt: new Date(court.clock()) })
    .where(and(eq(erasure.person, actor.person), eq(erasure.state, 'waiting')))
    .returning({ id: erasure.id });
  demand(taken.length === 1, 'STATE_UNFIT');
  return readMyErasure(house, actor);
}

/** Requests that wait for the courts that I administer, the earliest first. Throws `NOT_PERMITTED`. */
export async function listErasures(house: Court, actor: Actor): Promise<WaitingErasure[]> {
  const court = asActor(house, actor);
  const courts = courtsFor(actor, 'erasure.decide');
  const rows = await court.store.db
    .select({ erasure, court: erasureDecision.court, name: person.name })
    .from(erasureDecision)
    .innerJoin(erasure, eq(erasure.id, erasureDecision.erasure))
    .innerJoin(person, eq(person.id, erasure.person))
    .where(
      and(
        inArray(erasureDecision.court, courts),
        isNull(erasureDecision.decision),
        eq(erasure.state, 'waiting'),
      ),
    )
    .orderBy(asc(erasure.dueAt));
  return Promise.all(
    rows.map(async (row) => ({
      ...{ id: row.erasure.id, court: courtName(court, row.court), name: row.name },
      askedAt: row.erasure.askedAt.toISOString(),
      dueAt: row.erasure.dueAt.toISOString(),
      cases: await court.store.db.$count(
        party,
        and(eq(party.person, row.erasure.person), eq(party.court, row.court)),
      ),
    })),
  );
}

/**
 * What a court's administrator says, once; a refusal has a reason, which the person reads. One refusal ends the request.
 * Throws `NOT_FOUND`, `NOT_PERMITTED` (also for one's own), `STATE_UNFIT`, `INPUT_INVALID`.
 */
export async function decideErasure(
  house: Court,
  actor: Actor,
  said: {
    readonly id: string;
    readonly court: string;
    readonly decision: 'approved' | 'refused';
    readonly words?: string | undefined;
  },
): Promise<void> {
  const words = said.words?.normalize('NFC').trim() ?? '';
  demand(said.decision === 'approved' || words !== '', 'INPUT_INVALID', 'words');
  demand([...words].length <= MAX_WORDS, 'INPUT_INVALID', 'words');
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    const row = await lockErasure(unit.db, said);
    if (row === undefined) throw new CunzhengError('NOT_FOUND');
    authorize(actor, 'erasure.decide', { court: said.court, state: row.state });
    demand(row.person !== actor.person, 'NOT_PERMITTED');
    const decidedAt = new Date(court.clock());
    const decision = { decision: said.decision, words: words === '' ? null : words };
    const decided = await unit.db
      .update(erasureDecision)
      .set({ ...decision, decidedAt, decidedBy: actor.person })
      .where(
        and(
          eq(erasureDecision.erasure, said.id),
          eq(erasureDecision.court, said.court),
          isNull(erasureDecision.decision),
        ),
      )
      .returning({ court: erasureDecision.court });
    demand(decided.length === 1, 'STATE_UNFIT');
    const acted = { court: said.court, subject: said.id, about: row.person };
    await noteStoodIn(court, unit, actor, 'erasure.decide', acted);
    if (said.decision === 'refused') await refuse(house, unit, row, { code: said.court, words });
  });
}

/** The request, if that court has a say in it. */
async function lockErasure(
  db: Db,
  { id, court }: { readonly id: string; readonly court: string },
): Promise<ErasureRow | undefined> {
  const asked = and(eq(erasureDecision.erasure, id), eq(erasureDecision.court, court));
  if ((await db.$count(erasureDecision, asked)) === 0) return undefined;
  const [row] = await db.select().from(erasure).where(eq(erasure.id, id)).for('update');
  return row;
}

async function refuse(
  house: Court,
  unit: Unit,
  { id, person: whose }: ErasureRow,
  { code, words }: { readonly code: string; readonly words: string },
): Promise<void> {
  const [ended] = await unit.db
    .update(erasure)
    .set({ state: 'refused', endedAt: new Date(house.clock()) })
    .where(eq(erasure.id, id))
    .returning({ id: erasure.id });
  if (ended === undefined) throw new CunzhengError('NOT_FOUND');
  const { name } = courtName(house, code);
  const told = {
    person: whose,
    template: 'erasureRefused',
    values: { court: name, words },
  } as const;
  await tell(house, unit, { ...told, court: code, link: '/account/data' });
}

/** Requests that are due, and approved by every court that has a say; an official's waits until he has left. */
export async function dueErasures(house: Court): Promise<ErasureRow[]> {
  const court = asHouse(house, 'erasure');
  const { db } = court.store;
  const rows = await db
    .select()
    .from(erasure)
    .where(and(eq(erasure.state, 'waiting'), lte(erasure.dueAt, new Date(court.clock()))))
    .orderBy(asc(erasure.dueAt));
  const due: ErasureRow[] = [];
  for (const row of rows) {
    const free = !(await hasOffice(db, row.person));
    if (free && (await isApproved(db, row))) due.push(row);
  }
  return due;
}

/** A court that took a case of his after he asked has a say too. */
async function isApproved(db: Db, { id, person: whose }: ErasureRow): Promise<boolean> {
  for (const court of await courtsOfMine(db, whose))
    await db
      .insert(erasureDecision)
      .values({ erasure: id, court, person: whose })
      .onConflictDoNothing();
  const say = await db.select().from(erasureDecision).where(eq(erasureDecision.erasure, id));
  return say.every(({ decision }) => decision === 'approved');
}
