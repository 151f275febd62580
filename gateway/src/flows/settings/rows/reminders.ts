import { PERIODS, type PeriodId, type PeriodRule } from '@cunzheng/domain/deadlines';
import * as Type from 'typebox';
import { type SettingRow, words } from '../definition.ts';

const PREFIX = 'reminder.';
export type ReminderSettingName = `reminder.${PeriodId}`;

/** Days before an end, at most, that somebody is told of it. */
export const MAX_REMINDER_DAYS = 30;

/**
 * Periods of which a party is told before they end: those that he must keep, counted in days or more. How long a court
 * waits before it reminds him of a service is no such period.
 */
export const REMINDED_PERIODS: readonly PeriodId[] = PERIODS.filter(
  ({ bearer, start, length }) =>
    bearer === 'party' && start !== 'serviceSent' && length.unit !== 'hours',
).map(({ id }) => id);

/** The setting that says how many days before its end a party is told of a period. */
export function reminderSetting(period: PeriodId): ReminderSettingName {
  return `${PREFIX}${period}`;
}

function rowOf(rule: PeriodRule): SettingRow<number> {
  return {
    group: 'reminders',
    kind: 'number',
    type: Type.Integer({ minimum: 0, maximum: MAX_REMINDER_DAYS }),
    unit: 'days',
    ...{ least: 0, most: MAX_REMINDER_DAYS, decidedBy: 'court' },
    title: words(`届满前通知：${rule.name['zh-CN']}`, `Told before the end: ${rule.name.en}`),
    means: words(
      '届满前几天通知要办的当事人。0 是不通知。停止计算的和已经结束的不通知；到期日变动以后重新通知。',
      'How many days before its end the party is told. 0 is not at all. Nobody is told of what stands still or has ended; if the end moves, he is told again.',
    ),
    law: words('法律没有规定，由法院决定', 'The law is silent; the court decides'),
    fallback: { value: proposedDays(rule), origin: 'proposal' },
  };
}

/** The longer a period is, the earlier: a week of years and months, a day of what lasts days. */
function proposedDays({ length: { count, unit } }: PeriodRule): number {
  if (unit === 'years' || unit === 'months') return 7;
  return count >= 15 ? 3 : count >= 7 ? 2 : 1;
}

export const REMINDER_ROWS: Readonly<Record<string, SettingRow>> = Object.fromEntries(
  PERIODS.filter(({ id }) => REMINDED_PERIODS.includes(id)).map((rule) => [
    reminderSetting(rule.id),
    rowOf(rule),
  ]),
);
