import { randomBytes } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { and, eq, isNull } from 'drizzle-orm';
import { asHouse, asShown } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { invitation, password, person } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { beginCeremony, endCeremony, personOf, readCeremony, tryCeremony } from './ceremony.ts';
import { hashPassword } from './hash.ts';
import {
  keepPasskey,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  registrationOptions,
} from './passkeys.ts';
import { demandPassword } from './passwords.ts';
import { type OpenedSession, openSession, type SignInPlace, tokenHashOf } from './sessions.ts';
import { storeOf } from './sign-in.ts';
import { keepTotp, type NewTotp, newTotp, renewRecoveryCodes, stepOfCode } from './totp.ts';

export const INVITATION_LIFE_MS = 7 * 24 * 3_600_000;

/** A link to set a password with; the token is in it and nowhere else. */
export interface Invitation {
  /** Path of this site; the token stands behind `#`, which no server is sent. */
  readonly path: string;
  readonly expiresAt: string;
  /** Masked addresses to which it was sent besides. */
  readonly sentTo?: readonly string[];
}

const hashOf = (token: string) => tokenHashOf(`invitation\0${token}`);

/** Makes an invitation within an administrator's act; those before it work no more. */
export async function invite(
  court: Pick<Court, 'clock'>,
  { db }: Unit,
  of: { readonly court: string; readonly person: string; readonly madeBy: string },
): Promise<Invitation> {
  const token = randomBytes(32).toString('base64url');
  const now = court.clock();
  const expiresAt = new Date(now + INVITATION_LIFE_MS);
  await db
    .delete(invitation)
    .where(and(eq(invitation.person, of.person), isNull(invitation.usedAt)));
  await db
    .insert(invitation)
    .values({ ...of, tokenHash: hashOf(token), madeAt: new Date(now), expiresAt });
  return { path: `/invitation#${token}`, expiresAt: expiresAt.toISOString() };
}

/** Who is invited, before a password is set. */
export interface InvitationView {
  readonly name: string;
  readonly account: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly expiresAt: string;
}

/** Reads an invitation. Throws `INVITATION_INVALID` for one that is used, replaced, run out or made up. */
export async function readInvitation(court: Court, token: string): Promise<InvitationView> {
  const { row, name, account } = await standing(court, token);
  await court.knowCourts([row.court]);
  const { expiresAt } = row;
  return { name, account, court: courtName(court, row.court), expiresAt: expiresAt.toISOString() };
}

async function standing(court: Court, token: string) {
  const [row] = await asShown(court, hashOf(token))
    .store.db.select()
    .from(invitation)
    .where(eq(invitation.tokenHash, hashOf(token)));
  const open = row !== undefined && row.usedAt === null && row.expiresAt.getTime() > court.clock();
  if (!open) throw new CunzhengError('INVITATION_INVALID');
  const [who] = await storeOf(court, row.person)
    .db.select()
    .from(person)
    .where(eq(person.id, row.person));
  if (who === undefined) throw new CunzhengError('INVITATION_INVALID');
  return { row, name: who.name, account: who.account };
}

/**
 * Uses an invitation to set the password. Returns the name of the enrolment that follows: one second factor is needed
 * before anybody is signed in. Throws `INVITATION_INVALID`, `PASSWORD_WEAK`.
 */
export async function acceptInvitation(
  court: Court,
  token: string,
  chosen: string,
): Promise<{ ceremony: string }> {
  const { row, name, account } = await standing(court, token);
  demandPassword(chosen, account);
  const hash = await hashPassword(chosen);
  const now = new Date(court.clock());
  await asHouse(court, 'staff').store.transaction(async ({ db }) => {
    const used = await db
      .update(invitation)
      .set({ usedAt: now })
      .where(and(eq(invitation.tokenHash, row.tokenHash), isNull(invitation.usedAt)))
      .returning({ person: invitation.person });
    demand(used.length === 1, 'INVITATION_INVALID');
    await db
      .insert(password)
      .values({ person: row.person, hash, changedAt: now })
      .onConflictDoUpdate({ target: password.person, set: { hash, changedAt: now } });
  });
  return { ceremony: await beginCeremony(court, 'enrol', row.person, { account, name }) };
}

/** The end of an enrolment: ten codes, shown once, and a session. */
export interface Enrolled {
  readonly recoveryCodes: readonly string[];
  readonly opened: OpenedSession;
}

