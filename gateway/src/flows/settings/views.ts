import { CunzhengError } from '@cunzheng/domain';
import { endOfDay, parseDay, type Wording } from '@cunzheng/domain/deadlines';
import { and, desc, eq, gt, inArray, isNull, not, type SQL } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtOf } from '../../context.ts';
import { listedCourt, person } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import { type SettingReach, type SettingRecord, setting } from '../../store/tables/settings.ts';
import { calendarOf, type YearView, yearView } from './calendar.ts';
import { findDefinition, SETTINGS, type SettingDefinition } from './catalogue.ts';
import { courtLine } from './court-line.ts';
import type { SettingGroup, SettingKind, SettingUnit, SettingValue } from './definition.ts';
import { effectOf, type SettingEffectAt } from './effects.ts';
import {
  answerFrom,
  CALENDAR_ROWS,
  reaching,
  rowsInForce,
  type SettingAnswer,
  type SettingOrigin,
} from './setting-at.ts';

/** A value that a court has set: one line of the history. */
export interface SettingEntry {
  readonly id: string;
  readonly name: string;
  readonly value: unknown;
  readonly source: string;
  /** Who set it: a court, and the administrator where the reader may know his name. */
  readonly court: { readonly code: string; readonly name: string };
  readonly author?: string;
  readonly reach: SettingReach;
  readonly validFrom: string;
  readonly validTo?: string;
  readonly recordedAt: string;
  readonly withdrawnAt?: string;
  /** `replaced`: another value has taken its place, its own time is over, or one that goes before it hides it. */
  readonly standing: 'inForce' | 'future' | 'replaced' | 'withdrawn';
  /** Counts up: the version of a text. */
  readonly version: number;
}

/** A setting of a court on one day. */
export interface SettingView {
  readonly name: string;
  readonly group: SettingGroup;
  readonly kind: SettingKind;
  readonly title: Wording;
  readonly means: Wording;
  readonly law: Wording;
  readonly decidedBy: SettingDefinition['decidedBy'];
  readonly unit?: SettingUnit;
  readonly least?: number;
  readonly most?: number;
  readonly options?: Readonly<Record<string, Wording>>;
  readonly placeholders?: readonly string[];
  /** What applied; absent where the court must decide and has not: nothing is made up for it. */
  readonly answer?: {
    readonly value: SettingValue;
    readonly origin: SettingOrigin;
    readonly source?: string;
    readonly validFrom?: string;
    readonly validTo?: string;
  };
  /** Where it takes effect: in what is there now, or only in what is to come. */
  readonly effect: SettingEffectAt;
  /** Set already for a day to come. */
  readonly upcoming: readonly SettingEntry[];
  /** How many values the court has set. */
  readonly versions: number;
}

/** The instant that a question about a day means: now, if it is today or none; else the end of that day. */
function instantOf(court: Court, day: string | undefined): number {
  return day === undefined ? court.clock() : Date.parse(endOfDay(parseDay(day)));
}

/**
 * Every setting of a court with what applied at the end of a day, or applies now. Throws `NOT_FOUND` for a court of
 * others, `INPUT_INVALID` for a day that is none.
 */
export async function listSettings(
  house: Court,
  actor: Actor,
  { court: code, day }: { readonly court: string; readonly day?: string | undefined },
): Promise<SettingView[]> {
  authorize(actor, 'setting.read', { court: code });
  const { db } = asActor(house, actor).store;
  const line = await courtLine(db, code);
  const at = instantOf(house, day);
  const inForce = await rowsInForce(db, line, at, not(CALENDAR_ROWS));
  const future = and(
    reaching(line),
    gt(setting.validFrom, new Date(at)),
    isNull(setting.withdrawnAt),
  );
  const upcoming = await entriesWhere(house, db, and(future, not(CALENDAR_ROWS)), inForce);
  const own = await db
    .select({ name: setting.name })
    .from(setting)
    .where(and(eq(setting.court, code), isNull(setting.withdrawnAt)));
  return SETTINGS.map((row) =>
    settingView(row, answerFrom(code, row.name, inForce), {
      upcoming: upcoming.filter(({ name }) => name === row.name),
      versions: own.filter(({ name }) => name === row.name).length,
    }),
  );
}

function settingView(
  { type: _, fallback: __, ...row }: SettingDefinition,
  answer: SettingAnswer | undefined,
  more: Pick<SettingView, 'upcoming' | 'versions'>,
): SettingView {
  return {
    ...row,
    ...more,
    effect: effectOf(row.name),
    ...(answer && { answer: answerView(answer) }),
  };
}

function answerView({ value, origin, row }: SettingAnswer): NonNullable<SettingView['answer']> {
  if (row === undefined) return { value, origin };
  const { source, validFrom, validTo } = row;
  return {
    ...{ value, origin, source, validFrom: validFrom.toISOString() },
    ...(validTo && { validTo: validTo.toISOString() }),
  };
}

