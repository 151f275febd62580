import { CunzhengError } from '@cunzheng/domain';
import { beijingTime, dayOf, type Wording, yearOf } from '@cunzheng/domain/deadlines';
import type { FilingState } from '@cunzheng/domain/filing';
import { and, asc, count, eq, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { type Actor, decide } from '../../access/policy.ts';
import { asActor, inOne } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { courtCase, service } from '../../store/schema.ts';
import { filing } from '../../store/tables/filing.ts';
import { deadline } from '../../store/tables/settings.ts';
import { countQueues, failingCases, type QueueCounts } from '../cases/queue.ts';
import { type DeadlineView, deadlineView, sideCondition } from '../clocks/views.ts';
import { listSetups } from '../courts/set-up.ts';
import { calendarOf } from '../settings/calendar.ts';
import { missingSettings } from '../settings/views.ts';

/** Deadlines shown on a home page; the rest are a link away. */
const SHOWN = 8;

interface Clocks {
  /** The soonest, those overdue first. */
  readonly deadlines: readonly DeadlineView[];
  readonly open: number;
  readonly overdue: number;
}

/** States of a filing in which it is the litigant's turn: to hand it in, to correct it, to pay. */
const WANTING = ['draft', 'correction', 'accepted'] as const;
type FilingWant = (typeof WANTING)[number];
/** States in which the court has it, or waits for somebody to do something to it. */
const REVIEWED = ['review', 'correction', 'accepted'] as const;
type FilingQueue = (typeof REVIEWED)[number];

/** What waits for a party. */
export interface LitigantHome extends Clocks {
  /** Documents that he has not signed for. */
  readonly toReceive: number;
  /** What he files that wants something of him, by its state. */
  readonly filings: Readonly<Record<FilingWant, number>>;
}

/** What waits in one court for its officials. */
export interface CourtHome extends Clocks {
  readonly court: { readonly code: string; readonly name: string };
  readonly queues: QueueCounts;
  /** Filings by state, for whoever reviews them; `untaken` of those in review nobody has. */
  readonly filings?: Readonly<Record<FilingQueue | 'untaken', number>>;
}

/** What waits in one court for its administrator. */
export interface AdministratorHome {
  readonly court: { readonly code: string; readonly name: string };
  /** Settings that the court must decide and has not. */
  readonly missing: readonly { readonly name: string; readonly title: Wording }[];
  /** This year, next year and years that running deadlines reach into whose holidays are not known. */
  readonly unknownYears: readonly number[];
}

/** What waits for whoever is signed in, by clock; each part only for whom it concerns. */
export interface HomeView {
  readonly litigant?: LitigantHome;
  readonly courts?: readonly CourtHome[];
  readonly administers?: readonly AdministratorHome[];
  /** Courts that wait for my member's approval; absent while the ledger does not answer. */
  readonly setups?: number;
}

/** The home of a person: as a party if he holds no office, else of each court he works for. */
export async function readHome(house: Court, actor: Actor): Promise<HomeView> {
  const court = asActor(house, actor);
  if (actor.offices.length === 0) return { litigant: await litigantHome(court, actor) };
  const codesOf = (fits: (role: string) => boolean) => [
    ...new Set(actor.offices.filter(({ role }) => fits(role)).map((office) => office.court)),
  ];
  const courts = await inTurn(
    codesOf(() => true),
    (code) => courtHome(court, actor, code),
  );
  const administered = codesOf((role) => role === 'administrator');
  if (administered.length === 0) return { courts };
  const administers = await inTurn(administered, (code) => administratorHome(court, code));
  const setups = await waitingSetups(house, actor);
  return { courts, administers, ...(setups !== undefined && { setups }) };
}

/** One after the other: each takes a connection, and pages are asked for by many. */
async function inTurn<T, R>(list: readonly T[], each: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const item of list) done.push(await each(item));
  return done;
}

async function litigantHome(court: Court, actor: Actor): Promise<LitigantHome> {
  const waiting = and(
    eq(service.recipient, actor.person),
    inArray(service.state, ['sent', 'arrived', 'opened']),
  );
  return inOne(court, async (one) => {
    const toReceive = await one.store.db.$count(service, waiting);
    const filings = await filingsIn(one, eq(filing.person, actor.person), WANTING);
    return { toReceive, filings, ...(await clocksWhere(one, sideCondition(actor, 'mine'))) };
  });
}

