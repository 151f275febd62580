import { fieldsOf, fitsField } from './answers.ts';
import type { Answer, Answers, Field, ListField, PleadingForm } from './schema.ts';

/** One answer as it was saved: path of its field joined by points, and a JSON value; null where it was emptied. */
export interface SavedField {
  readonly field: string;
  readonly value: unknown;
}

/** Answers that were saved one by one, as the form has them. */
export interface GatheredAnswers {
  readonly answers: Answers;
  /** Paths of what is no answer of the form, or none that its field takes. It is left out, and nothing is refused. */
  readonly unfit: readonly string[];
}

const INDEX_DIGITS = 3;

/**
 * Puts together what was saved field by field: `principalOwed`, `plaintiffs.0.name`, or a list or an item of one as a
 * whole, over which its single fields count. `given` stands where nothing was saved. An item that is missing between others is
 * there and empty, so that places keep their numbers.
 */
export function gatherAnswers(
  form: PleadingForm,
  saved: readonly SavedField[],
  given: Answers = {},
): GatheredAnswers {
  const gathering = new Gathering(saved);
  const answers = gathering.fields(fieldsOf(form), '', given);
  return { answers, unfit: gathering.unfit() };
}

class Gathering {
  readonly #saved: ReadonlyMap<string, unknown>;
  readonly #used = new Set<string>();
  readonly #unfit = new Set<string>();

  constructor(saved: readonly SavedField[]) {
    this.#saved = new Map(saved.map(({ field, value }) => [field, value]));
  }

  /** Everything that was saved under a name of no field, and every value that did not fit. */
  unfit(): string[] {
    const unknown = [...this.#saved].flatMap(([field, value]) =>
      value === null || this.#used.has(field) ? [] : [field],
    );
    return [...new Set([...this.#unfit, ...unknown])];
  }

  fields(fields: readonly Field[], at: string, whole: unknown): Answers {
    const answers: Record<string, Answer> = {};
    if (whole !== undefined && whole !== null && typeof whole !== 'object')
      this.#unfit.add(at.slice(0, -1));
    for (const field of fields) {
      const path = `${at}${field.id}`;
      const value = this.#valueAt(path, whole, field.id);
      const answer = field.kind === 'list' ? this.#items(field, path, value) : value;
      if (answer === undefined || answer === null) continue;
      if (field.kind === 'list' || fitsField(field, answer)) answers[field.id] = answer as Answer;
      else this.#unfit.add(path);
    }
    return answers;
  }

  #valueAt(path: string, whole: unknown, key: string | number): unknown {
    this.#used.add(path);
    if (this.#saved.has(path)) return this.#saved.get(path);
    const held = typeof whole === 'object' && whole !== null && Object.hasOwn(whole, key);
    return held ? (whole as Record<string, unknown>)[key] : undefined;
  }

  #items(field: ListField, path: string, whole: unknown): readonly Answers[] | undefined {
    const list = Array.isArray(whole) ? whole : [];
    if (list !== whole && whole !== undefined && whole !== null) this.#unfit.add(path);
    const count = Math.max(list.length, this.#lengthOf(path));
    if (count > field.max) this.#unfit.add(path);
    if (count === 0) return undefined;
    return Array.from({ length: Math.min(count, field.max) }, (_, i) =>
      this.fields(field.fields, `${path}.${i}.`, this.#valueAt(`${path}.${i}`, list, i)),
    );
  }

  /** One more than the last item of which something was saved. */
  #lengthOf(path: string): number {
    const numbers = [...this.#saved].flatMap(([field, value]) => {
      const index = field.startsWith(`${path}.`) ? field.slice(path.length + 1).split('.')[0] : '';
      const known = value !== null && /^(0|[1-9]\d*)$/.test(index ?? '');
      return known && (index as string).length <= INDEX_DIGITS ? [Number(index) + 1] : [];
    });
    return Math.max(0, ...numbers);
  }
}
