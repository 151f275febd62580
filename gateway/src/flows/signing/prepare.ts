import { randomUUID } from 'node:crypto';
import {
  CunzhengError,
  demand,
  type Json,
  type Opening,
  type ReceiptRecord,
  signingMessage,
  signingStatement,
  toBase64Url,
  type Unsigned,
} from '@cunzheng/domain';
import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { demandLevel } from '../../access/levels.ts';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtOf } from '../../context.ts';
import { detailsPlace, keyOpeningsPlace, openingsPlace } from '../../personal/sealed-columns.ts';
import { random128 } from '../../salt.ts';
import { courtCase, document, person, preparedAct, staffRole } from '../../store/schema.ts';
import type { Db, Unit } from '../../store/store.ts';
import { identityLevel } from '../accounts/proofing-row.ts';
import { buildDocumentRecord } from '../documents/records.ts';
import type { DocumentRow } from '../documents/views.ts';
import { type LoadedService, lockService, subjectOf } from '../service/receive.ts';
import { buildReceipt } from '../service/records.ts';
import { MAX_REASON_CHARACTERS, MAX_WITNESSES, serviceEdge } from '../service/state.ts';
import { takeBackRefusedIssue } from '../verification/mending.ts';
import { sealOpenings } from './act-openings.ts';
import { type KeyInUse, keyFor, type Signer } from './key.ts';

/** How long a prepared act waits for its signature. */
export const ACT_LIFE_MS = 10 * 60_000;
/** Acts of one person that may wait at a time: each is a row with a whole record in it, and a person signs one by one. */
export const MAX_OPEN_ACTS = 50;

/** What a person is about to sign: bytes for the key, the statement behind them, and the same in words. */
export interface Signing {
  readonly actId: string;
  /** base64url of the bytes to sign with ES256. */
  readonly message: string;
  readonly statement: Json;
  readonly summary: readonly { readonly label: SummaryLabel; readonly value: string }[];
  readonly expiresAt: string;
}

/** Names of the lines of a summary; the page has the words. */
export type SummaryLabel =
  | 'court'
  | 'caseNumber'
  | 'title'
  | 'cause'
  | 'number'
  | 'sha256'
  | 'signer'
  | 'event'
  | 'capacity'
  | 'reason'
  | 'papers'
  | 'fee'
  | 'to'
  | 'actTime';

/**
 * Prepares the issue of a draft: the record is built and waits ten minutes for the official's signature.
 * Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`, `FILE_ALTERED`, `SIGNING_TOO_MANY`, and what `keyFor` throws.
 */
export async function prepareIssue(
  house: Court,
  actor: Actor,
  documentId: string,
  { point }: { point: string },
): Promise<Signing> {
  const court = asActor(house, actor);
  return court.store.transaction(async (unit) => {
    await takeBackRefusedIssue(court, unit, documentId);
    const [row] = await unit.db.select().from(document).where(eq(document.id, documentId));
    authorize(actor, 'document.issue', row);
    await demandIntact(court, row);
    const now = court.clock();
    const signer = await officialSigner(unit, actor, row.court);
    const key = await keyFor(court, unit, signer, { point, now });
    const [facts] = await unit.db.select().from(courtCase).where(eq(courtCase.id, row.caseId));
    const about = { document: row, courtCase: facts as typeof courtCase.$inferSelect };
    const built = buildDocumentRecord(court.chain, about, { key: key.id, now });
    const summary = documentSummary(court, about, { signer, now });
    return keepAct(court, unit, { ...built, actor, key, now, summary, subject: row.id });
  });
}

/** What is signed must be what the person could read: an altered copy is not issued. */
async function demandIntact(court: Court, row: DocumentRow): Promise<void> {
  const state = await court.files.check(row.sha256 as ReceiptRecord['sha256']);
  if (state === 'missing') throw new CunzhengError('FILE_MISSING');
  if (state === 'altered') throw new CunzhengError('FILE_ALTERED');
}

