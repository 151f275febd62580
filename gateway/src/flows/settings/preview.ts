import { type Deadline, periodRule, type Wording } from '@cunzheng/domain/deadlines';
import { and, asc, count, eq, isNull } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { type DeadlineRow, deadline, type SettingRecord } from '../../store/tables/settings.ts';
import { computeClock, ruleOf } from '../clocks/facts.ts';
import { calendarFrom, calendarOf } from './calendar.ts';
import type { SettingName } from './catalogue.ts';
import {
  checkedRow,
  correctionRows,
  type DayCorrection,
  type NewSetting,
  type NewYear,
  yearRow,
} from './change.ts';
import { periodOfSetting } from './rows/periods.ts';
import { findSetting } from './setting-at.ts';

/** A running deadline that would move. */
export interface DeadlineMove {
  readonly id: string;
  readonly name: Wording;
  readonly caseNumber?: string;
  readonly from?: string;
  readonly to?: string;
}

/** What a change would do, before it is made. */
export interface SettingEffect {
  /** What applies at the first moment of the new value, if nothing is changed; absent where nothing is decided. */
  readonly before?: unknown;
  readonly after: unknown;
  readonly validFrom: string;
  readonly validTo?: string;
  /** Clocks that run by this setting and keep the one they began with. */
  readonly keeping: number;
  /** Deadlines of this court that would move; the first of them. */
  readonly moving: number;
  readonly moves: readonly DeadlineMove[];
}

/** Moves that are shown one by one. */
const MOVES_SHOWN = 20;

/** What setting a value would do. Throws as `setSetting` does. */
export async function previewSetting(
  house: Court,
  actor: Actor,
  wanted: NewSetting,
): Promise<SettingEffect> {
  const row = checkedRow(house, actor, wanted);
  const { db } = asActor(house, actor).store;
  const at = row.validFrom.getTime();
  const before = await findSetting(house, db, row.court, row.name as SettingName, at);
  const rule = periodOfSetting(row.name);
  const [running] =
    rule === undefined
      ? []
      : await db
          .select({ n: count() })
          .from(deadline)
          .where(
            and(eq(deadline.court, row.court), eq(deadline.rule, rule), isNull(deadline.endedAt)),
          );
  return {
    ...(before && { before: before.value }),
    ...{ after: row.value, validFrom: row.validFrom.toISOString(), keeping: running?.n ?? 0 },
    ...(row.validTo && { validTo: row.validTo.toISOString() }),
    ...{ moving: 0, moves: [] },
  };
}

/** What correcting days, or entering a year, would do to the deadlines that run. Throws as these do. */
export async function previewDays(
  house: Court,
  actor: Actor,
  wanted: DayCorrection | NewYear,
): Promise<SettingEffect> {
  const rows =
    'days' in wanted ? correctionRows(house, actor, wanted) : [yearRow(house, actor, wanted)];
  const { db } = asActor(house, actor).store;
  const now = house.clock();
  const known = await calendarOf(house, db, wanted.court, now);
  const newest = rows.map((row) => ({ ...row, seq: Number.MAX_SAFE_INTEGER }) as SettingRecord);
  const next = calendarFrom([...newest, ...known.rows]);
  const open = await db
    .select()
    .from(deadline)
    .where(and(eq(deadline.court, wanted.court), isNull(deadline.endedAt)))
    .orderBy(asc(deadline.dueAt), asc(deadline.id));
  const moves = open.flatMap((row) => moveOf(row, computeClock(row, next)));
  return {
    ...{ after: rows.map(({ name, value }) => ({ name, value })), keeping: 0 },
    ...{ validFrom: new Date(now).toISOString() },
    ...{ moving: moves.length, moves: moves.slice(0, MOVES_SHOWN) },
  };
}

function moveOf(row: DeadlineRow, next: Deadline): DeadlineMove[] {
  const to = next.state === 'running' ? next.lastDay : undefined;
  if (to === (row.lastDay ?? undefined)) return [];
  const { caseNumber } = row.about;
  return [
    {
      ...{ id: row.id, name: periodRule(ruleOf(row).id).name },
      ...(caseNumber !== undefined && { caseNumber }),
      ...(row.lastDay !== null && { from: row.lastDay }),
      ...(to !== undefined && { to }),
    },
  ];
}
