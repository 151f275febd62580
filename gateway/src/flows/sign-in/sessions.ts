import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { beijingTime } from '@cunzheng/domain/deadlines';
import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor, asHouse, asShown } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { knownDevice, session } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import { tell } from '../notices/tell.ts';
import { actorOf } from './actor.ts';
import type { Device, SessionFacts, SessionLevel, SignInMethod } from './kinds.ts';

/** A session ends then, whatever is asked. */
export const SESSION_LIFE_MS = 12 * 3_600_000;
/** Without a request it ends sooner: staff sit in rooms that others enter. */
export const IDLE_MS = { staff: 30 * 60_000, litigant: 60 * 60_000 } as const;
const USE_WRITTEN_MS = 60_000;

type SessionRow = typeof session.$inferSelect;

export const tokenHashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Where somebody signs in from; `token` is what an earlier sign-in left in this browser. */
export interface SignInPlace extends Device {
  readonly token?: string | undefined;
}

export interface OpenedSession {
  /** For the session's cookie; only its hash is stored. */
  readonly token: string;
  /** For the cookie by which this browser is known again. */
  readonly deviceToken: string;
  /** A browser this person has not signed in from, though from others. */
  readonly newDevice: boolean;
  readonly actor: Actor;
}

/**
 * Opens a session for a person who has shown who he is; every way of signing in ends here. Times out after 12 hours, or
 * when idle.
 */
export async function openSession(
  house: Court,
  person: string,
  how: { readonly method: SignInMethod; readonly level: SessionLevel; readonly from: SignInPlace },
): Promise<OpenedSession> {
  const token = randomBytes(32).toString('base64url');
  const known = await actorOf(house, person);
  const now = house.clock();
  const { browser, system } = how.from;
  const row: SessionRow = {
    ...{ id: randomUUID(), tokenHash: tokenHashOf(token), person, browser, system },
    ...{ method: how.method, level: how.level },
    idleSeconds: (known.offices.length > 0 ? IDLE_MS.staff : IDLE_MS.litigant) / 1000,
    createdAt: new Date(now),
    lastUsedAt: new Date(now),
    expiresAt: new Date(now + SESSION_LIFE_MS),
  };
  const { db } = asActor(house, known).store;
  await sweepSessions(house);
  await db.insert(session).values(row);
  const device = await noteDevice(db, person, how.from.token, now);
  // The demo's people are everybody's: nobody is warned of the next one who tries them.
  if (device.newDevice && how.method !== 'demo') await tellOfDevice(house, known, how.from);
  return { token, ...device, actor: { ...known, session: factsOf(row) } };
}

const BROWSER_NAMES: Readonly<Record<Device['browser'], string>> = {
  wechat: 'WeChat',
  edge: 'Edge',
  chrome: 'Chrome',
  firefox: 'Firefox',
  safari: 'Safari',
  other: '—',
};
const SYSTEM_NAMES: Readonly<Record<Device['system'], string>> = {
  windows: 'Windows',
  macos: 'macOS',
  android: 'Android',
  ios: 'iOS',
  harmony: 'HarmonyOS',
  linux: 'Linux',
  other: '—',
};

async function tellOfDevice(house: Court, actor: Actor, from: Device): Promise<void> {
  const values = {
    time: beijingTime(house.clock()).slice(0, 16).replace('T', ' '),
    device: `${BROWSER_NAMES[from.browser]} · ${SYSTEM_NAMES[from.system]}`,
  };
  await asActor(house, actor).store.transaction((unit) =>
    tell(house, unit, {
      ...{ person: actor.person, template: 'signedInAnew', values },
      link: '/account/security',
    }),
  );
}

/** Remembers the browser; `newDevice` where the person was known from others only. */
async function noteDevice(db: Db, person: string, token: string | undefined, now: number) {
  const deviceToken = token ?? randomBytes(16).toString('base64url');
  const hash = tokenHashOf(`device\0${deviceToken}`);
  const rows = await db.select().from(knownDevice).where(eq(knownDevice.person, person));
  await db
    .insert(knownDevice)
    .values({ person, hash, lastAt: new Date(now) })
    .onConflictDoUpdate({
      target: [knownDevice.person, knownDevice.hash],
      set: { lastAt: new Date(now) },
    });
  const newDevice = rows.length > 0 && rows.every((row) => row.hash !== hash);
  return { deviceToken, newDevice };
}

/** Nobody's any more: sessions that have run out or stood idle. */
export async function sweepSessions(house: Court): Promise<void> {
  const now = new Date(house.clock()).toISOString();
  await asHouse(house, 'sweep')
    .store.db.delete(session)
    .where(
      sql`${session.expiresAt} < ${now}::timestamptz
        or ${session.lastUsedAt} + make_interval(secs => ${session.idleSeconds}) < ${now}::timestamptz`,
    );
}

/**
 * The person whose session this token opens, with the offices of this moment; `undefined` when there is none or it has
 * ended. `counts` is false for what a page asks by itself, which keeps nobody signed in.
 */
