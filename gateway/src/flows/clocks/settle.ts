import { randomUUID } from 'node:crypto';
import { canonicalize, type Json } from '@cunzheng/domain';
import type { Deadline } from '@cunzheng/domain/deadlines';
import { eq } from 'drizzle-orm';
import type { Db } from '../../store/store.ts';
import {
  type ChangeGround,
  type ClockChange,
  type ClockState,
  type DeadlineRow,
  deadline,
  deadlineChange,
} from '../../store/tables/settings.ts';
import type { KnownCalendar } from '../settings/calendar.ts';
import { computeClock, ruleOf } from './facts.ts';

/** Where a deadline stands by the clock, before anybody says that it was met. */
export function stateAt(computed: Deadline, now: number): ClockState {
  if (computed.state === 'suspended') return 'suspended';
  return now > Date.parse(computed.dueAt) ? 'overdue' : 'running';
}

/** Columns that repeat what was computed, for lists and for the sweep. */
export function columnsOf(computed: Deadline, now: number) {
  const running = computed.state === 'running';
  return {
    computed: computed as unknown,
    state: stateAt(computed, now),
    dueAt: running ? new Date(computed.dueAt) : null,
    lastDay: running ? (computed.lastDay as string) : null,
  };
}

/** Why a deadline is written again. */
export interface Reason {
  readonly change: ClockChange;
  readonly because: string;
  /** Cause or ground of the table, where the change has one. */
  readonly ground?: ChangeGround | undefined;
  readonly author?: string | undefined;
}

/**
 * Computes a locked deadline again and writes what has changed: the row, and a line of its history for every move and for
 * going overdue. Returns the row as it is now. Throws `INPUT_INVALID` for facts that the period does not know.
 */
export async function settle(
  db: Db,
  before: DeadlineRow,
  { calendar, now, reason }: { calendar: KnownCalendar; now: number; reason?: Reason },
): Promise<DeadlineRow> {
  const computed = computeClock(before, calendar);
  const columns = columnsOf(computed, now);
  const moved = Number(columns.dueAt) !== Number(before.dueAt);
  const differs = !isSame(computed, before.computed);
  const after = {
    ...{ ...before, ...columns, calendarMark: calendar.mark },
    sequence: before.sequence + (moved || differs ? 1 : 0),
  };
  if (reason !== undefined) await note(db, [before, after], reason, now);
  else if (moved) await note(db, [before, after], whyMoved(before, calendar), now);
  if (columns.state === 'overdue' && before.state !== 'overdue') {
    const because = ruleOf(before).id;
    await note(db, [after, after], { change: 'overdue', because }, now);
  }
  const { id, ...values } = after;
  await db.update(deadline).set(values).where(eq(deadline.id, id));
  return after;
}

/** The same deadline, whatever the order in which the table gives the keys back. */
export function isSame(computed: Deadline, stored: unknown): boolean {
  return canonicalize(computed as unknown as Json) === canonicalize(stored as Json);
}

/** A move that nobody asked for: the calendar was corrected, or else the rules that this program carries were. */
function whyMoved(before: DeadlineRow, calendar: KnownCalendar): Reason {
  const [version = '', seq = '0'] = before.calendarMark.split(':');
  const newer = calendar.rows.filter((row) => row.seq > Number(seq)).map((row) => row.source);
  const sources = [...new Set(newer)];
  if (!calendar.mark.startsWith(`${version}:`)) sources.push(calendar.mark.split(':')[0] ?? '');
  return sources.length === 0
    ? { change: 'rules', because: before.rule }
    : { change: 'calendar', because: sources.join('；').slice(0, 500) };
}

/** One line of the history. */
export async function note(
  db: Db,
  [before, after]: readonly [DeadlineRow | undefined, DeadlineRow],
  { change, because, ground, author }: Reason,
  now: number,
): Promise<void> {
  await db.insert(deadlineChange).values({
    ...{ id: randomUUID(), court: after.court, deadline: after.id, change, because },
    fromDue: before?.dueAt ?? null,
    toDue: after.dueAt,
    ...{ ground: ground ?? null, author: author ?? null },
    at: new Date(now),
  });
}
