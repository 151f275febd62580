import { beijingTime, dayOf } from '@cunzheng/domain/deadlines';
import { FILING_KIND_ROWS } from '@cunzheng/domain/filing';
import { and, eq } from 'drizzle-orm';
import { withinHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { CaseRow } from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import type { FilingRow } from '../../store/tables/filing.ts';
import { type DeadlineRow, deadline } from '../../store/tables/settings.ts';
import {
  restartClock,
  resumeClock,
  startClock,
  startingAt,
  stopClock,
  suspendClock,
} from '../clocks/run.ts';

type Ticking = Pick<Court, 'courts' | 'clock'>;

const ofFiling = (id: string) => ({ kind: 'filing', id }) as const;

/** The court begins to look at a filing: seven days, or as its kind has it (登记立案规定 8). */
export async function startReview(
  court: Ticking,
  unit: Unit,
  row: FilingRow,
  at: Date,
): Promise<void> {
  await startClock(court, unit, {
    ...{ court: row.court, rule: FILING_KIND_ROWS[row.kind].review, subject: ofFiling(row.id) },
    ...{ start: startingAt(at.getTime()), person: row.person, about: { title: row.cause } },
  });
}

/**
 * A correction is awaited: the court's look stands still, and the party's own time begins. It runs for the submission
 * that was found wanting, so that a second round has a clock of its own. Returns its last day.
 */
export async function awaitCorrection(
  court: Ticking,
  unit: Unit,
  { row, round, at }: { readonly row: FilingRow; readonly round: string; readonly at: Date },
): Promise<DeadlineRow> {
  const from = dayOf(beijingTime(at.getTime()));
  await suspendClock(court, unit, reviewOf(row), {
    ...{ cause: 'correctionPending', from, because: '通知补正' },
  });
  return startClock(court, unit, {
    ...{ court: row.court, rule: 'filingCorrection', subject: ofFiling(round) },
    ...{ start: startingAt(at.getTime()), person: row.person, about: { title: row.cause } },
  });
}

/** The corrected papers are there: the court's look begins anew, from the next day (在线诉讼规则 9(2)). */
export async function reviewAnew(
  court: Ticking,
  unit: Unit,
  { row, round, at }: { readonly row: FilingRow; readonly round: string; readonly at: Date },
): Promise<void> {
  const day = dayOf(beijingTime(at.getTime()));
  const because = '收到补正材料';
  await endCorrection(court, unit, round, { outcome: 'met', at: at.getTime(), because });
  await resumeClock(court, unit, reviewOf(row), { to: day, because });
  await restartClock(court, unit, reviewOf(row), { cause: 'correctionReceived', day, because });
}

function reviewOf(row: FilingRow) {
  return { subject: ofFiling(row.id), rule: FILING_KIND_ROWS[row.kind].review };
}

/** The party's time for a correction has ended, by what he did or otherwise. */
export function endCorrection(
  court: Ticking,
  unit: Unit,
  round: string,
  stop: Parameters<typeof stopClock>[3],
): Promise<void> {
  return stopClock(court, unit, { subject: ofFiling(round) }, stop);
}

/** The court has answered, or need not any more. */
export function endReview(
  court: Ticking,
  unit: Unit,
  row: FilingRow,
  { outcome, at, because }: { outcome: 'met' | 'ended'; at: Date; because: string },
): Promise<void> {
  const stop = { outcome, at: at.getTime(), because };
  return stopClock(court, unit, { subject: ofFiling(row.id) }, stop);
}

/** The time in which the other side must get its copy runs from the docketing (民诉法 128, 行诉法 67). */
export async function startCopy(
  court: Ticking,
  unit: Unit,
  { row, opened, at }: { row: FilingRow; opened: CaseRow; at: Date },
): Promise<void> {
  const { copy } = FILING_KIND_ROWS[row.kind];
  if (copy === undefined) return;
  await startClock(court, unit, {
    ...{ court: row.court, rule: copy, subject: { kind: 'case', id: opened.id } },
    ...{ start: startingAt(at.getTime()), caseId: opened.id },
    about: { caseNumber: opened.caseNumber, title: opened.title },
  });
}

/** The court that gets a filing has what was left of the time: whoever files does not wait longer for it. */
export async function handOverClocks(unit: Unit, id: string, to: string): Promise<void> {
  const mine = and(eq(deadline.subjectKind, 'filing'), eq(deadline.subject, id));
  await withinHouse(unit, 'filing', ({ db }) => db.update(deadline).set({ court: to }).where(mine));
}
