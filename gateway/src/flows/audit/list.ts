import { CunzhengError, type LeafId } from '@cunzheng/domain';
import { and, count, desc, eq, gte, inArray, lt, ne, or, type SQL } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { party } from '../../store/schema.ts';
import { type AuditAct, auditEntry } from '../../store/tables/audit.ts';
import { PAGE_SIZE } from '../cases/queries.ts';
import type { ProofFile } from '../verification/records.ts';
import { openSaid, type Said } from './note.ts';

type EntryRow = typeof auditEntry.$inferSelect;

/** One line of the log. */
export interface AuditView extends Partial<Said> {
  readonly id: string;
  readonly at: string;
  readonly act: AuditAct;
  readonly court: { readonly code: string; readonly name: string };
  readonly state: 'pending' | 'recorded' | 'proven';
}

/** Filters of the log; moments in ISO form. */
export interface AuditSearch {
  readonly court?: string | undefined;
  readonly act?: AuditAct | undefined;
  readonly actor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly page?: number | undefined;
}

export interface AuditPage {
  readonly items: readonly AuditView[];
  readonly total: number;
}

/** Reads and denials in the courts that the actor administers, newest first, 20 a page. Throws `NOT_PERMITTED`. */
export async function listAudit(
  house: Court,
  actor: Actor,
  search: AuditSearch,
): Promise<AuditPage> {
  const court = asActor(house, actor);
  const courts = courtsFor(actor, 'audit.read');
  const asked = search.court === undefined ? courts : courts.filter((c) => c === search.court);
  if (asked.length === 0) throw new CunzhengError('NOT_PERMITTED');
  return pageOf(court, and(inArray(auditEntry.court, asked), matching(search)), search.page);
}

/** What officials read of me and of my cases, newest first, 20 a page. */
export async function listReadsOfMine(
  house: Court,
  actor: Actor,
  page?: number,
): Promise<AuditPage> {
  const court = asActor(house, actor);
  // Row security gives what is about me and what I did; the latter is no news to me.
  const others = and(ne(auditEntry.actor, actor.person), eq(auditEntry.asStaff, true));
  const reads = and(others, ne(auditEntry.act, 'access.denied'));
  return pageOf(court, and(reads, concerning(court, actor)), page);
}

/** An official's scope holds rows of others too; here only what concerns the person himself. */
function concerning(court: Court, actor: Actor): SQL | undefined {
  const cases = court.store.db
    .select({ id: party.caseId })
    .from(party)
    .where(eq(party.person, actor.person));
  return or(eq(auditEntry.about, actor.person), inArray(auditEntry.caseId, cases));
}

function matching({ act, actor, from, to }: AuditSearch): SQL | undefined {
  return and(
    act && eq(auditEntry.act, act),
    actor === undefined ? undefined : eq(auditEntry.actor, actor),
    from === undefined ? undefined : gte(auditEntry.at, new Date(from)),
    to === undefined ? undefined : lt(auditEntry.at, new Date(to)),
  );
}

async function pageOf(court: Court, where: SQL | undefined, page = 1): Promise<AuditPage> {
  const { db } = court.store;
  const [counted] = await db.select({ n: count() }).from(auditEntry).where(where);
  const rows = await db
    .select()
    .from(auditEntry)
    .where(where)
    .orderBy(desc(auditEntry.at), desc(auditEntry.id))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE);
  const states = await court.notary.leafStatuses(rows.map((row) => row.id as LeafId));
  return {
    items: rows.map((row) => viewOf(court, row, states)),
    total: counted?.n ?? 0,
  };
}

function viewOf(
  court: Court,
  row: EntryRow,
  states: Awaited<ReturnType<Court['notary']['leafStatuses']>>,
): AuditView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    act: row.act,
    court: courtName(court, row.court),
    ...openSaid(court, row),
    state: states.get(row.id as LeafId)?.state ?? 'pending',
  };
}

/**
 * The proof of an entry, every field of it opened, for who may see it. Throws `NOT_FOUND`, `NOT_YET_PROVEN`.
 */
export async function readAuditProof(house: Court, actor: Actor, id: string): Promise<ProofFile> {
  const court = asActor(house, actor);
  const [row] = await court.store.db.select().from(auditEntry).where(eq(auditEntry.id, id));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  const bytes = await court.notary.leafProof(id as LeafId);
  return { bytes, name: `${row.act}-${id.slice(0, 12)}.proof.json`, type: 'application/json' };
}
