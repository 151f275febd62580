export { RELIEF_KINDS, type ReliefKind } from '../../store/tables/payments.ts';
export type { FeeDecision } from './acceptance.ts';
export { acceptAmount, receiveCallback, settleAttempt } from './ask.ts';
export { ATTEMPT_LIFE_MS, beginPayment, lookAgain } from './attempts.ts';
export {
  matchLine,
  previewStatement,
  returnLine,
  type StatementResult,
  takeInStatement,
} from './bank.ts';
export {
  listHeldLines,
  listOrders,
  listRefunds,
  ORDER_FILTERS,
  type OrderFilter,
  type OrderPage,
  type RefundLine,
} from './books.ts';
export {
  closeDay,
  type DayLine,
  type DayProblem,
  type DaySums,
  type DayView,
  readDay,
} from './day.ts';
export { cancelOrder, issueOrder, type KeptQuote, type NewOrder } from './orders.ts';
export { dayCsv, type PaymentSlip, paymentSlip } from './prints.ts';
export { type FeeProposal, readFeeProposal } from './proposal.ts';
export { askRefund, confirmBankRefund, retryRefund } from './refunds.ts';
export {
  askRelief,
  decideRelief,
  listRelief,
  type ReliefDecision,
  type ReliefView,
  withdrawRelief,
} from './relief.ts';
export {
  MAX_STATEMENT_LINES,
  type PlacedLine,
  STATEMENT_COLUMNS,
  type StatementLine,
} from './statement.ts';
export { type PaymentSweep, sweepPayments } from './sweep.ts';
export {
  type AttemptView,
  listFilingOrders,
  listMyOrders,
  listUnpaid,
  type OrderView,
  type RefundView,
  readOrder,
} from './views.ts';
