import type { Language } from '@cunzheng/domain';
import { CunzhengError } from '@cunzheng/domain';
import {
  beijingTime,
  type CalendarEntry,
  type Deadline,
  daysLeft,
  deadlineStanding,
  explainDeadline,
  formatCalendarFile,
  PERIODS,
  type PeriodBearer,
  periodRule,
  type Wording,
} from '@cunzheng/domain/deadlines';
import { and, asc, count, desc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { type Actor, authorize, courtsFor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { person } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import {
  type ClockChange,
  type ClockState,
  type ClockSubject,
  type DeadlineRow,
  deadline,
  deadlineChange,
} from '../../store/tables/settings.ts';

export const DEADLINES_PAGE = 20;

/** A deadline that explains itself. */
export interface DeadlineView {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly rule: string;
  readonly name: Wording;
  /** Who must act. */
  readonly bearer: PeriodBearer;
  readonly state: ClockState;
  /** For colours and order, as of now: `lastDay` is today. */
  readonly standing: 'overdue' | 'lastDay' | 'running' | 'suspended' | 'met' | 'ended';
  readonly startDay: string;
  readonly lastDay?: string;
  readonly dueAt?: string;
  /** Days to the last day, negative after it; what is left where it stands still. */
  readonly daysLeft: number;
  /** One sentence: from what, how long, what moved it, when it ends, by which articles. */
  readonly explanation: Wording;
  /** What follows when it ends unused. */
  readonly lapse?: Wording;
  /** Years whose holidays are not known, on which the end depends. */
  readonly unknownYears: readonly number[];
  readonly caseNumber?: string;
  readonly title?: string;
  readonly caseId?: string;
  readonly subject: { readonly kind: ClockSubject; readonly id: string };
}

/** A line of its history. */
export interface DeadlineChangeView {
  readonly change: ClockChange;
  readonly from?: string;
  readonly to?: string;
  readonly because: string;
  readonly author?: string;
  readonly at: string;
}

export type DeadlineDetail = DeadlineView & { readonly changes: readonly DeadlineChangeView[] };

/** What a deadline says of itself now. */
export function deadlineView(court: Court, row: DeadlineRow): DeadlineView {
  const computed = row.computed as Deadline;
  const { name, bearer, lapse } = periodRule(computed.rule);
  const now = beijingTime(court.clock());
  const final = row.state === 'met' || row.state === 'ended';
  return {
    ...{ id: row.id, rule: row.rule, name, bearer, state: row.state },
    court: courtName(court, row.court),
    standing: final ? (row.state as 'met' | 'ended') : deadlineStanding(computed, now),
    startDay: computed.start.day,
    ...(computed.state === 'running' && { lastDay: computed.lastDay, dueAt: computed.dueAt }),
    daysLeft: daysLeft(computed, now),
    explanation: {
      'zh-CN': explainDeadline(computed, 'zh-CN'),
      en: explainDeadline(computed, 'en'),
    },
    ...(lapse && { lapse }),
    unknownYears: computed.unknownYears,
    ...row.about,
    ...(row.caseId !== null && { caseId: row.caseId }),
    subject: { kind: row.subjectKind, id: row.subject },
  };
}

/**
 * Periods that a party must keep. How long a court waits before it reminds him of a service is the court's own affair: in
 * his inbox the document waits, not the reminder.
 */
const PARTY_RULES = PERIODS.filter(
  ({ bearer, start }) => bearer === 'party' && start !== 'serviceSent',
).map(({ id }) => id);

/** Whose deadlines: those the person must keep himself, or those of the courts he works for. */
export type DeadlineSide = 'mine' | 'courts';

/** The condition for one side; asked in the person's own scope. Throws `NOT_PERMITTED` for courts without an office. */
export function sideCondition(actor: Actor, side: DeadlineSide): SQL | undefined {
  return side === 'mine'
    ? and(eq(deadline.person, actor.person), inArray(deadline.rule, PARTY_RULES))
    : inArray(deadline.court, courtsFor(actor, 'clock.read'));
}

/**
 * Open deadlines, the soonest first, 20 a page; those of one case with the ended ones. Throws `NOT_PERMITTED`.
 */
export async function listDeadlines(
  house: Court,
  actor: Actor,
  asked: { readonly side: DeadlineSide; readonly caseId?: string; readonly page?: number },
): Promise<{ items: DeadlineView[]; total: number }> {
  const court = asActor(house, actor);
  const { side, caseId, page = 1 } = asked;
  const where = and(
    sideCondition(actor, side),
    caseId === undefined ? isNull(deadline.endedAt) : eq(deadline.caseId, caseId),
  );
  const { db } = court.store;
  const rows = await db
    .select()
    .from(deadline)
    .where(where)
    .orderBy(desc(isNull(deadline.endedAt)), asc(deadline.dueAt), asc(deadline.id))
    .limit(DEADLINES_PAGE)
    .offset((page - 1) * DEADLINES_PAGE);
  const [all] = await db.select({ n: count() }).from(deadline).where(where);
  return { items: rows.map((row) => deadlineView(court, row)), total: all?.n ?? 0 };
}

/** One deadline with its history, for whom it concerns. Throws `NOT_FOUND`. */
export async function readDeadline(
  house: Court,
  actor: Actor,
  id: string,
): Promise<DeadlineDetail> {
  const court = asActor(house, actor);
  const row = await findDeadline(court.store.db, actor, id);
  return detailOf(court, court.store.db, row);
}

/** The deadline with its history, out of a transaction that may have just changed it. */
export async function detailOf(court: Court, db: Db, row: DeadlineRow): Promise<DeadlineDetail> {
  const rows = await db
    .select({ change: deadlineChange, author: person.name })
    .from(deadlineChange)
    .leftJoin(person, eq(person.id, deadlineChange.author))
    .where(eq(deadlineChange.deadline, row.id))
    .orderBy(asc(deadlineChange.seq));
  const changes = rows.map(({ change: { change, fromDue, toDue, because, at }, author }) => ({
    ...{ change, because, at: at.toISOString() },
    ...(fromDue && { from: fromDue.toISOString() }),
    ...(toDue && { to: toDue.toISOString() }),
    ...(author !== null && { author }),
  }));
  return { ...deadlineView(court, row), changes };
}

async function findDeadline(db: Db, actor: Actor, id: string): Promise<DeadlineRow> {
  const [row] = await db.select().from(deadline).where(eq(deadline.id, id));
  authorize(actor, 'clock.read', row && subjectOf(row));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return row;
}

/** What the access table asks of a deadline. */
export function subjectOf(row: DeadlineRow) {
  return {
    court: row.court,
    state: row.state,
    recipients: row.person === null ? [] : [row.person],
  };
}

/**
 * A calendar file (RFC 5545): one deadline, or without an id every open one that the person must keep himself. One that
 * stands still has no day and is left out. Throws `NOT_FOUND`, `STATE_UNFIT` for a single one that stands still.
 */
export async function deadlineCalendar(
  house: Court,
  actor: Actor,
  { id, language }: { readonly id?: string | undefined; readonly language: Language },
): Promise<string> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const rows =
    id === undefined
      ? await db
          .select()
          .from(deadline)
          .where(and(sideCondition(actor, 'mine'), isNull(deadline.endedAt)))
          .orderBy(asc(deadline.dueAt))
      : [await findDeadline(db, actor, id)];
  const entries = rows.flatMap((row) => entryOf(court, row));
  if (id !== undefined && entries.length === 0) throw new CunzhengError('STATE_UNFIT');
  return formatCalendarFile(entries, { madeAt: beijingTime(court.clock()), language });
}

function entryOf(court: Court, row: DeadlineRow): CalendarEntry[] {
  const computed = row.computed as Deadline;
  if (computed.state !== 'running') return [];
  const origin = court.publicUrl();
  const { caseNumber } = row.about;
  return [
    {
      deadline: computed,
      uid: `${row.id}@${new URL(origin).hostname}`,
      sequence: row.sequence,
      url: `${origin}/deadlines/${row.id}`,
      ...(caseNumber !== undefined && { about: caseNumber }),
    },
  ];
}
