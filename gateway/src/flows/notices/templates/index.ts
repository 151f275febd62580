import { ACCOUNT_TEMPLATES, WORK_TEMPLATES } from './account.ts';
import { CASE_TEMPLATES } from './case.ts';
import { FILING_TEMPLATES } from './filing.ts';
import { PAYMENT_TEMPLATES } from './payment.ts';
import { PROOFING_TEMPLATES } from './proofing.ts';
import { RECOVERY_TEMPLATES } from './recovery.ts';
import { SERVICE_TEMPLATES } from './service.ts';
import type { Template, Versions } from './template.ts';

/** Every template by name. A topic adds its own table here. */
export const TEMPLATES = {
  ...SERVICE_TEMPLATES,
  ...CASE_TEMPLATES,
  ...FILING_TEMPLATES,
  ...PAYMENT_TEMPLATES,
  ...ACCOUNT_TEMPLATES,
  ...PROOFING_TEMPLATES,
  ...RECOVERY_TEMPLATES,
  ...WORK_TEMPLATES,
} as const;

export type TemplateName = keyof typeof TEMPLATES;

/** The version that is told now. */
export function newestTemplate(name: TemplateName): Template {
  const versions: Versions = TEMPLATES[name];
  return versions.at(-1) as Template;
}

/** The version that an earlier notice was told with. Throws `TypeError`: versions are never taken away. */
export function templateOf(name: string, version: number): Template {
  const versions: Versions | undefined = Object.hasOwn(TEMPLATES, name)
    ? TEMPLATES[name as TemplateName]
    : undefined;
  const found = versions?.find((each) => each.version === version);
  if (found === undefined) throw new TypeError(`no template ${name} ${version}`);
  return found;
}
