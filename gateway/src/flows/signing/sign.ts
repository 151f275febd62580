import {
  type CourtRecord,
  CunzhengError,
  demand,
  type KeyRegistration,
  type ReceiptRecord,
  type RecordId,
  recordId,
  type SignedRecord,
  signingMessage,
  timeOf,
  type Unsigned,
} from '@cunzheng/domain';
import { and, eq } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type ChainState, chainState } from '../../chain-state.ts';
import { type Court, courtOf } from '../../context.ts';
import { acceptSignature } from '../../keys/es256.ts';
import { keyOpeningsPlace, openingsPlace } from '../../personal/sealed-columns.ts';
import { document, preparedAct, receipt, service, signingKey } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { type SignatureEvent, signature as signatureTable } from '../../store/tables/signatures.ts';
import { findDocument } from '../documents/queries.ts';
import { type DocumentView, documentViews } from '../documents/views.ts';
import { commitFiling, doneAs } from '../filing/commit.ts';
import { settleNotices } from '../notices/tell.ts';
import { clocksAfterReceipt } from '../service/clocks.ts';
import { insertReceipt, lockService, viewOf } from '../service/receive.ts';
import type { ServiceView } from '../service/views.ts';
import { openOpenings } from './act-openings.ts';
import { type KeyInUse, noteKey } from './key.ts';
import { authorizeAnswer } from './prepare.ts';
import { tellOfKey } from './told.ts';

const MAX_LEAD_MS = 15 * 60_000;

type ActRow = typeof preparedAct.$inferSelect;

/** What became of a signed act. */
export interface SignedAct {
  readonly recordId: string;
  readonly chain: ChainState;
  readonly document?: DocumentView;
  readonly service?: ServiceView;
  readonly receiptId?: string;
}

/** What the SQL transaction of an act leaves behind. */
export interface CommittedAct {
  readonly act: ActRow;
  /** The signed record's. */
  readonly id: RecordId;
}

/**
 * Takes a person's signature over a prepared act, checks it, and does the act: its rows, the key's registration and
 * the signed record are one SQL transaction. Throws `NOT_FOUND` (also for somebody else's act), `SIGNING_USED`,
 * `SIGNING_EXPIRED`, `ACT_TIME_IN_FUTURE` (the machine's clock was set back meanwhile), `SIGNATURE_INVALID`, `KEY_REVOKED`, `KEY_OUTSIDE_LIFE`, `STATE_UNFIT`, `RECEIPT_EXISTS`;
 * then nothing has changed.
 */
export async function signAct(
  house: Court,
  actor: Actor,
  actId: string,
  signature: string,
): Promise<SignedAct> {
  const court = asActor(house, actor);
  const { act, id } = await commitAct(court, actor, actId, signature);
  return resultOf(court, act, id);
}

/** The transaction of `signAct` without the view that follows. Throws as it does. */
export function commitAct(
  house: Court,
  actor: Actor,
  actId: string,
  signature: string,
): Promise<CommittedAct> {
  const court = asActor(house, actor);
  return court.store.transaction(async (unit) => {
    const { act, done } = await takeAct(court, unit, actor, actId);
    if (done !== undefined) return { act, id: done };
    const record = signedRecord(court, act, signature);
    await demandLivingKey(court, unit, act);
    await perform(court, unit, { actor, act, record });
    await enqueue(court, unit, act, record);
    return { act, id: recordId(record) };
  });
}

/** What the record says is done to its document, service or filing. */
async function perform(
  court: Court,
  unit: Unit,
  { actor, act, record }: { actor: Actor; act: ActRow; record: SignedRecord },
): Promise<void> {
  switch (record.kind) {
    case 'document':
      return issue(unit, actor, act, record);
    case 'receipt':
      return answer(court, unit, { actor, act, record });
    case 'filing':
      return commitFiling(court, unit, { actor, act, record });
  }
}

/** `done` is the record of an act on a filing that was signed before: who sends it twice hears the same twice. */
async function takeAct(
  court: Court,
  unit: Unit,
  actor: Actor,
  actId: string,
): Promise<{ act: ActRow; done?: RecordId | undefined }> {
  const { db } = unit;
  const [act] = await db
    .select()
    .from(preparedAct)
    .where(and(eq(preparedAct.id, actId), eq(preparedAct.person, actor.person)))
    .for('update');
  if (act === undefined) throw new CunzhengError('NOT_FOUND');
  if (act.usedAt !== null && act.purpose === 'filing') {
    const done = await doneAs(unit, actId);
    if (done !== undefined) return { act, done: done as RecordId };
  }
  demand(act.usedAt === null, 'SIGNING_USED');
  demand(act.expiresAt.getTime() > court.clock(), 'SIGNING_EXPIRED');
  demandPast(act, court.clock());
  await db
    .update(preparedAct)
    .set({ usedAt: new Date(court.clock()) })
    .where(eq(preparedAct.id, actId));
  return { act };
}

