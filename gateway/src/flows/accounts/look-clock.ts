import { and, eq, inArray } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { Db, Unit } from '../../store/store.ts';
import { deadline } from '../../store/tables/settings.ts';
import { startClock, startingAt, stopClock } from '../clocks/run.ts';

const KIND = 'identityReview';

/** What a clerk shall look at: a review or a claim of capacity. */
export interface Looking {
  readonly id: string;
  readonly court: string;
  readonly person: string;
}

/** Starts the clock of a clerk's look (001-44), by the court's own calendar and setting. Returns until when. */
export async function startLook(
  court: Court,
  unit: Unit,
  { id, ...whose }: Looking,
): Promise<Date> {
  const start = startingAt(court.clock());
  const row = await startClock(court, unit, {
    ...{ ...whose, rule: KIND, subject: { kind: KIND, id }, start },
  });
  // A clock that has just begun stands nowhere still.
  return row.dueAt ?? new Date(court.clock());
}

/** Somebody looked, or nobody has to any more. */
export function stopLook(
  court: Court,
  unit: Unit,
  id: string,
  { outcome, author }: { readonly outcome: 'met' | 'ended'; readonly author: string },
): Promise<void> {
  const because = outcome === 'met' ? '已核对' : '不再需要核对';
  return stopClock(court, unit, { subject: { kind: KIND, id } }, { outcome, because, author });
}

/** Until when each shall be looked at, as its clock says today: a corrected calendar moves it. */
export async function looksDue(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: deadline.subject, dueAt: deadline.dueAt })
    .from(deadline)
    .where(and(eq(deadline.subjectKind, KIND), inArray(deadline.subject, [...ids])));
  return new Map(rows.flatMap(({ id, dueAt }) => (dueAt === null ? [] : [[id, dueAt] as const])));
}

/** The same rows with the days of their clocks. */
export async function withClocks<Row extends { readonly id: string; readonly dueAt: Date }>(
  db: Db,
  rows: readonly Row[],
): Promise<Row[]> {
  const due = await looksDue(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, dueAt: due.get(row.id) ?? row.dueAt }));
}
