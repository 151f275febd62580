import { CunzhengError, demand } from '@cunzheng/domain';
import {
  checkDocumentNumber,
  demandNumber,
  type IdentityDocument,
} from '@cunzheng/domain/identity';
import { and, eq, gt, isNotNull } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { notePersonal } from '../../personal/read-personal.ts';
import type { Unit } from '../../store/store.ts';
import { proofing } from '../../store/tables/accounts.ts';
import { type RecoveryWay, recovery } from '../../store/tables/recovery.ts';
import { passkey } from '../../store/tables/staff.ts';
import { demandFact, factNeeded } from '../accounts/fact.ts';
import { demandNoOffice, markUsed, ownerOf, provenNumber, useCode } from '../accounts/phone.ts';
import { today } from '../accounts/proofing-row.ts';
import { endCeremony, tryCeremony } from '../sign-in/ceremony.ts';
import { type AuthenticationResponseJSON, usePasskey } from '../sign-in/passkeys.ts';
import {
  givePhone,
  newRecovery,
  RECOVERY_WAIT_MS,
  type RecoveryOutcome,
  tellAsked,
} from './change.ts';

/** Shows that a phone is in one's hands, and opens nothing. Throws `SIGN_IN_CODE_WRONG`. */
export async function proveCode(court: Court, challengeId: string, code: string): Promise<void> {
  await useCode(court, challengeId, code);
}

/** Both phones are in his hands; for an account that holds an identity also the end of the document number. */
export interface OldPhone {
  readonly oldChallenge: string;
  readonly newChallenge: string;
  readonly end?: string | undefined;
}

/**
 * Changes the phone with codes of both. An account that holds nobody's identity changes at once. One that does asks for
 * the end of the document number and then waits three days: who found a phone, or bought its number, and even read the
 * number of the owner's paper somewhere, meets the owner's other channels first. Throws `SIGN_IN_CODE_WRONG`,
 * `SIGN_IN_FACT_WRONG`, `SIGN_IN_LOCKED`, `NOT_FOUND` where the old phone opens no account.
 */
export async function recoverByOldPhone(
  court: Court,
  said: OldPhone,
): Promise<RecoveryOutcome | { readonly needs: 'documentEnd' }> {
  const old = await provenNumber(court, said.oldChallenge);
  const mobile = await provenNumber(court, said.newChallenge);
  demand(old !== mobile, 'INPUT_INVALID', 'the same phone');
  const { store } = asHouse(court, 'accounts');
  const owner = await store.transaction((unit) => ownerOf(court, unit, old));
  if (owner === undefined) throw new CunzhengError('NOT_FOUND');
  const guarded = await factNeeded(store, owner);
  if (guarded && said.end === undefined) return { needs: 'documentEnd' };
  if (guarded) await demandFact(court, store, owner, said.end as string);
  return store.transaction(async (unit) => {
    await markUsed(court, unit, said.oldChallenge);
    await markUsed(court, unit, said.newChallenge);
    if (guarded) return beginWaiting(court, unit, { person: owner, mobile, way: 'oldPhone' });
    await givePhone(court, unit, { person: owner, mobile, way: 'oldPhone' });
    return { state: 'done' };
  });
}

async function beginWaiting(
  court: Court,
  unit: Unit,
  whose: { readonly person: string; readonly mobile: string; readonly way: RecoveryWay },
): Promise<RecoveryOutcome> {
  const effectiveAt = new Date(court.clock() + RECOVERY_WAIT_MS);
  const wanted = { ...whose, state: 'waiting', effectiveAt } as const;
  await tellAsked(court, unit, await newRecovery(court, unit, wanted));
  return { state: 'waiting', effectiveAt: effectiveAt.toISOString() };
}

/**
 * Changes the phone at once for who shows a passkey of the account. One that was added within the last three days waits
 * like an old phone: a thief who got in by phone and number could have added it. Throws `PASSKEY_REFUSED`,
 * `SIGN_IN_CODE_WRONG`.
 */
