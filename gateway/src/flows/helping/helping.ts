import { randomInt, randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { beijingTime } from '@cunzheng/domain/deadlines';
import { checkMobileNumber, demandNumber } from '@cunzheng/domain/identity';
import { and, asc, desc, eq, gt, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import { demandLevel } from '../../access/levels.ts';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { person } from '../../store/schema.ts';
import type { Db, Unit } from '../../store/store.ts';
import { proofingEvent } from '../../store/tables/accounts.ts';
import { type HelperPassRow, helperPass } from '../../store/tables/helping.ts';
import { noteEvent } from '../accounts/events.ts';
import { demandNoOffice, ownerOf } from '../accounts/phone.ts';
import { identityLevel, type Who } from '../accounts/proofing-row.ts';
import { tell } from '../notices/tell.ts';
import { listArrived } from '../service/receive.ts';
import type { ServiceView } from '../service/views.ts';
import { countAttempt, forgetAttempts } from '../sign-in/throttle.ts';

/** Long enough to be read out over the phone. */
export const HELPER_CODE_MS = 10 * 60_000;
/** Helping ends by itself; who needs more makes another code. */
export const HELPING_MS = 2 * 3_600_000;

/** A code to be read out to the helper; shown once. */
export interface HelperCode {
  readonly code: string;
  readonly until: string;
}

const digestOf = ({ vault }: Pick<Court, 'vault'>, code: string) =>
  vault.digest('helper-code', code.replace(/\s/g, ''));

/** Makes a code for who helps me; an earlier one that nobody used works no more. Throws `NOT_PERMITTED` for officials. */
export function makeHelperCode(court: Court, actor: Actor): Promise<HelperCode> {
  return asActor(court, actor).store.transaction(async (unit) => {
    await demandNoOffice(unit, actor.person);
    return newCode(court, unit, { person: actor.person, madeBy: actor.person, court: null });
  });
}

/**
 * A clerk at the hotline makes it for somebody who cannot, and reads it out to him. Throws `NOT_PERMITTED`, `NOT_FOUND`
 * where the number opens no account.
 */
export function makeHelperCodeFor(
  court: Court,
  actor: Actor,
  { mobile }: { readonly mobile: string },
): Promise<HelperCode> {
  const [code] = courtsFor(actor, 'helper.codeFor') as [string];
  const { number } = demandNumber(checkMobileNumber(mobile));
  return asHouse(court, 'accounts').store.transaction(async (unit) => {
    const owner = await ownerOf(court, unit, number);
    if (owner === undefined) throw new CunzhengError('NOT_FOUND');
    await noteEvent(court, unit, { person: owner, actor: actor.person, event: 'helperCodeMade' });
    return newCode(court, unit, { person: owner, madeBy: actor.person, court: code });
  });
}

async function newCode(
  court: Court,
  { db }: Unit,
  whose: { readonly person: string; readonly madeBy: string; readonly court: string | null },
): Promise<HelperCode> {
  const now = court.clock();
  const unused = and(eq(helperPass.person, whose.person), isNull(helperPass.takenAt));
  await db
    .update(helperPass)
    .set({ endedAt: new Date(now), endedBy: whose.madeBy })
    .where(and(unused, isNull(helperPass.endedAt)));
  const code = String(randomInt(100_000_000)).padStart(8, '0');
  const until = new Date(now + HELPER_CODE_MS);
  await db.insert(helperPass).values({
    ...{ id: randomUUID(), ...whose, codeDigest: digestOf(court, code) },
    ...{ madeAt: new Date(now), codeUntil: until },
  });
  return { code: `${code.slice(0, 4)} ${code.slice(4)}`, until: until.toISOString() };
}

/** Takes a code: from now on he may help. Throws `IDENTITY_LEVEL_LOW`, `SIGN_IN_WAIT`, `LINK_EXPIRED`. */
export async function takeHelperCode(
  court: Court,
  actor: Actor,
  code: string,
): Promise<{ readonly id: string }> {
  // Both names stand in the log, so that the helper's must be known.
  demandLevel(await identityLevel(asActor(court, actor).store.db, actor.person), 'helper.help');
  const tries = `helper/${actor.person}`;
  await countAttempt(court, tries);
  const now = court.clock();
  const endsAt = new Date(now + HELPING_MS);
  const id = await asHouse(court, 'accounts').store.transaction(async (unit) => {
    const [row] = await unit.db
      .update(helperPass)
      .set({ helper: actor.person, takenAt: new Date(now), endsAt })
      .where(
        and(
          eq(helperPass.codeDigest, digestOf(court, code)),
          isNull(helperPass.takenAt),
          isNull(helperPass.endedAt),
          gt(helperPass.codeUntil, new Date(now)),
        ),
      )
      .returning();
    if (row === undefined) throw new CunzhengError('LINK_EXPIRED');
    demand(row.person !== actor.person, 'NOT_PERMITTED', 'oneself');
    const who = { person: row.person, actor: actor.person };
    await noteEvent(court, unit, { ...who, event: 'helperCame' });
    await tellCame(court, unit, { person: row.person, helper: actor.name, endsAt });
    return row.id;
  });
  await forgetAttempts(court, tries);
  return { id };
}

async function tellCame(
  court: Court,
  unit: Unit,
  { person: helped, helper, endsAt }: { person: string; helper: string; endsAt: Date },
): Promise<void> {
  const minute = (ms: number) => beijingTime(ms).slice(0, 16).replace('T', ' ');
  const values = { helper, time: minute(court.clock()), until: minute(endsAt.getTime()) };
  await tell(court, unit, { person: helped, template: 'helperCame', values, link: '/helpers' });
}

/** One time that somebody helps, as both see it. */
export interface HelpingView {
  readonly id: string;
  /** Whether I am the helper. */
  readonly iHelp: boolean;
  /** The other one's name. */
  readonly name: string;
  readonly takenAt: string;
  readonly endsAt: string;
  readonly open: boolean;
  /** What the helper did, in order. */
  readonly acts: readonly { readonly event: string; readonly at: string }[];
}

const KEPT = 20;

/** Who helps me and whom I help, the newest first. */
export async function listHelping(court: Court, actor: Actor): Promise<HelpingView[]> {
  const { db } = asActor(court, actor).store;
  const mine = or(eq(helperPass.person, actor.person), eq(helperPass.helper, actor.person));
  const rows = await db
    .select()
    .from(helperPass)
    .where(mine)
    .orderBy(desc(helperPass.madeAt))
    .limit(KEPT);
  const taken = rows.filter((row) => row.takenAt !== null);
  const names = await namesOf(db, taken, actor.person);
  return Promise.all(taken.map((row) => viewOf(court, actor, row, names)));
}

async function namesOf(db: Db, rows: readonly HelperPassRow[], me: string) {
  const ids = rows.flatMap((row) => [row.person, row.helper as string]).filter((id) => id !== me);
  if (ids.length === 0) return new Map<string, string>();
  const found = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, ids));
  return new Map(found.map(({ id, name }) => [id, name]));
}

