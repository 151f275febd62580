import { CunzhengError, demand } from '@cunzheng/domain';
import { type CalendarDay, dayOf } from '@cunzheng/domain/deadlines';
import { eq } from 'drizzle-orm';
import type { Level } from '../../access/levels.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { Db, Store, Unit } from '../../store/store.ts';
import { type ProofingRow, proofing } from '../../store/tables/accounts.ts';
import { levelOf, type Results, type Step, stepOf } from './steps.ts';

/** Whose account is acted for; `helper` is somebody else whom that person let in. */
export interface Who {
  readonly person: string;
  readonly helper?: string;
}

/** The store as the person himself sees it; a helper acts within it. */
export function ownStore(court: Court, { person }: Who): Store {
  return asActor(court, { person, name: '', offices: [] }).store;
}

/** Runs one step's work in one transaction, in the person's own scope. */
export function stepping<T>(court: Court, who: Who, work: (unit: Unit) => Promise<T>): Promise<T> {
  return ownStore(court, who).transaction(work);
}

/** Day in Beijing, for the checks of numbers. */
export function today(court: Pick<Court, 'clock'>): CalendarDay {
  return dayOf(new Date(court.clock()).toISOString());
}

/** The person's proofing, begun when it is not there. */
export async function rowOf(court: Court, db: Db, person: string): Promise<ProofingRow> {
  const fresh = { person, results: {}, startedAt: new Date(court.clock()) };
  await db.insert(proofing).values(fresh).onConflictDoNothing();
  return lockedRow(db, person);
}

/** The same, held until the transaction ends: two requests at once settle one step once. */
export async function lockedRow(db: Db, person: string): Promise<ProofingRow> {
  const [row] = await db.select().from(proofing).where(eq(proofing.person, person)).for('update');
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return row;
}

/** The row, if the person stands at this step. Throws `STATE_UNFIT`. */
export async function atStep(
  court: Court,
  unit: Unit,
  { person }: Who,
  ...steps: readonly (Step | 'review')[]
): Promise<ProofingRow> {
  const row = await rowOf(court, unit.db, person);
  const step = stepOf(row.results);
  demand((steps as readonly string[]).includes(step), 'STATE_UNFIT', step);
  return row;
}

/** Changes columns of one proofing. */
export async function change(
  { db }: Unit,
  person: string,
  columns: Partial<Omit<ProofingRow, 'person'>>,
): Promise<void> {
  await db.update(proofing).set(columns).where(eq(proofing.person, person));
}

/** Identity level of a person, as the scope of `db` sees it; `code` for somebody without any proofing. */
export async function identityLevel(db: Db, person: string): Promise<Level> {
  const [row] = await db
    .select({ results: proofing.results, doneAt: proofing.doneAt })
    .from(proofing)
    .where(eq(proofing.person, person));
  if (row === undefined) return 'code';
  const level = levelOf(row.results as Results);
  // All steps settled, but not closed yet: closing may still find the number taken.
  return level === 'verified' && row.doneAt === null ? 'portrayed' : level;
}
