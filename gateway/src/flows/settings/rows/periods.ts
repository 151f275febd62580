import {
  COUNTING_RULES,
  formatCitations,
  isPeriodId,
  PERIODS,
  type PeriodId,
  type PeriodRule,
} from '@cunzheng/domain/deadlines';
import * as Type from 'typebox';
import { type SettingRow, type SettingUnit, words } from '../definition.ts';

const PREFIX = 'period.';
export type PeriodSettingName = `period.${PeriodId}`;

/** The setting that a period's length is read from, if the law leaves the length open; else `undefined`. */
export function settingOfPeriod(rule: PeriodRule): PeriodSettingName | undefined {
  return rule.setting === undefined ? undefined : `${PREFIX}${rule.id}`;
}

/** The period that a setting gives the length of; `undefined` for any other setting. */
export function periodOfSetting(name: string): PeriodId | undefined {
  const id = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
  return isPeriodId(id) ? id : undefined;
}

/**
 * A row for each period whose length the law leaves to the court, or is silent on. Where the law only gives bounds, what
 * is proposed is a proposal too and is shown as one (docs/adr/0021).
 */
function rowOf(rule: PeriodRule): SettingRow<number> {
  const { least, most } = rule.setting as NonNullable<PeriodRule['setting']>;
  const leaves = rule.origin === 'court';
  return {
    group: 'periods',
    kind: 'number',
    type: Type.Integer({ minimum: least, maximum: most }),
    unit: rule.length.unit as SettingUnit,
    ...{ least, most, decidedBy: 'court', title: rule.name },
    means: words(
      `${leaves ? '法律把长短留给法院决定' : '法律没有规定，由法院决定'}。只用于以后起算的期限；已经起算的按起算那天的设置。`,
      `${leaves ? 'The law leaves its length to the court' : 'The law is silent and the court decides'}. It counts for periods that begin later; one that has begun keeps the setting of that day.`,
    ),
    law: words(formatCitations(lawOf(rule), 'zh-CN'), formatCitations(lawOf(rule), 'en')),
    fallback: { value: rule.length.count, origin: 'proposal' },
  };
}

function lawOf(rule: PeriodRule) {
  return rule.law.length > 0 ? rule.law : COUNTING_RULES[rule.counting];
}

export const PERIOD_ROWS: Readonly<Record<string, SettingRow>> = Object.fromEntries(
  PERIODS.flatMap((rule) => {
    const name = settingOfPeriod(rule);
    return name === undefined ? [] : [[name, rowOf(rule)]];
  }),
);
