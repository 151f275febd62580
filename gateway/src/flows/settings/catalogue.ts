import type { Wording } from '@cunzheng/domain/deadlines';
import type { SettingRow, SettingValue, Span } from './definition.ts';
import { FEE_ROWS } from './rows/fees.ts';
import { HOURS_ROWS } from './rows/hours.ts';
import { LIMIT_ROWS } from './rows/limits.ts';
import { PERIOD_ROWS, type PeriodSettingName } from './rows/periods.ts';
import { PROVIDER_ROWS } from './rows/providers.ts';
import { REMINDER_ROWS, type ReminderSettingName } from './rows/reminders.ts';
import { TEXT_ROWS } from './rows/texts.ts';

/** Name of a setting; promised like an error code, since decisions keep it. */
export type SettingName =
  | keyof typeof HOURS_ROWS
  | keyof typeof FEE_ROWS
  | keyof typeof TEXT_ROWS
  | keyof typeof PROVIDER_ROWS
  | keyof typeof LIMIT_ROWS
  | PeriodSettingName
  | ReminderSettingName;

/** What a setting of that name holds. */
export type ValueOf<Name extends SettingName> = Name extends `hours.${string}`
  ? readonly Span[]
  : Name extends `text.${string}`
    ? Wording
    : Name extends `${'provider' | 'choice'}.${string}`
      ? string
      : number;

export interface SettingDefinition extends SettingRow<SettingValue> {
  readonly name: SettingName;
}

const ROWS: Readonly<Record<string, SettingRow>> = {
  ...HOURS_ROWS,
  ...FEE_ROWS,
  ...PERIOD_ROWS,
  ...REMINDER_ROWS,
  ...TEXT_ROWS,
  ...PROVIDER_ROWS,
  ...LIMIT_ROWS,
};

/** Every setting there is, by group, in the order of the page. */
export const SETTINGS: readonly SettingDefinition[] = Object.entries(ROWS).map(([name, row]) => ({
  ...row,
  name: name as SettingName,
}));

const BY_NAME: ReadonlyMap<string, SettingDefinition> = new Map(
  SETTINGS.map((row) => [row.name, row]),
);

/** The row of that name; `undefined` for a name that is none. */
export function findDefinition(name: string): SettingDefinition | undefined {
  return BY_NAME.get(name);
}
