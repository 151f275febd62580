import { and, count, eq, exists, gt, inArray, not, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Court } from '../../context.ts';
import { courtCase, document, receipt, service } from '../../store/schema.ts';
import { failedByDocument } from '../verification/problems.ts';

/** Whose turn it is in a case: the court's own now, somebody else's, or nobody's any more. */
export const QUEUES = ['now', 'waiting', 'done'] as const;
export type Queue = (typeof QUEUES)[number];
export type QueueCounts = Readonly<Record<Queue, number>>;

/** What in a case waits for the court itself. */
export interface Todo {
  /** Drafts that nobody has issued. */
  readonly drafts: number;
  /** Issued documents that were sent to nobody. */
  readonly unserved: number;
  /** Services refused or objected to since the case's last document was issued. */
  readonly contested: number;
}

const CONTESTED = ['refused', 'objected'] as const;
const later = alias(document, 'later');

/**
 * The condition on a case for each queue. It is the court's turn while a case has no document, a draft, a document sent
 * to nobody, an unanswered refusal or objection, or a record that the ledger refused (`failing`, ids of such cases).
 */
export function queueConditions(
  { store: { db } }: Court,
  failing: readonly string[],
): Readonly<Record<Queue, SQL | undefined>> {
  const some = (condition: SQL | undefined) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(document)
        .where(and(eq(document.caseId, courtCase.id), condition)),
    );
  const withService = (condition: SQL | undefined) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(service)
        .innerJoin(document, eq(document.id, service.documentId))
        .where(and(eq(document.caseId, courtCase.id), condition)),
    );
  const now = or(
    not(some(undefined)),
    some(eq(document.state, 'draft')),
    some(unserved(db)),
    withService(contested(db)),
    failing.length === 0 ? undefined : inArray(courtCase.id, [...failing]),
  ) as SQL;
  const open = withService(inArray(service.state, ['sent', 'arrived', 'opened']));
  return { now, waiting: and(not(now), open), done: and(not(now), not(open)) };
}

type Db = Court['store']['db'];

/** The document was issued and sent to nobody. */
function unserved(db: Db): SQL | undefined {
  const sent = db.select({ one: sql`1` }).from(service).where(eq(service.documentId, document.id));
  return and(eq(document.state, 'issued'), not(exists(sent)));
}

/** The service was refused or objected to, and the court has issued nothing in the case since. */
function contested(db: Db): SQL | undefined {
  const answered = db
    .select({ one: sql`1` })
    .from(later)
    .innerJoin(receipt, eq(receipt.serviceId, service.id))
    .where(
      and(
        eq(later.caseId, document.caseId),
        inArray(receipt.event, [...CONTESTED]),
        gt(later.issuedAt, receipt.actTime),
      ),
    );
  return and(inArray(service.state, [...CONTESTED]), not(exists(answered)));
}

/** How many of the cases under a condition are in each queue. */
export async function countQueues(
  court: Court,
  where: SQL | undefined,
  failing: readonly string[],
): Promise<QueueCounts> {
  const { now: isNow, waiting: isWaiting } = queueConditions(court, failing);
  const those = (condition: SQL | undefined) =>
    sql<number>`(count(*) filter (where ${condition}))::int`;
  const [row] = await court.store.db
    .select({ now: those(isNow), waiting: those(isWaiting), all: count() })
    .from(courtCase)
    .where(where);
  const { now = 0, waiting = 0, all = 0 } = row ?? {};
  // Whose turn it is, is one of three.
  const done = all - now - waiting;
  return { now, waiting, done };
}

/** What waits for the court in each of these cases; a case that is not in the map has nothing. */
export async function todoOf(
  court: Court,
  caseIds: readonly string[],
): Promise<(caseId: string) => Todo> {
  const { db } = court.store;
  const drafts = await documentsWhere(court, caseIds, eq(document.state, 'draft'));
  const waiting = await documentsWhere(court, caseIds, unserved(db));
  const rows = await db
    .select({ id: document.caseId, n: count() })
    .from(service)
    .innerJoin(document, eq(document.id, service.documentId))
    .where(and(inArray(document.caseId, [...caseIds]), contested(db)))
    .groupBy(document.caseId);
  const refusals = new Map(rows.map(({ id, n }) => [id, n]));
  return (id) => ({
    drafts: drafts.get(id) ?? 0,
    unserved: waiting.get(id) ?? 0,
    contested: refusals.get(id) ?? 0,
  });
}

async function documentsWhere(
  { store }: Court,
  caseIds: readonly string[],
  condition: SQL | undefined,
): Promise<Map<string, number>> {
  const rows = await store.db
    .select({ id: document.caseId, n: count() })
    .from(document)
    .where(and(inArray(document.caseId, [...caseIds]), condition))
    .groupBy(document.caseId);
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** Cases of these courts in which the ledger refused a record. */
export async function failingCases(court: Court, courts: readonly string[]): Promise<string[]> {
  const failed = await failedByDocument(court, courts);
  return [...new Set(failed.flatMap(({ caseId }) => (caseId === undefined ? [] : [caseId])))];
}
