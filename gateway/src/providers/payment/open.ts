import type { Clock } from '../../context.ts';
import { type AlipaySettings, alipay } from './alipay.ts';
import type { PaymentChannels, PaymentProviders } from './ports.ts';
import { type WechatPaySettings, wechatPay } from './wechat.ts';

/** Accounts of one court; a channel without one is not offered. */
export interface CourtPaymentAccounts {
  readonly wechat?: WechatPaySettings;
  readonly alipay?: AlipaySettings;
}

/** Accounts by the court's code. */
export type PaymentAccounts = Readonly<Record<string, CourtPaymentAccounts>>;

/**
 * Opens every account. Nothing is called yet. A court without any of its own has `otherwise`: the practice provider of a
 * demonstration, or nothing.
 */
export function openPayments(
  accounts: PaymentAccounts,
  clock: Clock,
  otherwise: PaymentChannels = {},
): PaymentProviders {
  const opened = new Map(
    Object.entries(accounts).map(([court, each]) => [court, channelsOf(each, clock)]),
  );
  return { of: (court) => opened.get(court) ?? otherwise };
}

function channelsOf({ wechat, alipay: account }: CourtPaymentAccounts, clock: Clock) {
  return {
    ...(wechat && { wechat: wechatPay({ ...wechat, clock }) }),
    ...(account && { alipay: alipay({ ...account, clock }) }),
  };
}
