import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { beijingTime } from '@cunzheng/domain/deadlines';
import { and, eq, gt, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { addContact, addressDigest } from '../../personal/contacts.ts';
import { session } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { proofing } from '../../store/tables/accounts.ts';
import { contact } from '../../store/tables/contacts.ts';
import { handOver, helperPass } from '../../store/tables/helping.ts';
import {
  type RecoveryRow,
  type RecoveryState,
  type RecoveryWay,
  recovery,
} from '../../store/tables/recovery.ts';
import { passkey } from '../../store/tables/staff.ts';
import { noteEvent } from '../accounts/events.ts';
import { stopLook } from '../accounts/look-clock.ts';
import { freeNumber, lockNumber } from '../accounts/phone.ts';
import { tell } from '../notices/tell.ts';

const DAY_MS = 24 * 3_600_000;
/**
 * How long every old channel has to say no before another phone opens a proofed account. Three days reach over a weekend
 * and over a phone that was off; who cannot wait shows a passkey or comes to the window.
 */
export const RECOVERY_WAIT_MS = 3 * DAY_MS;
/** How often a day one account, one document number, or one phone may be asked about. */
export const RECOVERIES_A_DAY = 3;
/** A number that was replaced is still told of what happens to the account. */
const RETIRED_MS = DAY_MS;
/** What waits for a clerk, or for its day. */
const OPEN: readonly RecoveryState[] = ['review', 'waiting'];

/** What became of asking. */
export interface RecoveryOutcome {
  readonly state: RecoveryState;
  readonly effectiveAt?: string;
}

export const recoveryHash = (text: string) =>
  createHash('sha256').update(`recovery\0${text}`).digest('base64url');

/**
 * A row for a new recovery, its phone sealed. Throws `TOO_MANY_REQUESTS` after three a day, but never at the window: who
 * knocked too often, or was knocked for by a thief, still has a person to go to.
 */
export async function newRecovery(
  court: Court,
  { db }: Unit,
  {
    mobile,
    ...columns
  }: {
    readonly mobile: string;
    readonly way: RecoveryWay;
    readonly state: RecoveryState;
  } & Partial<
    Pick<
      RecoveryRow,
      'person' | 'document' | 'numberDigest' | 'court' | 'effectiveAt' | 'tokenHash'
    >
  > & { readonly name?: string | undefined },
): Promise<RecoveryRow> {
  const { name, ...plain } = columns;
  const [id, askedAt] = [randomUUID(), new Date(court.clock())];
  const mobileDigest = addressDigest(court.vault, 'mobile', mobile);
  if (plain.way !== 'window') await demandFew(court, db, { ...plain, mobileDigest });
  const [row] = await db
    .insert(recovery)
    .values({
      ...{ id, askedAt, mobileDigest, ...plain },
      mobileSealed: court.vault.seal(mobile, `recovery.mobile/${id}`),
      nameSealed: name === undefined ? null : court.vault.seal(name, `recovery.name/${id}`),
    })
    .returning();
  return row as RecoveryRow;
}

async function demandFew(
  { clock }: Pick<Court, 'clock'>,
  db: Unit['db'],
  asked: { readonly way: RecoveryWay } & Partial<
    Pick<RecoveryRow, 'person' | 'mobileDigest' | 'numberDigest'>
  >,
): Promise<void> {
  const { person, mobileDigest, numberDigest } = asked;
  const since = gt(recovery.askedAt, new Date(clock() - DAY_MS));
  // Whether a number has an account must not show in the answer: it is counted by the number alone.
  const byNumber = asked.way === 'identity';
  const same = [
    mobileDigest && eq(recovery.mobileDigest, mobileDigest),
    numberDigest && eq(recovery.numberDigest, numberDigest),
    person && !byNumber && eq(recovery.person, person),
  ].filter((each) => typeof each === 'object' && each !== null);
  // Requests at once about one phone, number or account count one after the other.
  for (const key of [mobileDigest, numberDigest, person].filter((each) => !!each).sort())
    await db.execute(sql`select pg_advisory_xact_lock(hashtext(${`recovery/${key}`}))`);
  for (const each of same) {
    const n = await db.$count(recovery, and(each, since));
    demand(n < RECOVERIES_A_DAY, 'TOO_MANY_REQUESTS', 'recoveries');
  }
}

/** The phone that shall open the account. */
export function mobileOf({ vault }: Pick<Court, 'vault'>, row: RecoveryRow): string {
  return vault.open(row.mobileSealed, `recovery.mobile/${row.id}`);
}

/** First three and last four digits. */
export function maskMobile(mobile: string): string {
  return `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
}

/** Minutes in Beijing, as notices say them. */
function minuteOf(ms: number): string {
  return beijingTime(ms).slice(0, 16).replace('T', ' ');
}

/** Tells over every old channel that somebody asks, with the page where anybody who has the message cancels. */
export async function tellAsked(court: Court, unit: Unit, row: RecoveryRow): Promise<void> {
  const { id, person, effectiveAt, askedAt } = row;
  if (person === null) return;
  const phone = maskMobile(mobileOf(court, row));
  const time = minuteOf(askedAt.getTime());
  const link = `/recover/cancel#${id}.${cancelToken(court, id)}`;
  const telling = { person, link, about: `recovery/${id}` };
  if (effectiveAt === null) {
    await tell(court, unit, { ...telling, template: 'recoveryReview', values: { time, phone } });
    return;
  }
  const values = { time, phone, until: minuteOf(effectiveAt.getTime()) };
  await tell(court, unit, { ...telling, template: 'recoveryAsked', values });
}

/** Nobody but who got the message has it, and it can do nothing but cancel. */
function cancelToken({ vault }: Pick<Court, 'vault'>, id: string): string {
  return vault.digest('recovery.cancel', id);
}

/**
 * Gives the account its new phone, in the house's scope: the old one opens nothing any more, every session ends and
 * whatever else is open (`closeDoors`), other recoveries are cancelled, and every channel, the old number too, is told.
 */
export async function givePhone(
  court: Court,
  unit: Unit,
  {
    person,
    mobile,
    way,
    actor,
  }: {
    readonly person: string;
    readonly mobile: string;
    readonly way: RecoveryWay;
    readonly actor?: string | undefined;
  },
): Promise<void> {
  const now = new Date(court.clock());
  await lockNumber(court, unit, mobile);
  await freeNumber(court, unit, mobile, person);
  await closeDoors(unit, { person, way, now });
  await addContact(court, unit, { person, kind: 'mobile', address: mobile, verified: true });
  await unit.db.update(proofing).set({ factFailures: 0 }).where(eq(proofing.person, person));
  await closeOthers(court, unit, person);
  await noteEvent(court, unit, { person, actor, event: 'phoneChanged', detail: { way } });
  const values = { time: minuteOf(now.getTime()), what: maskMobile(mobile) };
  await tell(court, unit, {
    person,
    template: 'contactChanged',
    values,
    link: '/account/security',
  });
}

/**
 * Nobody who was in stays in: not by a session, a helper's code or a phone that was handed over to. Where a person looked
 * at a face, passkeys and WeChat go too: whoever had the phone for a day may have added his own.
 */
async function closeDoors(
  { db }: Unit,
  { person, way, now }: { person: string; way: RecoveryWay; now: Date },
): Promise<void> {
  const byFace = way === 'identity' || way === 'window';
  const kinds = byFace ? (['mobile', 'wechat'] as const) : (['mobile'] as const);
  await db
    .update(contact)
    .set({ retiredAt: now })
    .where(and(eq(contact.person, person), inArray(contact.kind, kinds)));
  if (byFace) await db.delete(passkey).where(eq(passkey.person, person));
  await db.delete(session).where(eq(session.person, person));
  await db
    .update(helperPass)
    .set({ endedAt: now, endedBy: person })
    .where(and(eq(helperPass.person, person), isNull(helperPass.endedAt)));
  await db
    .update(handOver)
    .set({ endedAt: now })
    .where(and(eq(handOver.person, person), isNull(handOver.endedAt)));
}

async function closeOthers(court: Court, unit: Unit, person: string): Promise<void> {
  const closed = await unit.db
    .update(recovery)
    .set({ state: 'cancelled', settledAt: new Date(court.clock()) })
    .where(and(eq(recovery.person, person), inArray(recovery.state, [...OPEN, 'draft'])))
    .returning({ id: recovery.id });
  for (const { id } of closed)
    await stopLook(court, unit, id, { outcome: 'ended', author: person });
}

/**
 * Cancels with the secret of a message, without a sign-in. Throws `LINK_EXPIRED` for a secret that does not fit, and once
 * nothing is open any more.
 */
export async function cancelRecovery(
  court: Court,
  { id, token }: { readonly id: string; readonly token: string },
): Promise<void> {
  const [own, given] = [Buffer.from(cancelToken(court, id)), Buffer.from(token)];
  demand(own.length === given.length && timingSafeEqual(own, given), 'LINK_EXPIRED');
  await asHouse(court, 'accounts').store.transaction(async (unit) => {
    const [row] = await unit.db
      .update(recovery)
      .set({ state: 'cancelled', settledAt: new Date(court.clock()) })
      .where(and(eq(recovery.id, id), inArray(recovery.state, [...OPEN])))
      .returning();
    if (row === undefined || row.person === null) throw new CunzhengError('LINK_EXPIRED');
    const { person } = row;
    await stopLook(court, unit, id, { outcome: 'ended', author: person });
    await noteEvent(court, unit, { person, event: 'recoveryCancelled', detail: { way: row.way } });
  });
}

/** Does what has waited long enough, forgets numbers that were replaced, and requests that led nowhere. */
export async function sweepRecoveries(house: Court): Promise<number> {
  const court = asHouse(house, 'accounts');
  const now = court.clock();
  const { db } = court.store;
  await db
    .delete(contact)
    .where(and(isNotNull(contact.retiredAt), lt(contact.retiredAt, new Date(now - RETIRED_MS))));
  await db
    .update(recovery)
    .set({ state: 'refused', settledAt: new Date(now) })
    .where(
      and(
        inArray(recovery.state, ['draft', 'review']),
        lt(recovery.askedAt, new Date(now - 30 * DAY_MS)),
      ),
    );
  const due = await db
    .select({ id: recovery.id })
    .from(recovery)
    .where(and(eq(recovery.state, 'waiting'), lte(recovery.effectiveAt, new Date(now))));
  const failed: unknown[] = [];
  for (const { id } of due) {
    // One that cannot be settled keeps nobody else waiting.
    await settleOne(court, id).catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw failed[0];
  return due.length;
}

async function settleOne(court: Court, id: string): Promise<void> {
  await court.store.transaction(async (unit) => {
    const [row] = await unit.db
      .update(recovery)
      .set({ state: 'done', settledAt: new Date(court.clock()) })
      .where(and(eq(recovery.id, id), eq(recovery.state, 'waiting')))
      .returning();
    if (row === undefined || row.person === null) return;
    const { person, way } = row;
    await givePhone(court, unit, { person, mobile: mobileOf(court, row), way });
  });
}
