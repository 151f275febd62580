import type {
  AttemptState,
  BankFit,
  OrderState,
  RefundState,
  ReliefState,
} from '@cunzheng/domain/payments';
import { bigint, boolean, date, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { PayChannel } from '../../providers/payment/ports.ts';
import { at, courtSchema } from '../court-schema.ts';

const fen = (name: string) => bigint(name, { mode: 'number' });
const day = (name: string) => date(name, { mode: 'string' });

export const ORDER_PURPOSES = ['suit', 'application'] as const;
/** 案件受理费 or 申请费. */
export type OrderPurpose = (typeof ORDER_PURPOSES)[number];

/** What somebody is to pay for a filing. */
export const paymentOrder = courtSchema.table('payment_order', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  filing: uuid('filing').notNull(),
  /** Who files: he is told, and pays. */
  person: uuid('person').notNull(),
  purpose: text('purpose').$type<OrderPurpose>().notNull(),
  /** What a payer writes into a bank transfer. */
  reference: text('reference').notNull(),
  amount: fen('amount').notNull(),
  credited: fen('credited').notNull(),
  /** What of the credited money was given back, or is on its way. */
  refunded: fen('refunded').notNull(),
  state: text('state').$type<OrderState>().notNull(),
  /** What was asked and how it was reckoned, line by line with its articles. */
  quote: jsonb('quote').$type<unknown>().notNull(),
  issuedAt: at('issued_at').notNull(),
  issuedBy: uuid('issued_by').notNull(),
  paidAt: at('paid_at'),
  /** Waived or cancelled. */
  endedAt: at('ended_at'),
  endedWords: text('ended_words'),
});

/** One attempt to pay through a provider, noted before the provider is called. */
export const paymentAttempt = courtSchema.table('payment_attempt', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  paymentOrder: uuid('payment_order').notNull(),
  channel: text('channel').$type<PayChannel>().notNull(),
  /** By which the provider knows it. */
  number: text('number').notNull(),
  amount: fen('amount').notNull(),
  link: text('link'),
  state: text('state').$type<AttemptState>().notNull(),
  /** What the provider says was paid. */
  received: fen('received'),
  credited: fen('credited').notNull(),
  surplus: fen('surplus').notNull(),
  /** Paid after it was closed, or after the order needed no more. */
  late: boolean('late').notNull(),
  begunAt: at('begun_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  paidAt: at('paid_at'),
  /** The day in Beijing on which it was paid. */
  day: day('day'),
  endedAt: at('ended_at'),
  /** How often the provider was asked, and when it is asked next. */
  asked: integer('asked').notNull(),
  askAt: at('ask_at'),
  /** Who took another sum than was asked for as it was. */
  acceptedBy: uuid('accepted_by'),
  acceptedWords: text('accepted_words'),
});

/** One line of a bank's statement. */
export const bankLine = courtSchema.table('bank_line', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  day: day('day').notNull(),
  /** The bank's number of the line. */
  serial: text('serial').notNull(),
  amount: fen('amount').notNull(),
  /** JSON of payer, account and what he wrote, sealed. */
  payerSealed: text('payer_sealed').notNull(),
  /** What was found in his words. */
  reference: text('reference'),
  fit: text('fit').$type<BankFit | 'wrongReference' | 'returned'>().notNull(),
  paymentOrder: uuid('payment_order'),
  credited: fen('credited').notNull(),
  surplus: fen('surplus').notNull(),
  takenInAt: at('taken_in_at').notNull(),
  takenInBy: uuid('taken_in_by').notNull(),
  /** By hand, where its reference found nothing. */
  settledAt: at('settled_at'),
  settledBy: uuid('settled_by'),
  settledWords: text('settled_words'),
});

/** Money on its way back, to where it came from. */
export const paymentRefund = courtSchema.table('payment_refund', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  /** Absent for a bank line that never found one. */
  paymentOrder: uuid('payment_order'),
  attempt: uuid('attempt'),
  bankLine: uuid('bank_line'),
  /** By which the provider knows it. */
  number: text('number').notNull(),
  /** `surplus`: never credited; `credited`: taken off the order again. */
  kind: text('kind').$type<'surplus' | 'credited'>().notNull(),
  amount: fen('amount').notNull(),
  reason: text('reason').notNull(),
  state: text('state').$type<RefundState>().notNull(),
  /** The provider's word. */
  said: text('said'),
  askedAt: at('asked_at').notNull(),
  /** Absent where the house began it by itself. */
  askedBy: uuid('asked_by'),
  sentAt: at('sent_at'),
  endedAt: at('ended_at'),
  day: day('day'),
  /** The bank's number of the transfer back. */
  bankSerial: text('bank_serial'),
  tries: integer('tries').notNull(),
  tryAt: at('try_at'),
});

/** A day that finance has looked at and closed, with its sums as they were then. */
export const paymentDay = courtSchema.table(
  'payment_day',
  {
    court: text('court').notNull(),
    day: day('day').notNull(),
    received: fen('received').notNull(),
    credited: fen('credited').notNull(),
    surplus: fen('surplus').notNull(),
    held: fen('held').notNull(),
    refunded: fen('refunded').notNull(),
    closedAt: at('closed_at').notNull(),
    closedBy: uuid('closed_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.court, table.day] })],
);

/** An application for 缓交, 减交 or 免交, and what the court said to it. */
export const feeRelief = courtSchema.table('fee_relief', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  filing: uuid('filing').notNull(),
  person: uuid('person').notNull(),
  wanted: text('wanted').$type<ReliefKind>().notNull(),
  groundsSealed: text('grounds_sealed').notNull(),
  state: text('state').$type<ReliefState>().notNull(),
  granted: text('granted').$type<ReliefKind>(),
  percent: integer('percent'),
  /** 缓交: until when. */
  untilDay: day('until_day'),
  askedAt: at('asked_at').notNull(),
  endedAt: at('ended_at'),
  decidedBy: uuid('decided_by'),
  decidedWords: text('decided_words'),
});

export const RELIEF_KINDS = ['waived', 'reduced', 'deferred'] as const;
export type ReliefKind = (typeof RELIEF_KINDS)[number];

export const PAYMENT_TABLES = {
  paymentOrder,
  paymentAttempt,
  bankLine,
  paymentRefund,
  paymentDay,
  feeRelief,
} as const;
export type OrderRow = typeof paymentOrder.$inferSelect;
export type AttemptRow = typeof paymentAttempt.$inferSelect;
export type BankLineRow = typeof bankLine.$inferSelect;
export type RefundRow = typeof paymentRefund.$inferSelect;
export type ReliefRow = typeof feeRelief.$inferSelect;