/** The office of his own under which an official signs; a judge's before a clerk's. An ended one gives no signature. */
export async function officialSigner(unit: Unit, actor: Actor, court: string): Promise<Signer> {
  const held = actor.offices.flatMap((office) =>
    office.court === court && office.actingFor === undefined ? [office.role] : [],
  );
  const rows = await unit.db
    .select()
    .from(staffRole)
    .where(and(eq(staffRole.person, actor.person), eq(staffRole.court, court)));
  const offices = rows.filter(({ role }) => held.includes(role));
  const { person, name } = actor;
  // The contract knows judges and clerks only; nobody signs in another office.
  for (const role of ['judge', 'clerk'] as const) {
    const office = offices.find((each) => each.role === role);
    if (office !== undefined) return { court, person, name, role, owner: office.tag };
  }
  throw new CunzhengError('NOT_PERMITTED');
}

/** What a recipient says about a service. */
export interface Answer {
  readonly point: string;
  readonly event: 'signed' | 'refused' | 'objected' | 'left';
  readonly capacity?: 'self' | 'agent' | 'substitute' | undefined;
  readonly reason?: string | undefined;
  /** Names of the witnesses, for 留置 by an official. */
  readonly witnesses?: readonly string[] | undefined;
}

/**
 * Prepares a recipient's receipt, or an official's that a document was left 留置. Throws `NOT_FOUND`, `NOT_PERMITTED`, `RECEIPT_EXISTS` for a second of one kind,
 * `STATE_UNFIT` (not opened yet, for one), `INPUT_INVALID` for a reason too long, `SIGNING_TOO_MANY`, and what `keyFor` throws.
 */
export async function prepareReceipt(
  house: Court,
  actor: Actor,
  serviceId: string,
  answer: Answer,
): Promise<Signing> {
  const court = asActor(house, actor);
  const reason = checkReason(answer.reason);
  const witnesses = checkWitnesses(answer);
  return court.store.transaction(async (unit) => {
    const loaded = await lockService(court, unit, serviceId);
    authorizeAnswer(actor, loaded, answer.event);
    const now = court.clock();
    const { signer, capacity } = await answerSigner(unit, actor, loaded, answer);
    const key = await keyFor(court, unit, signer, { point: answer.point, now });
    const facts = { event: answer.event, key: key.id, capacity, reason, witnesses, now };
    const built = buildReceipt(court.chain, loaded, facts);
    const said = { signer, event: answer.event, capacity, reason, now };
    const summary = receiptSummary(court, loaded, said);
    return keepAct(court, unit, { ...built, actor, key, now, summary, subject: serviceId, reason });
  });
}

/**
 * A recipient signs for himself or for another, once he is proofed; that a document was left, the official signs who left
 * it. Throws `IDENTITY_LEVEL_LOW`.
 */
async function answerSigner(
  unit: Unit,
  actor: Actor,
  { service, party }: LoadedService,
  answer: Answer,
): Promise<{ signer: Signer; capacity: Answer['capacity'] }> {
  if (answer.event === 'left') {
    return { signer: await officialSigner(unit, actor, service.court), capacity: undefined };
  }
  demandLevel(await identityLevel(unit.db, actor.person), 'act.sign');
  const { capacity = 'self' } = answer;
  const owner = capacity === 'self' ? party.tag : party.agentTag;
  const { person, name } = actor;
  return { signer: { court: service.court, person, name, role: 'litigant', owner }, capacity };
}

/** 留置 needs witnesses (民诉法 89); nothing else has any. Throws `WITNESS_MISSING`, `INPUT_INVALID`. */
function checkWitnesses({ event, witnesses = [] }: Answer) {
  if (event !== 'left') {
    demand(witnesses.length === 0, 'INPUT_INVALID', 'only what was left has witnesses');
    return undefined;
  }
  const names = witnesses.map((name) => name.trim().normalize('NFC'));
  demand(names.length > 0, 'WITNESS_MISSING');
  const fits = names.every((name) => name !== '' && [...name].length <= 40);
  demand(fits && names.length <= MAX_WITNESSES, 'INPUT_INVALID', '1 to 4 names');
  return names.map((name) => ({ tag: random128(), name }));
}

function checkReason(reason: string | undefined): string | undefined {
  const text = reason?.trim().normalize('NFC');
  if (text === undefined || text === '') return undefined;
  const details = { field: 'reason', max: MAX_REASON_CHARACTERS };
  const fits = [...text].length <= MAX_REASON_CHARACTERS;
  if (!fits) throw new CunzhengError('INPUT_INVALID', 'reason too long', { details });
  return text;
}

