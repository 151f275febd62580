import { pruneAnswers } from './answers.ts';
import type { Answers, PleadingForm } from './schema.ts';
import { isGiven, type Place, places } from './walk.ts';

/** What is asked, given these answers, from top to bottom; what a changed answer hid is not among it. */
export function questions(form: PleadingForm, answers: Answers): Place[] {
  return [...places(form, pruneAnswers(form, answers))];
}

/** The first question that is needed and not answered: where a draft goes on. Nothing when all are. */
export function nextQuestion(form: PleadingForm, answers: Answers): Place | undefined {
  return questions(form, answers).find(
    ({ field, answer }) => field.need === 'required' && !isGiven(answer),
  );
}
