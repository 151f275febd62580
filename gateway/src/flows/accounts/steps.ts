import type { Level } from '../../access/levels.ts';

/** Who settled a step; `forReview` stands where a machine could not and a clerk will look. */
export type SettledBy = 'self' | 'provider' | 'clerk' | 'forReview';

export interface ProofingStep {
  readonly step: string;
  /** Identity level once this step and all before it are settled for good. */
  readonly gives: Level;
  /** Who may settle it. */
  readonly by: readonly SettledBy[];
  /** Whether somebody asked to correct what belongs to this step starts again here. */
  readonly fields: readonly string[];
}

/** The visible steps from 未认证 to 已认证, in their order. What is not settled is the step a person stands at. */
export const PROOFING_STEPS = [
  { step: 'rules', gives: 'code', by: ['self'], fields: [] },
  { step: 'kind', gives: 'code', by: ['self'], fields: [] },
  { step: 'document', gives: 'declared', by: ['self'], fields: ['name', 'number', 'document'] },
  { step: 'photos', gives: 'pictured', by: ['self', 'provider'], fields: ['front', 'back'] },
  { step: 'register', gives: 'matched', by: ['provider', 'clerk', 'forReview'], fields: [] },
  {
    step: 'portrait',
    gives: 'portrayed',
    by: ['provider', 'clerk', 'forReview'],
    fields: ['holding'],
  },
  { step: 'notice', gives: 'verified', by: ['self'], fields: ['notice'] },
] as const satisfies readonly ProofingStep[];

export type Step = (typeof PROOFING_STEPS)[number]['step'];
export const STEPS: readonly Step[] = PROOFING_STEPS.map(({ step }) => step);
export type Results = Readonly<Partial<Record<Step, SettledBy>>>;

/** Fields that a clerk may tie a reason to. */
export const REVIEW_FIELDS = ['name', 'number', 'document', 'front', 'back', 'holding'] as const;
export type ReviewField = (typeof REVIEW_FIELDS)[number];

/** Where a person stands: at a step, before a clerk, or done. */
export function stepOf(results: Results): Step | 'review' | 'done' {
  const next = STEPS.find((step) => results[step] === undefined);
  if (next !== undefined) return next;
  return Object.values(results).includes('forReview') ? 'review' : 'done';
}

/** The level that settled steps give: a gap, or what only a clerk will settle, ends the count. */
export function levelOf(results: Results): Level {
  let level: Level = 'code';
  for (const { step, gives } of PROOFING_STEPS) {
    const by = results[step];
    if (by === undefined || by === 'forReview') return level;
    level = gives;
  }
  return level;
}

/** Results with one step settled. Throws `TypeError` for somebody who may not settle it. */
export function settle(results: Results, step: Step, by: SettledBy): Results {
  const known = PROOFING_STEPS.find((each) => each.step === step) as ProofingStep;
  if (!known.by.includes(by)) throw new TypeError(`${step} is not settled by ${by}`);
  return { ...results, [step]: by };
}

/** What a clerk's approval makes of them: every step that waited for him is settled by him. */
export function approve(results: Results): Results {
  const entries = Object.entries(results).map(([step, by]) => [
    step,
    by === 'forReview' ? 'clerk' : by,
  ]);
  return Object.fromEntries(entries) as Results;
}

/**
 * Results after the clerk asked to correct these fields: their steps are open again. A corrected name or number is
 * checked against the register again, and what the portrait was compared with is no longer the same.
 */
export function reopen(results: Results, fields: readonly ReviewField[]): Results {
  const open = new Set<Step>();
  for (const { step, fields: own } of PROOFING_STEPS) {
    if (fields.some((field) => (own as readonly string[]).includes(field))) open.add(step);
  }
  if (open.has('document')) for (const step of ['register', 'portrait'] as const) open.add(step);
  return Object.fromEntries(
    Object.entries(results).filter(([step]) => !open.has(step as Step)),
  ) as Results;
}
