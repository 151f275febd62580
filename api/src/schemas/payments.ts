import {
  ATTEMPT_STATES,
  BANK_FITS,
  ORDER_STATES,
  REFUND_STATES,
  RELIEF_STATES,
} from '@cunzheng/domain/payments';
import {
  type DayLine,
  type DayView,
  type FeeProposal,
  type OrderPage,
  type OrderView,
  PAY_CHANNELS,
  PRACTICE_ACTS,
  type PracticeTrade,
  RELIEF_KINDS,
  type RefundLine,
  type ReliefView,
  type StatementResult,
} from '@cunzheng/gateway';
import { Type } from 'typebox';
import { deadlineView } from './clocks.ts';
import { FeeChoiceSchema, feeAnswer } from './fees.ts';
import { Count, closed, Id, named, object, optional, Time } from './parts.ts';
import { wording } from './settings.ts';

const Fen = Type.Integer({ minimum: 0, description: '分' });
const Day = Type.String({ format: 'date' });
const court = named<{ code: string; name: string }>('CourtName');
export const ChannelName = Type.Enum([...PAY_CHANNELS]);
export const ReliefKindName = Type.Enum([...RELIEF_KINDS]);
export const PracticeActName = Type.Enum([...PRACTICE_ACTS]);

const Refund = {
  ...{ id: Id, amount: Fen, kind: Type.Enum(['surplus', 'credited']), reason: Type.String() },
  ...{ state: Type.Enum([...REFUND_STATES]), by: Type.Enum(['provider', 'bank']) },
  ...{ askedAt: Time, endedAt: optional(Time) },
};

const OrderSchema = object(
  'PaymentOrder',
  {
    ...{ id: Id, court, filing: Id, cause: Type.String(), mine: Type.Boolean() },
    purpose: Type.Enum(['suit', 'application']),
    reference: Type.String({ description: 'what a payer writes into a bank transfer' }),
    ...{ amount: Fen, credited: Fen, refunded: Fen, remaining: Fen },
    state: Type.Enum([...ORDER_STATES]),
    ...{ quote: feeAnswer, issuedAt: Time, paidAt: optional(Time) },
    ended: optional(Type.Object({ at: Time, words: Type.String() }, closed)),
    deadline: optional(deadlineView),
    account: optional(wording),
    channels: Type.Array(ChannelName, { description: 'ways to pay beside a bank transfer' }),
    attempts: Type.Array(
      Type.Object(
        {
          ...{ id: Id, channel: ChannelName, amount: Fen },
          state: Type.Enum([...ATTEMPT_STATES]),
          link: optional(Type.String({ description: 'opened, or shown as a QR code' })),
          ...{ late: Type.Boolean(), begunAt: Time, expiresAt: Time, paidAt: optional(Time) },
        },
        closed,
      ),
    ),
    refunds: Type.Array(Type.Object(Refund, closed)),
  },
  { description: 'What is to be paid for a filing; sums in fen.' },
);
export const orderView = named<OrderView>('PaymentOrder');

const OrderPageSchema = object('PaymentOrderPage', { items: Type.Array(orderView), total: Count });
export const orderPage = named<OrderPage>('PaymentOrderPage');

const ReliefSchema = object('FeeRelief', {
  ...{ id: Id, court, filing: Id, wanted: ReliefKindName, grounds: Type.String() },
  state: Type.Enum([...RELIEF_STATES]),
  granted: optional(ReliefKindName),
  percent: optional(Type.Integer()),
  untilDay: optional(Day),
  words: optional(Type.String()),
  ...{ askedAt: Time, endedAt: optional(Time) },
});
export const reliefView = named<ReliefView>('FeeRelief');

const ProposalSchema = object('FeeProposal', {
  question: optional(FeeChoiceSchema),
  because: wording,
  quote: optional(feeAnswer),
  claimed: optional(Fen),
  missing: optional(Type.Literal('amount')),
});
export const feeProposal = named<FeeProposal>('FeeProposal');

const Payer = Type.Record(Type.String(), Type.String(), {
  description: 'payer, account and words, for who looks for the order',
});
const Line = {
  ...{ id: Id, by: Type.Enum(['bank', ...PAY_CHANNELS]), number: Type.String() },
  ...{ amount: Fen, credited: Fen, surplus: Fen, held: Fen },
  reference: optional(Type.String()),
  because: optional(Type.Enum(['wrongReference', 'amountDiffers'])),
  payer: optional(Payer),
};
const HeldSchema = object('HeldLine', { ...Line, court: Type.String(), day: Day });
export const heldLine = named<DayLine & { court: string; day: string }>('HeldLine');

const Sums = { received: Fen, credited: Fen, surplus: Fen, held: Fen, refunded: Fen };
const DaySchema = object('PaymentDay', {
  ...{ court: Type.String(), day: Day, ...Sums },
  lines: Type.Array(Type.Object(Line, closed)),
  problems: Type.Array(
    Type.Object(
      {
        problem: Type.Enum([
          ...['amountDiffers', 'surplusNotReturned', 'orderDiffers', 'refundFailed'],
        ]),
        ...{ number: Type.String(), expected: Fen, found: Fen },
      },
      closed,
    ),
    { description: 'none: the day balances to the fen' },
  ),
  closed: optional(Type.Object({ ...Sums, at: Time }, closed)),
});
export const dayView = named<DayView>('PaymentDay');

const StatementSchema = object('StatementResult', {
  lines: Type.Array(
    Type.Object(
      {
        line: Type.Object(
          {
            ...{ line: Count, day: Day, serial: Type.String(), amount: Fen },
            ...{ payer: Type.String(), account: Type.String(), words: Type.String() },
            reference: optional(Type.String()),
          },
          closed,
        ),
        fit: Type.Enum([...BANK_FITS, 'wrongReference', 'known']),
        order: optional(Id),
        ...{ credited: Fen, surplus: Fen },
      },
      closed,
    ),
  ),
  ...{ received: Fen, credited: Fen, surplus: Fen, held: Fen },
});
export const statementResult = named<StatementResult>('StatementResult');

const RefundLineSchema = object('RefundLine', {
  ...Refund,
  ...{ court: Type.String(), number: Type.String(), reference: optional(Type.String()) },
  ...{ payee: optional(Payer), said: optional(Type.String()) },
});
export const refundLine = named<RefundLine>('RefundLine');

const PracticeSchema = object('PracticeTrade', {
  ...{ number: Type.String(), asked: Fen, amount: Fen, words: Type.String() },
  ...{ court: Type.String(), channel: ChannelName },
  state: Type.Enum(['open', 'late', 'paid', 'failed', 'closed']),
  ...{ closed: Type.Boolean(), paidAt: optional(Type.Integer()), refunded: Fen },
});
export const practiceTrade = named<PracticeTrade>('PracticeTrade');

export const PAYMENT_SCHEMAS = [
  ...[OrderSchema, OrderPageSchema, ReliefSchema, ProposalSchema, HeldSchema, DaySchema],
  ...[StatementSchema, RefundLineSchema, PracticeSchema],
] as const;
