import { CunzhengError, demand } from '@cunzheng/domain';
import { eq, sql } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { Store, Unit } from '../../store/store.ts';
import { proofing } from '../../store/tables/accounts.ts';
import { noteEvent } from './events.ts';

export const MAX_FACT_FAILURES = 5;
export const FACT_LOCK_MS = 24 * 3_600_000;

/** True for an account that holds somebody's identity: a code alone must not open it. */
export async function factNeeded({ db }: Pick<Unit, 'db'>, person: string): Promise<boolean> {
  const [row] = await db
    .select({ number: proofing.numberSealed })
    .from(proofing)
    .where(eq(proofing.person, person));
  return row !== undefined && row.number !== null;
}

/**
 * Compares the end of the document number. Wrong ones are counted before they are compared, so that parallel guesses
 * share the five. Throws `SIGN_IN_FACT_WRONG`, `SIGN_IN_LOCKED`.
 */
export async function demandFact(
  court: Court,
  store: Store,
  person: string,
  end: string,
): Promise<void> {
  const row = await countTry(court, store, person);
  demand(row.factFailures <= MAX_FACT_FAILURES, 'SIGN_IN_LOCKED');
  const number = court.vault.open(row.numberSealed as string, `proofing.number/${person}`);
  if (end.trim().toUpperCase() !== number.slice(-4)) {
    await store.transaction((unit) => noteEvent(court, unit, { person, event: 'factWrong' }));
    throw new CunzhengError('SIGN_IN_FACT_WRONG');
  }
  await store.db.update(proofing).set({ factFailures: 0 }).where(eq(proofing.person, person));
}

async function countTry(court: Court, store: Store, person: string) {
  const now = new Date(court.clock());
  const since = new Date(court.clock() - FACT_LOCK_MS);
  const [row] = await store.db
    .update(proofing)
    .set({
      factFailures: sql`CASE WHEN ${proofing.factFailedAt} IS NULL OR ${proofing.factFailedAt} < ${since.toISOString()}
        THEN 1 ELSE ${proofing.factFailures} + 1 END`,
      // The day runs from the first of the five, so that knocking on does not lengthen it.
      factFailedAt: sql`CASE WHEN ${proofing.factFailedAt} IS NULL OR ${proofing.factFailedAt} < ${since.toISOString()}
        THEN ${now.toISOString()}::timestamptz ELSE ${proofing.factFailedAt} END`,
    })
    .where(eq(proofing.person, person))
    .returning();
  if (row === undefined || row.numberSealed === null) throw new CunzhengError('SIGN_IN_FACT_WRONG');
  return row;
}
