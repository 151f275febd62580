import type { Fen } from '@cunzheng/domain/fees';

/** Ways to pay through a provider. Bank transfers need none: they come by the bank's statement. */
export const PAY_CHANNELS = ['wechat', 'alipay'] as const;
export type PayChannel = (typeof PAY_CHANNELS)[number];

/** What is to be paid. `number` is the court's own, so that the same call repeated is the same payment. */
export interface PaymentWanted {
  readonly number: string;
  readonly amount: Fen;
  /** What the payer reads; names nobody. */
  readonly words: string;
  /** When the provider takes no money for it any more, ms since 1970. */
  readonly expiresAt: number;
  /** Where the provider tells that it was paid. */
  readonly tellAt: string;
}

/**
 * What a provider says of a payment. `unknown`: the number never reached it; `paid` says how much and when. Only `query` is
 * believed: a callback merely says that there is something to ask.
 */
export type PaymentSaid =
  | { readonly state: 'open' | 'closed' | 'failed' | 'unknown' }
  | { readonly state: 'paid'; readonly amount: Fen; readonly at: number };

/** Money that is to go back the way it came; `number` is the court's own. */
export interface RefundWanted {
  readonly number: string;
  /** Number of the payment. */
  readonly of: string;
  readonly amount: Fen;
  /** What the payment was in all. */
  readonly total: Fen;
  readonly words: string;
}

/** What a provider says of a refund. `unknown`: the number never reached it. */
export interface RefundSaid {
  readonly state: 'sent' | 'done' | 'failed' | 'unknown';
  /** The provider's own word for it, never personal. */
  readonly said: string;
}

/** A callback as it came; header names in small letters. */
export interface PaymentCallback {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Exactly as it was sent. */
  readonly body: string;
}

/**
 * A provider of payments. Every call may be repeated with the same number and does its work once. All throw
 * `PROVIDER_UNAVAILABLE` where there is no answer that can be read, and `PROVIDER_REFUSED` where it said no for good.
 */
export interface PaymentProvider {
  /** Begins a payment; the payer opens the link, or scans it as a QR code. */
  create(wanted: PaymentWanted): Promise<{ readonly link: string }>;
  query(number: string): Promise<PaymentSaid>;
  /** No money is taken for it any more. Throws `STATE_UNFIT` when it was paid already. */
  close(number: string): Promise<void>;
  refund(wanted: RefundWanted): Promise<RefundSaid>;
  /** `of`: number of the payment. */
  queryRefund(number: string, of: string): Promise<RefundSaid>;
  /**
   * Number of the payment that a callback speaks of; `undefined` for one that speaks of something else. Throws
   * `PROVIDER_REFUSED` for one that the provider did not sign, that is old, or that nobody can open.
   */
  readCallback(callback: PaymentCallback): string | undefined;
}

/** What one court has; where one is absent its channel is not offered. */
export type PaymentChannels = Readonly<Partial<Record<PayChannel, PaymentProvider>>>;

/** What a deployment has: every court takes money into accounts of its own. */
export interface PaymentProviders {
  /** By the court's code; nothing for one without an account. */
  of(court: string): PaymentChannels;
}

/** Bank transfers only. */
export const NO_PAYMENTS: PaymentProviders = { of: () => ({}) };
