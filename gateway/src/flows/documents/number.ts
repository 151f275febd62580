import { formatDocumentNumber } from '@cunzheng/domain';
import { and, eq, sql } from 'drizzle-orm';
import { documentCounter, freeSerial } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';

/** Chinese courts number by their own calendar year: UTC+8, without summer time. */
export function courtYear(ms: number): number {
  return new Date(ms + 8 * 3_600_000).getUTCFullYear();
}

/**
 * Takes the next number of that court and year: the lowest that a withdrawn draft gave back, or the next serial.
 * The counter's row stays locked until the transaction ends, so that numbers of issued documents have no gap
 * and two clerks never get the same.
 */
export async function takeNumber(
  { db }: Unit,
  court: string,
  year: number,
): Promise<{ year: number; serial: number; number: string }> {
  await db.insert(documentCounter).values({ court, year, last: 0 }).onConflictDoNothing();
  const [counter] = await db
    .select()
    .from(documentCounter)
    .where(and(eq(documentCounter.court, court), eq(documentCounter.year, year)))
    .for('update');
  const serial =
    (await takeFree({ db }, court, year)) ??
    (await raise({ db }, court, year, (counter as { last: number }).last + 1));
  return { year, serial, number: formatDocumentNumber(court, year, serial) };
}

type Tables = Pick<Unit, 'db'>;

async function takeFree({ db }: Tables, court: string, year: number): Promise<number | undefined> {
  const lowest = sql`(SELECT min(f.serial) FROM court.free_serial f WHERE f.court = ${court} AND f.year = ${year})`;
  const rows = await db
    .delete(freeSerial)
    .where(
      and(
        eq(freeSerial.court, court),
        eq(freeSerial.year, year),
        sql`${freeSerial.serial} = ${lowest}`,
      ),
    )
    .returning();
  return rows[0]?.serial;
}

async function raise({ db }: Tables, court: string, year: number, last: number): Promise<number> {
  await db
    .update(documentCounter)
    .set({ last })
    .where(and(eq(documentCounter.court, court), eq(documentCounter.year, year)));
  return last;
}

/** Gives a withdrawn draft's number back. The code printed on the withdrawn paper dies with it. */
export async function returnNumber(
  { db }: Unit,
  row: { court: string; year: number; serial: number },
): Promise<void> {
  const { court, year, serial } = row;
  await db.insert(freeSerial).values({ court, year, serial }).onConflictDoNothing();
}
