/** A rate in parts per million: 1 % is 10,000, so that 0.05 % a day and 3.85 % a year stay whole numbers. */
export type Ppm = number;

/** Above it no rate is taken for meant: 10,000 %. */
export const MAX_PPM: Ppm = 100_000_000;

export const RATE_UNITS = ['year', 'month', 'day'] as const;
export type RateUnit = (typeof RATE_UNITS)[number];

/** How many days a year has for a daily rate. No rule was found: contracts and banks use either, so the person says. */
export const YEAR_DAYS = [365, 360] as const;
export type YearDays = (typeof YEAR_DAYS)[number];

export interface Rate {
  readonly ppm: Ppm;
  readonly per: RateUnit;
}

/** The rate for a year, without compounding: twelve months, or as many days as the year is said to have. */
export function yearlyPpm({ ppm, per }: Rate, yearDays: YearDays): Ppm {
  return ppm * { year: 1, month: 12, day: yearDays }[per];
}

/** `15.4%`, `0.05%`: no more digits than the rate has. */
export function formatPpm(ppm: Ppm): string {
  return `${String(Number((ppm / 10_000).toFixed(4)))}%`;
}
