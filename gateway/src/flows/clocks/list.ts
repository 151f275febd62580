import { CunzhengError, demand, type Language } from '@cunzheng/domain';
import {
  addDays,
  beijingTime,
  type CalendarEntry,
  type Deadline,
  dayOf,
  formatCalendarFile,
  isPeriodId,
  parseDay,
  periodRule,
  type Wording,
} from '@cunzheng/domain/deadlines';
import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  ilike,
  isNotNull,
  isNull,
  lt,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor, inOne } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { type DeadlineRow, deadline } from '../../store/tables/settings.ts';
import {
  type DeadlineSide,
  type DeadlineView,
  deadlineView,
  findDeadline,
  sideCondition,
} from './views.ts';

export const DEADLINES_PAGE = 20;
/** Deadlines on one sheet of paper, or in one calendar file, the soonest first. */
export const DEADLINES_SHEET = 500;
/** A deadline that ends today or within so many days is soon due. */
export const SOON_DAYS = 7;

/** Parts of the list; a deadline that is `soon` is `running` too. `all` adds those that have ended to the open ones. */
export const DEADLINE_PARTS = [
  'open',
  'lapsed',
  'soon',
  'running',
  'suspended',
  'ended',
  'all',
] as const;
export type DeadlinePart = (typeof DEADLINE_PARTS)[number];

/** What a list is asked for; what is absent does not narrow it. */
export interface DeadlineSearch {
  readonly side: DeadlineSide;
  /** Default: the open ones; of one case all. */
  readonly part?: DeadlinePart | undefined;
  readonly caseId?: string | undefined;
  /** Of a case number or a title, whatever the person typed. */
  readonly q?: string | undefined;
  readonly rule?: string | undefined;
  readonly court?: string | undefined;
  /** The last day lies between these days, both included; what stands still has none. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly page?: number | undefined;
  /** A sheet to print holds `DEADLINES_SHEET` at once. */
  readonly sheet?: boolean | undefined;
}

export interface DeadlineList {
  readonly items: readonly DeadlineView[];
  /** Of the part that is asked for. */
  readonly total: number;
  /** Of every part, with all other filters. */
  readonly counts: Readonly<Record<DeadlinePart, number>>;
  /** Kinds and courts that the person has deadlines of: what the list can be narrowed to. */
  readonly rules: readonly { readonly rule: string; readonly name: Wording }[];
  readonly courts: readonly { readonly code: string; readonly name: string }[];
}

/**
 * Deadlines, the soonest end first, 20 a page: those that the person must keep, or those of the courts he works for.
 * Throws `NOT_PERMITTED` for courts without an office that may read them, `INPUT_INVALID` for a kind or day that is none.
 */
export async function listDeadlines(
  house: Court,
  actor: Actor,
  search: DeadlineSearch,
): Promise<DeadlineList> {
  const court = asActor(house, actor);
  const side = sideCondition(actor, search.side);
  const fits = and(side, fitting(search));
  const part = partOf(search);
  return inOne(court, async (one) => {
    const counts = await countParts(one, fits);
    const rows = await rowsOf(one, and(fits, partCondition(one, part)), search);
    const kinds = await kindsOf(one, side);
    const items = rows.map((row) => deadlineView(one, row));
    return { items, total: counts[part], counts, ...kinds };
  });
}

function partOf({ part, caseId }: DeadlineSearch): DeadlinePart {
  return part ?? (caseId === undefined ? 'open' : 'all');
}

function rowsOf(
  { store }: Court,
  where: SQL | undefined,
  { page = 1, sheet = false, part }: DeadlineSearch,
): Promise<DeadlineRow[]> {
  const size = sheet ? DEADLINES_SHEET : DEADLINES_PAGE;
  const byEnd = part === 'ended' ? desc(deadline.dueAt) : asc(deadline.dueAt);
  return store.db
    .select()
    .from(deadline)
    .where(where)
    .orderBy(desc(isNull(deadline.endedAt)), byEnd, asc(deadline.id))
    .limit(size)
    .offset((page - 1) * size);
}