/** Throws unless the recipient may do this to the service as it stands. */
export function authorizeAnswer(
  actor: Actor,
  loaded: LoadedService | undefined,
  event: Answer['event'],
): asserts loaded is LoadedService {
  if (loaded === undefined) throw new CunzhengError('NOT_FOUND');
  const left = event === 'left';
  authorize(actor, left ? 'service.leave' : 'service.sign', subjectOf(loaded.service));
  demand(loaded.service.state !== event, 'RECEIPT_EXISTS');
  const edge = serviceEdge(loaded.service.state, event, left ? 'official' : 'recipient');
  demand(edge !== undefined, 'STATE_UNFIT');
}

/** An act to be kept until it is signed. */
export interface Kept {
  readonly unsigned: Unsigned;
  readonly openings: readonly Opening[];
  readonly actor: Actor;
  readonly key: KeyInUse;
  readonly now: number;
  readonly summary: Signing['summary'];
  readonly subject: string;
  readonly reason?: string | undefined;
  /** What the act needs besides its record. */
  readonly details?: Json | undefined;
}

/** Keeps an act for ten minutes, until its person has signed. Throws `SIGNING_TOO_MANY`. */
export async function keepAct(court: Court, { db }: Unit, act: Kept): Promise<Signing> {
  const { unsigned, key, now } = act;
  await demandFewOpen(db, act.actor, now);
  const actId = randomUUID();
  const expiresAt = new Date(now + ACT_LIFE_MS);
  // His own; what others left behind goes with the hourly sweep.
  await db.delete(preparedAct).where(lt(preparedAct.expiresAt, new Date(now - ACT_LIFE_MS)));
  await db.insert(preparedAct).values({
    id: actId,
    court: unsigned.court,
    person: act.actor.person,
    purpose: unsigned.kind,
    subject: act.subject,
    unsigned,
    openings: sealOpenings(court.vault, act.openings, openingsPlace(actId)),
    keyId: key.id,
    keyRecord: key.record,
    keyOpenings: sealOpenings(court.vault, key.openings, keyOpeningsPlace(actId)),
    reason: act.reason ?? null,
    detailsSealed: sealDetails(court, actId, act.details),
    createdAt: new Date(now),
    expiresAt,
  });
  return {
    actId,
    message: toBase64Url(signingMessage(court.chain.network, unsigned)),
    statement: signingStatement(unsigned),
    summary: act.summary,
    expiresAt: expiresAt.toISOString(),
  };
}

function sealDetails({ vault }: Court, actId: string, details: Json | undefined): string | null {
  if (details === undefined) return null;
  return vault.seal(JSON.stringify(details), detailsPlace(actId));
}

/** The person's row is locked, so that parallel requests are counted one after the other. Throws `SIGNING_TOO_MANY`. */
async function demandFewOpen(db: Db, actor: Actor, now: number): Promise<void> {
  await db.select().from(person).where(eq(person.id, actor.person)).for('no key update');
  const own = and(eq(preparedAct.person, actor.person), isNull(preparedAct.usedAt));
  const open = await db.$count(preparedAct, and(own, gt(preparedAct.expiresAt, new Date(now))));
  if (open < MAX_OPEN_ACTS) return;
  const details = { max: MAX_OPEN_ACTS };
  throw new CunzhengError('SIGNING_TOO_MANY', 'too many acts wait', { details });
}

function documentSummary(
  court: Court,
  about: { document: DocumentRow; courtCase: { caseNumber: string } },
  { signer, now }: { signer: Signer; now: number },
): Signing['summary'] {
  return [
    { label: 'court', value: courtOf(court, signer.court).name },
    { label: 'caseNumber', value: about.courtCase.caseNumber },
    { label: 'title', value: about.document.title },
    { label: 'number', value: about.document.number },
    { label: 'sha256', value: about.document.sha256 },
    { label: 'signer', value: signer.name },
    { label: 'actTime', value: new Date(now).toISOString() },
  ];
}

function receiptSummary(
  court: Court,
  loaded: LoadedService,
  said: {
    signer: Signer;
    event: string;
    capacity: string | undefined;
    reason: string | undefined;
    now: number;
  },
): Signing['summary'] {
  const lines: Signing['summary'] = documentSummary(court, loaded, said);
  return [
    { label: 'event', value: said.event },
    ...lines,
    ...(said.capacity === undefined ? [] : [{ label: 'capacity' as const, value: said.capacity }]),
    ...(said.reason === undefined ? [] : [{ label: 'reason' as const, value: said.reason }]),
  ];
}
