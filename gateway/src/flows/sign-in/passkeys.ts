import { isIP } from 'node:net';
import { CunzhengError, demand, fromBase64Url, toBase64Url } from '@cunzheng/domain';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { asc, eq } from 'drizzle-orm';
import { asActor, asShown } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { passkey } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';

export const MAX_PASSKEYS = 10;

/** Loaded when the first passkey is used: it brings a reader of certificates with it. */
const library = () => import('@simplewebauthn/server');

export type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
};

/**
 * Who asks for passkeys: the host of the public address. A number is no host to WebAuthn; a trial under 127.0.0.1 has its
 * passkeys under `localhost`.
 */
export function relyingParty(court: Pick<Court, 'publicUrl'>): { id: string; origin: string } {
  const url = new URL(court.publicUrl());
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) url.hostname = 'localhost';
  return { id: url.hostname, origin: url.origin };
}

/** What the browser needs to make a passkey for this person; the challenge is the caller's to keep. */
export async function registrationOptions(
  court: Court,
  db: Db,
  who: { readonly person: string; readonly account: string; readonly name: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const held = await passkeysOf(db, who.person);
  demand(held.length < MAX_PASSKEYS, 'STATE_UNFIT', 'enough passkeys');
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: '存证',
    rpID: relyingParty(court).id,
    userID: new Uint8Array(Buffer.from(who.person.replaceAll('-', ''), 'hex')),
    userName: who.account,
    userDisplayName: who.name,
    attestationType: 'none',
    excludeCredentials: held.map(({ id, transports }) => ({
      id,
      transports: transports.split(' '),
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** Keeps a new passkey under a name of the person's. Throws `PASSKEY_REFUSED`. */
export async function keepPasskey(
  court: Court,
  db: Db,
  person: string,
  made: { response: RegistrationResponseJSON; challenge: string; name: string },
): Promise<void> {
  const { verifyRegistrationResponse } = await library();
  const { id: rpID, origin } = relyingParty(court);
  const { response, challenge } = made;
  const result = await refusing(
    verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    }),
  );
  if (!result.verified || result.registrationInfo === undefined) throw refused();
  const { credential } = result.registrationInfo;
  const row = {
    ...{ id: credential.id, person, name: made.name.trim(), counter: credential.counter },
    publicKey: toBase64Url(credential.publicKey),
    transports: (credential.transports ?? []).join(' '),
    madeAt: new Date(court.clock()),
  };
  const kept = await db.insert(passkey).values(row).onConflictDoNothing().returning();
  if (kept.length === 0) throw refused();
}

/** What the browser needs to sign in with a passkey; any that it holds for us, or one of this person's. */
export async function signInOptions(
  court: Court,
  of: readonly { readonly id: string; readonly transports: string }[] = [],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: relyingParty(court).id,
    userVerification: 'required',
    allowCredentials: of.map(({ id, transports }) => ({ id, transports: transports.split(' ') })),
  });
}

/** The person whose passkey answered. A counter that did not grow is a copy of the key: refused. Throws `PASSKEY_REFUSED`. */
export async function usePasskey(
  court: Court,
  response: AuthenticationResponseJSON,
  challenge: string,
): Promise<string> {
  const [row] = await asShown(court, response.id)
    .store.db.select()
    .from(passkey)
    .where(eq(passkey.id, response.id));
  if (row === undefined) throw refused();
  const { verifyAuthenticationResponse } = await library();
  const { id: rpID, origin } = relyingParty(court);
  const publicKey = new Uint8Array(fromBase64Url(row.publicKey));
  const result = await refusing(
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      credential: { id: row.id, publicKey, counter: row.counter },
    }),
  );
  if (!result.verified) throw refused();
  const own = asActor(court, { person: row.person, name: '', offices: [] });
  await own.store.db
    .update(passkey)
    .set({ counter: result.authenticationInfo.newCounter, usedAt: new Date(court.clock()) })
    .where(eq(passkey.id, row.id));
  return row.person;
}

/** The person's passkeys, oldest first. */
export function passkeysOf(db: Db, person: string) {
  return db.select().from(passkey).where(eq(passkey.person, person)).orderBy(asc(passkey.madeAt));
}

function refused(cause?: unknown): CunzhengError {
  return new CunzhengError('PASSKEY_REFUSED', 'not believed', { cause });
}

/** The library throws plain errors about what a browser sent. */
function refusing<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw refused(error);
  });
}
