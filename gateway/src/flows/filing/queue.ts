import { demand } from '@cunzheng/domain';
import { FILING_STATES, type FilingKind, type FilingState } from '@cunzheng/domain/filing';
import { and, count, eq, ilike, inArray, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor, inOne } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { courtCase } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import { type FilingRow, filing } from '../../store/tables/filing.ts';
import { FILINGS_PAGE, type FilingLine, linesOf } from './list.ts';

/** Which filings of the court somebody wants to see. */
export interface FilingSearch {
  readonly state?: FilingState | undefined;
  /** Taken by nobody, by him, or by somebody else. */
  readonly taken?: 'nobody' | 'me' | 'other' | undefined;
  readonly kind?: FilingKind | undefined;
  /** Only those whose time has ended. */
  readonly overdue?: boolean | undefined;
  /** Part of a party's name, of the 案由 or of a case's number. */
  readonly q?: string | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
}

/** A page of the queue. `next` leads on; absent on the last page. */
export interface FilingQueue {
  readonly items: FilingLine[];
  readonly next?: string;
  /** How many there are in each state, whatever else is searched for. */
  readonly counts: Readonly<Record<string, number>>;
}

/** In these states somebody must do something: what ends first stands first. Of what is past, the newest does. */
const WAITING: ReadonlySet<FilingState> = new Set(['review', 'correction', 'accepted']);

/**
 * Filings of the courts in which the actor reviews: those whose time ends first, the overdue before all, and of what is
 * past the newest. A page begins where the one before ended, so that the last one comes as soon as the first. Throws
 * `NOT_PERMITTED`, `INPUT_INVALID` for an `after` that none of its pages gave.
 */
export async function listFilings(
  house: Court,
  actor: Actor,
  search: FilingSearch,
): Promise<FilingQueue> {
  const { state = 'review' } = search;
  const court = asActor(house, actor);
  const courts = courtsFor(actor, 'filing.list');
  const order = WAITING.has(state) ? BY_END : BY_CHANGE;
  // A person's own drafts are seen in his own list.
  const filed = and(inArray(filing.court, courts), ne(filing.state, 'draft'));
  const wanted = [eq(filing.state, state), ...conditions(actor, search, courts, court.clock())];
  return inOne(court, async (one) => {
    const { db } = one.store;
    const where = and(filed, ...wanted, afterLine(order, search.after));
    const rows = await pageOf(db, where, order);
    const shown = rows.slice(0, FILINGS_PAGE);
    const last = rows.length > FILINGS_PAGE ? shown.at(-1) : undefined;
    return {
      items: await linesOf(one, actor, shown),
      ...(last === undefined ? {} : { next: order.place(last) }),
      counts: await countsOf(db, filed),
    };
  });
}

function conditions(
  actor: Actor,
  { taken, kind, overdue = false, q = '' }: FilingSearch,
  courts: readonly string[],
  now: number,
): (SQL | undefined)[] {
  return [
    takenBy(actor, taken),
    kind === undefined ? undefined : eq(filing.kind, kind),
    overdue ? lt(filing.dueAt, new Date(now)) : undefined,
    q.trim() === '' ? undefined : matching(q.trim(), courts),
  ];
}

function takenBy(actor: Actor, taken: FilingSearch['taken']): SQL | undefined {
  if (taken === 'nobody') return isNull(filing.reviewer);
  if (taken === 'me') return eq(filing.reviewer, actor.person);
  return taken === 'other' ? ne(filing.reviewer, actor.person) : undefined;
}

/** Part of a name, a cause or a number; brackets of a number as any keyboard types them. */
function matching(q: string, courts: readonly string[]): SQL | undefined {
  const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const number = q.replaceAll('(', '（').replaceAll(')', '）');
  const numbered = sql`${filing.caseId} IN (SELECT ${courtCase.id} FROM ${courtCase}
    WHERE ${inArray(courtCase.court, [...courts])} AND ${ilike(courtCase.caseNumber, like(number))})`;
  return or(ilike(filing.cause, like(q)), ilike(filing.names, like(q)), numbered);
}

/** How lines follow each other, and the values by which a line is found again. */
interface Order {
  readonly by: SQL;
  place(row: FilingRow): string;
  /** What comes after that place; `undefined` when it is none. */
  after(place: string): SQL | undefined;
}

const TIME = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';
const ID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}';
/** Of those that end alike, who came first. */
const BY_END: Order = {
  by: sql`${filing.dueAt}, ${filing.submittedAt}, ${filing.id}`,
  place: ({ dueAt, submittedAt, id }) =>
    [dueAt.toISOString(), submittedAt?.toISOString(), id].join('_'),
  after: (place) => {
    const [, ends, came, id] = new RegExp(`^(${TIME})_(${TIME})_(${ID})$`).exec(place) ?? [];
    if (!isTime(ends) || !isTime(came)) return undefined;
    return sql`(${filing.dueAt}, ${filing.submittedAt}, ${filing.id})
      > (${ends}::timestamptz, ${came}::timestamptz, ${id}::uuid)`;
  },
};
const BY_CHANGE: Order = {
  by: sql`${filing.changedAt} DESC, ${filing.id} DESC`,
  place: ({ changedAt, id }) => `${changedAt.toISOString()}_${id}`,
  after: (place) => {
    const [, changed, id] = new RegExp(`^(${TIME})_(${ID})$`).exec(place) ?? [];
    if (!isTime(changed)) return undefined;
    return sql`(${filing.changedAt}, ${filing.id}) < (${changed}::timestamptz, ${id}::uuid)`;
  },
};

function isTime(text: string | undefined): text is string {
  return text !== undefined && !Number.isNaN(Date.parse(text));
}

function afterLine(order: Order, after: string | undefined): SQL | undefined {
  if (after === undefined) return undefined;
  const where = order.after(after);
  demand(where !== undefined, 'INPUT_INVALID', 'after');
  return where;
}

/** One line more than a page, which tells whether there is another. */
function pageOf(db: Db, where: SQL | undefined, { by }: Order): Promise<FilingRow[]> {
  return db
    .select()
    .from(filing)
    .where(where)
    .orderBy(by)
    .limit(FILINGS_PAGE + 1);
}

async function countsOf(db: Db, where: SQL | undefined): Promise<Record<string, number>> {
  const rows = await db
    .select({ state: filing.state, n: count() })
    .from(filing)
    .where(where)
    .groupBy(filing.state);
  const counts = new Map(rows.map(({ state, n }) => [state, n]));
  const filed = FILING_STATES.filter((state) => state !== 'draft');
  return Object.fromEntries(filed.map((state) => [state, counts.get(state) ?? 0]));
}
