import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  ilike,
  inArray,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { type Actor, authorize, courtsFor } from '../../access/policy.ts';
import { asActor, inOne } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { courtCase, document, party, service } from '../../store/schema.ts';
import { auditEntry } from '../../store/tables/audit.ts';
import { noteLook } from '../audit/note.ts';
import { type LawyerBadge, lawyerBadges } from '../claims/lawyers.ts';
import { type DocumentView, documentViews } from '../documents/views.ts';
import { failedByDocument } from '../verification/problems.ts';
import {
  countQueues,
  type Queue,
  type QueueCounts,
  queueConditions,
  type Todo,
  todoOf,
} from './queue.ts';

export const PAGE_SIZE = 20;

type CaseRow = typeof courtCase.$inferSelect;

export interface PartyView {
  readonly id: string;
  readonly name: string;
  readonly side: string;
  /** He is reached through an account. */
  readonly linked: boolean;
  /** On the case's own page: a court approved his licence. */
  readonly lawyer?: LawyerBadge;
}

/** One line of the desk: what stands in the case and how much of it waits for somebody. */
export interface CaseSummary {
  readonly id: string;
  readonly caseNumber: string;
  readonly title: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly parties: readonly PartyView[];
  readonly documents: number;
  /** Services that nobody has signed for yet. */
  readonly unsigned: number;
  /** Records of this case that the ledger refused. */
  readonly problems: number;
  readonly todo: Todo;
  readonly updatedAt: string;
}

/**
 * Cases of the actor's courts, 20 a page, with the size of each queue. In a queue those that wait longest come first, of
 * all cases the last changed. Throws `NOT_PERMITTED`.
 */
export async function listCases(
  house: Court,
  actor: Actor,
  { q = '', page = 1, queue }: { q?: string | undefined; page?: number; queue?: Queue | undefined },
): Promise<{ items: CaseSummary[]; total: number; counts: QueueCounts }> {
  const court = asActor(house, actor);
  const courts = courtsFor(actor, 'case.read');
  const where = and(inArray(courtCase.court, courts), matching(court, q));
  const problems = await problemCounts(court, courts);
  return inOne(court, (one) => pageOf(one, where, { page, queue, problems }));
}

interface Asked {
  readonly page: number;
  readonly queue: Queue | undefined;
  readonly problems: ReadonlyMap<string, number>;
}

async function pageOf(court: Court, where: SQL | undefined, { page, queue, problems }: Asked) {
  const failing = [...problems.keys()];
  const counts = await countQueues(court, where, failing);
  const waits = queue === 'now' || queue === 'waiting';
  const rows = await court.store.db
    .select()
    .from(courtCase)
    .where(and(where, queue && queueConditions(court, failing)[queue]))
    .orderBy(waits ? asc(courtCase.updatedAt) : desc(courtCase.updatedAt), asc(courtCase.id))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE);
  const total = queue ? counts[queue] : counts.now + counts.waiting + counts.done;
  return { items: await summaries(court, rows, problems), total, counts };
}

function matching(court: Court, q: string) {
  const text = q.trim();
  if (text === '') return undefined;
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const named = court.store.db
    .select({ one: sql`1` })
    .from(party)
    .where(and(eq(party.caseId, courtCase.id), ilike(party.name, like)));
  return or(ilike(courtCase.caseNumber, like), ilike(courtCase.title, like), exists(named));
}

