import { CunzhengError, demand } from '@cunzheng/domain';
import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import type { Court } from '../../context.ts';
import { passkey, password, person, recoveryCode, session, totp } from '../../store/schema.ts';
import { endCeremony, personOf, tryCeremony } from './ceremony.ts';
import { newPasskeyFor, newTotpFor, type PasskeyOffer, shownTotp } from './enrol.ts';
import { hashPassword, isPassword } from './hash.ts';
import { keepPasskey, passkeysOf, type RegistrationResponseJSON } from './passkeys.ts';
import { demandPassword } from './passwords.ts';
import { demandFresh, listSessions, type SessionView, sessionOf } from './sessions.ts';
import { storeOf } from './sign-in.ts';
import { countAttempt, forgetAttempts } from './throttle.ts';
import { keepTotp, type NewTotp, renewRecoveryCodes } from './totp.ts';

/** Who changes how he signs in has signed in within these minutes. */
export const FRESH_MINUTES = 15;

/** A passkey as its person sees it. */
export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly madeAt: string;
  readonly usedAt?: string;
}

/** How I sign in, and where I am signed in. */
export interface SecurityView {
  readonly account: string;
  readonly staff: boolean;
  readonly password: boolean;
  readonly totp: boolean;
  readonly recoveryCodes: number;
  readonly passkeys: readonly PasskeyView[];
  readonly sessions: readonly SessionView[];
  /** Whether changes pass without signing in again. */
  readonly fresh: boolean;
}

/** Everything about my sign-ins. */
export async function readSecurity(court: Court, actor: Actor): Promise<SecurityView> {
  const { db } = storeOf(court, actor.person);
  const mine = actor.person;
  const unused = and(eq(recoveryCode.person, mine), isNull(recoveryCode.usedAt));
  const keys = await passkeysOf(db, mine);
  return {
    account: await accountOf(court, actor),
    staff: actor.offices.length > 0,
    password: (await db.$count(password, eq(password.person, mine))) > 0,
    totp: (await db.$count(totp, eq(totp.person, mine))) > 0,
    recoveryCodes: await db.$count(recoveryCode, unused),
    passkeys: keys.map(({ id, name, madeAt, usedAt }) => ({
      ...{ id, name, madeAt: madeAt.toISOString() },
      ...(usedAt === null ? {} : { usedAt: usedAt.toISOString() }),
    })),
    sessions: await listSessions(court, actor),
    fresh: court.clock() - sessionOf(actor).createdAt <= FRESH_MINUTES * 60_000,
  };
}

async function accountOf(court: Court, actor: Actor): Promise<string> {
  const [row] = await storeOf(court, actor.person)
    .db.select({ account: person.account })
    .from(person)
    .where(eq(person.id, actor.person));
  return row?.account ?? '';
}

/** Offers me a passkey. Throws `FRESH_SIGN_IN_NEEDED`, `STATE_UNFIT` when I have ten. */
export async function offerMyPasskey(court: Court, actor: Actor): Promise<PasskeyOffer> {
  demandFresh(court, actor, FRESH_MINUTES);
  const { person: id, name } = actor;
  return newPasskeyFor(court, { person: id, name, account: await accountOf(court, actor) });
}

/** Keeps the passkey that my browser made. Throws `FRESH_SIGN_IN_NEEDED`, `PASSKEY_REFUSED`, `SIGN_IN_CODE_WRONG`. */
export async function keepMyPasskey(
  court: Court,
  actor: Actor,
  given: {
    readonly ceremony: string;
    readonly name: string;
    readonly response: RegistrationResponseJSON;
  },
): Promise<SecurityView> {
  demandFresh(court, actor, FRESH_MINUTES);
  const begun = await tryCeremony(court, given.ceremony, 'passkey');
  demand(personOf(begun) === actor.person, 'SIGN_IN_CODE_WRONG');
  await endCeremony(court, given.ceremony);
  const challenge = begun.data.challenge as string;
  await keepPasskey(court, storeOf(court, actor.person).db, actor.person, { ...given, challenge });
  return readSecurity(court, actor);
}

