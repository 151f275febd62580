import { CunzhengError, demand, makeCaseNumber } from '@cunzheng/domain';
import { and, eq, inArray } from 'drizzle-orm';
import { courtCase } from '../../store/schema.ts';
import type { Db, Unit } from '../../store/store.ts';
import { caseCounter, type FilingRow } from '../../store/tables/filing.ts';

/** What a case is counted among: court, specialised character, type and year (案号规定 9–10). */
export interface CaseSeries {
  readonly court: string;
  readonly special?: '知' | undefined;
  readonly type: string;
  readonly year: number;
}

/** Numbers that are looked at in one go for one that nobody opened a case under by hand. */
const LOOKED_AT = 50;

/** The number that the next case of the series gets, as far as one can know without waiting for anybody. */
export async function nextCaseNumber(
  { db }: Pick<Unit, 'db'>,
  series: CaseSeries,
): Promise<string> {
  const [row] = await db.select().from(caseCounter).where(ofSeries(series));
  const serial = await firstFree(db, series, (row?.last ?? 0) + 1);
  return numberOf(series, serial);
}

/**
 * Takes that number for a case, if it still is the next one. The counter's row stays locked until the transaction ends, so
 * that a series has no gap and no number twice, over any number of processes: one that is rolled back gives its number
 * back by that. A number under which somebody opened a case by hand is passed over. Throws `CASE_NUMBER_TAKEN`.
 */
export async function takeCaseNumber(
  { db }: Pick<Unit, 'db'>,
  series: CaseSeries,
  number: string,
): Promise<void> {
  const key = keyOf(series);
  await db
    .insert(caseCounter)
    .values({ ...key, last: 0 })
    .onConflictDoNothing();
  const [row] = await db.select().from(caseCounter).where(ofSeries(series)).for('update');
  if (row === undefined) throw new CunzhengError('NOT_PERMITTED');
  const serial = await firstFree(db, series, row.last + 1);
  const next = numberOf(series, serial);
  demand(next === number, 'CASE_NUMBER_TAKEN', 'the next number is another one by now');
  await db.update(caseCounter).set({ last: serial }).where(ofSeries(series));
}

function keyOf({ court, special, type, year }: CaseSeries) {
  return { court, special: special ?? '', type, year };
}

function ofSeries(series: CaseSeries) {
  const { court, special, type, year } = keyOf(series);
  return and(
    eq(caseCounter.court, court),
    eq(caseCounter.special, special),
    eq(caseCounter.type, type),
    eq(caseCounter.year, year),
  );
}

function numberOf({ court, special, type, year }: CaseSeries, serial: number): string {
  return makeCaseNumber({ court, type, year, serial, ...(special && { special }) });
}

async function firstFree(db: Db, series: CaseSeries, from: number): Promise<number> {
  for (let at = from; ; at += LOOKED_AT) {
    const serials = Array.from({ length: LOOKED_AT }, (_, i) => at + i);
    const numbers = serials.map((serial) => numberOf(series, serial));
    const rows = await db
      .select({ number: courtCase.caseNumber })
      .from(courtCase)
      .where(and(eq(courtCase.court, series.court), inArray(courtCase.caseNumber, numbers)));
    const taken = new Set(rows.map(({ number }) => number));
    const free = serials.find((_, i) => !taken.has(numbers[i] as string));
    if (free !== undefined) return free;
  }
}

/** The series in which a filing's case is counted. */
export function seriesOf(
  { court, caseType }: Pick<FilingRow, 'court' | 'caseType'>,
  year: number,
): CaseSeries {
  return { court, type: caseType, year };
}
