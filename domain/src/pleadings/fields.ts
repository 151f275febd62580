import { text, type Wording } from '../deadlines/wording.ts';
import type {
  ChoiceField,
  Condition,
  CountField,
  DayField,
  FormRow,
  ListField,
  MoneyField,
  Option,
  ParagraphField,
  RateField,
  TextField,
  YesNoField,
} from './schema.ts';

/** What is left to say of a field once its kind, name and question are said. */
type Rest<F> = Partial<Omit<F, 'id' | 'kind' | 'label' | 'ask'>>;

export const line = (
  id: string,
  label: string,
  ask: Wording,
  rest: Rest<TextField> = {},
): TextField => ({ kind: 'text', id, label, ask, max: 100, ...rest });

export const paragraph = (
  id: string,
  label: string,
  ask: Wording,
  rest: Rest<ParagraphField> = {},
): ParagraphField => ({ kind: 'paragraph', id, label, ask, max: 2000, ...rest });

export const yesNo = (
  id: string,
  label: string,
  ask: Wording,
  rest: Rest<YesNoField> = {},
): YesNoField => ({ kind: 'yesNo', id, label, ask, ...rest });

export const money = (
  id: string,
  label: string,
  ask: Wording,
  rest: Rest<MoneyField> = {},
): MoneyField => ({ kind: 'money', id, label, ask, ...rest });

export const day = (
  id: string,
  label: string,
  ask: Wording,
  rest: Rest<DayField> = {},
): DayField => ({ kind: 'day', id, label, ask, ...rest });

export const rate = (
  id: string,
  label: string,
  ask: Wording,
  rest: Rest<RateField> = {},
): RateField => ({ kind: 'rate', id, label, ask, ...rest });

export const count = (
  id: string,
  label: string,
  ask: Wording,
  rest: Pick<CountField, 'min' | 'max' | 'unit'> & Rest<CountField>,
): CountField => ({ kind: 'count', id, label, ask, ...rest });

export const choice = (
  id: string,
  label: string,
  ask: Wording,
  options: readonly Option[],
  rest: Rest<ChoiceField> = {},
): ChoiceField => ({ kind: 'choice', id, label, ask, options, ...rest });

export const choices = (
  id: string,
  label: string,
  ask: Wording,
  options: readonly Option[],
  rest: Rest<ChoiceField> = {},
): ChoiceField => ({ kind: 'choices', id, label, ask, options, ...rest });

export const list = (
  id: string,
  ask: Wording,
  rest: Pick<ListField, 'item' | 'fields' | 'max' | 'print'> & Rest<ListField> & { label?: string },
): ListField => ({ kind: 'list', id, label: '', ask, ...rest });

export const option = (id: string, zh: string, en: string): Option => ({ id, label: text(zh, en) });

export const row = (
  id: string,
  label: string,
  en: string,
  ...fields: FormRow['fields']
): FormRow => ({ id, label, title: text(label, en), fields });

export const when = (field: string, is: string | boolean = true): { readonly when: Condition } => ({
  when: { field, is },
});

/** 年、月、日 of a rate. */
export const PER: readonly Option[] = [
  option('year', '年', 'a year'),
  option('month', '月', 'a month'),
  option('day', '日', 'a day'),
];
