import { randomUUID } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { filingAnswer } from '../../store/tables/filing.ts';
import { touch } from './begin.ts';
import { type Answer, answerPlace, lockFor } from './load.ts';

/** Fields of one filing, fields of one saving, and bytes of one answer as JSON. */
export const MAX_FIELDS = 1000;
export const MAX_SAVED_AT_ONCE = 100;
export const MAX_ANSWER_BYTES = 20_000;
const FIELD = /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/;

/** One field as the device has it. */
export interface AnswerChange {
  readonly field: string;
  /** JSON value; null empties the field. */
  readonly value: unknown;
  /** Version that the device knew; 0 for a field that was never saved. */
  readonly base: number;
}

/** What became of a saving. */
export interface SavedAnswers {
  /** Fields that were written, with their new versions. */
  readonly saved: readonly { readonly field: string; readonly version: number }[];
  /** Fields that another device has written meanwhile, as they are: nothing of them was overwritten. */
  readonly differing: readonly Answer[];
}

/**
 * Saves fields, each by itself, so that phone and PC write beside each other: one that was written elsewhere since stays
 * as it is and is told. A field saved again with the value it has is saved, whatever its base: an answer that was lost on
 * the way is sent twice. Throws `NOT_FOUND`, `STATE_UNFIT` once it is submitted, `INPUT_INVALID`.
 */
export async function saveAnswers(
  house: Court,
  actor: Actor,
  id: string,
  changes: readonly AnswerChange[],
): Promise<SavedAnswers> {
  demandWritable(changes);
  const court = asActor(house, actor);
  return court.store.transaction(async (unit) => {
    const { court: code } = await lockFor(unit, actor, id, 'edit');
    const saved: { field: string; version: number }[] = [];
    const differing: Answer[] = [];
    for (const change of changes) {
      const outcome = await saveOne(court, unit, { id, code, change });
      if ('differs' in outcome) differing.push(outcome.differs);
      else saved.push(outcome);
    }
    demand((await fieldsOf(unit, id)) <= MAX_FIELDS, 'INPUT_INVALID', 'too many fields');
    if (saved.length > 0) await touch(court, unit, id);
    return { saved, differing };
  });
}

function demandWritable(changes: readonly AnswerChange[]): void {
  const fields = changes.map(({ field }) => field);
  const few = changes.length > 0 && changes.length <= MAX_SAVED_AT_ONCE;
  demand(few && new Set(fields).size === fields.length, 'INPUT_INVALID', 'fields');
  for (const { field, value, base } of changes) {
    const text = JSON.stringify(value);
    const fits =
      FIELD.test(field) &&
      text !== undefined &&
      Buffer.byteLength(text) <= MAX_ANSWER_BYTES &&
      Number.isSafeInteger(base) &&
      base >= 0;
    const details = { field: field.slice(0, 100), max: MAX_ANSWER_BYTES };
    if (!fits) throw new CunzhengError('INPUT_INVALID', 'an answer', { details });
  }
}

type Outcome = { readonly field: string; readonly version: number } | { readonly differs: Answer };

async function saveOne(
  { vault, clock }: Court,
  { db }: Unit,
  { id, code, change }: { id: string; code: string; change: AnswerChange },
): Promise<Outcome> {
  const { field, base } = change;
  const text = JSON.stringify(change.value);
  const [row] = await db
    .select()
    .from(filingAnswer)
    .where(and(eq(filingAnswer.filing, id), eq(filingAnswer.field, field)));
  const savedAt = new Date(clock());
  if (row === undefined) {
    const fresh = randomUUID();
    const valueSealed = vault.seal(text, answerPlace(fresh));
    const whose = { id: fresh, court: code, filing: id, field };
    await db.insert(filingAnswer).values({ ...whose, valueSealed, version: 1, savedAt });
    return { field, version: 1 };
  }
  const held = vault.open(row.valueSealed, answerPlace(row.id));
  if (held === text) return { field, version: row.version };
  if (row.version !== base) {
    return { differs: { field, value: JSON.parse(held) as unknown, version: row.version } };
  }
  const version = row.version + 1;
  const valueSealed = vault.seal(text, answerPlace(row.id));
  await db
    .update(filingAnswer)
    .set({ valueSealed, version, savedAt })
    .where(eq(filingAnswer.id, row.id));
  return { field, version };
}

function fieldsOf({ db }: Unit, id: string): Promise<number> {
  return db.$count(filingAnswer, eq(filingAnswer.filing, id));
}
