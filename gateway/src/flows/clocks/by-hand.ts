import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import {
  beijingTime,
  type CutoffCause,
  dayOf,
  type ExtensionGround,
  isPeriodId,
  type PeriodLength,
  parseDay,
  parseInstant,
  periodRule,
  type RestartCause,
  type StartTime,
  type SuspensionCause,
} from '@cunzheng/domain/deadlines';
import { and, eq } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { courtCase, party } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { type DeadlineRow, deadline } from '../../store/tables/settings.ts';
import {
  cutClock,
  extendClock,
  restartClock,
  resumeClock,
  startClock,
  stopRow,
  suspendClock,
} from './run.ts';
import {
  type DeadlineDetail,
  type DeadlineView,
  deadlineView,
  detailOf,
  subjectOf,
} from './views.ts';

/** Characters of a reason that is kept with a change. */
export const MAX_REASON = 200;

/** A period that an official lets run, where no act of the product starts it. */
export interface ClockByHand {
  readonly rule: string;
  readonly start: StartTime;
  /** The party who must act; absent where it is the court or everybody. */
  readonly party?: string | undefined;
  readonly because: string;
}

/**
 * Starts a clock in a case by hand. Throws `NOT_FOUND` (a party of another case too), `NOT_PERMITTED`, `INPUT_INVALID`
 * for a rule that is none, for a start in the future unless the period is counted back from it, without an hour where
 * hours are counted, and for a reason that is missing.
 */
export async function startByHand(
  house: Court,
  actor: Actor,
  caseId: string,
  wanted: ClockByHand,
): Promise<DeadlineDetail> {
  const court = asActor(house, actor);
  return court.store.transaction((unit) => begin(court, unit, actor, caseId, wanted));
}

/** The deadline that `startByHand` would start; nothing is kept. Throws as it does. */
export async function previewStart(
  house: Court,
  actor: Actor,
  caseId: string,
  wanted: ClockByHand,
): Promise<DeadlineDetail> {
  const court = asActor(house, actor);
  return tried(court, (unit) => begin(court, unit, actor, caseId, wanted));
}

async function begin(
  court: Court,
  unit: Unit,
  actor: Actor,
  caseId: string,
  { rule, start, party: partyId, because }: ClockByHand,
): Promise<DeadlineDetail> {
  demand(isPeriodId(rule), 'INPUT_INVALID', 'rule');
  demandPast(court, start, periodRule(rule).counting === 'backward');
  const [row] = await unit.db.select().from(courtCase).where(eq(courtCase.id, caseId));
  authorize(actor, 'clock.start', row);
  const started = await startClock(court, unit, {
    ...{ court: row.court, rule, start, caseId, author: actor.person },
    subject: { kind: 'case', id: randomUUID() },
    person: partyId === undefined ? undefined : await personOf(unit, caseId, partyId),
    about: { caseNumber: row.caseNumber, title: row.title },
    because: reasonOf(because),
  });
  return detailOf(court, unit.db, actor, started);
}

/** What a transaction would give, which is then rolled back: the very same work, and nothing of it stays. */
async function tried<T>(court: Court, work: (unit: Unit) => Promise<T>): Promise<T> {
  const done: T[] = [];
  const undo = new Error('tried only');
  const trial = court.store.transaction(async (unit) => {
    done.push(await work(unit));
    throw undo;
  });
  await trial.catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return done[0] as T;
}

function demandPast({ clock }: Pick<Court, 'clock'>, start: StartTime, ahead: boolean): void {
  const past =
    'at' in start
      ? parseInstant(start.at) <= clock()
      : parseDay(start.day) <= dayOf(beijingTime(clock()));
  demand(past || ahead, 'INPUT_INVALID', 'start');
}

/** `undefined` for a party who has no account yet. */
async function personOf(
  { db }: Unit,
  caseId: string,
  partyId: string,
): Promise<string | undefined> {
  const [row] = await db
    .select({ person: party.person })
    .from(party)
    .where(and(eq(party.id, partyId), eq(party.caseId, caseId)));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return row.person ?? undefined;
}

function reasonOf(because: string): string {
  const reason = because.trim();
  demand(reason !== '' && reason.length <= MAX_REASON, 'INPUT_INVALID', 'because');
  return reason;
}

/** What an official does to a clock that runs. */
export type ClockOrder =
  | { readonly act: 'suspend'; readonly cause: SuspensionCause; readonly day: string }
  | { readonly act: 'resume'; readonly day: string }
  | { readonly act: 'restart'; readonly cause: RestartCause; readonly day: string }
  | { readonly act: 'extend'; readonly ground: ExtensionGround; readonly by: PeriodLength }
  | { readonly act: 'cutOff'; readonly cause: CutoffCause; readonly day: string }
  | { readonly act: 'stop'; readonly outcome: 'met' | 'ended' };

/** An order with its reason. */
export type GivenOrder = ClockOrder & { readonly because: string };

/**
 * Changes a running clock by hand, with a reason that is kept. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` for one
 * that has ended, or stands still already, and `INPUT_INVALID` for what the period does not know.
 */
export async function changeByHand(
  house: Court,
  actor: Actor,
  id: string,
  order: GivenOrder,
): Promise<DeadlineDetail> {
  const court = asActor(house, actor);
  return court.store.transaction(async (unit) => {
    const { after } = await alter(court, unit, actor, id, order);
    return detailOf(court, unit.db, actor, after);
  });
}

/** A deadline as it is and as an order would make it. */
export interface ChangePreview {
  readonly before: DeadlineView;
  readonly after: DeadlineView;
}

/** What `changeByHand` would do; nothing is kept. Throws as it does. */
export async function previewChange(
  house: Court,
  actor: Actor,
  id: string,
  order: GivenOrder,
): Promise<ChangePreview> {
  const court = asActor(house, actor);
  const { before, after } = await tried(court, (unit) => alter(court, unit, actor, id, order));
  return { before: deadlineView(court, before), after: deadlineView(court, after) };
}

async function alter(
  court: Court,
  unit: Unit,
  actor: Actor,
  id: string,
  { because, ...order }: GivenOrder,
): Promise<{ readonly before: DeadlineRow; readonly after: DeadlineRow }> {
  const [row] = await unit.db.select().from(deadline).where(eq(deadline.id, id)).for('update');
  authorize(actor, 'clock.change', row && subjectOf(row));
  demand(row !== undefined, 'NOT_FOUND');
  const said = { because: reasonOf(because), author: actor.person };
  return { before: row, after: await obey(court, unit, row, order, said) };
}

function obey(
  court: Court,
  unit: Unit,
  row: DeadlineRow,
  order: ClockOrder,
  said: { because: string; author: string },
): Promise<DeadlineRow> {
  const { id } = row;
  switch (order.act) {
    case 'suspend':
      return suspendClock(court, unit, { id }, { cause: order.cause, from: order.day, ...said });
    case 'resume':
      return resumeClock(court, unit, { id }, { to: order.day, ...said });
    case 'restart':
      return restartClock(court, unit, { id }, { cause: order.cause, day: order.day, ...said });
    case 'extend':
      return extendClock(court, unit, { id }, { ground: order.ground, by: order.by, ...said });
    case 'cutOff':
      return cutClock(court, unit, { id }, { cause: order.cause, day: order.day, ...said });
    case 'stop':
      return stopRow(unit.db, row, { outcome: order.outcome, ...said }, court.clock());
  }
}