/**
 * Every value that was ever set for a court under one name, by itself or from above, newest first. Throws `NOT_FOUND`
 * for a court of others and for a name that is none.
 */
export async function settingHistory(
  house: Court,
  actor: Actor,
  { court: code, name }: { readonly court: string; readonly name: string },
): Promise<SettingEntry[]> {
  authorize(actor, 'setting.read', { court: code });
  if (findDefinition(name) === undefined) throw new CunzhengError('NOT_FOUND');
  const { db } = asActor(house, actor).store;
  const line = await courtLine(db, code);
  const inForce = await rowsInForce(db, line, house.clock(), eq(setting.name, name));
  return entriesWhere(house, db, and(eq(setting.name, name), reaching(line)), inForce.slice(0, 1));
}

/** Everything that was corrected in a court's calendar, newest first. Throws `NOT_FOUND`. */
export async function calendarHistory(
  house: Court,
  actor: Actor,
  code: string,
): Promise<SettingEntry[]> {
  authorize(actor, 'setting.read', { court: code });
  const { db } = asActor(house, actor).store;
  const line = await courtLine(db, code);
  const inForce = await rowsInForce(db, line, house.clock(), CALENDAR_ROWS);
  const first = inForce.filter(
    (row, i) => inForce.findIndex(({ name }) => name === row.name) === i,
  );
  return entriesWhere(house, db, and(CALENDAR_ROWS, reaching(line)), first);
}

async function entriesWhere(
  house: Court,
  db: Db,
  where: SQL | undefined,
  inForce: readonly SettingRecord[],
): Promise<SettingEntry[]> {
  const rows = await db
    .select({ setting, author: person.name })
    .from(setting)
    .leftJoin(person, eq(person.id, setting.author))
    .where(where)
    .orderBy(desc(setting.seq));
  const named = await courtNames(house, db, [...new Set(rows.map((row) => row.setting.court))]);
  const now = house.clock();
  return rows.map((row, i) => {
    const same = rows.slice(i).filter(({ setting: { name } }) => name === row.setting.name);
    return entryOf(row.setting, {
      ...{ author: row.author, courtName: named(row.setting.court), now, version: same.length },
      inForce: inForce.some(({ id }) => id === row.setting.id),
    });
  });
}

async function courtNames(house: Court, db: Db, codes: readonly string[]) {
  const unknown = codes.filter((code) => !house.courts.has(code));
  const rows =
    unknown.length === 0
      ? []
      : await db.select().from(listedCourt).where(inArray(listedCourt.code, unknown));
  return (code: string) =>
    house.courts.get(code)?.name ?? rows.find((row) => row.code === code)?.name ?? code;
}

function entryOf(
  row: SettingRecord,
  about: {
    author: string | null;
    courtName: string;
    now: number;
    version: number;
    inForce: boolean;
  },
): SettingEntry {
  const { id, name, value, source, reach, validFrom, validTo, recordedAt, withdrawnAt } = row;
  return {
    ...{ id, name, value, source, reach, version: about.version },
    court: { code: row.court, name: about.courtName },
    ...(about.author !== null && { author: about.author }),
    validFrom: validFrom.toISOString(),
    ...(validTo && { validTo: validTo.toISOString() }),
    recordedAt: recordedAt.toISOString(),
    ...(withdrawnAt && { withdrawnAt: withdrawnAt.toISOString() }),
    standing: standingOf(row, about),
  };
}

function standingOf(
  row: SettingRecord,
  { now, inForce }: { now: number; inForce: boolean },
): SettingEntry['standing'] {
  if (row.withdrawnAt !== null) return 'withdrawn';
  if (row.validFrom.getTime() > now) return 'future';
  return inForce ? 'inForce' : 'replaced';
}

/** Years that an answer of the calendar may be about. */
export const CALENDAR_YEARS = { least: 2004, most: 2100 } as const;

/** A year of a court's calendar as it is known now. Throws `NOT_FOUND` for a court of others. */
export async function readYear(
  house: Court,
  actor: Actor,
  { court: code, year }: { readonly court: string; readonly year: number },
): Promise<YearView> {
  authorize(actor, 'setting.read', { court: code });
  const calendar = await calendarOf(house, asActor(house, actor).store.db, code, house.clock());
  return yearView(calendar, year);
}

/** Settings that a court must decide and has not. */
export async function missingSettings(
  house: Pick<Court, 'clock' | 'courts'>,
  db: Db,
  code: string,
): Promise<{ readonly name: string; readonly title: Wording }[]> {
  courtOf(house, code);
  const rows = await rowsInForce(db, await courtLine(db, code), house.clock(), undefined);
  return SETTINGS.filter(({ name }) => answerFrom(code, name, rows) === undefined).map(
    ({ name, title }) => ({ name, title }),
  );
}
