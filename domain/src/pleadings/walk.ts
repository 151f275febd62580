import { parseDay } from '../deadlines/day.ts';
import { LIMIT_SINCE } from './interest.ts';
import { oneYearLpr } from './lpr.ts';
import type { Answer, Answers, Condition, Field, PleadingForm } from './schema.ts';

/** Answers in sight of a condition: those of the item first, then those of the form. */
export type Scope = readonly Answers[];

/** True if a condition holds; what was not answered, or not yet, meets none. */
export function holds(condition: Condition | undefined, scope: Scope): boolean {
  if (condition === undefined) return true;
  if ('all' in condition) return condition.all.every((part) => holds(part, scope));
  if ('any' in condition) return condition.any.some((part) => holds(part, scope));
  const answer = find(condition.field, scope);
  if ('is' in condition) return answer === condition.is;
  if ('has' in condition)
    return Array.isArray(answer) && (answer as readonly unknown[]).includes(condition.has);
  return 'given' in condition ? isGiven(answer) : lprUnknown(answer);
}

function find(field: string, scope: Scope): Answer | undefined {
  return scope.find((answers) => Object.hasOwn(answers, field))?.[field];
}

/** False for nothing, an empty text and an empty list. */
export function isGiven(answer: Answer | undefined): answer is Answer {
  if (answer === undefined) return false;
  return typeof answer === 'string' || Array.isArray(answer)
    ? (answer as string | readonly unknown[]).length > 0
    : true;
}

function lprUnknown(answer: Answer | undefined): boolean {
  if (typeof answer !== 'string' || answer === '') return false;
  const contract = parseDay(answer);
  return contract < LIMIT_SINCE || oneYearLpr(contract) === undefined;
}

/** Where a field stands in the answers: `['principal']`, `['plaintiffs', 0, 'name']`. */
export type FieldPath = readonly (string | number)[];

export interface Place {
  readonly section: string;
  readonly row: string;
  readonly field: Field;
  readonly path: FieldPath;
  readonly answer: Answer | undefined;
  /** Answers in sight of the field. */
  readonly scope: Scope;
}

/** Every field that is asked, given these answers, from top to bottom; a list before the fields of its items. */
export function* places(form: PleadingForm, answers: Answers): Generator<Place> {
  for (const section of form.sections) {
    for (const row of section.rows) {
      if (!holds(row.when, [answers])) continue;
      for (const field of row.fields) {
        const at = { section: section.id, row: row.id };
        yield* placesOf(field, { ...at, path: [field.id], scope: [answers] });
      }
    }
  }
}

function* placesOf(
  field: Field,
  at: Pick<Place, 'section' | 'row' | 'path' | 'scope'>,
): Generator<Place> {
  if (!holds(field.when, at.scope)) return;
  const answer = at.scope[0]?.[field.id];
  yield { ...at, field, answer };
  if (field.kind !== 'list') return;
  for (const [index, item] of itemsOf(answer).entries()) {
    for (const inner of field.fields) {
      const path = [...at.path, index, inner.id];
      yield* placesOf(inner, { ...at, path, scope: [item, ...at.scope] });
    }
  }
}

/** The items of a list, none if it was not answered. */
export function itemsOf(answer: Answer | undefined): readonly Answers[] {
  return Array.isArray(answer) ? (answer as readonly Answers[]) : [];
}
