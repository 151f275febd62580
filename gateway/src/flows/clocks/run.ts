import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import {
  beijingTime,
  type Cutoff,
  type Extension,
  type PeriodId,
  parseDay,
  parseInstant,
  periodRule,
  type Restart,
  type StartTime,
  type Suspension,
} from '@cunzheng/domain/deadlines';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { Db, Unit } from '../../store/store.ts';
import { type ClockSubject, type DeadlineRow, deadline } from '../../store/tables/settings.ts';
import { calendarOf, type KnownCalendar } from '../settings/calendar.ts';
import { settingOfPeriod } from '../settings/rows/periods.ts';
import { settingAt } from '../settings/setting-at.ts';
import { type ClockFacts, computeClock, NO_FACTS } from './facts.ts';
import { columnsOf, note, type Reason, settle } from './settle.ts';

type Ticking = Pick<Court, 'courts' | 'clock'>;

/** A period that begins to run. */
export interface NewClock {
  readonly court: string;
  readonly rule: PeriodId;
  /** What it runs for; one clock of a rule per thing. */
  readonly subject: { readonly kind: ClockSubject; readonly id: string };
  /** When the start fact happened: an instant with its offset, or only its day. */
  readonly start: StartTime;
  /** Whose matter it is, if it is one person's: he sees the clock. */
  readonly person?: string | undefined;
  readonly caseId?: string | undefined;
  /** For lists: case number and title, never a name. */
  readonly about?: { readonly caseNumber?: string; readonly title?: string };
  /** Who started it by hand. */
  readonly author?: string | undefined;
  readonly because?: string | undefined;
}

/**
 * Starts a clock in the transaction of the act that starts it, so that neither is there without the other. The court's
 * setting is that of the day of the start. A clock that runs for the same thing by the same rule stays as it is. Throws
 * `INPUT_INVALID` for a start that is none.
 */
export async function startClock(
  court: Ticking,
  unit: Pick<Unit, 'db'>,
  wanted: NewClock,
): Promise<DeadlineRow> {
  const [row] = await startClocks(court, unit, [wanted]);
  return row as DeadlineRow;
}

/** The same for several at once, of which calendar and settings are read once. */
export async function startClocks(
  court: Ticking,
  { db }: Pick<Unit, 'db'>,
  wanted: readonly NewClock[],
): Promise<DeadlineRow[]> {
  const calendars = new Map<string, Promise<KnownCalendar>>();
  const lengths = new Map<string, Promise<number | null>>();
  const rows: DeadlineRow[] = [];
  for (const each of wanted) {
    const known = {
      calendar: await once(calendars, each.court, () =>
        calendarOf(court, db, each.court, court.clock()),
      ),
      length: await once(lengths, `${each.court} ${each.rule} ${instantOf(each.start)}`, () =>
        lengthOf(court, db, each),
      ),
    };
    rows.push(await startOne(court, db, each, known));
  }
  return rows;
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const before = made.get(key);
  if (before !== undefined) return before;
  const now = make();
  made.set(key, now);
  return now;
}

async function startOne(
  court: Ticking,
  db: Db,
  wanted: NewClock,
  { calendar, length }: { calendar: KnownCalendar; length: number | null },
): Promise<DeadlineRow> {
  const { kind: subjectKind, id: subject } = wanted.subject;
  const now = court.clock();
  const input = { rule: wanted.rule, start: wanted.start, facts: NO_FACTS, length };
  const [row] = await db
    .insert(deadline)
    .values({
      ...{ id: randomUUID(), court: wanted.court, subjectKind, subject, ...input },
      ...{ person: wanted.person ?? null, caseId: wanted.caseId ?? null },
      ...{ about: wanted.about ?? {}, calendarMark: calendar.mark, sequence: 0 },
      ...columnsOf(computeClock(input, calendar), now),
      startedAt: new Date(now),
    })
    .onConflictDoNothing()
    .returning();
  if (row === undefined) return running(db, wanted);
  const because = wanted.because ?? periodRule(wanted.rule).start;
  await note(db, [undefined, row], { change: 'started', because, author: wanted.author }, now);
  return row;
}

async function running(db: Db, { subject, rule }: NewClock): Promise<DeadlineRow> {
  const [row] = await db
    .select()
    .from(deadline)
    .where(ofSubject(subject, [rule]));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return row;
}

function ofSubject(subject: NewClock['subject'], rules: readonly PeriodId[] | undefined) {
  return and(
    eq(deadline.subjectKind, subject.kind),
    eq(deadline.subject, subject.id),
    rules === undefined ? undefined : inArray(deadline.rule, [...rules]),
  );
}

/** The court's setting of the day of the start; `null` where the law gives the length, or the court has set none. */
async function lengthOf(court: Ticking, db: Db, wanted: NewClock): Promise<number | null> {
  const name = settingOfPeriod(periodRule(wanted.rule));
  if (name === undefined) return null;
  const begun = Math.min(instantOf(wanted.start), court.clock());
  const { value, origin } = await settingAt(court, db, wanted.court, name, begun);
  return origin === 'court' || origin === 'inherited' ? value : null;
}

function instantOf(start: StartTime): number {
  return 'at' in start
    ? parseInstant(start.at)
    : parseInstant(`${parseDay(start.day)}T12:00:00+08:00`);
}

