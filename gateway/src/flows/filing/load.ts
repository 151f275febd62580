import { CunzhengError, demand } from '@cunzheng/domain';
import { type FilingCommand, lifeEdge } from '@cunzheng/domain/filing';
import { and, asc, eq } from 'drizzle-orm';
import { type Action, type Actor, authorize, type Subject } from '../../access/policy.ts';
import type { Court } from '../../context.ts';
import type { Db, Unit } from '../../store/store.ts';
import {
  type FilingPaperRow,
  type FilingPartyRow,
  type FilingRow,
  filing,
  filingAnswer,
  filingPaper,
  filingParty,
} from '../../store/tables/filing.ts';

/** What the access table asks of a filing. */
export function subjectOf(row: FilingRow): Subject {
  return { court: row.court, state: row.state, recipients: [row.person] };
}

/**
 * Locks one filing for an act on it, having asked the access table and the table of its life. Throws `NOT_FOUND`,
 * `NOT_PERMITTED`, `STATE_UNFIT`.
 */
export async function lockFor(
  unit: Unit,
  actor: Actor,
  id: string,
  command: Exclude<FilingCommand, 'begin'>,
): Promise<FilingRow> {
  const [row] = await unit.db.select().from(filing).where(eq(filing.id, id)).for('update');
  authorizeFiling(actor, `filing.${command}`, row);
  demand(lifeEdge(row.state, command) !== undefined, 'STATE_UNFIT', command);
  return row;
}

/** Asks the access table. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT`. */
export function authorizeFiling(
  actor: Actor,
  action: Action,
  row: FilingRow | undefined,
): asserts row is FilingRow {
  authorize(actor, action, row && subjectOf(row));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
}

/** Its parties, in their order. */
export function partiesOf(db: Db, id: string): Promise<FilingPartyRow[]> {
  return db
    .select()
    .from(filingParty)
    .where(eq(filingParty.filing, id))
    .orderBy(asc(filingParty.place));
}

/** The papers that are in it now, in their order. */
export function papersIn(db: Db, id: string): Promise<FilingPaperRow[]> {
  return db
    .select()
    .from(filingPaper)
    .where(and(eq(filingPaper.filing, id), eq(filingPaper.state, 'in')))
    .orderBy(asc(filingPaper.place));
}

/** One answer, opened. */
export interface Answer {
  readonly field: string;
  /** JSON value; null for a field that was emptied. */
  readonly value: unknown;
  readonly version: number;
}

/** Its answers by field; an emptied one among them, with its version. */
export async function answersOf(
  { vault }: Pick<Court, 'vault'>,
  db: Db,
  id: string,
): Promise<Answer[]> {
  const rows = await db
    .select()
    .from(filingAnswer)
    .where(eq(filingAnswer.filing, id))
    .orderBy(asc(filingAnswer.field));
  return rows.map((row) => ({
    field: row.field,
    value: JSON.parse(vault.open(row.valueSealed, answerPlace(row.id))) as unknown,
    version: row.version,
  }));
}

/** Place in the vault. */
export const answerPlace = (id: string) => `filing_answer/${id}`;
export const partyPlace = (id: string) => `filing_party/${id}`;
export const servicePlace = (id: string) => `filing.service/${id}`;
export const roundPlace = (id: string) => `filing_round/${id}`;
