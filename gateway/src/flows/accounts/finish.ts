import { randomUUID } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import { and, eq, isNotNull, ne, sql } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import { person as personTable } from '../../store/schema.ts';
import { show, type Unit } from '../../store/store.ts';
import { type ProofingRow, proofing, review } from '../../store/tables/accounts.ts';
import { noteEvent } from './events.ts';
import { startLook } from './look-clock.ts';
import { change, lockedRow } from './proofing-row.ts';
import { type Results, stepOf } from './steps.ts';

/** After a step was settled: hands the rest to a clerk, or closes the proofing, or leaves the person at the next step. */
export async function proceed(court: Court, unit: Unit, person: string): Promise<void> {
  const row = await lockedRow(unit.db, person);
  const step = stepOf(row.results);
  if (step === 'review') await askReview(court, unit, row);
  if (step === 'done' && row.doneAt === null) await close(court, unit, row);
}

async function askReview(court: Court, unit: Unit, row: ProofingRow): Promise<void> {
  const { person } = row;
  if (row.court === null) throw new CunzhengError('STATE_UNFIT', 'no court was chosen');
  const id = randomUUID();
  const askedAt = new Date(court.clock());
  const asked = await unit.db
    .insert(review)
    .values({
      ...{ id, court: row.court, person, state: 'waiting', reasons: [] },
      ...{ causes: causesOf(row), askedAt, dueAt: askedAt },
    })
    .onConflictDoNothing()
    .returning({ id: review.id });
  if (asked.length === 0) return;
  const dueAt = await startLook(court, unit, { id, court: row.court, person });
  await unit.db.update(review).set({ dueAt }).where(eq(review.id, id));
  await noteEvent(court, unit, { person, event: 'reviewAsked' });
}

/** Why a clerk looks: steps that no machine settled, what kept it, somebody else with the same number. */
function causesOf(row: ProofingRow): string[] {
  const steps = Object.entries(row.results).flatMap(([step, by]) =>
    by === 'forReview' ? [step] : [],
  );
  const trouble = row.trouble === null ? [] : [row.trouble];
  return [...steps, ...trouble, ...(row.contested ? ['contested'] : [])];
}

async function close(court: Court, unit: Unit, row: ProofingRow): Promise<void> {
  const { person } = row;
  const name = court.vault.open(row.nameSealed as string, `proofing.name/${person}`);
  if (await isTaken(unit, row)) {
    // Two people with one number finished at the same time: from here on only a clerk can tell.
    const results: Results = { ...row.results, register: 'forReview' };
    await change(unit, person, { results, contested: true });
    await askReview(court, unit, { ...row, results, contested: true });
    return;
  }
  await change(unit, person, { doneAt: new Date(court.clock()), trouble: null });
  await unit.db.update(personTable).set({ name }).where(eq(personTable.id, person));
  await noteEvent(court, unit, { person, event: 'verified' });
}

/** Whether somebody else is proofed under this number; until the transaction ends nobody else becomes so. */
export async function isTaken(
  unit: Unit,
  { person, numberDigest }: { readonly person: string; readonly numberDigest: string | null },
): Promise<boolean> {
  const digest = numberDigest as string;
  await unit.db.execute(sql`select pg_advisory_xact_lock(hashtext(${digest}))`);
  await show(unit, [digest]);
  const same = and(
    eq(proofing.numberDigest, digest),
    ne(proofing.person, person),
    isNotNull(proofing.doneAt),
  );
  return (await unit.db.$count(proofing, same)) > 0;
}
