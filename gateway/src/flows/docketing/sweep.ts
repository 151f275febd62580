import { CunzhengError } from '@cunzheng/domain';
import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { docketing } from '../../store/tables/docketing.ts';
import { makeNotices } from './make.ts';

/** Cases in one go. */
const AT_ONCE = 20;
const AGAIN_MS = 60_000;

export interface DocketingsSwept {
  /** Cases whose notices are there now. */
  readonly made: number;
  readonly failures: readonly unknown[];
}

/**
 * Makes the notices of cases that got their number. What fails for one case is noted there, tried again a minute later
 * and keeps nobody else's from being made. Throws what SQL throws.
 */
export async function sweepDocketings(house: Court): Promise<DocketingsSwept> {
  const court = asHouse(house, 'docketing');
  const due = await court.store.db
    .select({ caseId: docketing.caseId })
    .from(docketing)
    .where(and(isNull(docketing.madeAt), lte(docketing.tryAt, new Date(court.clock()))))
    .orderBy(asc(docketing.tryAt))
    .limit(AT_ONCE);
  let made = 0;
  const failures: unknown[] = [];
  for (const { caseId } of due) {
    try {
      if (await makeNotices(court, caseId)) made++;
    } catch (error) {
      failures.push(error);
      await noteFault(court, caseId, error);
    }
  }
  return { made, failures };
}

async function noteFault(court: Court, caseId: string, error: unknown): Promise<void> {
  const fault = error instanceof CunzhengError ? error.code : 'INTERNAL';
  const tryAt = new Date(court.clock() + AGAIN_MS);
  await court.store.db
    .update(docketing)
    .set({ fault, tryAt })
    .where(and(eq(docketing.caseId, caseId), isNull(docketing.madeAt)));
}