export async function recoverByPasskey(
  court: Court,
  said: {
    readonly ceremony: string;
    readonly response: AuthenticationResponseJSON;
    readonly newChallenge: string;
  },
): Promise<RecoveryOutcome> {
  const mobile = await provenNumber(court, said.newChallenge);
  const begun = await tryCeremony(court, said.ceremony, 'passkey-sign-in');
  const person = await usePasskey(court, said.response, begun.data.challenge as string);
  if (begun.person !== undefined && begun.person !== person) {
    throw new CunzhengError('PASSKEY_REFUSED');
  }
  await endCeremony(court, said.ceremony);
  return asHouse(court, 'accounts').store.transaction(async (unit) => {
    await demandNoOffice(unit, person);
    await markUsed(court, unit, said.newChallenge);
    if (await isYoung(court, unit, said.response.id)) {
      return beginWaiting(court, unit, { person, mobile, way: 'passkey' });
    }
    await givePhone(court, unit, { person, mobile, way: 'passkey' });
    return { state: 'done' };
  });
}

async function isYoung({ clock }: Court, { db }: Unit, id: string): Promise<boolean> {
  const since = new Date(clock() - RECOVERY_WAIT_MS);
  return (await db.$count(passkey, and(eq(passkey.id, id), gt(passkey.madeAt, since)))) > 0;
}

/** At the window: the clerk saw the person and the original, and the person read out the code of his new phone. */
export interface AtWindow {
  readonly document: IdentityDocument;
  readonly number: string;
  readonly challengeId: string;
  readonly code: string;
  readonly attended: true;
}

/**
 * Changes the phone at once; nothing but the clerk's word that he saw both stands behind it, so that name and time stay
 * in the person's log. Throws `NOT_PERMITTED`, `NOT_FOUND` where nobody is proofed under the number, `SIGN_IN_CODE_WRONG`.
 */
export async function recoverAtWindow(
  court: Court,
  actor: Actor,
  said: AtWindow,
): Promise<RecoveryOutcome> {
  const [code] = courtsFor(actor, 'recovery.window') as [string];
  const { number } = demandNumber(checkDocumentNumber(said.document, said.number, today(court)));
  const digest = court.vault.digest('identity', `${said.document}/${number}`);
  const mobile = await useCode(court, said.challengeId, said.code);
  await asHouse(court, 'accounts').store.transaction(async (unit) => {
    const person = await proofedUnder(unit, digest);
    if (person === undefined) throw new CunzhengError('NOT_FOUND');
    await demandNoOffice(unit, person);
    demand(person !== actor.person, 'NOT_PERMITTED');
    await markUsed(court, unit, said.challengeId);
    await notePersonal(court, unit, actor, {
      ...{ court: code, person, field: 'recovery', why: 'recovery' },
    });
    await noteWindow(court, unit, { person, mobile, code, actor });
    await givePhone(court, unit, { person, mobile, way: 'window', actor: actor.person });
  });
  return { state: 'done' };
}

async function noteWindow(
  court: Court,
  unit: Unit,
  { person, mobile, code, actor }: { person: string; mobile: string; code: string; actor: Actor },
): Promise<void> {
  const now = new Date(court.clock());
  const wanted = { person, mobile, court: code, way: 'window', state: 'done' } as const;
  const { id } = await newRecovery(court, unit, wanted);
  const decided = { decidedAt: now, decidedBy: actor.person, settledAt: now };
  await unit.db.update(recovery).set(decided).where(eq(recovery.id, id));
}

/** Who is proofed under a number. */
export async function proofedUnder(
  { db }: Pick<Unit, 'db'>,
  numberDigest: string,
): Promise<string | undefined> {
  const [row] = await db
    .select({ person: proofing.person })
    .from(proofing)
    .where(and(eq(proofing.numberDigest, numberDigest), isNotNull(proofing.doneAt)));
  return row?.person;
}
