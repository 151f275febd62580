import { and, asc, eq, exists, inArray, isNull, not, or, type SQL, sql } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { courtCase, document, party, service } from '../../store/schema.ts';

/** Documents in one list of what can be served. */
export const MAX_UNSERVED = 100;

/** An issued document with the parties of its case, and whether each was served with it. */
export interface UnservedDocument {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly issuedAt: string;
  readonly parties: readonly {
    readonly id: string;
    readonly name: string;
    readonly side: string;
    readonly served: boolean;
  }[];
}

/**
 * Issued documents of the actor's courts that were not sent to every party of their case, the longest issued first, at
 * most 100. Throws `NOT_PERMITTED`.
 */
export async function listUnserved(house: Court, actor: Actor): Promise<UnservedDocument[]> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const open = db
    .select({ one: sql`1` })
    .from(party)
    .where(and(eq(party.caseId, document.caseId), isMeant(), not(wasServed(court))));
  const rows = await db
    .select({ document, caseNumber: courtCase.caseNumber })
    .from(document)
    .innerJoin(courtCase, eq(courtCase.id, document.caseId))
    .where(
      and(
        inArray(document.court, courtsFor(actor, 'document.serve')),
        eq(document.state, 'issued'),
        exists(open),
      ),
    )
    .orderBy(asc(document.issuedAt), asc(document.id))
    .limit(MAX_UNSERVED);
  const parties = await partiesOf(
    court,
    rows.map((row) => row.document),
  );
  return rows.map(
    ({ document: { id, number, title, caseId, issuedAt, createdAt }, caseNumber }) => ({
      ...{ id, number, title, caseId, caseNumber },
      issuedAt: (issuedAt ?? createdAt).toISOString(),
      parties: parties(id),
    }),
  );
}

/** The document at hand is written to the party at hand, or to nobody in particular. */
function isMeant(): SQL | undefined {
  return or(isNull(document.addressee), eq(document.addressee, party.id));
}

/** The party at hand was served with the document at hand. */
function wasServed({ store }: Court): SQL {
  return exists(
    store.db
      .select({ one: sql`1` })
      .from(service)
      .where(and(eq(service.documentId, document.id), eq(service.partyId, party.id))),
  );
}

async function partiesOf(
  court: Court,
  documents: readonly { readonly id: string; readonly caseId: string }[],
): Promise<(documentId: string) => UnservedDocument['parties']> {
  if (documents.length === 0) return () => [];
  const rows = await court.store.db
    .select({ documentId: document.id, party, serviceId: service.id })
    .from(document)
    .innerJoin(party, and(eq(party.caseId, document.caseId), isMeant()))
    .leftJoin(service, and(eq(service.documentId, document.id), eq(service.partyId, party.id)))
    .where(
      inArray(
        document.id,
        documents.map(({ id }) => id),
      ),
    )
    .orderBy(asc(party.side), asc(party.name));
  const found = new Map<string, UnservedDocument['parties'][number][]>();
  for (const {
    documentId,
    party: { id, name, side },
    serviceId,
  } of rows) {
    const list = found.get(documentId) ?? [];
    found.set(documentId, list);
    if (!list.some((each) => each.id === id))
      list.push({ id, name, side, served: serviceId !== null });
  }
  return (documentId) => found.get(documentId) ?? [];
}
