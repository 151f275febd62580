import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import {
  addDays,
  BEIJING_OFFSET,
  beijingTime,
  type CalendarDay,
  createCourtCalendar,
  dayOf,
  parseDay,
} from '@cunzheng/domain/deadlines';
import { eq } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { Db } from '../../store/store.ts';
import { type SettingReach, type SettingRecord, setting } from '../../store/tables/settings.ts';
import { noteStoodIn } from '../audit/stood-in.ts';
import { type DayValue, daySetting, type YearValue, yearSetting } from './calendar.ts';
import { findDefinition } from './catalogue.ts';
import { checkValue } from './check.ts';

/** Characters of the decision or notice that a value rests on. */
export const MAX_SOURCE_CHARACTERS = 200;
/** Days corrected in one go. */
export const MAX_CORRECTED_DAYS = 31;

/** What an administrator decides. */
export interface NewSetting {
  readonly court: string;
  readonly name: string;
  readonly value: unknown;
  readonly source: string;
  readonly reach?: SettingReach | undefined;
  /** First day in Beijing; today or none is at once. A day that is over is refused: the past is not rewritten. */
  readonly validFrom?: string | undefined;
  /** Last day, included. */
  readonly validTo?: string | undefined;
}

/**
 * Sets a value for a court; what applied before stays in the history. Throws `NOT_FOUND` for a court of others or a name
 * that is none, `NOT_PERMITTED`, `SETTING_INVALID` for a value out of type or bounds, and for days of validity that are
 * over or in the wrong order.
 */
export async function setSetting(
  house: Court,
  actor: Actor,
  wanted: NewSetting,
): Promise<SettingRecord> {
  const row = checkedRow(house, actor, wanted);
  return asActor(house, actor).store.transaction(async (unit) => {
    const acted = { court: row.court, subject: row.id };
    await noteStoodIn(house, unit, actor, 'setting.change', acted);
    return insertRow(unit.db, row);
  });
}

/** The row that would be written; nothing is. Throws as `setSetting` does. */
export function checkedRow(house: Court, actor: Actor, wanted: NewSetting) {
  authorize(actor, 'setting.change', { court: wanted.court });
  const definition = findDefinition(wanted.name);
  if (definition === undefined) throw new CunzhengError('NOT_FOUND');
  const value = checkValue(definition, wanted.value);
  const now = house.clock();
  const { validFrom, validTo } = validity(wanted, now);
  return { ...common(wanted, actor, now), name: wanted.name, value, validFrom, validTo };
}

function common(wanted: Pick<NewSetting, 'court' | 'reach' | 'source'>, actor: Actor, now: number) {
  const source = wanted.source.trim();
  if (source === '' || source.length > MAX_SOURCE_CHARACTERS) refuse('source', 'source');
  return {
    ...{ id: randomUUID(), court: wanted.court, source, reach: wanted.reach ?? 'court' },
    ...{ author: actor.person, recordedAt: new Date(now), withdrawnAt: null, withdrawnBy: null },
  } as const;
}

function refuse(field: string, problem: string): never {
  throw new CunzhengError('SETTING_INVALID', problem, { details: { field, problem } });
}

const startOf = (day: CalendarDay) => new Date(`${day}T00:00:00.000${BEIJING_OFFSET}`);

function validity({ validFrom, validTo }: NewSetting, now: number) {
  const today = dayOf(beijingTime(now));
  const first = validFrom === undefined ? today : parseDay(validFrom);
  if (first < today) refuse('validFrom', 'past');
  const last = validTo === undefined ? undefined : parseDay(validTo);
  if (last !== undefined && last < first) refuse('validTo', 'order');
  return {
    validFrom: first === today ? new Date(now) : startOf(first),
    validTo: last === undefined ? null : startOf(addDays(last, 1)),
  };
}

async function insertRow(db: Db, row: typeof setting.$inferInsert): Promise<SettingRecord> {
  const [written] = await db.insert(setting).values(row).returning();
  return written as SettingRecord;
}

