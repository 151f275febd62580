import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import type { Wording } from '../api-client/views.ts';

/** Forms come from the API as data (docs: element-style pleadings); these are their shapes as far as the pages read them. */
export type Answers = Readonly<Record<string, unknown>>;

export type Condition =
  | { readonly field: string; readonly is: string | boolean }
  | { readonly field: string; readonly has: string }
  | { readonly field: string; readonly given: true }
  | { readonly field: string; readonly lprUnknown: true }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

export interface FormOption {
  readonly id: string;
  readonly label: Wording;
}

export interface Field {
  readonly kind:
    | 'text'
    | 'paragraph'
    | 'choice'
    | 'choices'
    | 'yesNo'
    | 'money'
    | 'day'
    | 'rate'
    | 'count'
    | 'list';
  readonly id: string;
  readonly label: string;
  readonly ask: Wording;
  readonly help?: Wording;
  readonly need?: 'required' | 'advised';
  readonly when?: Condition;
  readonly max?: number;
  readonly min?: number;
  readonly unit?: string;
  readonly format?: string;
  readonly capital?: true;
  readonly words?: readonly [yes: string, no: string];
  readonly example?: Wording;
  readonly options?: readonly FormOption[];
  /** Of a list. */
  readonly item?: Wording;
  readonly fields?: readonly Field[];
}

export interface FormRow {
  readonly id: string;
  readonly label: string;
  readonly title: Wording;
  readonly when?: Condition;
  readonly fields: readonly Field[];
}

export interface FormSection {
  readonly id: string;
  readonly title: Wording;
  readonly rows: readonly FormRow[];
}

export interface Form {
  readonly id: string;
  readonly name: Wording;
  readonly title: string;
  readonly cause?: string;
  readonly causeField?: string;
  readonly sections: readonly FormSection[];
}

/** A form as data; it does not change while the page is open. */
export function useFormData(id: string | undefined) {
  return useQuery({
    queryKey: ['pleading-form', id],
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () =>
      (await body(
        api.GET('/api/v1/pleadings/forms/{form}', { params: { path: { form: id as string } } }),
      )) as unknown as Form,
  });
}

/** What conditions look at: answers of the item first, then of the form; and the places that only the server can tell. */
export interface Scope {
  readonly answers: readonly Answers[];
  readonly asked: ReadonlySet<string>;
  /** Path of the field whose condition it is. */
  readonly path: string;
}

/** Whether a field is asked, as the server tells it when it is saved; here at once, while it is typed. */
export function holds(condition: Condition | undefined, scope: Scope): boolean {
  if (condition === undefined) return true;
  if ('all' in condition) return condition.all.every((part) => holds(part, scope));
  if ('any' in condition) return condition.any.some((part) => holds(part, scope));
  const answer = scope.answers.find((each) => each[condition.field] !== undefined)?.[
    condition.field
  ];
  if ('is' in condition) return answer === condition.is;
  if ('has' in condition) return Array.isArray(answer) && answer.includes(condition.has);
  if ('given' in condition) return isGiven(answer);
  return scope.asked.has(scope.path);
}

export function isGiven(answer: unknown): boolean {
  if (answer === undefined || answer === null) return false;
  return typeof answer === 'string' || Array.isArray(answer) ? answer.length > 0 : true;
}

/** Answers that were saved field by field, as the form has them: lists as lists. */
export function nested(values: Readonly<Record<string, unknown>>): Answers {
  const out: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    const [field = '', index, inner] = path.split('.');
    if (index === undefined || inner === undefined) out[field] = value;
    else put(out, field, Number(index), inner, value);
  }
  return out;
}

function put(
  out: Record<string, unknown>,
  field: string,
  index: number,
  inner: string,
  value: unknown,
): void {
  if (!Array.isArray(out[field])) out[field] = [];
  const list = out[field] as Record<string, unknown>[];
  while (list.length <= index) list.push({});
  list[index] = { ...list[index], [inner]: value };
}
