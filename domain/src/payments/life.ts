/**
 * States of an order to pay. `partly`: something has come; `waived`: 免交 before it was paid; `cancelled`: nothing is to be
 * paid any more; `refunded`: all of it was given back.
 */
export const ORDER_STATES = ['open', 'partly', 'paid', 'waived', 'cancelled', 'refunded'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** What is done to an order. `creditPart` leaves something to be paid, `creditRest` nothing. */
export const ORDER_ACTS = [
  ...['issue', 'creditPart', 'creditRest', 'waive', 'cancel'],
  ...['refundPart', 'refundRest'],
] as const;
export type OrderAct = (typeof ORDER_ACTS)[number];

/**
 * States of one attempt to pay through a provider. `differs`: the provider says another sum than was asked for, and nobody
 * has looked at it yet. What failed or was closed can still turn out paid: providers answer late.
 */
export const ATTEMPT_STATES = ['begun', 'paid', 'failed', 'closed', 'differs'] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

export const ATTEMPT_ACTS = ['begin', 'pay', 'fail', 'close', 'differ', 'accept'] as const;
export type AttemptAct = (typeof ATTEMPT_ACTS)[number];

/** States of giving money back. `sent`: the provider has it in hand. */
export const REFUND_STATES = ['asked', 'sent', 'done', 'failed'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

export const REFUND_ACTS = ['ask', 'send', 'confirm', 'fail', 'again'] as const;
export type RefundAct = (typeof REFUND_ACTS)[number];

/** States of an application for 缓交, 减交 or 免交 (诉讼费用交纳办法 44–50). */
export const RELIEF_STATES = ['asked', 'granted', 'refused', 'withdrawn'] as const;
export type ReliefState = (typeof RELIEF_STATES)[number];

export const RELIEF_ACTS = ['ask', 'grant', 'refuse', 'withdraw'] as const;
export type ReliefAct = (typeof RELIEF_ACTS)[number];

/** One edge. `from` absent: it did not exist. */
export interface PaymentEdge<State, Act> {
  readonly from: State | undefined;
  readonly act: Act;
  readonly to: State;
}

export const ORDER_LIFE: readonly PaymentEdge<OrderState, OrderAct>[] = [
  { from: undefined, act: 'issue', to: 'open' },
  { from: 'open', act: 'creditPart', to: 'partly' },
  { from: 'open', act: 'creditRest', to: 'paid' },
  { from: 'open', act: 'waive', to: 'waived' },
  { from: 'open', act: 'cancel', to: 'cancelled' },
  { from: 'partly', act: 'creditPart', to: 'partly' },
  { from: 'partly', act: 'creditRest', to: 'paid' },
  { from: 'partly', act: 'waive', to: 'waived' },
  { from: 'partly', act: 'cancel', to: 'cancelled' },
  { from: 'paid', act: 'refundPart', to: 'paid' },
  { from: 'paid', act: 'refundRest', to: 'refunded' },
];

export const ATTEMPT_LIFE: readonly PaymentEdge<AttemptState, AttemptAct>[] = [
  { from: undefined, act: 'begin', to: 'begun' },
  { from: 'begun', act: 'pay', to: 'paid' },
  { from: 'begun', act: 'fail', to: 'failed' },
  { from: 'begun', act: 'close', to: 'closed' },
  { from: 'begun', act: 'differ', to: 'differs' },
  { from: 'failed', act: 'pay', to: 'paid' },
  { from: 'failed', act: 'differ', to: 'differs' },
  { from: 'closed', act: 'pay', to: 'paid' },
  { from: 'closed', act: 'differ', to: 'differs' },
  { from: 'differs', act: 'pay', to: 'paid' },
  { from: 'differs', act: 'accept', to: 'paid' },
];

export const REFUND_LIFE: readonly PaymentEdge<RefundState, RefundAct>[] = [
  { from: undefined, act: 'ask', to: 'asked' },
  { from: 'asked', act: 'send', to: 'sent' },
  { from: 'asked', act: 'confirm', to: 'done' },
  { from: 'asked', act: 'fail', to: 'failed' },
  { from: 'sent', act: 'confirm', to: 'done' },
  { from: 'sent', act: 'fail', to: 'failed' },
  { from: 'failed', act: 'again', to: 'asked' },
];

export const RELIEF_LIFE: readonly PaymentEdge<ReliefState, ReliefAct>[] = [
  { from: undefined, act: 'ask', to: 'asked' },
  { from: 'asked', act: 'grant', to: 'granted' },
  { from: 'asked', act: 'refuse', to: 'refused' },
  { from: 'asked', act: 'withdraw', to: 'withdrawn' },
];

/** Where an act leads from a state; `undefined` where it cannot be done. */
export function paymentEdge<State, Act>(
  life: readonly PaymentEdge<State, Act>[],
  from: State | undefined,
  act: Act,
): State | undefined {
  return life.find((edge) => edge.from === from && edge.act === act)?.to;
}

/** States in which an act can be done. */
export function paymentStates<State, Act>(
  life: readonly PaymentEdge<State, Act>[],
  act: Act,
): State[] {
  return life.flatMap((edge) => (edge.act === act && edge.from !== undefined ? [edge.from] : []));
}

/** States of an order that is still to be paid. */
export const PAYABLE: readonly OrderState[] = paymentStates(ORDER_LIFE, 'creditRest');
