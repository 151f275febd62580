import type { Language } from '../messages.ts';
import { text, type Wording } from './wording.ts';

/** Every text that a period or a fee may cite, by the name pages give it. Editions are those of docs/adr/0021. */
export const LAWS = {
  civilProcedure: text('民事诉讼法', 'Civil Procedure Law'),
  civilInterpretation: text('民诉法解释', 'Interpretation of the Civil Procedure Law'),
  civilCode: text('民法典', 'Civil Code'),
  administrativeProcedure: text('行政诉讼法', 'Administrative Procedure Law'),
  administrativeInterpretation: text(
    '行诉法解释',
    'Interpretation of the Administrative Procedure Law',
  ),
  criminalProcedure: text('刑事诉讼法', 'Criminal Procedure Law'),
  onlineLitigation: text('在线诉讼规则', 'Online Litigation Rules'),
  onlineMediation: text('在线调解规则', 'Online Mediation Rules'),
  invitedMediation: text('特邀调解规定', 'Invited Mediation Provisions'),
  peoplesMediation: text('人民调解法', 'People’s Mediation Law'),
  judicialConfirmation: text('司法确认程序规定', 'Judicial Confirmation Provisions'),
  registration: text('登记立案规定', 'Case Registration Provisions'),
  evidence: text('民事诉讼证据规定', 'Civil Evidence Provisions'),
  feeMeasures: text('诉讼费用交纳办法', 'Litigation Fee Measures'),
  trialLimits: text('审理期限规定', 'Trial Limit Provisions'),
  adjournment: text('延长审限和延期开庭规定', 'Adjournment Provisions'),
  postalService: text('法院专递规定', 'Court Post Provisions'),
  enforcementInterpretation: text(
    '执行程序解释',
    'Interpretation of the Civil Procedure Law on Enforcement',
  ),
  retrialInterpretation: text(
    '审判监督程序解释',
    'Interpretation of the Civil Procedure Law on Retrial',
  ),
  labourDisputes: text('劳动争议调解仲裁法', 'Labour Dispute Law'),
  stateCompensation: text('国家赔偿法', 'State Compensation Law'),
  /** Not a law: a practice of courts that the feature inventory names; always a court's setting. */
  courtPractice: text('法院规定', 'the court’s own rules'),
} as const satisfies Readonly<Record<string, Wording>>;
export type LawId = keyof typeof LAWS;

/** A law and the article relied on. */
export type Citation = readonly [law: LawId, article: string];

/**
 * Citations as a sentence has them, articles of one law together: `《民事诉讼法》第85条、第126条、《登记立案规定》第8条`,
 * `Civil Procedure Law arts. 85, 126; Case Registration Provisions art. 8`. Practice has a name and no articles.
 */
export function formatCitations(citations: readonly Citation[], language: Language): string {
  const byLaw = new Map<LawId, Set<string>>();
  for (const [law, article] of citations) {
    byLaw.set(law, (byLaw.get(law) ?? new Set()).add(article));
  }
  return [...byLaw]
    .map(([law, articles]) => formatLaw(law, [...articles], language))
    .join(language === 'en' ? '; ' : '、');
}

function formatLaw(law: LawId, articles: readonly string[], language: Language): string {
  const name = LAWS[law][language];
  if (law === 'courtPractice') return name;
  const sorted = [...articles].sort((a, b) => Number(a) - Number(b));
  if (language === 'en')
    return `${name} art${sorted.length === 1 ? '' : 's'}. ${sorted.join(', ')}`;
  return `《${name}》${sorted.map((article) => `第${article}条`).join('、')}`;
}