/** Gives one of my passkeys another name. Throws `FRESH_SIGN_IN_NEEDED`, `NOT_FOUND`, `INPUT_INVALID` for an empty one. */
export async function renameMyPasskey(
  court: Court,
  actor: Actor,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<SecurityView> {
  demandFresh(court, actor, FRESH_MINUTES);
  const plain = name.normalize('NFC').trim();
  demand(plain !== '', 'INPUT_INVALID', 'name');
  const named = await storeOf(court, actor.person)
    .db.update(passkey)
    .set({ name: plain })
    .where(and(eq(passkey.id, id), eq(passkey.person, actor.person)))
    .returning({ id: passkey.id });
  demand(named.length === 1, 'NOT_FOUND');
  return readSecurity(court, actor);
}

/**
 * Removes one of my passkeys. Throws `FRESH_SIGN_IN_NEEDED`, `NOT_FOUND`, `LAST_FACTOR` for the only second factor of
 * somebody who signs in with a password.
 */
export async function removeMyPasskey(
  court: Court,
  actor: Actor,
  id: string,
): Promise<SecurityView> {
  demandFresh(court, actor, FRESH_MINUTES);
  const mine = actor.person;
  await storeOf(court, mine).transaction(async ({ db }) => {
    // Two removals at once wait for each other, so that one sees what the other left.
    await db.select().from(person).where(eq(person.id, mine)).for('update');
    const gone = await db
      .delete(passkey)
      .where(and(eq(passkey.id, id), eq(passkey.person, mine)))
      .returning({ id: passkey.id });
    demand(gone.length === 1, 'NOT_FOUND');
    const left =
      (await db.$count(passkey, eq(passkey.person, mine))) +
      (await db.$count(totp, eq(totp.person, mine)));
    const needed = (await db.$count(password, eq(password.person, mine))) > 0;
    demand(left > 0 || !needed, 'LAST_FACTOR');
  });
  return readSecurity(court, actor);
}

/** Offers me a secret for an authenticator app, instead of the one I have. Throws `FRESH_SIGN_IN_NEEDED`. */
export async function offerMyTotp(
  court: Court,
  actor: Actor,
): Promise<NewTotp & { ceremony: string }> {
  demandFresh(court, actor, FRESH_MINUTES);
  return newTotpFor(court, actor.person, await accountOf(court, actor));
}

/** Takes the secret that was offered; new recovery codes come with it. Throws `FRESH_SIGN_IN_NEEDED`, `SIGN_IN_CODE_WRONG`. */
export async function keepMyTotp(
  court: Court,
  actor: Actor,
  given: { readonly ceremony: string; readonly code: string },
): Promise<{ recoveryCodes: string[] }> {
  demandFresh(court, actor, FRESH_MINUTES);
  const shown = await shownTotp(court, given.ceremony, given.code);
  demand(shown.person === actor.person, 'SIGN_IN_CODE_WRONG');
  const recoveryCodes = await storeOf(court, actor.person).transaction(async ({ db }) => {
    await keepTotp(court, db, actor.person, shown.secret, shown.step);
    return renewRecoveryCodes(court, db, actor.person);
  });
  return { recoveryCodes };
}

/** Ten new recovery codes; those before work no more. Throws `FRESH_SIGN_IN_NEEDED`. */
export async function renewMyRecoveryCodes(
  court: Court,
  actor: Actor,
): Promise<{ recoveryCodes: string[] }> {
  demandFresh(court, actor, FRESH_MINUTES);
  const { db } = storeOf(court, actor.person);
  return { recoveryCodes: await renewRecoveryCodes(court, db, actor.person) };
}

/**
 * Changes my password; my other sessions end. Throws `SIGN_IN_REFUSED` for a wrong present one, `SIGN_IN_WAIT`,
 * `PASSWORD_WEAK`, `STATE_UNFIT` for who signs in otherwise.
 */
export async function changeMyPassword(
  court: Court,
  actor: Actor,
  given: { readonly present: string; readonly next: string },
): Promise<void> {
  const mine = actor.person;
  const account = await accountOf(court, actor);
  await countAttempt(court, account);
  const { db } = storeOf(court, mine);
  const [stored] = await db.select().from(password).where(eq(password.person, mine));
  if (stored === undefined) throw new CunzhengError('STATE_UNFIT');
  const fits = await isPassword(given.present, stored.hash);
  demand(fits, 'SIGN_IN_REFUSED');
  await forgetAttempts(court, account);
  demandPassword(given.next, account);
  const hash = await hashPassword(given.next);
  await storeOf(court, mine).transaction(async (unit) => {
    await unit.db
      .update(password)
      .set({ hash, changedAt: new Date(court.clock()) })
      .where(eq(password.person, mine));
    await unit.db
      .delete(session)
      .where(and(eq(session.person, mine), ne(session.id, sessionOf(actor).id)));
  });
}
