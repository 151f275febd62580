import { parseDay } from '../deadlines/day.ts';
import { CunzhengError } from '../errors.ts';
import { MAX_FEN } from './amount.ts';
import { MAX_PPM } from './rate.ts';
import type { Answer, Answers, Field, FormRow, PleadingForm } from './schema.ts';
import { holds, isGiven, type Scope } from './walk.ts';

/**
 * Answers out of untrusted JSON: every name is a field of the form, every value of its kind and within its limits.
 * Half-filled is fine, wrong is not. Throws `INPUT_INVALID` with the path in `details.field`.
 */
export function parseAnswers(form: PleadingForm, value: unknown): Answers {
  return parseFields(fieldsOf(form), value, []);
}

/** All fields of a form, those of lists inside them. */
export function fieldsOf(form: PleadingForm): Field[] {
  return form.sections.flatMap(({ rows }) => rows.flatMap(({ fields }) => fields));
}

function parseFields(fields: readonly Field[], value: unknown, path: readonly string[]): Answers {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(path);
  return Object.fromEntries(
    Object.entries(value).map(([id, answer]) => {
      const field = fields.find((field) => field.id === id);
      if (field === undefined) throw invalid([...path, id]);
      return [id, parseAnswer(field, answer, [...path, id])];
    }),
  );
}

function parseAnswer(field: Field, value: unknown, path: readonly string[]): Answer {
  if (field.kind === 'list') {
    if (!Array.isArray(value) || value.length > field.max) throw invalid(path);
    return value.map((item, i) => parseFields(field.fields, item, [...path, String(i)]));
  }
  if (!fitsField(field, value)) throw invalid(path);
  return value as Answer;
}

/** True if a value is an answer to this field, which is no list: of its kind and within its limits. */
export function fitsField(field: Exclude<Field, { kind: 'list' }>, value: unknown): boolean {
  switch (field.kind) {
    case 'text':
      return isText(value, field.max) && !/[\n\r]/.test(value);
    case 'paragraph':
      return isText(value, field.max);
    case 'yesNo':
      return typeof value === 'boolean';
    case 'choice':
      return field.options.some(({ id }) => id === value);
    case 'choices':
      return isSelection(
        field.options.map(({ id }) => id),
        value,
      );
    case 'money':
      return isWithin(value, 0, MAX_FEN);
    case 'rate':
      return isWithin(value, 0, MAX_PPM);
    case 'count':
      return isWithin(value, field.min, field.max);
    case 'day':
      return isDay(value);
  }
}

/** Well-formed text without control characters but the line feed. */
function isText(value: unknown, max: number): value is string {
  if (typeof value !== 'string' || [...value].length > max) return false;
  return !/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u.test(value.replaceAll('\n', ''));
}

function isSelection(options: readonly string[], value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((id) => options.includes(id)) &&
    new Set(value).size === value.length
  );
}

function isWithin(value: unknown, min: number, max: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    parseDay(value);
    return true;
  } catch {
    return false;
  }
}

function invalid(path: readonly string[]): CunzhengError {
  return new CunzhengError('INPUT_INVALID', 'an answer does not fit its field', {
    details: { field: path.join('.') },
  });
}

/**
 * The answers that are still asked for: what a changed answer made unreachable is left out, with all that hung on it, and so
 * is what is empty. Conditions look upwards only, so that one pass is enough. Pruning twice changes nothing.
 */
export function pruneAnswers(form: PleadingForm, answers: Answers): Answers {
  const kept: Record<string, Answer> = {};
  for (const { rows } of form.sections)
    for (const row of rows) Object.assign(kept, pruneRow(row, answers, kept));
  return kept;
}

function pruneRow(row: FormRow, answers: Answers, above: Answers): Answers {
  return holds(row.when, [above]) ? pruneFields(row.fields, answers, [above]) : {};
}

function pruneFields(fields: readonly Field[], answers: Answers, above: Scope): Answers {
  const kept: Record<string, Answer> = {};
  for (const field of fields) {
    const answer = answers[field.id];
    if (!isGiven(answer) || !holds(field.when, [kept, ...above])) continue;
    const pruned =
      field.kind === 'list' ? pruneItems(field.fields, answer, [kept, ...above]) : answer;
    if (isGiven(pruned)) kept[field.id] = pruned;
  }
  return kept;
}

function pruneItems(fields: readonly Field[], items: Answer, above: Scope): Answer {
  return (items as readonly Answers[])
    .map((item) => pruneFields(fields, item, above))
    .filter((item) => Object.keys(item).length > 0);
}
