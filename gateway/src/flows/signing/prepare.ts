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
import { and, eq, lt } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { type Court, courtOf } from '../../context.ts';
import { courtCase, document, preparedAct, staffRole } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { buildDocumentRecord } from '../documents/records.ts';
import type { DocumentRow } from '../documents/views.ts';
import { type LoadedService, lockService, subjectOf } from '../service/receive.ts';
import { buildReceipt } from '../service/records.ts';
import { MAX_REASON_CHARACTERS, serviceEdge } from '../service/state.ts';
import { takeBackRefusedIssue } from '../verification/mending.ts';
import { type KeyInUse, keyFor, type Signer } from './key.ts';

/** How long a prepared act waits for its signature. */
export const ACT_LIFE_MS = 10 * 60_000;

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
  | 'number'
  | 'sha256'
  | 'signer'
  | 'event'
  | 'capacity'
  | 'reason'
  | 'actTime';

/**
 * Prepares the issue of a draft: the record is built and waits ten minutes for the official's signature.
 * Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`, `FILE_ALTERED`, and what `keyFor` throws.
 */
export async function prepareIssue(
  court: Court,
  actor: Actor,
  documentId: string,
  { point }: { point: string },
): Promise<Signing> {
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
    return keep(court, unit, { ...built, actor, key, now, summary, subject: row.id });
  });
}

/** What is signed must be what the person could read: an altered copy is not issued. */
async function demandIntact(court: Court, row: DocumentRow): Promise<void> {
  const state = await court.files.check(row.sha256 as ReceiptRecord['sha256']);
  if (state === 'missing') throw new CunzhengError('FILE_MISSING');
  if (state === 'altered') throw new CunzhengError('FILE_ALTERED');
}

/** The office under which an official signs; a judge's before a clerk's. */
async function officialSigner(unit: Unit, actor: Actor, court: string): Promise<Signer> {
  const offices = await unit.db
    .select()
    .from(staffRole)
    .where(and(eq(staffRole.person, actor.person), eq(staffRole.court, court)));
  const office =
    offices.find(({ role }) => role === 'judge') ?? offices.find(({ role }) => role === 'clerk');
  if (office === undefined) throw new CunzhengError('NOT_PERMITTED');
  const { person, name } = actor;
  return { court, person, name, role: office.role, owner: office.tag };
}

/** What a recipient says about a service. */
export interface Answer {
  readonly point: string;
  readonly event: 'signed' | 'refused' | 'objected';
  readonly capacity?: 'self' | 'agent' | 'substitute' | undefined;
  readonly reason?: string | undefined;
}

/**
 * Prepares a recipient's receipt. Throws `NOT_FOUND`, `NOT_PERMITTED`, `RECEIPT_EXISTS` for a second of one kind,
 * `STATE_UNFIT` (not opened yet, for one), `INPUT_INVALID` for a reason too long, and what `keyFor` throws.
 */
export async function prepareReceipt(
  court: Court,
  actor: Actor,
  serviceId: string,
  answer: Answer,
): Promise<Signing> {
  const reason = checkReason(answer.reason);
  const capacity = answer.capacity ?? 'self';
  return court.store.transaction(async (unit) => {
    const loaded = await lockService(court, unit, serviceId);
    authorizeAnswer(actor, loaded, answer.event);
    const now = court.clock();
    const owner = capacity === 'self' ? loaded.party.tag : loaded.party.agentTag;
    const { person, name } = actor;
    const signer: Signer = { court: loaded.service.court, person, name, role: 'litigant', owner };
    const key = await keyFor(court, unit, signer, { point: answer.point, now });
    const facts = { event: answer.event, key: key.id, capacity, reason, now };
    const built = buildReceipt(court.chain, loaded, facts);
    const summary = receiptSummary(court, loaded, {
      signer,
      event: answer.event,
      capacity,
      reason,
      now,
    });
    return keep(court, unit, { ...built, actor, key, now, summary, subject: serviceId, reason });
  });
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
  authorize(actor, 'service.sign', subjectOf(loaded.service));
  demand(loaded.service.state !== event, 'RECEIPT_EXISTS');
  demand(serviceEdge(loaded.service.state, event, 'recipient') !== undefined, 'STATE_UNFIT');
}

interface Kept {
  readonly unsigned: Unsigned;
  readonly openings: readonly Opening[];
  readonly actor: Actor;
  readonly key: KeyInUse;
  readonly now: number;
  readonly summary: Signing['summary'];
  readonly subject: string;
  readonly reason?: string | undefined;
}

async function keep(court: Court, { db }: Unit, act: Kept): Promise<Signing> {
  const { unsigned, key, now } = act;
  const actId = randomUUID();
  const expiresAt = new Date(now + ACT_LIFE_MS);
  await db.delete(preparedAct).where(lt(preparedAct.expiresAt, new Date(now - ACT_LIFE_MS)));
  await db.insert(preparedAct).values({
    id: actId,
    court: unsigned.court,
    person: act.actor.person,
    purpose: unsigned.kind,
    subject: act.subject,
    unsigned,
    openings: act.openings,
    keyId: key.id,
    keyRecord: key.record,
    keyOpenings: key.openings,
    reason: act.reason ?? null,
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
    capacity: string;
    reason: string | undefined;
    now: number;
  },
): Signing['summary'] {
  const lines: Signing['summary'] = documentSummary(court, loaded, said);
  return [
    { label: 'event', value: said.event },
    ...lines,
    { label: 'capacity', value: said.capacity },
    ...(said.reason === undefined ? [] : [{ label: 'reason' as const, value: said.reason }]),
  ];
}
