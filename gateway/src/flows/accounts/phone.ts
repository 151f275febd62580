import { createHash, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { checkMobileNumber, demandNumber } from '@cunzheng/domain/identity';
import { and, desc, eq, gt, isNull, lt, ne, sql } from 'drizzle-orm';
import { asHouse, asShown } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { addContact, addressDigest, personsByContact } from '../../personal/contacts.ts';
import { person as personTable, staffRole } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { phoneCode, proofing } from '../../store/tables/accounts.ts';
import { contact } from '../../store/tables/contacts.ts';
import { tell } from '../notices/tell.ts';
import { noteEvent } from './events.ts';
import { demandFact, factNeeded } from './fact.ts';

export const CODE_LIFE_MS = 5 * 60_000;
export const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const MAX_ATTEMPTS = 5;
/** Codes to one number, and from one network address, within an hour; and the rest between two. */
export const CODES_PER_NUMBER = 5;
export const CODES_PER_ORIGIN = 30;

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/**
 * Sends a code to a mobile number; known and new numbers get the same answer. In the demo the code is in the answer and
 * nothing is sent: invented numbers are other people's. Throws `INPUT_INVALID`, `TOO_MANY_REQUESTS` within a minute of the
 * last code and over five an hour, `CODES_NOT_SENT` where nobody sends codes, `PROVIDER_UNAVAILABLE`, `PROVIDER_REFUSED`.
 */
export async function sendPhoneCode(
  court: Court,
  { mobile, origin }: { readonly mobile: string; readonly origin: string },
): Promise<{ challengeId: string; demoCode?: string }> {
  const { number } = demandNumber(checkMobileNumber(mobile));
  const { codes: sender } = court.messaging;
  demand(court.mode === 'demo' || sender !== undefined, 'CODES_NOT_SENT');
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const challengeId = await noteCode(court, number, origin, code);
  if (court.mode === 'demo') return { challengeId, demoCode: code };
  await sender?.send(number, { code, minutes: CODE_LIFE_MS / MINUTE_MS });
  return { challengeId };
}

async function noteCode(
  court: Court,
  number: string,
  address: string,
  code: string,
): Promise<string> {
  const digest = addressDigest(court.vault, 'mobile', number);
  const origin = court.vault.digest('address', address);
  const [id, now] = [randomUUID(), court.clock()];
  await asHouse(court, 'accounts').store.transaction(async ({ db }) => {
    // Two requests at once for one number count one after the other.
    await db.execute(sql`select pg_advisory_xact_lock(hashtext(${digest}))`);
    await db.delete(phoneCode).where(lt(phoneCode.sentAt, new Date(now - HOUR_MS)));
    // A code of the future was sent before the clock was set back: nobody waits until it has caught up.
    const last = await db
      .select({ sentAt: phoneCode.sentAt })
      .from(phoneCode)
      .where(and(eq(phoneCode.digest, digest), lt(phoneCode.sentAt, new Date(now + MINUTE_MS))))
      .orderBy(desc(phoneCode.sentAt));
    const seconds = Math.ceil(((last[0]?.sentAt.getTime() ?? 0) + MINUTE_MS - now) / 1000);
    if (seconds > 0) throw tooMany(seconds);
    const fromHere = await db.$count(phoneCode, eq(phoneCode.origin, origin));
    if (last.length >= CODES_PER_NUMBER || fromHere >= CODES_PER_ORIGIN) throw tooMany(3600);
    await db.insert(phoneCode).values({
      ...{ id, digest, origin },
      sealed: court.vault.seal(number, `phone_code/${id}`),
      codeHash: hashOf(`${id}:${code}`),
      sentAt: new Date(now),
      expiresAt: new Date(now + CODE_LIFE_MS),
    });
  });
  return id;
}

function tooMany(seconds: number): CunzhengError {
  return new CunzhengError('TOO_MANY_REQUESTS', 'codes', { details: { seconds } });
}

/** What a right code leads to: a person, somebody who must say one more fact. */
export type PhoneOutcome =
  | { readonly person: string; readonly isNew: boolean }
  | { readonly needs: 'documentEnd' };

/**
 * Takes the code. A new number gets an account. Who is proofed has to say one more fact before anything is opened: the
 * number may have been given to somebody else since. Throws `SIGN_IN_CODE_WRONG`, also after five attempts, and
 * `NOT_PERMITTED` for officials, who sign in otherwise.
 */
export async function confirmPhoneCode(
  court: Court,
  challengeId: string,
  code: string,
): Promise<PhoneOutcome> {
  const mobile = await useCode(court, challengeId, code);
  return asHouse(court, 'accounts').store.transaction(async (unit) => {
    await lockNumber(court, unit, mobile);
    const owner = await ownerOf(court, unit, mobile);
    if (owner !== undefined && (await factNeeded(unit, owner))) return { needs: 'documentEnd' };
    await markUsed(court, unit, challengeId);
    if (owner !== undefined) return { person: owner, isNew: false };
    return { person: await newPerson(court, unit, mobile), isNew: true };
  });
}

/**
 * The one more fact, the last four characters of the document number. Throws `SIGN_IN_FACT_WRONG`, `SIGN_IN_LOCKED` after
 * five wrong ones until a day has passed (recovery stays open), `SIGN_IN_CODE_WRONG` without a fresh proven code.
 */
export async function confirmFact(
  court: Court,
  challengeId: string,
  end: string,
): Promise<{ person: string }> {
  const mobile = await provenNumber(court, challengeId);
  const { store } = asHouse(court, 'accounts');
  const owner = await store.transaction((unit) => ownerOf(court, unit, mobile));
  if (owner === undefined) throw new CunzhengError('SIGN_IN_CODE_WRONG');
  await demandFact(court, store, owner, end);
  await store.transaction((unit) => markUsed(court, unit, challengeId));
  return { person: owner };
}

/**
 * Somebody new holds a number that belonged to another account: he gets one of his own, and the number no longer leads
 * to the other. Throws `SIGN_IN_CODE_WRONG`.
 */
export async function startAfresh(court: Court, challengeId: string): Promise<{ person: string }> {
  const mobile = await provenNumber(court, challengeId);
  return asHouse(court, 'accounts').store.transaction(async (unit) => {
    await lockNumber(court, unit, mobile);
    await freeNumber(court, unit, mobile);
    await markUsed(court, unit, challengeId);
    return { person: await newPerson(court, unit, mobile) };
  });
}

/** The number leads to nobody's account any more, but to that of `but`; who lost it is told. */
export async function freeNumber(
  court: Court,
  unit: Unit,
  mobile: string,
  but?: string,
): Promise<void> {
  const digest = addressDigest(court.vault, 'mobile', mobile);
  const others = but === undefined ? undefined : ne(contact.person, but);
  const gone = await unit.db
    .delete(contact)
    .where(and(eq(contact.digest, digest), others))
    .returning({ person: contact.person, retiredAt: contact.retiredAt });
  for (const { person } of gone.filter(({ retiredAt }) => retiredAt === null)) {
    await noteEvent(court, unit, { person, event: 'numberLost' });
    await tell(court, unit, { person, template: 'numberLost', values: {} });
  }
}

/** Until the transaction ends nobody else works on this number. */
export async function lockNumber(court: Court, { db }: Unit, mobile: string): Promise<void> {
  const digest = addressDigest(court.vault, 'mobile', mobile);
  await db.execute(sql`select pg_advisory_xact_lock(hashtext(${digest}))`);
}

/** Whose account the number opens. Throws `NOT_PERMITTED` for officials. */
export async function ownerOf(
  court: Court,
  unit: Unit,
  mobile: string,
): Promise<string | undefined> {
  const owner = (await personsByContact(court, unit, 'mobile', mobile)).at(-1);
  if (owner === undefined) return undefined;
  await demandNoOffice(unit, owner);
  return owner;
}

/** Throws `NOT_PERMITTED` for officials, whose accounts their administrator keeps. */
export async function demandNoOffice({ db }: Pick<Unit, 'db'>, person: string): Promise<void> {
  const offices = await db.$count(staffRole, eq(staffRole.person, person));
  demand(offices === 0, 'NOT_PERMITTED', 'officials do not sign in by phone');
}

/** The number of a code that was just proven and opened nothing yet. */
export async function provenNumber(court: Court, challengeId: string): Promise<string> {
  const now = new Date(court.clock());
  const [row] = await asShown(court, challengeId)
    .store.db.select()
    .from(phoneCode)
    .where(and(eq(phoneCode.id, challengeId), gt(phoneCode.expiresAt, now)));
  const proven = row !== undefined && row.provenAt !== null && row.usedAt === null;
  demand(proven, 'SIGN_IN_CODE_WRONG');
  return court.vault.open(row.sealed, `phone_code/${challengeId}`);
}

/** The number that the right code was sent to. Throws `SIGN_IN_CODE_WRONG`. */
export async function useCode(court: Court, challengeId: string, code: string): Promise<string> {
  const { db } = asShown(court, challengeId).store;
  // Counting the attempt and reading the row are one statement: parallel guesses share the five.
  const [row] = await db
    .update(phoneCode)
    .set({ attempts: sql`${phoneCode.attempts} + 1` })
    .where(eq(phoneCode.id, challengeId))
    .returning();
  const now = court.clock();
  const fits =
    row !== undefined &&
    row.attempts <= MAX_ATTEMPTS &&
    row.provenAt === null &&
    row.expiresAt.getTime() > now &&
    timingSafeEqual(Buffer.from(row.codeHash), Buffer.from(hashOf(`${challengeId}:${code}`)));
  if (!fits) throw new CunzhengError('SIGN_IN_CODE_WRONG');
  const proven = await db
    .update(phoneCode)
    .set({ provenAt: new Date(now), expiresAt: new Date(now + CODE_LIFE_MS) })
    .where(and(eq(phoneCode.id, challengeId), isNull(phoneCode.provenAt)))
    .returning({ id: phoneCode.id });
  demand(proven.length === 1, 'SIGN_IN_CODE_WRONG');
  return court.vault.open(row.sealed, `phone_code/${challengeId}`);
}

/** A proven code opens one thing. Throws `SIGN_IN_CODE_WRONG` when another request was first. */
export async function markUsed(court: Court, { db }: Unit, challengeId: string): Promise<void> {
  const used = await db
    .update(phoneCode)
    .set({ usedAt: new Date(court.clock()) })
    .where(and(eq(phoneCode.id, challengeId), isNull(phoneCode.usedAt)))
    .returning({ id: phoneCode.id });
  demand(used.length === 1, 'SIGN_IN_CODE_WRONG');
}

async function newPerson(court: Court, unit: Unit, mobile: string): Promise<string> {
  const id = randomUUID();
  const started = { startedAt: new Date(court.clock()), results: {} };
  // No name yet: what stands in `person` is in the clear, so neither name nor number goes there before proofing ends.
  await unit.db.insert(personTable).values({ id, account: `p-${id}`, name: '新用户' });
  await addContact(court, unit, { person: id, kind: 'mobile', address: mobile, verified: true });
  await unit.db.insert(proofing).values({ person: id, ...started });
  await noteEvent(court, unit, { person: id, event: 'registered' });
  return id;
}