async function summaries(
  court: Court,
  rows: readonly CaseRow[],
  problems: ReadonlyMap<string, number>,
): Promise<CaseSummary[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const parties = await partiesOf(court, ids);
  const documents = await documentCounts(court, ids);
  const unsigned = await unsignedCounts(court, ids);
  const todo = await todoOf(court, ids);
  return rows.map((row) => ({
    id: row.id,
    caseNumber: row.caseNumber,
    title: row.title,
    court: courtName(court, row.court),
    parties: parties.get(row.id) ?? [],
    documents: documents.get(row.id) ?? 0,
    unsigned: unsigned.get(row.id) ?? 0,
    problems: problems.get(row.id) ?? 0,
    todo: todo(row.id),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

async function partiesOf(court: Court, caseIds: string[]): Promise<Map<string, PartyView[]>> {
  const rows = await court.store.db
    .select()
    .from(party)
    .where(inArray(party.caseId, caseIds))
    .orderBy(asc(party.side), asc(party.name));
  const out = new Map<string, PartyView[]>();
  for (const { caseId, id, name, side, person } of rows) {
    const view = { id, name, side, linked: person !== null };
    out.set(caseId, [...(out.get(caseId) ?? []), view]);
  }
  return out;
}

async function documentCounts(court: Court, caseIds: string[]): Promise<Map<string, number>> {
  const rows = await court.store.db
    .select({ id: document.caseId, n: count() })
    .from(document)
    .where(inArray(document.caseId, caseIds))
    .groupBy(document.caseId);
  return new Map(rows.map(({ id, n }) => [id, n]));
}

async function unsignedCounts(court: Court, caseIds: string[]): Promise<Map<string, number>> {
  const rows = await court.store.db
    .select({ id: document.caseId, n: count() })
    .from(service)
    .innerJoin(document, eq(document.id, service.documentId))
    .where(and(inArray(document.caseId, caseIds), ne(service.state, 'signed')))
    .groupBy(document.caseId);
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** Records that the ledger refused, by the case they are in. */
async function problemCounts(
  court: Court,
  courts: readonly string[],
): Promise<Map<string, number>> {
  const out = new Map<string, number>();
  const failed = await failedByDocument(court, courts);
  for (const { caseId } of failed) {
    if (caseId !== undefined) out.set(caseId, (out.get(caseId) ?? 0) + 1);
  }
  return out;
}

/** One case with its parties and documents, newest first. */
export interface CaseView extends Omit<CaseSummary, 'documents'> {
  readonly documents: readonly DocumentView[];
}

/** A page that asks again every second is one look; after this time it is another. */
const ONE_LOOK_MS = 10 * 60_000;

/** The page shows the parties' names, so whoever opens it is noted. */
async function noteCaseRead(court: Court, actor: Actor, row: CaseRow): Promise<void> {
  const since = new Date(court.clock() - ONE_LOOK_MS);
  await court.store.transaction(async (unit) => {
    const [noted] = await unit.db
      .select({ id: auditEntry.id })
      .from(auditEntry)
      .where(
        and(
          ...[eq(auditEntry.caseId, row.id), eq(auditEntry.actor, actor.person)],
          ...[eq(auditEntry.act, 'case.read'), gt(auditEntry.at, since)],
        ),
      )
      .limit(1);
    if (noted !== undefined) return;
    const looked = { act: 'case.read', thing: row.caseNumber, caseId: row.id } as const;
    await noteLook(court, unit, actor, { court: row.court, ...looked });
  });
}

/** One case of one's court. Throws `NOT_FOUND`. */
export async function readCase(house: Court, actor: Actor, id: string): Promise<CaseView> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const [row] = await db.select().from(courtCase).where(eq(courtCase.id, id));
  authorize(actor, 'case.read', row);
  await noteCaseRead(court, actor, row);
  const [summary] = await summaries(court, [row], await problemCounts(court, [row.court]));
  const parties = await withBadges(court, id, summary?.parties ?? []);
  const documents = await db
    .select()
    .from(document)
    .where(eq(document.caseId, id))
    .orderBy(desc(document.createdAt), asc(document.id));
  const views = await documentViews(court, documents);
  return { ...(summary as CaseSummary), parties, documents: views };
}

async function withBadges(
  court: Court,
  caseId: string,
  parties: readonly PartyView[],
): Promise<PartyView[]> {
  const { db } = court.store;
  const rows = await db
    .select({ id: party.id, person: party.person })
    .from(party)
    .where(eq(party.caseId, caseId));
  const badges = await lawyerBadges(
    court,
    db,
    rows.flatMap(({ person }) => person ?? []),
  );
  const personOf = new Map(rows.map(({ id, person }) => [id, person]));
  return parties.map((each) => {
    const lawyer = badges.get(personOf.get(each.id) ?? '');
    return lawyer === undefined ? each : { ...each, lawyer };
  });
}