/** How many filings there are in each of these states. */
async function filingsIn<State extends FilingState>(
  { store }: Court,
  where: SQL | undefined,
  states: readonly State[],
): Promise<Record<State, number>> {
  const rows = await store.db
    .select({ state: filing.state, n: count() })
    .from(filing)
    .where(and(where, inArray(filing.state, [...states])))
    .groupBy(filing.state);
  const found = new Map<string, number>(rows.map(({ state, n }) => [state, n]));
  const counts = states.map((state) => [state, found.get(state) ?? 0]);
  return Object.fromEntries(counts) as Record<State, number>;
}

/** For whoever reviews filings in this court. */
async function reviewOf(
  court: Court,
  actor: Actor,
  code: string,
): Promise<Pick<CourtHome, 'filings'>> {
  if (decide(actor, 'filing.list', { court: code }) !== 'allowed') return {};
  const here = eq(filing.court, code);
  const counts = await filingsIn(court, here, REVIEWED);
  const untaken = and(here, eq(filing.state, 'review'), isNull(filing.reviewer));
  return { filings: { ...counts, untaken: await court.store.db.$count(filing, untaken) } };
}

const NO_CLOCKS: Clocks = { deadlines: [], open: 0, overdue: 0 };

async function courtHome(court: Court, actor: Actor, code: string): Promise<CourtHome> {
  const reads = decide(actor, 'clock.read', { court: code }) === 'allowed';
  const failing = await failingCases(court, [code]);
  return inOne(court, async (one) => ({
    court: courtName(one, code),
    queues: await countQueues(one, eq(courtCase.court, code), failing),
    ...(await reviewOf(one, actor, code)),
    ...(reads ? await clocksWhere(one, eq(deadline.court, code)) : NO_CLOCKS),
  }));
}

async function clocksWhere(court: Court, where: ReturnType<typeof and>): Promise<Clocks> {
  const { db } = court.store;
  const open = and(where, isNull(deadline.endedAt));
  const rows = await db
    .select()
    .from(deadline)
    .where(open)
    .orderBy(asc(deadline.dueAt), asc(deadline.id))
    .limit(SHOWN);
  const [all] = await db.select({ n: count() }).from(deadline).where(open);
  const late = and(open, lt(deadline.dueAt, new Date(court.clock())));
  const [overdue] = await db.select({ n: count() }).from(deadline).where(late);
  return {
    deadlines: rows.map((row) => deadlineView(court, row)),
    ...{ open: all?.n ?? 0, overdue: overdue?.n ?? 0 },
  };
}

async function administratorHome(court: Court, code: string): Promise<AdministratorHome> {
  const { db } = court.store;
  return {
    court: courtName(court, code),
    missing: await missingSettings(court, db, code),
    unknownYears: await unknownYears(court, code),
  };
}

async function unknownYears(court: Court, code: string): Promise<number[]> {
  const { db } = court.store;
  const calendar = await calendarOf(court, db, code, court.clock());
  const rows = await db
    .selectDistinct({
      year: sql<number>`jsonb_array_elements(${deadline.computed} -> 'unknownYears')::int`,
    })
    .from(deadline)
    .where(and(eq(deadline.court, code), isNull(deadline.endedAt)));
  const reached = rows.map(({ year }) => year);
  const now = yearOf(dayOf(beijingTime(court.clock())));
  const years = new Set([now, now + 1, ...reached]);
  return [...years].filter((year) => !calendar.knowsYear(year)).sort((a, b) => a - b);
}

/** How many courts wait for the approval of a member whose court the person runs. */
async function waitingSetups(house: Court, actor: Actor): Promise<number | undefined> {
  try {
    return (await listSetups(house, actor)).filter(({ awaitsMe }) => awaitsMe).length;
  } catch (error) {
    // Without the ledger the rest of the page is there all the same.
    if (error instanceof CunzhengError && error.code.startsWith('LEDGER_')) return undefined;
    throw error;
  }
}
