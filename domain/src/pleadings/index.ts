/** The door `@cunzheng/domain/pleadings`: element-style pleadings as data, their questions, checks, figures and print. */
export type { Fen } from '../money.ts';
export * from './amount.ts';
export * from './answers.ts';
export * from './checks.ts';
export * from './figures.ts';
export * from './forms/index.ts';
export * from './from-fields.ts';
export * from './interest.ts';
export * from './lpr.ts';
export * from './paper.ts';
export * from './questions.ts';
export * from './rate.ts';
export * from './reading.ts';
export * from './schema.ts';
export {
  type FieldPath,
  holds,
  isGiven,
  itemsOf,
  type Place,
  type Scope,
} from './walk.ts';