/** The ledger refuses an act over 15 minutes ahead of it; better to refuse it here, before anything is done. */
function demandPast(act: ActRow, now: number): void {
  const { actTime } = act.unsigned as Unsigned;
  demand(timeOf(actTime) - now <= MAX_LEAD_MS, 'ACT_TIME_IN_FUTURE');
}

function signedRecord(court: Court, act: ActRow, signature: string): SignedRecord {
  const unsigned = act.unsigned as Unsigned;
  const { point } = act.keyRecord as KeyRegistration;
  const message = signingMessage(court.chain.network, unsigned);
  return { ...unsigned, signature: acceptSignature(point, message, signature) } as SignedRecord;
}

/** The key may have been revoked while its owner read what he was to sign. */
async function demandLivingKey(court: Court, { db }: Unit, act: ActRow): Promise<void> {
  const key = act.keyRecord as KeyRegistration;
  demand(court.clock() <= timeOf(key.notAfter), 'KEY_OUTSIDE_LIFE');
  const [row] = await db
    .select()
    .from(signingKey)
    .where(eq(signingKey.recordId, act.keyId))
    .for('update');
  demand(row === undefined || row.revokedAt === null, 'KEY_REVOKED');
}

async function issue(
  { db }: Unit,
  actor: Actor,
  act: ActRow,
  record: Extract<SignedRecord, { kind: 'document' }>,
): Promise<void> {
  const [row] = await db.select().from(document).where(eq(document.id, act.subject)).for('update');
  authorize(actor, 'document.issue', row);
  await db
    .update(document)
    .set({
      state: 'issued',
      issuedAt: new Date(record.actTime),
      issuedBy: actor.person,
      recordId: recordId(record),
    })
    .where(eq(document.id, row.id));
}

async function answer(
  court: Court,
  unit: Unit,
  { actor, act, record }: { actor: Actor; act: ActRow; record: ReceiptRecord },
): Promise<void> {
  const loaded = await lockService(court, unit, act.subject);
  authorizeAnswer(actor, loaded, record.event as 'signed');
  const [earlier] = await unit.db
    .select({ id: receipt.id })
    .from(receipt)
    .where(and(eq(receipt.serviceId, act.subject), eq(receipt.event, record.event)));
  demand(earlier === undefined, 'RECEIPT_EXISTS');
  await insertReceipt(unit, {
    recordId: recordId(record),
    record,
    serviceId: act.subject,
    actor: actor.person,
    reason: act.reason,
  });
  await unit.db.update(service).set({ state: record.event }).where(eq(service.id, act.subject));
  await settleNotices(unit, `service/${act.subject}`);
  await clocksAfterReceipt(court, unit, loaded, record);
}

/** Key registration, where this act brings it, and the signed record: in this order, in one call. */
async function enqueue(court: Court, unit: Unit, act: ActRow, record: SignedRecord): Promise<void> {
  const key: KeyInUse = {
    id: act.keyId as RecordId,
    record: act.keyRecord as KeyRegistration,
    openings: openOpenings(court.vault, act.keyOpenings, keyOpeningsPlace(act.id)),
  };
  const fresh = await noteKey(unit, act.person, key);
  const records: CourtRecord[] = fresh ? [key.record, record] : [record];
  const own = openOpenings(court.vault, act.openings, openingsPlace(act.id));
  await court.notary.record(unit.client, {
    member: courtOf(court, record.court).member,
    records,
    openings: fresh ? [key.openings, own] : [own],
  });
  await noteSignature(unit, act, record);
  if (fresh)
    await tellOfKey(court, unit, { person: act.person, court: record.court }, 'keyRegistered');
}

/** So that the person can list what was signed in his name, wherever he serves later. */
async function noteSignature({ db }: Unit, act: ActRow, record: SignedRecord): Promise<void> {
  await db.insert(signatureTable).values({
    ...{ recordId: recordId(record), court: record.court, person: act.person, key: act.keyId },
    purpose: act.purpose,
    event: eventOf(record),
    subject: act.subject,
    signedAt: new Date(record.actTime),
  });
}

/** What a person's own list says that he did. */
export function eventOf(record: SignedRecord): SignatureEvent {
  if (record.kind === 'document') return 'issued';
  return record.kind === 'filing' ? record.action : (record.event as SignatureEvent);
}

async function resultOf(court: Court, act: ActRow, id: string): Promise<SignedAct> {
  const common = { recordId: id, chain: await chainState(court.notary, id) };
  if (act.purpose === 'receipt') {
    return { ...common, receiptId: id, service: await viewOf(court, act.subject) };
  }
  // A filing is read by itself: the act may have taken it out of the person's sight.
  if (act.purpose === 'filing') return common;
  const row = await findDocument(court, act.subject);
  const [view] = row === undefined ? [] : await documentViews(court, [row]);
  return view === undefined ? common : { ...common, document: view };
}
