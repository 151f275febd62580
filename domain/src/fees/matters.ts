import type { FeeMatterRow } from './matter.ts';
import { APPLICATIONS } from './matters/applications.ts';
import { FREE } from './matters/free.ts';
import { SUITS } from './matters/suits.ts';

const ROWS = { ...SUITS, ...APPLICATIONS, ...FREE };

/** Name of a matter that has a fee, or has none; promised like an error code. */
export type FeeMatterId = keyof typeof ROWS;

export interface FeeMatter extends FeeMatterRow {
  readonly id: FeeMatterId;
}

/** Every matter, in the order of the list. */
export const FEE_MATTERS: readonly FeeMatter[] = Object.entries(ROWS).map(([id, row]) => ({
  ...(row as FeeMatterRow),
  id: id as FeeMatterId,
}));

const BY_ID = new Map<string, FeeMatter>(FEE_MATTERS.map((matter) => [matter.id, matter]));

/** Whether a text names a matter. */
export function isFeeMatter(id: string): id is FeeMatterId {
  return BY_ID.has(id);
}

/** The row of a matter. Throws `TypeError` for a name that is none. */
export function feeMatter(id: FeeMatterId): FeeMatter {
  const found = BY_ID.get(id);
  if (found === undefined) throw new TypeError(`no such matter: ${id}`);
  return found;
}

/** Whether a matter needs an amount, takes one, or none. */
export function amountNeed(matter: FeeMatter): 'needed' | 'optional' | 'none' {
  if (matter.amount === undefined) return 'none';
  const withoutOne = matter.bare !== undefined || matter.basis.by === 'range';
  return withoutOne ? 'optional' : 'needed';
}
