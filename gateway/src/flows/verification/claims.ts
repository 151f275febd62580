import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Court } from '../../context.ts';
import { courtCase, document, party, person, receipt, service } from '../../store/schema.ts';
import type { Claim, DocumentClaim, ReceiptClaim, ServiceClaim } from './differences.ts';

/** The acts of the court's tables that a check is about. */
export interface Claims {
  /** The newest documents, whose files are hashed again. */
  readonly newest: readonly DocumentClaim[];
  /** Others of which the ledger's part of the check speaks. */
  readonly others: readonly DocumentClaim[];
  readonly services: readonly ServiceClaim[];
  readonly receipts: readonly ReceiptClaim[];
}

/** All of them in one list. */
export function allClaims({ newest, others, services, receipts }: Claims): Claim[] {
  return [...newest, ...others, ...services, ...receipts];
}

export interface ClaimScope {
  readonly courts: readonly string[];
  /** One case of them; all when left out. */
  readonly caseId?: string;
  /** Ids of the records that are looked for in the tables. */
  readonly recordIds: readonly string[];
  readonly limit: number;
}

/** Reads them: issued documents of the scope, newest first, everything sent and received of them, and what the ids name. */
export async function readClaims(court: Court, scope: ClaimScope): Promise<Claims> {
  const { courts, caseId, recordIds, limit } = scope;
  const issued = and(
    inArray(document.court, [...courts]),
    eq(document.state, 'issued'),
    caseId === undefined ? undefined : eq(document.caseId, caseId),
  );
  const newest = await documentClaims(court, issued, limit);
  const known = new Set(newest.map((claim) => claim.document.id));
  const named = await documentClaims(court, among(document.recordId, recordIds));
  const ids = [...known];
  const services = await serviceClaims(
    court,
    or(among(service.documentId, ids, 'uuid[]'), among(service.recordId, recordIds)),
  );
  const serviceIds = services.map((claim) => claim.service.id);
  const receipts = await receiptClaims(
    court,
    or(among(receipt.serviceId, serviceIds, 'uuid[]'), among(receipt.recordId, recordIds)),
  );
  const others = named.filter((claim) => !known.has(claim.document.id));
  return { newest, others, services, receipts };
}

/** One parameter however many ids there are. */
export function among(column: AnyPgColumn, ids: readonly string[], type = 'text[]'): SQL {
  return sql`${column} = any(${sql.param([...ids])}::${sql.raw(type)})`;
}

async function documentClaims(
  court: Court,
  where: SQL | undefined,
  limit?: number,
): Promise<DocumentClaim[]> {
  const query = court.store.db
    .select({ document, courtCase, signer: person.name })
    .from(document)
    .innerJoin(courtCase, eq(courtCase.id, document.caseId))
    .leftJoin(person, eq(person.id, document.issuedBy))
    .where(where)
    .orderBy(desc(document.issuedAt));
  const rows = limit === undefined ? await query : await query.limit(limit);
  return rows.map((row) => ({ kind: 'document', ...row }));
}

async function serviceClaims(court: Court, where: SQL | undefined): Promise<ServiceClaim[]> {
  const rows = await court.store.db
    .select({ service, document, courtCase, party })
    .from(service)
    .innerJoin(document, eq(document.id, service.documentId))
    .innerJoin(courtCase, eq(courtCase.id, document.caseId))
    .innerJoin(party, eq(party.id, service.partyId))
    .where(where);
  return rows.map((row) => ({ kind: 'service', ...row }));
}

async function receiptClaims(court: Court, where: SQL | undefined): Promise<ReceiptClaim[]> {
  const rows = await court.store.db
    .select({ receipt, service, document, courtCase, party, signer: person.name })
    .from(receipt)
    .innerJoin(service, eq(service.id, receipt.serviceId))
    .innerJoin(document, eq(document.id, service.documentId))
    .innerJoin(courtCase, eq(courtCase.id, document.caseId))
    .innerJoin(party, eq(party.id, service.partyId))
    .leftJoin(person, eq(person.id, receipt.actor))
    .where(where);
  return rows.map((row) => ({ kind: 'receipt', ...row }));
}
