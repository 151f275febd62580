import type { Wording } from '../deadlines/wording.ts';
import { pruneAnswers } from './answers.ts';
import { answerText } from './paper.ts';
import type { Answers, FormRow, PleadingForm } from './schema.ts';
import { isGiven, type Place, places } from './walk.ts';

/** One question with its answer, for somebody who reads and does not write. */
export interface AnswerLine {
  /** Its path: `defendants.0.seat`. */
  readonly field: string;
  readonly section: Wording;
  readonly label: Wording;
  /** As printed, in Chinese; absent where nothing was answered. */
  readonly text?: string;
  readonly need?: 'required' | 'advised';
}

/** Every question that is asked, given these answers, from top to bottom; lists are told by the fields of their items. */
export function answerLines(form: PleadingForm, answers: Answers): AnswerLine[] {
  const pruned = pruneAnswers(form, answers);
  return [...places(form, pruned)].flatMap((place) => lineOf(form, place));
}

function lineOf(form: PleadingForm, place: Place): AnswerLine[] {
  const { field, path, answer } = place;
  const given = isGiven(answer);
  if (field.kind === 'list' && given) return [];
  const section = form.sections.find(({ id }) => id === place.section);
  const row = section?.rows.find(({ id }) => id === place.row);
  if (section === undefined || row === undefined) return [];
  return [
    {
      ...{ field: path.join('.'), section: section.title, label: labelOf(row, place) },
      ...(given && field.kind !== 'list' ? { text: answerText(field, answer) } : {}),
      ...(field.need === undefined ? {} : { need: field.need }),
    },
  ];
}

function labelOf(row: FormRow, { field, path }: Place): Wording {
  const item = path.find((part) => typeof part === 'number');
  const many = typeof item === 'number' ? ` ${item + 1}` : '';
  const chinese = [row.label, field.label].filter((part) => part !== '').join('：');
  return { 'zh-CN': `${chinese}${many}`, en: `${row.title.en}${many}: ${field.ask.en}` };
}
