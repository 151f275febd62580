import { randomBytes, randomUUID } from 'node:crypto';
import { CunzhengError, demand, type Sha256 } from '@cunzheng/domain';
import {
  checkDocumentNumber,
  demandNumber,
  type IdentityDocument,
} from '@cunzheng/domain/identity';
import { and, eq } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { proofing } from '../../store/tables/accounts.ts';
import { type RecoveryRow, recovery, recoveryPhoto } from '../../store/tables/recovery.ts';
import { noteEvent } from '../accounts/events.ts';
import { startLook } from '../accounts/look-clock.ts';
import { markUsed, provenNumber } from '../accounts/phone.ts';
import { imageType, MAX_PHOTO_BYTES } from '../accounts/photos.ts';
import { today } from '../accounts/proofing-row.ts';
import { newRecovery, type RecoveryOutcome, recoveryHash, tellAsked } from './change.ts';
import { proofedUnder } from './ways.ts';

/** What a clerk compares with the photographs of before. */
export const RECOVERY_SIDES = ['front', 'holding'] as const;
export type RecoverySide = (typeof RECOVERY_SIDES)[number];
const MAX_NAME = 50;

export interface IdentitySaid {
  readonly newChallenge: string;
  readonly document: IdentityDocument;
  readonly name: string;
  readonly number: string;
}

/**
 * Begins a recovery with the document itself. Whether an account has this number nobody learns here: the answer and what
 * follows look the same. Returns the secret by which who asked goes on. Throws `INPUT_INVALID`, `SIGN_IN_CODE_WRONG`,
 * `TOO_MANY_REQUESTS` after three a day for a number or a phone.
 */
export async function beginIdentity(court: Court, said: IdentitySaid): Promise<{ token: string }> {
  const { number } = demandNumber(checkDocumentNumber(said.document, said.number, today(court)));
  const name = said.name.normalize('NFC').trim();
  demand(name !== '' && [...name].length <= MAX_NAME, 'INPUT_INVALID', 'name');
  const mobile = await provenNumber(court, said.newChallenge);
  const numberDigest = court.vault.digest('identity', `${said.document}/${number}`);
  const token = randomBytes(32).toString('base64url');
  await asHouse(court, 'accounts').store.transaction(async (unit) => {
    await markUsed(court, unit, said.newChallenge);
    const person = (await proofedUnder(unit, numberDigest)) ?? null;
    await newRecovery(court, unit, {
      ...{ person, mobile, name, numberDigest, document: said.document },
      ...{ way: 'identity', state: 'draft', tokenHash: recoveryHash(token) },
    });
  });
  return { token };
}

/** Takes a photograph, the paper or the person with it. Throws `LINK_EXPIRED`, `FILE_NOT_IMAGE`, `FILE_TOO_LARGE`. */
export async function putRecoveryPhoto(
  court: Court,
  token: string,
  side: RecoverySide,
  bytes: Uint8Array,
): Promise<void> {
  demand(bytes.length <= MAX_PHOTO_BYTES, 'FILE_TOO_LARGE');
  const type = imageType(bytes);
  const { store, files } = asHouse(court, 'accounts');
  const { id: of } = await demandDraft(court, token);
  const id = randomUUID();
  const { sha256 } = await files.put(court.vault.sealBytes(bytes, `recovery.photo/${id}`));
  const before = await store.transaction(async ({ db }) => {
    const old = await db
      .delete(recoveryPhoto)
      .where(and(eq(recoveryPhoto.recovery, of), eq(recoveryPhoto.side, side)))
      .returning();
    await db.insert(recoveryPhoto).values({ id, recovery: of, side, sha256, type });
    return old;
  });
  for (const old of before) await files.remove(old.sha256 as Sha256);
}

async function demandDraft(court: Court, token: string): Promise<RecoveryRow> {
  const row = await byToken(court, token);
  demand(row.state === 'draft', 'LINK_EXPIRED');
  return row;
}

async function byToken(court: Court, token: string): Promise<RecoveryRow> {
  const [row] = await asHouse(court, 'accounts')
    .store.db.select()
    .from(recovery)
    .where(eq(recovery.tokenHash, recoveryHash(token)));
  if (row === undefined) throw new CunzhengError('LINK_EXPIRED');
  return row;
}

/** Hands it in: a clerk of the account's court looks, and every old channel is told. Throws `STATE_UNFIT` without photographs. */
export async function submitIdentity(court: Court, token: string): Promise<RecoveryOutcome> {
  const { id } = await demandDraft(court, token);
  await asHouse(court, 'accounts').store.transaction(async (unit) => {
    const photos = await unit.db.$count(recoveryPhoto, eq(recoveryPhoto.recovery, id));
    demand(photos === RECOVERY_SIDES.length, 'STATE_UNFIT', 'photographs');
    const [row] = await unit.db
      .update(recovery)
      .set({ state: 'review' })
      .where(and(eq(recovery.id, id), eq(recovery.state, 'draft')))
      .returning();
    if (row === undefined) throw new CunzhengError('LINK_EXPIRED');
    const { person } = row;
    if (person === null) return;
    const [{ court: code } = { court: null }] = await unit.db
      .select({ court: proofing.court })
      .from(proofing)
      .where(eq(proofing.person, person));
    if (code === null) return;
    const dueAt = await startLook(court, unit, { id, court: code, person });
    await unit.db.update(recovery).set({ court: code, dueAt }).where(eq(recovery.id, id));
    await noteEvent(court, unit, { person, event: 'recoveryAsked', detail: { way: row.way } });
    await tellAsked(court, unit, row);
  });
  return { state: 'review' };
}

/** What became of it, for who holds the secret. Throws `LINK_EXPIRED`. */
export async function recoveryStatus(
  court: Court,
  token: string,
): Promise<RecoveryOutcome & { readonly words?: string }> {
  const { state, effectiveAt, words } = await byToken(court, token);
  return {
    state,
    ...(effectiveAt === null ? {} : { effectiveAt: effectiveAt.toISOString() }),
    ...(words === null ? {} : { words }),
  };
}
