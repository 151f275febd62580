import type { LeafId, RecordId, Sha256 } from '@cunzheng/domain';
import { and, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { ERASED_NAME } from '../../personal/erased.ts';
import {
  ceremony,
  challenge,
  invitation,
  knownDevice,
  passkey,
  password,
  person,
  preparedAct,
  recoveryCode,
  session,
  signingKey,
  totp,
} from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import {
  identityPhoto,
  phoneCode,
  proofing,
  proofingEvent,
  providerCall,
  review,
  unifiedAccount,
} from '../../store/tables/accounts.ts';
import { auditEntry } from '../../store/tables/audit.ts';
import { claim } from '../../store/tables/claims.ts';
import { contact } from '../../store/tables/contacts.ts';
import { filing } from '../../store/tables/filing.ts';
import { handOver, helperPass } from '../../store/tables/helping.ts';
import {
  notice,
  noticeDelivery,
  noticeLanguage,
  noticePreference,
} from '../../store/tables/notices.ts';
import { type ErasureRow, erasure } from '../../store/tables/personal.ts';
import { recovery, recoveryPhoto } from '../../store/tables/recovery.ts';
import { signature } from '../../store/tables/signatures.ts';
import { upload } from '../../store/tables/uploads.ts';
import { dueErasures } from './erasure.ts';

/** One step: a transaction, or something that may be done any number of times. */
interface Step {
  readonly name: string;
  run(court: Court, person: string): Promise<void>;
}

/**
 * In this order, and whatever was cut short is done again from the first: the way in first, so that nothing new is
 * written while the rest goes; the name last, beside the openings that bear it.
 */
export const ERASE_STEPS: readonly Step[] = [
  { name: 'way in', run: (court, id) => inOne(court, (db) => closeWayIn(db, id)) },
  { name: 'drafts', run: (court, id) => inOne(court, (db) => eraseDrafts(db, id)) },
  { name: 'codes', run: eraseCodes },
  { name: 'contacts and notices', run: (court, id) => inOne(court, (db) => eraseNotices(db, id)) },
  { name: 'photographs', run: erasePhotos },
  { name: 'recoveries', run: eraseRecoveries },
  { name: 'identity', run: (court, id) => inOne(court, (db) => eraseIdentity(db, id)) },
  { name: 'capacities', run: eraseClaims },
  { name: 'log of reads', run: eraseLooks },
  { name: 'keys', run: eraseKeys },
  { name: 'name', run: (court, id) => inOne(court, (db) => eraseName(court, db, id)) },
];

/** What a sweep of erasures did. */
export interface ErasureSweep {
  readonly erased: number;
}

/**
 * Erases whose time has come. Killed between any two steps, the next sweep does them all again, to the same end.
 * `onStep` is told after each. Throws what database and disk throw.
 */
export async function sweepErasures(
  house: Court,
  onStep: (name: string) => void = () => {},
): Promise<ErasureSweep> {
  let erased = 0;
  for (const row of await dueErasures(house)) {
    await erasePerson(house, row.person, onStep);
    await finish(house, row);
    erased += 1;
  }
  return { erased };
}

/**
 * Takes away what names and describes a person: how he signs in, contacts, number, photographs, notices, and what opens
 * his keys and his entries of the log. What is on chain stays, and so does the court's file (design 3). Any number of
 * times.
 */
export async function erasePerson(
  house: Court,
  id: string,
  onStep: (name: string) => void = () => {},
): Promise<void> {
  const court = asHouse(house, 'erasure');
  for (const step of ERASE_STEPS) {
    await step.run(court, id);
    onStep(step.name);
  }
}

async function finish(house: Court, { id }: ErasureRow): Promise<void> {
  await asHouse(house, 'erasure')
    .store.db.update(erasure)
    .set({ state: 'done', endedAt: new Date(house.clock()) })
    .where(and(eq(erasure.id, id), eq(erasure.state, 'waiting')));
}

function inOne(court: Court, work: (db: Db) => Promise<void>): Promise<void> {
  return court.store.transaction(({ db }) => work(db));
}

/** An account that nobody can name again; the row stays, since others' rows name it by its id. */
async function closeWayIn(db: Db, id: string): Promise<void> {
  await db
    .update(person)
    .set({ account: `erased-${id}`, hint: '' })
    .where(eq(person.id, id));
  const tables = [
    ...[session, challenge, password, totp, recoveryCode, passkey, knownDevice, ceremony],
    ...[invitation, preparedAct, handOver, helperPass, unifiedAccount],
  ] as const;
  for (const table of tables) await db.delete(table).where(eq(table.person, id));
}

/**
 * What he never handed in, answers and papers and all, and what is still arriving; what he did is of the court's file.
 * Bytes without a row are taken away by the sweep of uploads.
 */
async function eraseDrafts(db: Db, id: string): Promise<void> {
  await db.delete(filing).where(and(eq(filing.person, id), eq(filing.state, 'draft')));
  await db.delete(upload).where(eq(upload.person, id));
}

/** Codes sent to his phones bear their numbers; before the contacts go, by which they are found. */
async function eraseCodes({ store }: Court, id: string): Promise<void> {
  const { db } = store;
  const rows = await db
    .select({ digest: contact.digest })
    .from(contact)
    .where(eq(contact.person, id));
  const digests = rows.map((row) => row.digest);
  if (digests.length > 0) await db.delete(phoneCode).where(inArray(phoneCode.digest, digests));
}

/** That he was served stands in records; what a message said of it goes. */
async function eraseNotices(db: Db, id: string): Promise<void> {
  for (const table of [contact, noticeDelivery, notice, noticePreference, noticeLanguage])
    await db.delete(table).where(eq(table.person, id));
}

/** First the row, then the file: a file without a row is taken by the sweep of files. */
async function erasePhotos({ store, files }: Court, id: string): Promise<void> {
  const gone = await store.db
    .delete(identityPhoto)
    .where(eq(identityPhoto.person, id))
    .returning({ sha256: identityPhoto.sha256 });
  for (const { sha256 } of gone) await files.remove(sha256 as Sha256);
}

/** Who asked for another phone: his words, numbers and photographs. */
async function eraseRecoveries({ store, files }: Court, id: string): Promise<void> {
  const photos = await store.transaction(async ({ db }) => {
    const his = db.select({ id: recovery.id }).from(recovery).where(eq(recovery.person, id));
    const gone = await db
      .delete(recoveryPhoto)
      .where(inArray(recoveryPhoto.recovery, his))
      .returning({ sha256: recoveryPhoto.sha256 });
    await db.delete(recovery).where(eq(recovery.person, id));
    return gone;
  });
  for (const { sha256 } of photos) await files.remove(sha256 as Sha256);
}

/** That a clerk decided, and when, stays with the court; what he wrote of the person goes. */
async function eraseIdentity(db: Db, id: string): Promise<void> {
  for (const table of [providerCall, proofingEvent, proofing])
    await db.delete(table).where(eq(table.person, id));
  await db.update(review).set({ words: null, reasons: [] }).where(eq(review.person, id));
  await db
    .update(review)
    .set({ state: 'withdrawn' })
    .where(and(eq(review.person, id), eq(review.state, 'waiting')));
}

/** Mandates are papers of the court's file: that there was one stays, with its days; words and photograph go. */
async function eraseClaims({ store, files, vault, clock }: Court, id: string): Promise<void> {
  const photos = await store.transaction(async ({ db }) => {
    const rows = await db
      .select()
      .from(claim)
      .where(or(eq(claim.person, id), eq(claim.owner, id)))
      .for('update');
    for (const row of rows.filter((each) => each.digest !== erasedDigest(each.id))) {
      const ended = row.state === 'refused' || row.state === 'ended';
      await db
        .update(claim)
        .set({
          detailsSealed: vault.seal('{}', `claim/${row.id}`),
          ...{ digest: erasedDigest(row.id), photoSha256: null, photoType: null, words: null },
          ...(ended ? {} : { state: 'ended', endedAt: new Date(clock()) }),
        })
        .where(eq(claim.id, row.id));
    }
    return rows.flatMap((row) => row.photoSha256 ?? []);
  });
  for (const sha256 of photos) await files.remove(sha256 as Sha256);
}

/** Equal to nobody's number. */
const erasedDigest = (id: string) => `erased-${id}`;

/**
 * Entries of what he read and of what was read of him keep time, act, court and ids, as the duty to keep logs asks
 * (网络安全法 21); their words and what opens their leaves go.
 */
async function eraseLooks({ store, notary }: Court, id: string): Promise<void> {
  const { db } = store;
  const his = or(eq(auditEntry.actor, id), eq(auditEntry.about, id));
  const rows = await db
    .select({ id: auditEntry.id })
    .from(auditEntry)
    .where(and(his, isNotNull(auditEntry.sealed)));
  await notary.forget({ leaves: rows.map((row) => row.id as LeafId) });
  await db.update(auditEntry).set({ sealed: null }).where(his);
}

/** Registrations of his keys name him under a hidden field: nothing opens it any more; his own list of signatures goes. */
async function eraseKeys({ store, notary }: Court, id: string): Promise<void> {
  const rows = await store.db
    .select({ id: signingKey.recordId })
    .from(signingKey)
    .where(eq(signingKey.person, id));
  await notary.forget({ records: rows.map((row) => row.id as RecordId) });
  await store.db.delete(signature).where(eq(signature.person, id));
}

async function eraseName({ clock }: Court, db: Db, id: string): Promise<void> {
  await db.update(person).set({ name: ERASED_NAME }).where(eq(person.id, id));
  await db
    .update(person)
    .set({ erasedAt: new Date(clock()) })
    .where(and(eq(person.id, id), isNull(person.erasedAt)));
}
