import type { FilingKind } from '../filing/kinds.ts';
import {
  JURISDICTION_QUESTIONS,
  JURISDICTION_START,
  type JurisdictionQuestionId,
  type JurisdictionStep,
} from './questions.ts';
import { JURISDICTION_RULES, type JurisdictionRule, type JurisdictionRuleId } from './rules.ts';

/** Options chosen, by question. What is not on the way is passed over. */
export type JurisdictionAnswers = Readonly<Partial<Record<JurisdictionQuestionId, string>>>;

/** How far the answers lead. */
export interface JurisdictionAdvice {
  /** Questions in their order, the open one last. */
  readonly asked: readonly JurisdictionQuestionId[];
  /** The open question; absent when the answers lead to rules. */
  readonly next?: JurisdictionQuestionId;
  readonly rules: readonly (JurisdictionRule & { readonly id: JurisdictionRuleId })[];
  /** 专属管辖: there is no choice of courts. */
  readonly exclusive: boolean;
}

/**
 * Walks the questions as far as they are answered. An answer that is none of its question's counts as not given. It is
 * advice for a layman: 级别管辖 and what a court is assigned by a higher one are not asked, and a judge decides.
 */
export function adviseJurisdiction(
  kind: FilingKind,
  answers: JurisdictionAnswers,
): JurisdictionAdvice {
  const asked: JurisdictionQuestionId[] = [];
  let step: JurisdictionStep = JURISDICTION_START[kind];
  while ('ask' in step) {
    const question: JurisdictionQuestionId = step.ask;
    asked.push(question);
    const { options } = JURISDICTION_QUESTIONS[question];
    const chosen = options.find(({ id }) => id === answers[question]);
    if (chosen === undefined) return { asked, next: question, rules: [], exclusive: false };
    step = chosen.then;
  }
  const rules = step.rules.map((id) => ({ id, ...JURISDICTION_RULES[id] }));
  return { asked, rules, exclusive: rules.some((rule) => 'exclusive' in rule) };
}