async function viewOf(
  court: Court,
  actor: Actor,
  row: HelperPassRow,
  names: ReadonlyMap<string, string>,
): Promise<HelpingView> {
  const iHelp = row.helper === actor.person;
  const [takenAt, endsAt] = [row.takenAt as Date, row.endsAt as Date];
  return {
    ...{ id: row.id, iHelp, open: isOpen(court, row) },
    name: names.get((iHelp ? row.person : row.helper) as string) ?? '—',
    takenAt: takenAt.toISOString(),
    endsAt: (row.endedAt ?? endsAt).toISOString(),
    acts: iHelp ? [] : await actsOf(asActor(court, actor).store.db, row),
  };
}

async function actsOf(db: Db, row: HelperPassRow) {
  const acts = await db
    .select({ event: proofingEvent.event, at: proofingEvent.at })
    .from(proofingEvent)
    .where(
      and(
        eq(proofingEvent.person, row.person),
        eq(proofingEvent.actor, row.helper as string),
        gte(proofingEvent.at, row.takenAt as Date),
        lte(proofingEvent.at, row.endedAt ?? (row.endsAt as Date)),
      ),
    )
    .orderBy(asc(proofingEvent.at));
  return acts.map(({ event, at }) => ({ event, at: at.toISOString() }));
}

function isOpen({ clock }: Pick<Court, 'clock'>, row: HelperPassRow): boolean {
  return row.endedAt === null && row.endsAt !== null && row.endsAt.getTime() > clock();
}

/** Ends it at once, the helped or the helper. Throws `NOT_FOUND`, `STATE_UNFIT` when it has ended. */
export async function endHelping(court: Court, actor: Actor, id: string): Promise<void> {
  const { db } = asActor(court, actor).store;
  const [seen] = await db.select().from(helperPass).where(eq(helperPass.id, id));
  if (seen === undefined || seen.takenAt === null) throw new CunzhengError('NOT_FOUND');
  await asHouse(court, 'accounts').store.transaction(async (unit) => {
    const [row] = await unit.db
      .update(helperPass)
      .set({ endedAt: new Date(court.clock()), endedBy: actor.person })
      .where(and(eq(helperPass.id, id), isNull(helperPass.endedAt)))
      .returning();
    demand(row !== undefined && (row.endsAt as Date).getTime() > court.clock(), 'STATE_UNFIT');
    await noteEvent(court, unit, { person: row.person, actor: actor.person, event: 'helperLeft' });
  });
}

/** Whose account a helper acts in. Throws `LINK_EXPIRED` once it has ended, also for a pass that is another's. */
export async function whoHelped(court: Court, actor: Actor, id: string): Promise<Who> {
  const [row] = await asActor(court, actor)
    .store.db.select()
    .from(helperPass)
    .where(and(eq(helperPass.id, id), eq(helperPass.helper, actor.person)));
  if (row === undefined || !isOpen(court, row)) throw new CunzhengError('LINK_EXPIRED');
  return { person: row.person, helper: actor.person };
}

/**
 * The list of papers of whom I help; that he looked is noted. Nothing arrives by it: only the recipient's own look is an
 * arrival. Throws `LINK_EXPIRED`.
 */
export async function listHelpedServices(
  court: Court,
  actor: Actor,
  id: string,
): Promise<ServiceView[]> {
  const { person: helped } = await whoHelped(court, actor, id);
  await asHouse(court, 'accounts').store.transaction((unit) =>
    noteEvent(court, unit, { person: helped, actor: actor.person, event: 'inboxRead' }),
  );
  return listArrived(court, { person: helped, name: '', offices: [] });
}
