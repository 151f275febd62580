/** The door `@cunzheng/domain/identity`: numbers of persons and organisations, which no record or proof ever holds. */
export * from './citizen-number.ts';
export * from './credit-code.ts';
export * from './documents.ts';
export * from './lawyer-licence.ts';
export * from './mask.ts';
export * from './mobile-number.ts';
export {
  demandNumber,
  NUMBER_DOUBTS,
  NUMBER_FAULTS,
  type NumberCheck,
  type NumberDoubt,
  type NumberFault,
  type WellFormed,
} from './number-check.ts';
