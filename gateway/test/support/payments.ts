import type { Actor } from '../../src/access/policy.ts';
import type { Court } from '../../src/context.ts';
import {
  issueOrder,
  type NewOrder,
  type OrderView,
  readOrder,
} from '../../src/flows/payments/index.ts';
import { setSetting } from '../../src/flows/settings/change.ts';
import { CLERK, filingIn, LINA, official } from './filing.ts';

/** An official who keeps the books of the court in Beijing. */
export const FINANCE: Actor = {
  ...CLERK,
  offices: [{ court: '京0491', role: 'finance' }],
};
export const ADMINISTRATOR = official('bj-administrator');

/** The court says what becomes of fractions of a yuan, without which no sum is known. */
export function setRounding(court: Court) {
  const rounding = { court: '京0491', name: 'choice.feeRounding', value: 'fen' };
  return setSetting(court, ADMINISTRATOR, { ...rounding, source: '院长办公会决定' });
}

/** What a claim of 50,000 yuan costs: 1,050 yuan. */
export const FEE = 105_000;
export const CLAIM: Omit<NewOrder, 'filing'> = { matter: 'property', amounts: [5_000_000] };

/** An order for the fee of an accepted filing. */
export async function orderOf(court: Court): Promise<OrderView> {
  return issueOrder(court, CLERK, { ...CLAIM, filing: await filingIn(court, 'accepted') });
}

/** As the payer sees it. */
export function orderNow(court: Court, { id }: { readonly id: string }): Promise<OrderView> {
  return readOrder(court, LINA, id);
}