/**
 * Takes a value back that has not begun to apply. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` for one that applies
 * already: then a new one takes its place.
 */
export async function withdrawSetting(house: Court, actor: Actor, id: string): Promise<void> {
  await asActor(house, actor).store.transaction(async (unit) => {
    const { db } = unit;
    const [row] = await db.select().from(setting).where(eq(setting.id, id)).for('update');
    authorize(actor, 'setting.change', row);
    const now = new Date(house.clock());
    demand(row.withdrawnAt === null && row.validFrom > now, 'STATE_UNFIT');
    await db
      .update(setting)
      .set({ withdrawnAt: now, withdrawnBy: actor.person })
      .where(eq(setting.id, id));
    const acted = { court: row.court, subject: id };
    await noteStoodIn(house, unit, actor, 'setting.change', acted);
  });
}

/** Days that are worked or not, whatever was published; `asPublished` takes a correction back. */
export interface DayCorrection {
  readonly court: string;
  readonly days: readonly string[];
  readonly to: 'working' | 'off' | 'asPublished';
  readonly source: string;
  readonly reach?: SettingReach | undefined;
}

/**
 * Corrects days of a court's calendar, at once: running clocks move at the next sweep and say why. Throws `NOT_FOUND`,
 * `NOT_PERMITTED`, `SETTING_INVALID`, `INPUT_INVALID` for a day that is none.
 */
export async function correctDays(
  house: Court,
  actor: Actor,
  wanted: DayCorrection,
): Promise<SettingRecord[]> {
  const rows = correctionRows(house, actor, wanted);
  return asActor(house, actor).store.transaction(async (unit) => {
    for (const { court, id: subject } of rows)
      await noteStoodIn(house, unit, actor, 'setting.change', { court, subject });
    return unit.db.insert(setting).values(rows).returning();
  });
}

/** The rows that would be written; nothing is. Throws as `correctDays` does. */
export function correctionRows(house: Court, actor: Actor, wanted: DayCorrection) {
  authorize(actor, 'setting.change', { court: wanted.court });
  const days = [...new Set(wanted.days)].map(parseDay).sort();
  if (days.length === 0 || days.length > MAX_CORRECTED_DAYS) refuse('days', 'count');
  const value: DayValue =
    wanted.to === 'asPublished' ? { asPublished: true } : { working: wanted.to === 'working' };
  const now = house.clock();
  return days.map((day) => ({
    ...common(wanted, actor, now),
    ...{ name: daySetting(day), value, validFrom: new Date(now), validTo: null },
  }));
}

/** A yearly notice typed in. */
export interface NewYear extends YearValue {
  readonly court: string;
  readonly year: number;
  readonly source: string;
  readonly reach?: SettingReach | undefined;
}

/**
 * Enters the notice of a year that the package does not know, or knows wrongly. Throws `NOT_FOUND`, `NOT_PERMITTED`,
 * `SETTING_INVALID` for a notice without the holidays that every year has; `INPUT_INVALID` for a day of another year, or
 * both off and worked.
 */
export async function enterYear(
  house: Court,
  actor: Actor,
  wanted: NewYear,
): Promise<SettingRecord> {
  const row = yearRow(house, actor, wanted);
  return insertRow(asActor(house, actor).store.db, row);
}

/** The row that would be written; nothing is. Throws as `enterYear` does. */
export function yearRow(house: Court, actor: Actor, wanted: NewYear) {
  authorize(actor, 'setting.change', { court: wanted.court });
  const { year, source } = wanted;
  const [off, work] = [sorted(wanted.off), sorted(wanted.work)];
  createCourtCalendar([{ year, off, work, source }]);
  for (const day of ['01-01', '05-01', '10-01']) {
    if (!off.includes(`${year}-${day}`)) refuse('off', 'holidays');
  }
  const now = house.clock();
  const value: YearValue = { off, work };
  return {
    ...{ ...common(wanted, actor, now), name: yearSetting(year), value },
    ...{ validFrom: new Date(now), validTo: null },
  };
}

const sorted = (days: readonly string[]) => [...new Set(days)].sort();
