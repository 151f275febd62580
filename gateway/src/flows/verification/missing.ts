import {
  type CourtRecord,
  type Json,
  type Opening,
  openFields,
  type RecordId,
} from '@cunzheng/domain';
import { or } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import { signingKey } from '../../store/schema.ts';
import { filingEvent } from '../../store/tables/filing.ts';
import { allClaims, among, type Claims } from './claims.ts';
import { claimedId } from './differences.ts';
import type { IntegrityItem } from './integrity-item.ts';

type Records = ReadonlyMap<RecordId, CourtRecord>;

/**
 * Records of the ledger whose row the tables no longer have. What they were about is told from the ledger, and from the
 * openings where those were not taken away too.
 */
export async function missingItems(
  court: Court,
  claims: Claims,
  held: Records,
): Promise<IntegrityItem[]> {
  const present = new Set([
    ...allClaims(claims).map(claimedId),
    ...(await keysInTables(court, [...held.keys()])),
    ...(await actsOnFilings(court, [...held.keys()])),
  ]);
  const gone = [...held].filter(([id]) => !present.has(id));
  const openings = await court.notary.openingsOf(gone.map(([id]) => id));
  return Promise.all(
    gone.map(([id, record]) => missingItem(court, { claims, held }, { id, record, openings })),
  );
}

async function keysInTables(court: Court, ids: readonly string[]): Promise<string[]> {
  const rows = await court.store.db
    .select({ id: signingKey.recordId, revocation: signingKey.revocation })
    .from(signingKey)
    .where(or(among(signingKey.recordId, ids), among(signingKey.revocation, ids)));
  return rows.flatMap(({ id, revocation }) => [id, revocation ?? []].flat());
}

async function actsOnFilings(court: Court, ids: readonly string[]): Promise<string[]> {
  const rows = await court.store.db
    .select({ id: filingEvent.recordId })
    .from(filingEvent)
    .where(among(filingEvent.recordId, ids));
  return rows.flatMap(({ id }) => id ?? []);
}

interface Gone {
  readonly id: RecordId;
  readonly record: CourtRecord;
  readonly openings: ReadonlyMap<RecordId, readonly Opening[]>;
}

async function missingItem(
  court: Court,
  known: { claims: Claims; held: Records },
  { id, record, openings }: Gone,
): Promise<IntegrityItem> {
  const { title } = shownOf(record, openings.get(id) ?? []);
  const about = await documentOf(court, known.held, id);
  const row = [...known.claims.newest, ...known.claims.others].find(
    ({ document }) => document.recordId === about?.id,
  );
  return {
    kind: record.kind,
    recordId: id,
    ...(row === undefined ? {} : { documentId: row.document.id }),
    ...(about === undefined ? {} : { number: about.number }),
    ...(typeof title === 'string' ? { title } : {}),
    ...(record.kind === 'receipt' ? { event: record.event } : {}),
    actTime: record.actTime,
    state: 'missing',
    stage: 'row',
  };
}

function shownOf({ sd = {} }: CourtRecord, openings: readonly Opening[]): Record<string, Json> {
  try {
    return openFields(sd, openings);
  } catch {
    return {};
  }
}

/** The document that a record is about, followed along the ledger's own references. */
async function documentOf(
  court: Court,
  held: Records,
  id: RecordId,
): Promise<{ id: RecordId; number: string } | undefined> {
  const record = held.get(id) ?? (await court.chain.readRecord(id));
  switch (record?.kind) {
    case 'document':
      return { id, number: record.number };
    case 'service':
      return documentOf(court, held, record.document as RecordId);
    case 'receipt':
      return documentOf(court, held, record.service as RecordId);
    default:
      return undefined;
  }
}