export async function actorOfSession(
  house: Court,
  token: string,
  { counts = true }: { readonly counts?: boolean } = {},
): Promise<Actor | undefined> {
  const tokenHash = tokenHashOf(token);
  const { db } = asShown(house, tokenHash).store;
  const [row] = await db.select().from(session).where(eq(session.tokenHash, tokenHash));
  const now = house.clock();
  if (row === undefined || hasEnded(row, now)) return undefined;
  const used = counts && now - row.lastUsedAt.getTime() >= USE_WRITTEN_MS;
  const current = used ? { ...row, lastUsedAt: new Date(now) } : row;
  if (used) await writeUse(db, current);
  return { ...(await actorOf(house, row.person)), session: factsOf(current) };
}

async function writeUse(db: Db, { tokenHash, lastUsedAt }: SessionRow): Promise<void> {
  await db.update(session).set({ lastUsedAt }).where(eq(session.tokenHash, tokenHash));
}

/** The person wants to stay: counts as a use at once. Returns what is known of the session then. */
export async function keepSession(house: Court, actor: Actor): Promise<SessionFacts> {
  const { id } = sessionOf(actor);
  const [row] = await asActor(house, actor)
    .store.db.update(session)
    .set({ lastUsedAt: new Date(house.clock()) })
    .where(eq(session.id, id))
    .returning();
  if (row === undefined) throw new CunzhengError('NOT_SIGNED_IN');
  return factsOf(row);
}

/** Ends the session of this token. */
export async function endSession(house: Court, token: string): Promise<void> {
  const tokenHash = tokenHashOf(token);
  const { db } = asShown(house, tokenHash).store;
  await db.delete(session).where(eq(session.tokenHash, tokenHash));
}

/** One of my sign-ins. */
export interface SessionView {
  readonly id: string;
  readonly method: SignInMethod;
  readonly level: SessionLevel;
  readonly device: Device;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly endsAt: string;
  readonly current: boolean;
}

/** My sessions that stand, this one first, then the one used last. */
export async function listSessions(house: Court, actor: Actor): Promise<SessionView[]> {
  const rows = await asActor(house, actor)
    .store.db.select()
    .from(session)
    .where(eq(session.person, actor.person))
    .orderBy(desc(session.lastUsedAt));
  const now = house.clock();
  return rows
    .filter((row) => !hasEnded(row, now))
    .map((row) => viewOf(row, actor))
    .sort((a, b) => Number(b.current) - Number(a.current));
}

/** Ends one of my sessions at once. Throws `NOT_FOUND`, for another person's too. */
export async function endMySession(house: Court, actor: Actor, id: string): Promise<void> {
  const gone = await asActor(house, actor)
    .store.db.delete(session)
    .where(and(eq(session.id, id), eq(session.person, actor.person)))
    .returning({ id: session.id });
  demand(gone.length === 1, 'NOT_FOUND');
}

/** Ends all of my sessions but the one that asks. Returns how many. */
export async function endOtherSessions(house: Court, actor: Actor): Promise<number> {
  const { id } = sessionOf(actor);
  const gone = await asActor(house, actor)
    .store.db.delete(session)
    .where(and(eq(session.person, actor.person), ne(session.id, id)))
    .returning({ id: session.id });
  return gone.length;
}

/**
 * Lets a sensitive act pass only when the person signed in within these minutes; who came back to an open screen signs in
 * again. Throws `FRESH_SIGN_IN_NEEDED`.
 */
export function demandFresh(court: Pick<Court, 'clock'>, actor: Actor, minutes: number): void {
  const { createdAt } = sessionOf(actor);
  demand(court.clock() - createdAt <= minutes * 60_000, 'FRESH_SIGN_IN_NEEDED');
}

/** What is known of the session that asks. Throws `TypeError` where the house acts for a person. */
export function sessionOf(actor: Actor): SessionFacts {
  if (actor.session === undefined) throw new TypeError('no session asks');
  return actor.session;
}

function idleEnd({ lastUsedAt, idleSeconds, expiresAt }: SessionRow): number {
  return Math.min(lastUsedAt.getTime() + idleSeconds * 1000, expiresAt.getTime());
}

function hasEnded(row: SessionRow, now: number): boolean {
  return idleEnd(row) <= now;
}

function factsOf(row: SessionRow): SessionFacts {
  const { id, method, level } = row;
  return {
    ...{ id, method, level },
    createdAt: row.createdAt.getTime(),
    lastUsedAt: row.lastUsedAt.getTime(),
    idleEndsAt: idleEnd(row),
    endsAt: row.expiresAt.getTime(),
  };
}

function viewOf(row: SessionRow, actor: Actor): SessionView {
  const { id, method, level, browser, system } = row;
  return {
    ...{ id, method, level, device: { browser, system } },
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    endsAt: row.expiresAt.toISOString(),
    current: id === actor.session?.id,
  };
}
