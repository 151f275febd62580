import type { Wording } from '../deadlines/wording.ts';

/** What one person answered, as JSON: text, an integer (fen, ppm, count), yes or no, options chosen, items of a list. */
export type Answer = string | number | boolean | readonly string[] | readonly Answers[];
export interface Answers {
  readonly [field: string]: Answer;
}

/** When a field is asked. Names a field above it: of the same item of a list, else of the form. Not answered is not met. */
export type Condition =
  | { readonly field: string; readonly is: string | boolean }
  | { readonly field: string; readonly has: string }
  | { readonly field: string; readonly given: true }
  /** The LPR that limits a loan made on that day is not in the table, so that it has to be asked. */
  | { readonly field: string; readonly lprUnknown: true }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

export interface Option {
  readonly id: string;
  /** As printed, in Chinese like every pleading, and as read on the page. */
  readonly label: Wording;
}

interface FieldBase {
  readonly id: string;
  /** Printed before the answer; empty where the row's label says it. */
  readonly label: string;
  readonly ask: Wording;
  readonly help?: Wording;
  /** `required`: the law or the court cannot do without. `advised`: usually needed. Neither is ever a refusal. */
  readonly need?: 'required' | 'advised';
  readonly when?: Condition;
  /** Printed in the line of the field before. */
  readonly inline?: true;
}

/** What a short text should look like; a doubt, never a refusal. */
export const TEXT_FORMATS = ['citizenNumber', 'creditCode', 'phone', 'mail'] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

/** One line. `max` counts characters as people do (code points). */
export interface TextField extends FieldBase {
  readonly kind: 'text';
  readonly max: number;
  readonly format?: TextFormat;
}
/** Several lines. */
export interface ParagraphField extends FieldBase {
  readonly kind: 'paragraph';
  readonly max: number;
  /** Shown as an example; never put into the answer. */
  readonly example?: Wording;
}
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice' | 'choices';
  readonly options: readonly Option[];
}
export interface YesNoField extends FieldBase {
  readonly kind: 'yesNo';
  /** Printed instead of 是 and 否. */
  readonly words?: readonly [yes: string, no: string];
}
export interface MoneyField extends FieldBase {
  readonly kind: 'money';
  /** Printed in capitals as well. */
  readonly capital?: true;
}
export interface DayField extends FieldBase {
  readonly kind: 'day';
  /** Cannot lie in the future. */
  readonly past?: true;
}
/** In parts per million. */
export interface RateField extends FieldBase {
  readonly kind: 'rate';
}
export interface CountField extends FieldBase {
  readonly kind: 'count';
  readonly min: number;
  readonly max: number;
  /** Printed after the number. */
  readonly unit: string;
}
export interface ListField extends FieldBase {
  readonly kind: 'list';
  readonly item: Wording;
  readonly fields: readonly Field[];
  readonly max: number;
  /** `rows`: a row of the form for each item; `lines`: numbered lines; `grid`: a table of its own. */
  readonly print: 'rows' | 'lines' | 'grid';
  /** Label of an item's row by the option chosen in one of its fields, which is then not printed itself. */
  readonly rowLabel?: { readonly field: string; readonly labels: Readonly<Record<string, string>> };
}

export type Field =
  | TextField
  | ParagraphField
  | ChoiceField
  | YesNoField
  | MoneyField
  | DayField
  | RateField
  | CountField
  | ListField;
export type FieldKind = Field['kind'];

/** A row of the printed form and one page of questions: a label at the left, answers at the right. */
export interface FormRow {
  readonly id: string;
  readonly label: string;
  readonly title: Wording;
  readonly when?: Condition;
  readonly fields: readonly Field[];
}

export interface FormSection {
  readonly id: string;
  readonly heading: string;
  readonly title: Wording;
  readonly rows: readonly FormRow[];
}

/** Checks beyond those that every field has by its kind; a form lists those whose fields it has (`checks.ts`). */
export const CHECK_IDS = [
  'defendantDistinguishable',
  'sameParty',
  'evidenceListed',
  'claimTotal',
  'loanInterestAgreed',
  'loanDeducted',
  'loanProvided',
  'loanNotDue',
  'loanRateLimit',
  'loanInterestFigure',
  'loanTotalLimit',
  'labourArbitration',
  'labourTerm',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export const FORM_IDS = ['privateLoan', 'sale', 'labour', 'general'] as const;
export type FormId = (typeof FORM_IDS)[number];

/** One element-style pleading. Everything about it is data: questions, limits, checks and print come from it. */
export interface PleadingForm {
  readonly id: FormId;
  /** Raised when a change could give old answers another meaning; whoever keeps answers keeps it beside them. */
  readonly edition: number;
  readonly name: Wording;
  /** 民事起诉状. */
  readonly title: string;
  /** Under the title, in brackets: 民间借贷纠纷. Absent where the person types the cause (`causeField`). */
  readonly cause?: string;
  readonly causeField?: string;
  readonly sections: readonly FormSection[];
  readonly checks: readonly CheckId[];
}
