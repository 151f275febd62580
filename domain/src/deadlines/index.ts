/** The door `@cunzheng/domain/deadlines`: the contract and the verify page have no use for it and do not carry it. */
export * from './choices.ts';
export * from './compute.ts';
export * from './court-calendar.ts';
export * from './day.ts';
export * from './deadline.ts';
export * from './explain.ts';
export * from './format.ts';
export * from './icalendar.ts';
export * from './laws.ts';
export { PERIOD_UNITS, type PeriodLength, type PeriodUnit } from './length.ts';
export * from './period.ts';
export * from './periods.ts';
export * from './standing.ts';
export type { Wording } from './wording.ts';
