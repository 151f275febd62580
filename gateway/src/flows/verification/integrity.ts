import type { CourtRecord, RecordId, Sha256 } from '@cunzheng/domain';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import type { Court } from '../../context.ts';
import { document } from '../../store/schema.ts';

/** Documents in one check; a court with more asks case by case, and the whole store is `scrub`'s. */
export const MAX_CHECKED = 200;

/** One stored document against what stands on the ledger. */
export interface IntegrityItem {
  readonly documentId: string;
  readonly number: string;
  readonly title: string;
  readonly state: 'intact' | 'altered' | 'missing' | 'notRecorded';
  /** When the copy was last found intact, for a copy that is not; absent when it never was checked. */
  readonly since?: string;
  /** Where it went wrong: the stored file, or the court's tables against the ledger. */
  readonly stage?: 'file' | 'record';
}

export interface Integrity {
  readonly checked: number;
  readonly intact: number;
  readonly items: readonly IntegrityItem[];
  readonly at: string;
}

type DocumentRow = typeof document.$inferSelect;

/**
 * Hashes the stored files again, now, and compares them with the digests on the ledger, not with those in SQL.
 * Newest 200 documents of the actor's courts, or those of one case. Throws `NOT_PERMITTED`.
 */
export async function checkIntegrity(
  court: Court,
  actor: Actor,
  caseId?: string,
): Promise<Integrity> {
  const courts = courtsFor(actor, 'integrity.read');
  const rows = await court.store.db
    .select()
    .from(document)
    .where(
      and(
        inArray(document.court, courts),
        eq(document.state, 'issued'),
        caseId === undefined ? undefined : eq(document.caseId, caseId),
      ),
    )
    .orderBy(desc(document.issuedAt))
    .limit(MAX_CHECKED);
  const items: IntegrityItem[] = [];
  // One after the other: many at once would only fight for the same disk.
  for (const row of rows) items.push(await checkDocument(court, row));
  const now = new Date(court.clock());
  await noteIntact(court, items, now);
  const intact = items.filter(({ state }) => state === 'intact').length;
  return { checked: items.length, intact, items, at: now.toISOString() };
}

async function checkDocument(court: Court, row: DocumentRow): Promise<IntegrityItem> {
  const base = { documentId: row.id, number: row.number, title: row.title };
  const since = row.intactAt === null ? {} : { since: row.intactAt.toISOString() };
  const record =
    row.recordId === null ? undefined : await court.chain.readRecord(row.recordId as RecordId);
  if (record === undefined) return { ...base, state: 'notRecorded' };
  if (!agrees(row, record)) return { ...base, state: 'altered', stage: 'record', ...since };
  const copy = await court.files.check(row.sha256 as Sha256);
  return copy === 'intact'
    ? { ...base, state: copy }
    : { ...base, state: copy, stage: 'file', ...since };
}

/** Whether the court's tables say of the document what the ledger says. */
function agrees(row: DocumentRow, record: CourtRecord): boolean {
  return (
    record.kind === 'document' &&
    record.court === row.court &&
    record.number === row.number &&
    record.sha256 === row.sha256 &&
    record.sm3 === row.sm3 &&
    record.actTime === row.issuedAt?.toISOString()
  );
}

async function noteIntact(court: Court, items: readonly IntegrityItem[], now: Date): Promise<void> {
  const ids = items.filter(({ state }) => state === 'intact').map(({ documentId }) => documentId);
  if (ids.length === 0) return;
  await court.store.db.update(document).set({ intactAt: now }).where(inArray(document.id, ids));
}
