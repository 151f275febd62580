import { CunzhengError, type RecordId, type Sha256 } from '@cunzheng/domain';
import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court, NewestRecords } from '../../context.ts';
import { courtCase, document } from '../../store/schema.ts';
import { allClaims, type Claims, readClaims } from './claims.ts';
import { type Claim, claimedId, type DocumentClaim, stateFits } from './differences.ts';
import { type Findings, findingOf, findingsOf } from './findings.ts';
import type { IntegrityItem } from './integrity-item.ts';
import { missingItems } from './missing.ts';

/** Documents in one check; a court with more asks case by case, and the whole store is `scrub`'s. */
export const MAX_CHECKED = 200;
/** Entries of the log that a check of a whole court goes back; one of a case reads all that the ledger has of it. */
export const MAX_ENTRIES = 2_000;

export interface Integrity {
  /** Acts that were compared, how many of them are documents, and how many agree. */
  readonly checked: number;
  readonly documents: number;
  readonly intact: number;
  /** Every document, and of the other acts those that do not agree. */
  readonly items: readonly IntegrityItem[];
  readonly at: string;
  /** What the tables were searched for: so many records, since that time where the log has older ones. */
  readonly ledger: { readonly records: number; readonly from?: string };
}

/**
 * Compares the court's tables and files with the ledger, now, both ways: each row with its record, each stored file
 * with the digest on the ledger (not with the one in SQL), and each record with the row it must have. Newest 200
 * documents and 2,000 entries of the log for the actor's courts, or everything of one case.
 * Throws `NOT_PERMITTED`, and `NOT_FOUND` for what is no case of his courts.
 */
export async function checkIntegrity(
  house: Court,
  actor: Actor,
  caseId?: string,
): Promise<Integrity> {
  const court = asActor(house, actor);
  const courts = courtsFor(actor, 'integrity.read');
  // The ledger first: an act is in the tables before it is there, so a row that is missing then was taken away.
  const held = await heldRecords(court, courts, caseId);
  const scope = { courts, recordIds: [...held.records.keys()], limit: MAX_CHECKED };
  const claims = await readClaims(court, caseId === undefined ? scope : { ...scope, caseId });
  const found = await foundItems(court, claims);
  const missing = await missingItems(court, claims, held.records);
  const now = new Date(court.clock());
  await noteIntact(court, found, now);
  return summary([...found, ...missing], held, now);
}

async function heldRecords(
  court: Court,
  courts: readonly string[],
  caseId: string | undefined,
): Promise<NewestRecords> {
  const held =
    caseId === undefined
      ? await court.chain.newestRecords(MAX_ENTRIES)
      : await recordsOfCase(court, courts, caseId);
  const own = [...held.records].filter(([, record]) => courts.includes(record.court));
  return { ...held, records: new Map(own) };
}

async function recordsOfCase(
  court: Court,
  courts: readonly string[],
  caseId: string,
): Promise<NewestRecords> {
  const [row] = await court.store.db
    .select()
    .from(courtCase)
    .where(and(eq(courtCase.id, caseId), inArray(courtCase.court, [...courts])));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return { records: await court.chain.recordsOfCase(row.tag) };
}

/** What the tables hold: a line for each act; documents beyond the newest only where they differ. */
async function foundItems(court: Court, claims: Claims): Promise<IntegrityItem[]> {
  const all = allClaims(claims);
  const findings = await findingsOf(court, all);
  const unsent = await unsentIds(court, all, findings);
  const compare = (claim: Claim) => compared(claim, { claims, findings, unsent });
  const items: IntegrityItem[] = [];
  // One after the other: many at once would only fight for the same disk.
  for (const claim of claims.newest) items.push(await withFile(court, claim, compare(claim)));
  const others = claims.others.map(compare).filter(({ state }) => state !== 'intact');
  return [...items, ...others, ...claims.services.map(compare), ...claims.receipts.map(compare)];
}

/** Acts whose records are on their way, or were refused 上链异常: they cannot be on the ledger. */
async function unsentIds(
  court: Court,
  claims: readonly Claim[],
  findings: Findings,
): Promise<ReadonlySet<string>> {
  const ids = claims.flatMap((claim) => {
    const id = claimedId(claim);
    return id === undefined || findingOf(findings, claim.kind, id)?.record ? [] : [id];
  });
  const statuses = await court.notary.statuses(ids as RecordId[]);
  const unsent = ids.filter((id) => {
    const state = statuses.get(id as RecordId)?.state;
    return state === 'pending' || state === 'failed';
  });
  return new Set(unsent);
}

interface Known {
  readonly claims: Claims;
  readonly findings: Findings;
  readonly unsent: ReadonlySet<string>;
}

function compared(claim: Claim, { claims, findings, unsent }: Known): IntegrityItem {
  const id = claimedId(claim) as string;
  const { record, differs = [] } = findingOf(findings, claim.kind, id) ?? {};
  const base = itemOf(claim, id);
  if (record === undefined) {
    return { ...base, state: 'notRecorded', ...(unsent.has(id) ? {} : { stage: 'record' }) };
  }
  const all = stands(claim, claims) ? differs : [...differs, 'state' as const];
  if (all.length === 0) return { ...base, state: 'intact' };
  return { ...base, state: 'altered', stage: 'record', differs: all };
}

function stands(claim: Claim, { receipts }: Claims): boolean {
  if (claim.kind !== 'service') return true;
  const own = receipts.filter(({ service }) => service.id === claim.service.id);
  return stateFits(
    claim.service,
    own.map(({ receipt }) => receipt),
  );
}

function itemOf(claim: Claim, recordId: string): Omit<IntegrityItem, 'state'> {
  const { kind, document: row } = claim;
  const base = { kind, recordId, documentId: row.id, number: row.number, title: row.title };
  if (claim.kind === 'service') return { ...base, actTime: claim.service.sentAt.toISOString() };
  if (claim.kind === 'document') return base;
  const { event, actTime } = claim.receipt;
  return { ...base, event, actTime: actTime.toISOString() };
}

/** The stored copy too: an agreeing row still says nothing of the file. */
async function withFile(
  court: Court,
  { document: row }: DocumentClaim,
  item: IntegrityItem,
): Promise<IntegrityItem> {
  const since = row.intactAt === null ? {} : { since: row.intactAt.toISOString() };
  if (item.state === 'altered') return { ...item, ...since };
  if (item.state !== 'intact') return item;
  const copy = await court.files.check(row.sha256 as Sha256);
  return copy === 'intact' ? item : { ...item, state: copy, stage: 'file', ...since };
}

async function noteIntact(court: Court, items: readonly IntegrityItem[], now: Date): Promise<void> {
  const ids = items.flatMap(({ kind, state, documentId }) =>
    kind === 'document' && state === 'intact' && documentId !== undefined ? [documentId] : [],
  );
  if (ids.length === 0) return;
  await court.store.db.update(document).set({ intactAt: now }).where(inArray(document.id, ids));
}

function summary(all: readonly IntegrityItem[], held: NewestRecords, now: Date): Integrity {
  const { records, from } = held;
  return {
    checked: all.length,
    documents: all.filter(({ kind }) => kind === 'document').length,
    intact: all.filter(({ state }) => state === 'intact').length,
    items: all.filter(({ kind, state }) => kind === 'document' || state !== 'intact'),
    at: now.toISOString(),
    ledger: {
      records: records.size,
      ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    },
  };
}
