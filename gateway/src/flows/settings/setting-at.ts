import { CunzhengError } from '@cunzheng/domain';
import { and, eq, gt, inArray, isNull, like, lte, or, type SQL } from 'drizzle-orm';
import { type Court, courtOf } from '../../context.ts';
import type { Db } from '../../store/store.ts';
import { type SettingRecord, setting } from '../../store/tables/settings.ts';
import { findDefinition, type SettingName, type ValueOf } from './catalogue.ts';
import { courtLine } from './court-line.ts';
import type { SettingValue } from './definition.ts';

/** Where an answer is from: the court itself, a court above it, or what the catalogue has where nobody decided. */
export const SETTING_ORIGINS = ['court', 'inherited', 'law', 'practice', 'proposal'] as const;
export type SettingOrigin = (typeof SETTING_ORIGINS)[number];

/** What applied, and why. */
export interface SettingAnswer<Value = SettingValue> {
  readonly name: string;
  readonly value: Value;
  readonly origin: SettingOrigin;
  /** The row that says so; absent where nobody decided. */
  readonly row?: SettingRecord;
}

/** Where to ask: the tables, or the transaction that one is in. */
export type Asked = Db | { readonly db: Db };

export const dbOf = (asked: Asked): Db => ('db' in asked ? asked.db : asked);

/**
 * What applied in a court at an instant (ms since 1970), of the past or the future. Throws `SETTING_MISSING` where the
 * court must decide and has not; `details` name the court and the setting.
 */
export async function settingAt<Name extends SettingName>(
  court: Pick<Court, 'courts'>,
  asked: Asked,
  code: string,
  name: Name,
  at: number,
): Promise<SettingAnswer<ValueOf<Name>>> {
  const answer = await findSetting(court, asked, code, name, at);
  if (answer === undefined) {
    throw new CunzhengError('SETTING_MISSING', `${code} ${name}`, {
      details: { court: code, name },
    });
  }
  return answer;
}

/** The same; `undefined` where the court must decide and has not. */
export async function findSetting<Name extends SettingName>(
  court: Pick<Court, 'courts'>,
  asked: Asked,
  code: string,
  name: Name,
  at: number,
): Promise<SettingAnswer<ValueOf<Name>> | undefined> {
  courtOf(court, code);
  const line = await courtLine(dbOf(asked), code);
  const rows = await rowsInForce(dbOf(asked), line, at, eq(setting.name, name));
  return answerFrom(code, name, rows) as SettingAnswer<ValueOf<Name>> | undefined;
}

/** The answer of one setting out of the rows in force, the court's own before those from above, nearest first. */
export function answerFrom(
  code: string,
  name: string,
  rows: readonly SettingRecord[],
): SettingAnswer | undefined {
  const row = rows.find((each) => each.name === name);
  if (row !== undefined) {
    const origin = row.court === code ? 'court' : 'inherited';
    return { name, value: row.value as SettingValue, origin, row };
  }
  const fallback = findDefinition(name)?.fallback;
  return fallback && { name, ...fallback };
}

/** Rows that apply at an instant to the first court of the line; what goes before comes first. */
export async function rowsInForce(
  db: Db,
  line: readonly string[],
  at: number,
  which: SQL | undefined,
): Promise<SettingRecord[]> {
  const moment = new Date(at);
  const rows = await db
    .select()
    .from(setting)
    .where(
      and(
        which,
        reaching(line),
        lte(setting.validFrom, moment),
        or(isNull(setting.validTo), gt(setting.validTo, moment)),
        isNull(setting.withdrawnAt),
      ),
    );
  const height = (row: SettingRecord) => line.indexOf(row.court);
  return rows.sort(
    (a, b) => height(a) - height(b) || Number(b.validFrom) - Number(a.validFrom) || b.seq - a.seq,
  );
}

/** Rows that concern the first court of the line: its own, and those from above that reach below. */
export function reaching(line: readonly string[]): SQL | undefined {
  const [own = '', ...above] = line;
  return or(
    eq(setting.court, own),
    and(inArray(setting.court, above.length === 0 ? [''] : above), eq(setting.reach, 'below')),
  );
}

/** Rows of the calendar: days corrected, years entered. */
export const CALENDAR_ROWS: SQL = like(setting.name, 'calendar.%');
