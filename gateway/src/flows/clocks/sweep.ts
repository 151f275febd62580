import type { PeriodId } from '@cunzheng/domain/deadlines';
import { and, asc, eq, gt, isNull, lt, ne, or } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { type DeadlineRow, deadline } from '../../store/tables/settings.ts';
import { calendarOf, type KnownCalendar } from '../settings/calendar.ts';
import { computeClock, ruleOf } from './facts.ts';
import { stopRow } from './run.ts';
import { isSame, settle, stateAt } from './settle.ts';

/**
 * What follows when a period ends unused; written into the transaction that marks it overdue, so that it is done exactly
 * once, by whichever process came first. One that throws is tried again at the next sweep.
 */
export type DueTask = (court: Court, unit: Unit, row: DeadlineRow) => Promise<void>;
export type DueTasks = Readonly<Partial<Record<PeriodId, DueTask>>>;

export interface ClockSweep {
  /** Deadlines whose end moved. */
  readonly moved: number;
  /** Deadlines that went overdue and what followed was done. */
  readonly lapsed: number;
  /** Deadlines whose task threw; the first errors. */
  readonly failures: readonly unknown[];
}

const BATCH = 200;

/**
 * Computes open deadlines again from their facts: those that are due, those whose court's calendar has changed since, and
 * with `all` every one, as at start. Nothing depends on a job that ran: after a kill, a lost job or a stopped server the
 * next sweep finds the same. Several processes may sweep at once. Throws what the database throws.
 */
export async function sweepClocks(
  house: Court,
  tasks: DueTasks = {},
  { all = false }: { readonly all?: boolean } = {},
): Promise<ClockSweep> {
  const court = asHouse(house, 'sweep');
  const sum = { moved: 0, lapsed: 0, failures: [] as unknown[] };
  const rows = await court.store.db
    .selectDistinct({ code: deadline.court })
    .from(deadline)
    .where(isNull(deadline.endedAt));
  await court.knowCourts(rows.map(({ code }) => code));
  for (const { code } of rows) await sweepCourt(court, code, { tasks, all, sum });
  return sum;
}

interface Sweeping {
  readonly tasks: DueTasks;
  readonly all: boolean;
  readonly sum: { moved: number; lapsed: number; failures: unknown[] };
}

async function sweepCourt(court: Court, code: string, sweeping: Sweeping): Promise<void> {
  const { db } = court.store;
  const calendar = await calendarOf(court, db, code, court.clock());
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await db
      .select()
      .from(deadline)
      .where(and(candidates(court, code, calendar, sweeping.all), gt(deadline.id, last)))
      .orderBy(asc(deadline.id))
      .limit(BATCH);
    for (const row of rows) {
      if (needsWriting(row, calendar, court.clock())) await sweepOne(court, row.id, sweeping);
    }
    if (rows.length < BATCH) return;
    last = (rows.at(-1) as DeadlineRow).id;
  }
}

function candidates(court: Court, code: string, calendar: KnownCalendar, all: boolean) {
  const now = new Date(court.clock());
  // One that was prolonged and has run out again has lapsed before.
  const waiting = or(isNull(deadline.lapsedAt), ne(deadline.state, 'overdue'));
  const due = and(lt(deadline.dueAt, now), waiting);
  const stale = ne(deadline.calendarMark, calendar.mark);
  const open = and(eq(deadline.court, code), isNull(deadline.endedAt));
  return all ? open : and(open, or(due, stale));
}

function needsWriting(row: DeadlineRow, calendar: KnownCalendar, now: number): boolean {
  if (row.calendarMark !== calendar.mark) return true;
  const computed = computeClock(row, calendar);
  const state = stateAt(computed, now);
  const lapsing = state === 'overdue' && row.lapsedAt === null;
  return lapsing || state !== row.state || !isSame(computed, row.computed);
}

async function sweepOne(court: Court, id: string, { tasks, sum }: Sweeping): Promise<void> {
  try {
    await sweepRow(court, id, tasks, sum);
  } catch (error) {
    sum.failures.push(error);
    // Overdue is overdue, whatever became of what should follow; that is tried again.
    await sweepRow(court, id, undefined, sum);
  }
}

async function sweepRow(
  court: Court,
  id: string,
  tasks: DueTasks | undefined,
  sum: Sweeping['sum'],
): Promise<void> {
  const found = { moved: 0, lapsed: 0 };
  await court.store.transaction(async (unit) => {
    const { db } = unit;
    const [before] = await db
      .select()
      .from(deadline)
      .where(and(eq(deadline.id, id), isNull(deadline.endedAt)))
      .for('update', { skipLocked: true });
    if (before === undefined) return;
    const now = court.clock();
    const calendar = await calendarOf(court, db, before.court, now);
    const after = await settle(db, before, { calendar, now });
    if (Number(before.dueAt) !== Number(after.dueAt)) found.moved += 1;
    if (after.state !== 'overdue' || before.lapsedAt !== null || tasks === undefined) return;
    await lapse(court, unit, after, tasks);
    found.lapsed += 1;
  });
  sum.moved += found.moved;
  sum.lapsed += found.lapsed;
}

async function lapse(court: Court, unit: Unit, row: DeadlineRow, tasks: DueTasks): Promise<void> {
  const rule = ruleOf(row);
  await tasks[rule.id]?.(court, unit, row);
  const now = court.clock();
  await unit.db
    .update(deadline)
    .set({ lapsedAt: new Date(now) })
    .where(eq(deadline.id, row.id));
  // 公告期满: nobody had to act, so that nothing is overdue.
  if (rule.bearer === 'nobody') {
    await stopRow(unit.db, row, { outcome: 'ended', because: rule.id }, now);
  }
}
