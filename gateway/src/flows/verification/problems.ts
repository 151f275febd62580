import type { RecordId } from '@cunzheng/domain';
import { eq, or } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court, RecordProgress } from '../../context.ts';
import { document, receipt, service, signingKey } from '../../store/schema.ts';
import { filing, filingEvent } from '../../store/tables/filing.ts';
import { signature } from '../../store/tables/signatures.ts';
import { recipientsOf } from '../service/state.ts';

/** A record that the ledger refused 上链异常: a clerk's task, mended by a new record. */
export interface Problem {
  readonly recordId: string;
  readonly kind: 'document' | 'service' | 'receipt' | 'filing' | 'key';
  readonly code: string;
  readonly documentId?: string;
  readonly at: string;
}

/** Refused records of the actor's courts. Throws `NOT_PERMITTED`. */
export async function listProblems(house: Court, actor: Actor): Promise<Problem[]> {
  const court = asActor(house, actor);
  const failed = await failedByDocument(court, courtsFor(actor, 'problems.read'));
  return failed.map(({ place, progress }) => ({
    recordId: progress.id,
    kind: place.kind,
    code: progress.code ?? 'LEDGER_REFUSED',
    ...(place.documentId === undefined ? {} : { documentId: place.documentId }),
    at: place.at.toISOString(),
  }));
}

/**
 * Refused records of these courts with the case they belong to. A refused key is no task: the next act brings another; nor
 * is what was done again since, and stands in its signer's list alone.
 */
export async function failedByDocument(
  court: Court,
  courts: readonly string[],
): Promise<{ place: RecordPlace; progress: RecordProgress; caseId: string | undefined }[]> {
  const lists = await Promise.all(courts.map((code) => court.notary.problems(code)));
  const unique = new Map(lists.flat().map((progress) => [progress.id, progress]));
  const found = await Promise.all(
    [...unique.values()].map(async (progress) => {
      const place = await placeInCase(court, progress.id);
      return place === undefined ? [] : [{ place, progress, caseId: place.caseId }];
    }),
  );
  return found.flat().filter(({ place }) => courts.includes(place.court));
}

/** Where in the court's own tables a record belongs. */
export interface RecordPlace {
  readonly kind: Problem['kind'];
  readonly court: string;
  readonly event?: string;
  readonly number?: string;
  readonly documentId?: string;
  readonly serviceId?: string;
  readonly caseId?: string;
  /** Persons the record is addressed to or made by: they may see it, as the court's officials may. */
  readonly recipients: readonly string[];
  readonly at: Date;
}

/** The place of a record; `undefined` when this deployment made no such record. */
export async function placeOf(court: Court, id: RecordId): Promise<RecordPlace | undefined> {
  return (
    (await placeInCase(court, id)) ??
    (await signaturePlace(court, id)) ??
    (await keyPlace(court, id))
  );
}

/** Among the papers of a case as they stand now. */
async function placeInCase(court: Court, id: RecordId): Promise<RecordPlace | undefined> {
  return (
    (await documentPlace(court, id)) ??
    (await servicePlace(court, id)) ??
    (await receiptPlace(court, id)) ??
    (await filingPlace(court, id))
  );
}

async function documentPlace(court: Court, id: string): Promise<RecordPlace | undefined> {
  const { db } = court.store;
  const [row] = await db.select().from(document).where(eq(document.recordId, id));
  if (row === undefined) return undefined;
  const served = await db
    .select({ recipient: service.recipient })
    .from(service)
    .where(eq(service.documentId, row.id));
  return {
    kind: 'document',
    court: row.court,
    number: row.number,
    documentId: row.id,
    caseId: row.caseId,
    recipients: [...served.flatMap(recipientsOf), ...signers(row.issuedBy)],
    at: row.issuedAt ?? row.createdAt,
  };
}

async function servicePlace(court: Court, id: string): Promise<RecordPlace | undefined> {
  const [row] = await court.store.db
    .select({ service, document })
    .from(service)
    .innerJoin(document, eq(document.id, service.documentId))
    .where(eq(service.recordId, id));
  return row && { kind: 'service', ...joinedPlace(row), at: row.service.sentAt };
}

async function receiptPlace(court: Court, id: string): Promise<RecordPlace | undefined> {
  const [row] = await court.store.db
    .select({ receipt, service, document })
    .from(receipt)
    .innerJoin(service, eq(service.id, receipt.serviceId))
    .innerJoin(document, eq(document.id, service.documentId))
    .where(eq(receipt.recordId, id));
  if (row === undefined) return undefined;
  const { event, actTime, actor } = row.receipt;
  const joined = joinedPlace(row);
  const recipients = [...joined.recipients, ...signers(actor)];
  return { kind: 'receipt', ...joined, recipients, event, at: actTime };
}

/** An act on a filing is its court's, and of who filed; before it is docketed it belongs to no case. */
async function filingPlace(court: Court, id: string): Promise<RecordPlace | undefined> {
  const [row] = await court.store.db
    .select({ event: filingEvent, filing })
    .from(filingEvent)
    .innerJoin(filing, eq(filing.id, filingEvent.filing))
    .where(eq(filingEvent.recordId, id));
  if (row === undefined) return undefined;
  const { court: code, act, actor, at } = row.event;
  const { caseId, person } = row.filing;
  return {
    ...{ kind: 'filing', court: code, event: act, recipients: [...new Set([person, actor])], at },
    ...(caseId === null ? {} : { caseId }),
  };
}

/** Whoever signed keeps the proof of it, whatever office he holds later. */
function signers(person: string | null): string[] {
  return person === null ? [] : [person];
}

/** For who signed and may not see the paper any more: he left the court. */
async function signaturePlace(court: Court, id: string): Promise<RecordPlace | undefined> {
  const [row] = await court.store.db.select().from(signature).where(eq(signature.recordId, id));
  if (row === undefined) return undefined;
  const { purpose: kind, court: code, event, person, signedAt: at } = row;
  return { kind, court: code, event, recipients: [person], at };
}

function joinedPlace(row: {
  service: typeof service.$inferSelect;
  document: typeof document.$inferSelect;
}) {
  return {
    court: row.service.court,
    number: row.document.number,
    documentId: row.document.id,
    serviceId: row.service.id,
    caseId: row.document.caseId,
    recipients: recipientsOf(row.service),
  };
}

async function keyPlace(court: Court, id: string): Promise<RecordPlace | undefined> {
  const [row] = await court.store.db
    .select()
    .from(signingKey)
    .where(or(eq(signingKey.recordId, id), eq(signingKey.revocation, id)));
  if (row === undefined) return undefined;
  const recipients = row.person === null ? [] : [row.person];
  const at = row.revocation === id && row.revokedAt !== null ? row.revokedAt : row.notBefore;
  return { kind: 'key', court: row.court, recipients, at };
}
