export const PERIOD_UNITS = ['hours', 'days', 'workingDays', 'months', 'years'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

export interface PeriodLength {
  readonly count: number;
  readonly unit: PeriodUnit;
}

export const hours = (count: number): PeriodLength => ({ count, unit: 'hours' });
export const days = (count: number): PeriodLength => ({ count, unit: 'days' });
export const workingDays = (count: number): PeriodLength => ({ count, unit: 'workingDays' });
export const months = (count: number): PeriodLength => ({ count, unit: 'months' });
export const years = (count: number): PeriodLength => ({ count, unit: 'years' });
