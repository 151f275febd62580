import type { Fen } from '../money.ts';
import { type OrderState, PAYABLE } from './life.ts';

/** An order as money meets it. */
export interface Payable {
  readonly state: OrderState;
  readonly amount: Fen;
  readonly credited: Fen;
}

/** Money that came in, divided: what counts for the order, and what goes back to who paid. Both add up to what came. */
export interface Divided {
  readonly credited: Fen;
  readonly surplus: Fen;
}

/** What is still to be paid; nothing once the order is paid or ended. */
export function remaining({ state, amount, credited }: Payable): Fen {
  return PAYABLE.includes(state) ? amount - credited : 0;
}

/**
 * Divides money over an order: no more is ever credited than is owed, and nothing to an order that is paid or ended. Throws
 * `TypeError` for what is no sum of money.
 */
export function divide(received: Fen, order: Payable): Divided {
  if (!Number.isSafeInteger(received) || received <= 0) throw new TypeError(`no sum: ${received}`);
  const credited = Math.min(received, remaining(order));
  return { credited, surplus: received - credited };
}

/** How a bank line that names an order fits it. */
export const BANK_FITS = ['exact', 'partial', 'over', 'double', 'ended'] as const;
export type BankFit = (typeof BANK_FITS)[number];

/** `double`: the order was paid before; `ended`: nothing is owed on it any more. */
export function bankFit(received: Fen, order: Payable): BankFit {
  if (order.state === 'paid' || order.state === 'refunded') return 'double';
  const owed = remaining(order);
  if (owed === 0) return 'ended';
  if (received === owed) return 'exact';
  return received < owed ? 'partial' : 'over';
}
