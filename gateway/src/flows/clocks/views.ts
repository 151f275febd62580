import { CunzhengError } from '@cunzheng/domain';
import {
  beijingTime,
  type Deadline,
  daysLeft,
  deadlineStanding,
  explainDeadline,
  PERIODS,
  type PeriodBearer,
  periodRule,
  type Wording,
} from '@cunzheng/domain/deadlines';
import { and, asc, eq, inArray, type SQL } from 'drizzle-orm';
import { type Actor, authorize, courtsFor, decide } from '../../access/policy.ts';
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
import { type ChoicesView, choicesView, groundView } from './choices.ts';
import { ruleOf } from './facts.ts';

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
  /** The cause or ground in words, and the articles it rests on. */
  readonly ground?: Wording;
  readonly law?: Wording;
  readonly author?: string;
  readonly at: string;
}

export interface DeadlineDetail extends DeadlineView {
  readonly changes: readonly DeadlineChangeView[];
  /** What the reader may do to it; absent where he may do nothing. */
  readonly choices?: ChoicesView;
}

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

/** One deadline with its history, for whom it concerns. Throws `NOT_FOUND`. */
export async function readDeadline(
  house: Court,
  actor: Actor,
  id: string,
): Promise<DeadlineDetail> {
  const court = asActor(house, actor);
  const row = await findDeadline(court.store.db, actor, id);
  return detailOf(court, court.store.db, actor, row);
}

/** The deadline with its history, out of a transaction that may have just changed it. */
export async function detailOf(
  court: Court,
  db: Db,
  actor: Actor,
  row: DeadlineRow,
): Promise<DeadlineDetail> {
  const rows = await db
    .select({ change: deadlineChange, author: person.name })
    .from(deadlineChange)
    .leftJoin(person, eq(person.id, deadlineChange.author))
    .where(eq(deadlineChange.deadline, row.id))
    .orderBy(asc(deadlineChange.seq));
  const rule = ruleOf(row);
  const changes = rows.map(
    ({ change: { change, fromDue, toDue, because, ground, at }, author }) => ({
      ...{ change, because, at: at.toISOString() },
      ...(ground !== null && groundView(rule, ground)),
      ...(fromDue && { from: fromDue.toISOString() }),
      ...(toDue && { to: toDue.toISOString() }),
      ...(author !== null && { author }),
    }),
  );
  const may = decide(actor, 'clock.change', subjectOf(row)) === 'allowed';
  return { ...deadlineView(court, row), changes, ...(may && { choices: choicesView(rule) }) };
}

/** One deadline for whom it concerns. Throws `NOT_FOUND`, `NOT_PERMITTED`. */
export async function findDeadline(db: Db, actor: Actor, id: string): Promise<DeadlineRow> {
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
