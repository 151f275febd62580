import type { Language } from '../messages.ts';
import { extensionsOf } from './choices.ts';
import type { Deadline } from './deadline.ts';
import { explainInChinese } from './explain-chinese.ts';
import { explainInEnglish } from './explain-english.ts';
import { type Citation, formatCitations } from './laws.ts';
import { type PeriodRule, periodRule } from './periods.ts';

/**
 * The articles that this end rests on: those of the period, of its extensions and of the counting rule it used.
 * Administrative cases have their own articles, which say the same.
 */
export function citationsOf(deadline: Deadline): readonly Citation[] {
  const rule = periodRule(deadline.rule);
  return [...rule.law, ...citationsOfSteps(deadline, rule)];
}

function citationsOfSteps(deadline: Deadline, rule: PeriodRule): readonly Citation[] {
  const administrative = rule.law.some(([law]) => law.startsWith('administrative'));
  return deadline.steps.flatMap((step): Citation[] => {
    if (step.step === 'shifted') {
      return [administrative ? ['administrativeInterpretation', '48'] : ['civilProcedure', '85']];
    }
    if (step.step === 'cutOff') return [['evidence', '56']];
    if (step.step !== 'extended') return [];
    return extensionsOf(rule).flatMap(({ ground, law }) => (ground === step.ground ? [law] : []));
  });
}

/**
 * One sentence that says from what, how long, what moved it, when it ends and by which articles. Holds no personal data.
 */
export function explainDeadline(deadline: Deadline, language: Language): string {
  const { name } = periodRule(deadline.rule);
  const laws = formatCitations(citationsOf(deadline), language);
  return language === 'en'
    ? `${name.en}: ${explainInEnglish(deadline)} (${laws}).`
    : `${name['zh-CN']}：${explainInChinese(deadline)}（依据${laws}）。`;
}
