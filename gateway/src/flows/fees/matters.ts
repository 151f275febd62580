import type { Wording } from '@cunzheng/domain/deadlines';
import { amountNeed, FEE_MATTERS, type FeeGroup, type FeeMatterId } from '@cunzheng/domain/fees';

/** A matter as somebody chooses it, and what may be said of it. */
export interface FeeMatterView {
  readonly id: FeeMatterId;
  readonly group: FeeGroup;
  readonly name: Wording;
  /** What the amount is an amount of. */
  readonly amountOf?: Wording;
  readonly amount: 'needed' | 'optional' | 'none';
  /** Several amounts may be given. */
  readonly several: boolean;
  /** Instance, procedure, side and outcome may be said. */
  readonly suit: boolean;
  /** May be a claim for wages. */
  readonly wages: boolean;
}

/** Every matter, in the order of the list. */
export function listFeeMatters(): FeeMatterView[] {
  return FEE_MATTERS.map((matter) => ({
    ...{ id: matter.id, group: matter.group, name: matter.name, amount: amountNeed(matter) },
    ...(matter.amount && { amountOf: matter.amount }),
    several: matter.several === true,
    suit: matter.suit === true,
    wages: matter.wages === true,
  }));
}