/** Without the part. Days are compared as days in Beijing, which is how they are kept. */
function fitting({ caseId, rule, court, from, to, q = '' }: DeadlineSearch): SQL | undefined {
  demand(rule === undefined || isPeriodId(rule), 'INPUT_INVALID', 'rule');
  return and(
    caseId === undefined ? undefined : eq(deadline.caseId, caseId),
    rule === undefined ? undefined : eq(deadline.rule, rule),
    court === undefined ? undefined : eq(deadline.court, court),
    from === undefined ? undefined : gte(deadline.lastDay, parseDay(from)),
    to === undefined ? undefined : lte(deadline.lastDay, parseDay(to)),
    speakingOf(q.trim()),
  );
}

function speakingOf(text: string): SQL | undefined {
  if (text === '') return undefined;
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const about = (field: 'caseNumber' | 'title') => sql`${deadline.about} ->> ${field}`;
  return or(ilike(about('caseNumber'), like), ilike(about('title'), like));
}

function partCondition({ clock }: Pick<Court, 'clock'>, part: DeadlinePart): SQL | undefined {
  const now = new Date(clock());
  const open = isNull(deadline.endedAt);
  switch (part) {
    case 'all':
      return undefined;
    case 'open':
      return open;
    case 'lapsed':
      return and(open, lt(deadline.dueAt, now));
    case 'running':
      return and(open, gte(deadline.dueAt, now));
    case 'soon':
      return and(open, gte(deadline.dueAt, now), lte(deadline.lastDay, lastSoonDay(clock())));
    case 'suspended':
      return and(open, isNull(deadline.dueAt));
    case 'ended':
      return isNotNull(deadline.endedAt);
  }
}

function lastSoonDay(now: number): string {
  return addDays(dayOf(beijingTime(now)), SOON_DAYS);
}

async function countParts(
  court: Court,
  where: SQL | undefined,
): Promise<Record<DeadlinePart, number>> {
  const counted = (part: DeadlinePart) => {
    const condition = partCondition(court, part) ?? sql`true`;
    return sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
  };
  const parts = DEADLINE_PARTS.map((part) => [part, counted(part)] as const);
  const [row] = await court.store.db
    .select(Object.fromEntries(parts) as Record<DeadlinePart, SQL<number>>)
    .from(deadline)
    .where(where);
  return row as Record<DeadlinePart, number>;
}

async function kindsOf(
  court: Court,
  where: SQL | undefined,
): Promise<Pick<DeadlineList, 'rules' | 'courts'>> {
  const rows = await court.store.db
    .select({ rule: deadline.rule, code: deadline.court, n: count() })
    .from(deadline)
    .where(where)
    .groupBy(deadline.rule, deadline.court)
    .orderBy(asc(deadline.rule), asc(deadline.court));
  const rules = [...new Set(rows.map(({ rule }) => rule))].filter(isPeriodId);
  const codes = [...new Set(rows.map(({ code }) => code))];
  return {
    rules: rules.map((rule) => ({ rule, name: periodRule(rule).name })),
    courts: codes.map((code) => courtName(court, code)),
  };
}

/**
 * A calendar file (RFC 5545): one deadline, or those of a list, the soonest 500. One that stands still has no day and is
 * left out. Throws `NOT_FOUND`, `STATE_UNFIT` for a single one that stands still, and what `listDeadlines` throws.
 */
export async function deadlineCalendar(
  house: Court,
  actor: Actor,
  asked: { readonly language: Language } & ({ readonly id: string } | DeadlineSearch),
): Promise<string> {
  const court = asActor(house, actor);
  const rows =
    'id' in asked
      ? [await findDeadline(court.store.db, actor, asked.id)]
      : await rowsOf(court, listCondition(court, actor, asked), { ...asked, page: 1, sheet: true });
  const entries = rows.flatMap((row) => entryOf(court, row));
  if ('id' in asked && entries.length === 0) throw new CunzhengError('STATE_UNFIT');
  const madeAt = beijingTime(court.clock());
  return formatCalendarFile(entries, { madeAt, language: asked.language });
}

function listCondition(court: Court, actor: Actor, search: DeadlineSearch): SQL | undefined {
  const side = sideCondition(actor, search.side);
  return and(side, fitting(search), partCondition(court, partOf(search)));
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
