import type { FilingState } from '@cunzheng/domain/filing';
import { asc, desc, eq, inArray, type SQL } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor, inOne } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { courtCase } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import { type FilingRow, filing, filingParty, NO_END } from '../../store/tables/filing.ts';
import { noteLook } from '../audit/note.ts';
import { authorizeFiling } from './load.ts';
import { type FilingView, viewOf } from './views.ts';

/** Lines of a page. */
export const FILINGS_PAGE = 20;

/** One line of a list. Times are ISO texts. */
export interface FilingLine {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly kind: FilingRow['kind'];
  readonly cause: string;
  readonly state: FilingState;
  readonly round: number;
  readonly changedAt: string;
  readonly submittedAt?: string;
  /** Names of who files and of the other side, in the order of the filing. */
  readonly applicants: readonly string[];
  readonly others: readonly string[];
  readonly taken: 'nobody' | 'me' | 'other';
  /** End of the court's look, or of the time for a correction; absent where none runs. */
  readonly dueAt?: string;
  readonly overdue: boolean;
  readonly caseNumber?: string;
}

/** My filings, the last changed first. */
export async function listMyFilings(
  house: Court,
  actor: Actor,
  { page = 1 }: { readonly page?: number | undefined } = {},
): Promise<{ items: FilingLine[]; total: number }> {
  const court = asActor(house, actor);
  const where = eq(filing.person, actor.person);
  return inOne(court, async (one) => {
    const rows = await pageOf(one.store.db, where, page);
    await court.knowCourts(rows.map((row) => row.court));
    return {
      items: await linesOf(one, actor, rows),
      total: await one.store.db.$count(filing, where),
    };
  });
}

function pageOf(db: Db, where: SQL | undefined, page: number): Promise<FilingRow[]> {
  return db
    .select()
    .from(filing)
    .where(where)
    .orderBy(desc(filing.changedAt), asc(filing.id))
    .limit(FILINGS_PAGE)
    .offset((page - 1) * FILINGS_PAGE);
}

/** Lines of these rows, in their order. */
export async function linesOf(
  court: Court,
  actor: Actor,
  rows: readonly FilingRow[],
): Promise<FilingLine[]> {
  if (rows.length === 0) return [];
  const { db } = court.store;
  const ids = rows.map(({ id }) => id);
  const parties = await db
    .select()
    .from(filingParty)
    .where(inArray(filingParty.filing, ids))
    .orderBy(asc(filingParty.place));
  const cases = await numbersOf(db, rows);
  const now = court.clock();
  return rows.map((row) => {
    const named = (side: string) =>
      parties
        .filter((each) => each.filing === row.id && each.side === side)
        .map(({ name }) => name);
    const caseNumber = row.caseId === null ? undefined : cases.get(row.caseId);
    return {
      ...{ id: row.id, court: courtName(court, row.court), kind: row.kind, cause: row.cause },
      ...{ state: row.state, round: row.round, changedAt: row.changedAt.toISOString() },
      ...(row.submittedAt === null ? {} : { submittedAt: row.submittedAt.toISOString() }),
      ...{ applicants: named('applicant'), others: named('other'), taken: takenOf(actor, row) },
      ...(row.dueAt.getTime() === NO_END.getTime() ? {} : { dueAt: row.dueAt.toISOString() }),
      overdue: row.dueAt.getTime() < now,
      ...(caseNumber === undefined ? {} : { caseNumber }),
    };
  });
}

function takenOf(actor: Actor, { reviewer }: FilingRow): FilingLine['taken'] {
  if (reviewer === null) return 'nobody';
  return reviewer === actor.person ? 'me' : 'other';
}

async function numbersOf(db: Db, rows: readonly FilingRow[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ caseId }) => caseId ?? []);
  if (ids.length === 0) return new Map();
  const found = await db
    .select({ id: courtCase.id, number: courtCase.caseNumber })
    .from(courtCase)
    .where(inArray(courtCase.id, ids));
  return new Map(found.map(({ id, number }) => [id, number]));
}

/**
 * One filing with everything in it, for who filed it and for officials of its court, whose reading is noted. Throws
 * `NOT_FOUND`, `NOT_PERMITTED`.
 */
export async function readFiling(house: Court, actor: Actor, id: string): Promise<FilingView> {
  const court = asActor(house, actor);
  const [row] = await court.store.db.select().from(filing).where(eq(filing.id, id));
  authorizeFiling(actor, 'filing.read', row);
  if (row.person !== actor.person) {
    const looked = { court: row.court, act: 'case.read', thing: row.cause } as const;
    await court.store.transaction((unit) =>
      noteLook(court, unit, actor, { ...looked, about: row.person }),
    );
  }
  return viewOf(court, actor, id);
}
