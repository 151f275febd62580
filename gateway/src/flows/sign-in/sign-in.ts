import { CunzhengError } from '@cunzheng/domain';
import { and, eq, isNull } from 'drizzle-orm';
import { asActor, asShown } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { passkey, password, person, recoveryCode, totp } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';
import { beginCeremony, endCeremony, personOf, readCeremony, tryCeremony } from './ceremony.ts';
import { isPassword } from './hash.ts';
import {
  type AuthenticationResponseJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  passkeysOf,
  signInOptions,
  usePasskey,
} from './passkeys.ts';
import { type OpenedSession, openSession, type SignInPlace } from './sessions.ts';
import { countAttempt, forgetAttempts } from './throttle.ts';
import { useRecoveryCode, useTotp } from './totp.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Second factors a person can show. */
export interface Factors {
  readonly totp: boolean;
  readonly passkey: boolean;
  readonly recovery: boolean;
}

/** After the password: show a second factor, or, on the first sign-in, choose one. */
export interface PasswordAnswer {
  readonly next: 'secondFactor' | 'enrol';
  /** Name of what was begun, for the next request. */
  readonly ceremony: string;
  readonly factors: Factors;
}

/** The store as this person, before his offices are known. */
export function storeOf(court: Court, id: string): Store {
  return asActor(court, { person: id, name: '', offices: [] }).store;
}

/** The account's own row; `undefined` when there is none. */
export async function personByAccount(court: Court, account: string) {
  const [row] = await asShown(court, account)
    .store.db.select()
    .from(person)
    .where(eq(person.account, account));
  return row;
}

/**
 * The first half of the staff's sign-in. The answer and its time are the same for a wrong password, an unknown account
 * and one without a password. Throws `SIGN_IN_REFUSED`, `SIGN_IN_WAIT`.
 */
export async function signInByPassword(
  court: Court,
  given: { readonly account: string; readonly password: string },
): Promise<PasswordAnswer> {
  const account = given.account.trim();
  await countAttempt(court, account);
  const row = await personByAccount(court, account);
  const { db } = storeOf(court, row?.id ?? NOBODY);
  const [stored] = await db
    .select()
    .from(password)
    .where(eq(password.person, row?.id ?? NOBODY));
  const fits = await isPassword(given.password, stored?.hash);
  if (!fits || row === undefined) throw new CunzhengError('SIGN_IN_REFUSED');
  const factors = await factorsOf(court, row.id);
  const next = factors.totp || factors.passkey ? 'secondFactor' : 'enrol';
  const kind = next === 'enrol' ? 'enrol' : 'second-factor';
  const data = { account, name: row.name };
  return { next, ceremony: await beginCeremony(court, kind, row.id, data), factors };
}

/** What a person has to show besides the password. */
export async function factorsOf(court: Court, id: string): Promise<Factors> {
  const { db } = storeOf(court, id);
  const unused = and(eq(recoveryCode.person, id), isNull(recoveryCode.usedAt));
  return {
    totp: (await db.$count(totp, eq(totp.person, id))) > 0,
    passkey: (await db.$count(passkey, eq(passkey.person, id))) > 0,
    recovery: (await db.$count(recoveryCode, unused)) > 0,
  };
}

/**
 * The second half with a code of the app, or one of the ten that were printed. Wrong ones count like wrong passwords.
 * Throws `SIGN_IN_CODE_WRONG`, `SIGN_IN_WAIT`.
 */
export async function confirmByCode(
  court: Court,
  ceremony: string,
  code: string,
  from: SignInPlace,
): Promise<OpenedSession> {
  const begun = await readCeremony(court, ceremony, 'second-factor');
  const { account } = begun.data as { account: string };
  await countAttempt(court, account);
  await tryCeremony(court, ceremony, 'second-factor');
  const id = personOf(begun);
  const { db } = storeOf(court, id);
  const typed = code.trim();
  const fits = /^\d{6}$/.test(typed)
    ? await useTotp(court, db, id, typed)
    : await useRecoveryCode(court, db, id, typed);
  if (!fits) throw new CunzhengError('SIGN_IN_CODE_WRONG');
  await endCeremony(court, ceremony);
  await forgetAttempts(court, account);
  return openSession(court, id, { method: 'password', level: 'second-factor', from });
}

/** What is asked of the browser, and the name under which its answer is expected. */
export interface PasskeyQuestion {
  readonly ceremony: string;
  readonly options: PublicKeyCredentialRequestOptionsJSON;
}

/**
 * Asks for a passkey: any of ours that the browser holds, or, after a password, one of that person's. Throws
 * `SIGN_IN_CODE_WRONG` when the password was too long ago.
 */
export async function askForPasskey(court: Court, after?: string): Promise<PasskeyQuestion> {
  const id =
    after === undefined ? undefined : personOf(await readCeremony(court, after, 'second-factor'));
  const held = id === undefined ? [] : await passkeysOf(storeOf(court, id).db, id);
  const options = await signInOptions(court, held);
  const data = { challenge: options.challenge };
  return { options, ceremony: await beginCeremony(court, 'passkey-sign-in', id, data) };
}

/** Signs in with the browser's answer. Throws `PASSKEY_REFUSED`, `SIGN_IN_CODE_WRONG`. */
export async function signInByPasskey(
  court: Court,
  ceremony: string,
  response: AuthenticationResponseJSON,
  from: SignInPlace,
): Promise<OpenedSession> {
  const begun = await tryCeremony(court, ceremony, 'passkey-sign-in');
  const id = await usePasskey(court, response, begun.data.challenge as string);
  if (begun.person !== undefined && begun.person !== id) throw new CunzhengError('PASSKEY_REFUSED');
  await endCeremony(court, ceremony);
  return openSession(court, id, { method: 'passkey', level: 'passkey', from });
}
