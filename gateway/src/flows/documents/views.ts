import { inArray } from 'drizzle-orm';
import type { ChainState } from '../../chain-state.ts';
import { type Court, courtName } from '../../context.ts';
import { type CaseRow, courtCase, type DocumentRow, party, person } from '../../store/schema.ts';
import { verifyUrl } from '../../verify-url.ts';
import { type ServiceView, servicesOfDocuments } from '../service/views.ts';
import { type ClaimedStates, claimedStates } from '../verification/findings.ts';

export type { DocumentRow } from '../../store/schema.ts';

/** A document as its court's officials see it. Sizes in bytes, times as ISO texts. */
export interface DocumentView {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly caseId: string;
  readonly caseNumber: string;
  readonly title: string;
  readonly kind: string;
  /** The party it is written to, if it is to one. */
  readonly addressee?: { readonly id: string; readonly name: string };
  readonly number: string;
  readonly code: string;
  readonly state: 'draft' | 'issued';
  readonly issuedAt?: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly size: number;
  readonly pages: number;
  readonly issuedBy?: string;
  readonly chain?: ChainState;
  readonly verifyUrl: string;
  readonly services: readonly ServiceView[];
}

/** Views of these rows, in their order. The caller has checked that the reader may see them. */
export async function documentViews(
  court: Court,
  rows: readonly DocumentRow[],
): Promise<DocumentView[]> {
  if (rows.length === 0) return [];
  const cases = await casesOf(court, [...new Set(rows.map((row) => row.caseId))]);
  const addressees = await partyNames(court, rows);
  const issuers = await personNames(court, [...new Set(rows.flatMap((row) => row.issuedBy ?? []))]);
  const ids = rows.map((row) => row.id);
  const services = await servicesOfDocuments(court, ids);
  const chain = await claimedStates(
    court,
    rows.map((row) => ({
      kind: 'document',
      document: row,
      courtCase: cases.get(row.caseId) as CaseRow,
      signer: row.issuedBy === null ? null : (issuers.get(row.issuedBy) ?? null),
    })),
  );
  return rows.map((row) => ({
    ...plainView(court, row),
    ...addresseeOf(row, addressees),
    caseNumber: (cases.get(row.caseId) as CaseRow).caseNumber,
    services: services.get(row.id) ?? [],
    ...issueOf(row, { issuers, chain }),
  }));
}

async function personNames(court: Court, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await court.store.db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, ids));
  return new Map(rows.map((row) => [row.id, row.name]));
}

async function partyNames(
  court: Court,
  rows: readonly DocumentRow[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ addressee }) => addressee ?? []))];
  if (ids.length === 0) return new Map();
  const found = await court.store.db
    .select({ id: party.id, name: party.name })
    .from(party)
    .where(inArray(party.id, ids));
  return new Map(found.map(({ id, name }) => [id, name]));
}

function addresseeOf({ addressee: id }: DocumentRow, names: ReadonlyMap<string, string>) {
  const name = id === null ? undefined : names.get(id);
  return id === null || name === undefined ? {} : { addressee: { id, name } };
}

async function casesOf(court: Court, ids: string[]): Promise<Map<string, CaseRow>> {
  const rows = await court.store.db.select().from(courtCase).where(inArray(courtCase.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}

function plainView(court: Court, row: DocumentRow) {
  const { id, caseId, title, kind, number, code, state, sha256, sm3, size, pages } = row;
  const place = courtName(court, row.court);
  const url = verifyUrl(court, number, code);
  const digests = { sha256, sm3, size, pages };
  return { id, court: place, caseId, title, kind, number, code, state, ...digests, verifyUrl: url };
}

function issueOf(
  row: DocumentRow,
  { issuers, chain }: { issuers: Map<string, string>; chain: ClaimedStates },
) {
  if (row.issuedAt === null || row.recordId === null || row.issuedBy === null) return {};
  return {
    issuedAt: row.issuedAt.toISOString(),
    issuedBy: issuers.get(row.issuedBy) as string,
    chain: chain('document', row.recordId),
  };
}
