import { createHash, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { and, eq, lt, ne, sql } from 'drizzle-orm';
import type { Actor, StaffRole } from '../../access/policy.ts';
import { asActor, asHouse, asShown } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { challenge, person, staffRole } from '../../store/schema.ts';
import { type LawyerBadge, lawyerBadges } from '../claims/lawyers.ts';
import { inOffice } from '../sign-in/actor.ts';
import { deviceOf } from '../sign-in/device.ts';
import type { SessionFacts, SessionLevel, SignInMethod } from '../sign-in/kinds.ts';
import { type OpenedSession, openSession, type SignInPlace } from '../sign-in/sessions.ts';

export const CHALLENGE_LIFE_MS = 5 * 60_000;
const MAX_ATTEMPTS = 5;

/** Who is signed in, as the client shows it. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly {
    readonly role: 'litigant' | StaffRole;
    readonly court?: { readonly code: string; readonly name: string };
    /** Whose office it is, when the person stands in 代理. */
    readonly actingFor?: string;
  }[];
  readonly mode: Court['mode'];
  /** A court approved his licence, and it holds today. */
  readonly lawyer?: LawyerBadge;
  /** How this session was opened and when it ends; absent where nobody's session asks. */
  readonly session?: {
    readonly method: SignInMethod;
    readonly level: SessionLevel;
    /** It ends then unless something is asked before. */
    readonly idleEndsAt: string;
    readonly endsAt: string;
    /** The server's time, so that a wrong clock warns at the right moment all the same. */
    readonly now: string;
  };
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/**
 * Begins a sign-in. In demo mode the code is in the answer and shown on screen.
 * Throws `NOT_FOUND` in production, and for an unknown account.
 */
export async function beginSignIn(
  court: Court,
  account: string,
): Promise<{ challengeId: string; demoCode: string }> {
  demand(court.mode === 'demo', 'NOT_FOUND');
  const [row] = await asShown(court, account)
    .store.db.select()
    .from(person)
    .where(eq(person.account, account));
  // Whoever was invited or registered since signs in as everywhere; only the seeded people are anybody's.
  if (row === undefined || row.hint === '') throw new CunzhengError('NOT_FOUND');
  const challengeId = randomUUID();
  const demoCode = String(randomInt(1_000_000)).padStart(6, '0');
  const now = court.clock();
  await sweep(court, now);
  await asShown(court, challengeId)
    .store.db.insert(challenge)
    .values({
      id: challengeId,
      person: row.id,
      codeHash: hashOf(`${challengeId}:${demoCode}`),
      expiresAt: new Date(now + CHALLENGE_LIFE_MS),
    });
  return { challengeId, demoCode };
}

/** Nobody's any more: challenges that have run out. */
async function sweep(court: Court, now: number): Promise<void> {
  const { db } = asHouse(court, 'sweep').store;
  await db.delete(challenge).where(lt(challenge.expiresAt, new Date(now)));
}

/**
 * Ends a sign-in of the demo with the code on its screen. Throws `SIGN_IN_CODE_WRONG` for a wrong, used or expired code,
 * and after five attempts.
 */
export async function confirmSignIn(
  court: Court,
  challengeId: string,
  code: string,
  from: SignInPlace = deviceOf(undefined),
): Promise<OpenedSession> {
  const personId = await useChallenge(court, challengeId, code);
  return openSession(court, personId, { method: 'demo', level: 'demo', from });
}

async function useChallenge(court: Court, challengeId: string, code: string): Promise<string> {
  const { db } = asShown(court, challengeId).store;
  // Counting the attempt and reading the row are one statement: parallel guesses share the five.
  const [row] = await db
    .update(challenge)
    .set({ attempts: sql`${challenge.attempts} + 1` })
    .where(eq(challenge.id, challengeId))
    .returning();
  const fits =
    row !== undefined &&
    row.attempts <= MAX_ATTEMPTS &&
    row.expiresAt.getTime() > court.clock() &&
    timingSafeEqual(Buffer.from(row.codeHash), Buffer.from(hashOf(`${challengeId}:${code}`)));
  if (!fits) throw new CunzhengError('SIGN_IN_CODE_WRONG');
  const used = await db.delete(challenge).where(eq(challenge.id, challengeId)).returning();
  demand(used.length === 1, 'SIGN_IN_CODE_WRONG');
  return row.person;
}

/** What the client learns of an actor. */
export async function meOf(house: Court, actor: Actor): Promise<Me> {
  const court = asActor(house, actor);
  const badges = await lawyerBadges(court, court.store.db, [actor.person]);
  const lawyer = badges.get(actor.person);
  return { ...meAsKnown(house, actor), ...(lawyer === undefined ? {} : { lawyer }) };
}

function meAsKnown(court: Court, actor: Actor): Me {
  const offices = actor.offices.map(({ court: code, role, actingFor }) => ({
    role,
    court: courtName(court, code),
    ...(actingFor === undefined ? {} : { actingFor: actingFor.name }),
  }));
  const { session } = actor;
  return {
    id: actor.person,
    name: actor.name,
    roles: offices.length > 0 ? offices : [{ role: 'litigant' }],
    mode: court.mode,
    ...(session === undefined ? {} : { session: sessionWords(session, court.clock()) }),
  };
}

function sessionWords(session: SessionFacts, now: number): NonNullable<Me['session']> {
  const { method, level, idleEndsAt, endsAt } = session;
  const at = (ms: number) => new Date(ms).toISOString();
  return { method, level, idleEndsAt: at(idleEndsAt), endsAt: at(endsAt), now: at(now) };
}

/** One seeded person of the demo's sign-in page. */
export interface DemoPerson {
  readonly account: string;
  readonly name: string;
  readonly role: 'litigant' | StaffRole;
  readonly roleName: string;
  readonly court?: { readonly code: string; readonly name: string };
  readonly hint: string;
}

const ROLE_NAMES: Readonly<Record<DemoPerson['role'], string>> = {
  litigant: '当事人',
  judge: '法官',
  clerk: '书记员',
  filingReviewer: '立案审查人员',
  mediator: '调解员',
  archivist: '档案管理员',
  finance: '财务人员',
  administrator: '法院管理员',
};

/** Everyone who can be tried in the demo, officials first. Throws `NOT_FOUND` in production. */
export async function demoPeople(court: Court): Promise<DemoPerson[]> {
  demand(court.mode === 'demo', 'NOT_FOUND');
  const rows = await asHouse(court, 'demo')
    .store.db.select({
      account: person.account,
      name: person.name,
      hint: person.hint,
      court: staffRole.court,
      role: staffRole.role,
    })
    .from(person)
    .leftJoin(staffRole, and(eq(staffRole.person, person.id), inOffice(court.clock())))
    .where(ne(person.hint, ''))
    .orderBy(staffRole.court, staffRole.role, person.account);
  await court.knowCourts(rows.flatMap((row) => row.court ?? []));
  const people = new Map<string, DemoPerson>();
  for (const row of rows) {
    const { account, name, hint } = row;
    const role = row.role ?? 'litigant';
    const before = people.get(account);
    if (before === undefined) {
      const place = row.court === null ? {} : { court: courtName(court, row.court) };
      people.set(account, { account, name, role, roleName: ROLE_NAMES[role], ...place, hint });
    } else {
      const roleName = `${before.roleName}、${ROLE_NAMES[role]}`;
      people.set(account, { ...before, roleName });
    }
  }
  return [...people.values()];
}
