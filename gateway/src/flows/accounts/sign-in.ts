import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { eq, lt, sql } from 'drizzle-orm';
import type { Actor, StaffRole } from '../../access/policy.ts';
import { asActor, asHouse, asShown } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { challenge, person, session, staffRole } from '../../store/schema.ts';

export const SESSION_LIFE_MS = 12 * 3_600_000;
export const CHALLENGE_LIFE_MS = 5 * 60_000;
const MAX_ATTEMPTS = 5;

/** Who is signed in, as the client shows it. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly {
    readonly role: 'litigant' | StaffRole;
    readonly court?: { readonly code: string; readonly name: string };
  }[];
  readonly mode: Court['mode'];
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/**
 * Begins a sign-in. In demo mode the code is in the answer and shown on screen.
 * Throws `NOT_SUPPORTED` in production (no provider of codes yet), `NOT_FOUND` for an unknown account.
 */
export async function beginSignIn(
  court: Court,
  account: string,
): Promise<{ challengeId: string; demoCode: string }> {
  demand(court.mode === 'demo', 'NOT_SUPPORTED', 'no provider sends codes in this version');
  const [row] = await asShown(court, account)
    .store.db.select()
    .from(person)
    .where(eq(person.account, account));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
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

/** Nobody's any more: challenges and sessions that have run out. */
async function sweep(court: Court, now: number): Promise<void> {
  const { db } = asHouse(court, 'sweep').store;
  await db.delete(challenge).where(lt(challenge.expiresAt, new Date(now)));
  await db.delete(session).where(lt(session.expiresAt, new Date(now)));
}

/**
 * Ends a sign-in with the code. Returns the session's token for the cookie; only its hash is stored, for 12 hours.
 * Throws `SIGN_IN_CODE_WRONG` for a wrong, used or expired code, and after five attempts.
 */
export async function confirmSignIn(
  court: Court,
  challengeId: string,
  code: string,
): Promise<{ token: string; me: Me }> {
  return startSession(court, await useChallenge(court, challengeId, code));
}

/** Opens a session for somebody who showed who he is. */
export async function startSession(
  court: Court,
  personId: string,
): Promise<{ token: string; me: Me }> {
  const token = randomBytes(32).toString('base64url');
  const now = court.clock();
  await sweep(court, now);
  const tokenHash = hashOf(token);
  await asShown(court, tokenHash)
    .store.db.insert(session)
    .values({
      tokenHash,
      person: personId,
      createdAt: new Date(now),
      expiresAt: new Date(now + SESSION_LIFE_MS),
    });
  return { token, me: meOf(court, await actorOf(court, personId)) };
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

/** The person whose session this token opens; `undefined` when there is none or it has run out. */
export async function actorOfSession(court: Court, token: string): Promise<Actor | undefined> {
  const tokenHash = hashOf(token);
  const [row] = await asShown(court, tokenHash)
    .store.db.select()
    .from(session)
    .where(eq(session.tokenHash, tokenHash));
  if (row === undefined || row.expiresAt.getTime() <= court.clock()) return undefined;
  return actorOf(court, row.person);
}

/** Ends the session of this token. */
export async function endSession(court: Court, token: string): Promise<void> {
  const tokenHash = hashOf(token);
  const { db } = asShown(court, tokenHash).store;
  await db.delete(session).where(eq(session.tokenHash, tokenHash));
}

/** Reads the person's offices as the person: before they are known nothing of any court can be seen. */
async function actorOf(house: Court, id: string): Promise<Actor> {
  const court = asActor(house, { person: id, name: '', offices: [] });
  const rows = await court.store.db
    .select({ name: person.name, court: staffRole.court, role: staffRole.role })
    .from(person)
    .leftJoin(staffRole, eq(staffRole.person, person.id))
    .where(eq(person.id, id));
  const first = rows[0];
  if (first === undefined) throw new CunzhengError('NOT_SIGNED_IN');
  const offices = rows.flatMap(({ court: code, role }) =>
    code === null || role === null ? [] : [{ court: code, role }],
  );
  await house.knowCourts(offices.map((office) => office.court));
  return { person: id, name: first.name, offices };
}

/** What the client learns of an actor. */
export function meOf(court: Court, actor: Actor): Me {
  const offices = actor.offices.map(({ court: code, role }) => ({
    role,
    court: courtName(court, code),
  }));
  return {
    id: actor.person,
    name: actor.name,
    roles: offices.length > 0 ? offices : [{ role: 'litigant' }],
    mode: court.mode,
  };
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
  clerk: '书记员',
  judge: '法官',
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
    .leftJoin(staffRole, eq(staffRole.person, person.id))
    .orderBy(staffRole.court, staffRole.role, person.account);
  await court.knowCourts(rows.flatMap((row) => row.court ?? []));
  return rows.map((row) => {
    const role = row.role ?? 'litigant';
    const place = row.court === null ? {} : { court: courtName(court, row.court) };
    const { account, name, hint } = row;
    return { account, name, role, roleName: ROLE_NAMES[role], ...place, hint };
  });
}
