import type { Language } from '@cunzheng/domain';
import {
  beijingTime,
  type Deadline,
  daysLeft,
  explainDeadline,
  formatDay,
  isPeriodId,
  type PeriodId,
  periodRule,
  type RunningDeadline,
  type Wording,
} from '@cunzheng/domain/deadlines';
import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import { type Court, courtOf } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { type DeadlineRow, deadline } from '../../store/tables/settings.ts';
import { tell } from '../notices/tell.ts';
import {
  MAX_REMINDER_DAYS,
  REMINDED_PERIODS,
  reminderSetting,
} from '../settings/rows/reminders.ts';
import { settingAt } from '../settings/setting-at.ts';

const BATCH = 200;
const DAY_MS = 86_400_000;

/** What one run did. */
export interface NearSweep {
  /** Parties who were told of an end that is near. */
  readonly told: number;
  readonly failures: readonly unknown[];
}

/**
 * Tells parties of deadlines that end within the days that their court has set for the period: once for each end, so
 * that one whose end moves is told anew. What was told stands in the row, written in the transaction that tells; a run
 * that comes late, twice, or in several processes tells the same. An end that has passed is told to nobody any more.
 */
export async function sweepNear(house: Court): Promise<NearSweep> {
  const court = asHouse(house, 'sweep');
  const failures: unknown[] = [];
  const days = reminderDays(court);
  let told = 0;
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await court.store.db
      .select()
      .from(deadline)
      .where(and(candidates(court.clock()), gt(deadline.id, last)))
      .orderBy(asc(deadline.id))
      .limit(BATCH);
    await court.knowCourts([...new Set(rows.map((row) => row.court))]);
    for (const row of rows) {
      try {
        if (await isNear(court, row, days)) told += await tellOne(court, row);
      } catch (error) {
        failures.push(error);
      }
    }
    if (rows.length < BATCH) return { told, failures };
    last = (rows.at(-1) as DeadlineRow).id;
  }
}

/** Runs, is somebody's to keep, ends within the longest time that a court can set, and that end was not told yet. */
function candidates(now: number): SQL | undefined {
  const until = new Date(now + (MAX_REMINDER_DAYS + 1) * DAY_MS);
  return and(
    untold(now),
    isNotNull(deadline.person),
    inArray(deadline.rule, [...REMINDED_PERIODS]),
    lte(deadline.dueAt, until),
  );
}

function untold(now: number): SQL | undefined {
  return and(
    isNull(deadline.endedAt),
    gt(deadline.dueAt, new Date(now)),
    or(isNull(deadline.toldFor), sql`${deadline.toldFor} <> ${deadline.dueAt}`),
  );
}

type Days = (row: DeadlineRow) => Promise<number>;

/** The setting of now, read once for each court and period of one run. */
function reminderDays(court: Court): Days {
  const known = new Map<string, Promise<number>>();
  return ({ court: code, rule }) => {
    const key = `${code} ${rule}`;
    const found = known.get(key) ?? daysSet(court, code, rule as PeriodId);
    known.set(key, found);
    return found;
  };
}

async function daysSet(court: Court, code: string, period: PeriodId): Promise<number> {
  const name = reminderSetting(period);
  return (await settingAt(court, court.store.db, code, name, court.clock())).value;
}

async function isNear({ clock }: Court, row: DeadlineRow, days: Days): Promise<boolean> {
  const before = await days(row);
  return before > 0 && daysLeft(row.computed as Deadline, beijingTime(clock())) <= before;
}

/** Tells of the end that was found, unless another process did meanwhile or the deadline has changed. */
function tellOne(court: Court, { id, dueAt }: DeadlineRow): Promise<0 | 1> {
  return court.store.transaction(async (unit) => {
    const [row] = await unit.db
      .select()
      .from(deadline)
      .where(and(eq(deadline.id, id), eq(deadline.dueAt, dueAt as Date), untold(court.clock())))
      .for('update', { skipLocked: true });
    if (row === undefined) return 0;
    await tellNear(court, unit, row);
    await unit.db.update(deadline).set({ toldFor: row.dueAt }).where(eq(deadline.id, id));
    return 1;
  });
}

async function tellNear(court: Court, unit: Unit, row: DeadlineRow): Promise<void> {
  const computed = row.computed as RunningDeadline;
  if (!isPeriodId(row.rule) || row.person === null) throw new TypeError('nobody’s deadline');
  const { name } = periodRule(row.rule);
  const about = `deadline/${row.id}`;
  await tell(court, unit, {
    ...{ person: row.person, court: row.court, template: 'deadlineNear' },
    values: {
      caseNumber: row.about.caseNumber ?? row.about.title ?? courtOf(court, row.court).name,
      what: name,
      end: inBoth((language) => formatDay(computed.lastDay, language)),
      why: inBoth((language) => explainDeadline(computed, language)),
    },
    ...{ link: `/deadlines/${row.id}`, about, replaces: about, endsAt: row.dueAt as Date },
  });
}

function inBoth(words: (language: Language) => string): Wording {
  return { 'zh-CN': words('zh-CN'), en: words('en') };
}
