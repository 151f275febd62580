import type { PeriodRow } from './period.ts';
import { ENFORCEMENT_PERIODS } from './periods/enforcement.ts';
import { FEE_PERIODS } from './periods/fees.ts';
import { FILING_PERIODS } from './periods/filing.ts';
import { HEARING_PERIODS } from './periods/hearing.ts';
import { LIMITATION_PERIODS } from './periods/limitation.ts';
import { MEDIATION_PERIODS } from './periods/mediation.ts';
import { PLATFORM_PERIODS } from './periods/platform.ts';
import { REMEDY_PERIODS } from './periods/remedies.ts';
import { SERVICE_PERIODS } from './periods/service.ts';
import { TRIAL_PERIODS } from './periods/trial.ts';

/** The table by subject, in the order in which a case meets them. */
export const PERIOD_GROUPS = {
  limitation: LIMITATION_PERIODS,
  mediation: MEDIATION_PERIODS,
  filing: FILING_PERIODS,
  fees: FEE_PERIODS,
  service: SERVICE_PERIODS,
  hearing: HEARING_PERIODS,
  trial: TRIAL_PERIODS,
  remedies: REMEDY_PERIODS,
  enforcement: ENFORCEMENT_PERIODS,
  platform: PLATFORM_PERIODS,
} as const;

const ROWS = {
  ...LIMITATION_PERIODS,
  ...MEDIATION_PERIODS,
  ...FILING_PERIODS,
  ...FEE_PERIODS,
  ...SERVICE_PERIODS,
  ...HEARING_PERIODS,
  ...TRIAL_PERIODS,
  ...REMEDY_PERIODS,
  ...ENFORCEMENT_PERIODS,
  ...PLATFORM_PERIODS,
} as const;

/** Name of a period; promised like an error code, since decisions keep it. */
export type PeriodId = keyof typeof ROWS;

/** A row of the table with its name. */
export interface PeriodRule extends PeriodRow {
  readonly id: PeriodId;
}

/** Every period that the law or the platform knows, in the table's order. */
export const PERIODS: readonly PeriodRule[] = (Object.keys(ROWS) as PeriodId[]).map((id) => ({
  id,
  ...(ROWS[id] as PeriodRow),
}));

const BY_ID: ReadonlyMap<string, PeriodRule> = new Map(PERIODS.map((rule) => [rule.id, rule]));

/** True when `text` names a period; used where a name arrives as text. */
export function isPeriodId(text: string): text is PeriodId {
  return BY_ID.has(text);
}

/** The row of this name. Throws `TypeError` for a name that is none: ask `isPeriodId` first. */
export function periodRule(id: PeriodId): PeriodRule {
  const rule = BY_ID.get(id);
  if (rule === undefined) throw new TypeError(`no period ${id}`);
  return rule;
}