/** Which open clock: by its id, or the one of a rule that runs for a thing. */
export type ClockAt =
  | { readonly id: string }
  | { readonly subject: NewClock['subject']; readonly rule: PeriodId };

/** Who says so and why; kept with the change. */
export interface Said {
  readonly because: string;
  readonly author?: string | undefined;
}

/** The period stands still from a day on. Throws `NOT_FOUND`, `STATE_UNFIT` when it stands still already, `INPUT_INVALID`. */
export function suspendClock(
  court: Ticking,
  unit: Unit,
  which: ClockAt,
  suspension: Suspension & Said,
): Promise<DeadlineRow> {
  const { because, author, ...fact } = suspension;
  const reason = { change: 'suspended', because, author, ground: fact.cause } as const;
  return change(court, unit, which, reason, (facts) => {
    demand(
      facts.suspensions.every(({ to }) => to !== undefined),
      'STATE_UNFIT',
    );
    return { ...facts, suspensions: [...facts.suspensions, fact] };
  });
}

/** It goes on after a day, the last that does not count. Throws `NOT_FOUND`, `STATE_UNFIT` when it runs, `INPUT_INVALID`. */
export function resumeClock(
  court: Ticking,
  unit: Unit,
  which: ClockAt,
  { to, ...said }: Said & { readonly to: string },
): Promise<DeadlineRow> {
  return change(court, unit, which, { change: 'resumed', ...said }, (facts) => {
    const open = facts.suspensions.find((each) => each.to === undefined);
    demand(open !== undefined, 'STATE_UNFIT');
    const ended = { ...open, to };
    return {
      ...facts,
      suspensions: facts.suspensions.map((each) => (each === open ? ended : each)),
    };
  });
}

/** Prolongs it. Throws `NOT_FOUND`, `INPUT_INVALID` for a ground the period does not know, or beyond what it allows. */
export function extendClock(
  court: Ticking,
  unit: Unit,
  which: ClockAt,
  { ground, by, ...said }: Extension & Said,
): Promise<DeadlineRow> {
  return change(court, unit, which, { change: 'extended', ground, ...said }, (facts) => ({
    ...facts,
    extensions: [...facts.extensions, { ground, by }],
  }));
}

/** It begins anew after a day. Throws `NOT_FOUND`, `INPUT_INVALID`. */
export function restartClock(
  court: Ticking,
  unit: Unit,
  which: ClockAt,
  { cause, day, ...said }: Restart & Said,
): Promise<DeadlineRow> {
  return change(court, unit, which, { change: 'restarted', ground: cause, ...said }, (facts) => ({
    ...facts,
    restarts: [...facts.restarts, { cause, day }],
  }));
}

/** It ends on a day of its own, whatever its length. Throws `NOT_FOUND`, `INPUT_INVALID`. */
export function cutClock(
  court: Ticking,
  unit: Unit,
  which: ClockAt,
  { cause, day, ...said }: Cutoff & Said,
): Promise<DeadlineRow> {
  return change(court, unit, which, { change: 'cutOff', ground: cause, ...said }, (facts) => ({
    ...facts,
    cutoff: { cause, day },
  }));
}

async function change(
  court: Ticking,
  { db }: Pick<Unit, 'db'>,
  which: ClockAt,
  reason: Reason,
  alter: (facts: ClockFacts) => ClockFacts,
): Promise<DeadlineRow> {
  const where = 'id' in which ? eq(deadline.id, which.id) : ofSubject(which.subject, [which.rule]);
  const [row] = await db.select().from(deadline).where(where).for('update');
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  demand(row.endedAt === null, 'STATE_UNFIT');
  const now = court.clock();
  const calendar = await calendarOf(court, db, row.court, now);
  const facts = alter(row.facts as ClockFacts);
  return settle(db, { ...row, facts }, { calendar, now, reason });
}

/** How a clock ends. `met`: what it asks for was done; if that came late, the clock has merely ended. */
export interface Stop extends Said {
  readonly outcome: 'met' | 'ended';
  /** When it was done, ms since 1970; default now. */
  readonly at?: number | undefined;
}

/** Stops the clocks that run for a thing: all, or those of some rules. One that runs no more stays as it is. */
export async function stopClock(
  court: Pick<Court, 'clock'>,
  { db }: Pick<Unit, 'db'>,
  { subject, rules }: { subject: NewClock['subject']; rules?: readonly PeriodId[] },
  stop: Stop,
): Promise<void> {
  const open = and(ofSubject(subject, rules), isNull(deadline.endedAt));
  const rows = await db.select().from(deadline).where(open).for('update');
  for (const row of rows) await stopRow(db, row, stop, court.clock());
}

/** Stops one clock that the caller has locked. */
export async function stopRow(
  db: Db,
  row: DeadlineRow,
  { outcome, at, because, author }: Stop,
  now: number,
): Promise<DeadlineRow> {
  const inTime = row.dueAt === null || (at ?? now) <= row.dueAt.getTime();
  const state = outcome === 'met' && inTime ? 'met' : 'ended';
  const after = { ...row, state, endedAt: new Date(now), sequence: row.sequence + 1 } as const;
  await db
    .update(deadline)
    .set({ state, endedAt: after.endedAt, sequence: after.sequence })
    .where(eq(deadline.id, row.id));
  await note(db, [row, after], { change: state, because, author }, now);
  return after;
}

/** An instant as a start fact has it. */
export function startingAt(ms: number): StartTime {
  return { at: beijingTime(ms) };
}