/** A secret for an authenticator app, kept only when a code of it is shown. Throws `SIGN_IN_CODE_WRONG` when the enrolment is over. */
export async function offerTotp(
  court: Court,
  enrolment: string,
): Promise<NewTotp & { ceremony: string }> {
  const begun = await readCeremony(court, enrolment, 'enrol');
  return newTotpFor(court, personOf(begun), begun.data.account as string);
}

/** The same for who is signed in. */
export async function newTotpFor(court: Court, id: string, account: string) {
  const made = newTotp(account);
  const data = { secret: court.vault.seal(made.secret, `totp-offer/${id}`) };
  return { ...made, ceremony: await beginCeremony(court, 'totp', id, data) };
}

/** Checks that a code is of the secret that was offered. Throws `SIGN_IN_CODE_WRONG`. */
export async function shownTotp(court: Court, ceremony: string, code: string) {
  const begun = await tryCeremony(court, ceremony, 'totp');
  const id = personOf(begun);
  const secret = court.vault.open(begun.data.secret as string, `totp-offer/${id}`);
  const step = stepOfCode(secret, code.trim(), court.clock());
  if (step === undefined) throw new CunzhengError('SIGN_IN_CODE_WRONG');
  await endCeremony(court, ceremony);
  return { person: id, secret, step };
}

/** Ends an enrolment with an app's code. Throws `SIGN_IN_CODE_WRONG`. */
export async function enrolTotp(
  court: Court,
  given: { readonly enrolment: string; readonly ceremony: string; readonly code: string },
  from: SignInPlace,
): Promise<Enrolled> {
  const id = personOf(await readCeremony(court, given.enrolment, 'enrol'));
  const shown = await shownTotp(court, given.ceremony, given.code);
  demand(shown.person === id, 'SIGN_IN_CODE_WRONG');
  await endCeremony(court, given.enrolment);
  return enrolled(court, id, from, ({ db }) => keepTotp(court, db, id, shown.secret, shown.step));
}

async function enrolled(
  court: Court,
  id: string,
  from: SignInPlace,
  keep: (unit: Unit) => Promise<void>,
): Promise<Enrolled> {
  const recoveryCodes = await storeOf(court, id).transaction(async (unit) => {
    await keep(unit);
    return renewRecoveryCodes(court, unit.db, id);
  });
  const how = { method: 'invitation', level: 'second-factor', from } as const;
  return { recoveryCodes, opened: await openSession(court, id, how) };
}

/** What the browser is asked to make, and the name under which its answer is expected. */
export interface PasskeyOffer {
  readonly ceremony: string;
  readonly options: PublicKeyCredentialCreationOptionsJSON;
}

/** Offers a passkey as the second factor of an enrolment. Throws `SIGN_IN_CODE_WRONG`. */
export async function offerPasskey(court: Court, enrolment: string): Promise<PasskeyOffer> {
  const begun = await readCeremony(court, enrolment, 'enrol');
  const { account, name } = begun.data as { account: string; name: string };
  return newPasskeyFor(court, { person: personOf(begun), account, name });
}

/** The same for who is signed in. */
export async function newPasskeyFor(
  court: Court,
  who: { readonly person: string; readonly account: string; readonly name: string },
): Promise<PasskeyOffer> {
  const options = await registrationOptions(court, storeOf(court, who.person).db, who);
  const data = { challenge: options.challenge };
  return { options, ceremony: await beginCeremony(court, 'passkey', who.person, data) };
}

/** Ends an enrolment with a passkey. Throws `PASSKEY_REFUSED`, `SIGN_IN_CODE_WRONG`. */
export async function enrolPasskey(
  court: Court,
  given: {
    readonly enrolment: string;
    readonly ceremony: string;
    readonly name: string;
    readonly response: RegistrationResponseJSON;
  },
  from: SignInPlace,
): Promise<Enrolled> {
  const id = personOf(await readCeremony(court, given.enrolment, 'enrol'));
  const begun = await tryCeremony(court, given.ceremony, 'passkey');
  demand(personOf(begun) === id, 'SIGN_IN_CODE_WRONG');
  const challenge = begun.data.challenge as string;
  await endCeremony(court, given.ceremony);
  await endCeremony(court, given.enrolment);
  return enrolled(court, id, from, ({ db }) => keepPasskey(court, db, id, { ...given, challenge }));
}
