/** The door `@cunzheng/domain/fees`: the contract and the verify page have no use for it and do not carry it. */

export type { Fen } from '../money.ts';
export * from './change.ts';
export {
  type AskedFee,
  FEE_INSTANCES,
  FEE_OUTCOMES,
  FEE_PROCEDURES,
  FEE_SIDES,
  type FeeChoices,
  type FeeInstance,
  type FeeOutcome,
  type FeeProcedure,
  type FeeRelief,
  type FeeSide,
  LEAST_REDUCTION,
  MAX_AMOUNTS,
  RETRIAL_GROUNDS,
  type RetrialGround,
} from './choices.ts';
export { computeFee } from './compute.ts';
export { HALVINGS } from './halving.ts';
export {
  type Basis,
  FEE_FIGURES,
  FEE_GROUPS,
  type FeeFigure,
  type FeeGroup,
  type FeeMatterRow,
} from './matter.ts';
export * from './matters.ts';
export { FEE_ROUNDINGS, type FeeRounding, MAX_AMOUNT, yuan } from './money.ts';
export * from './quote.ts';
