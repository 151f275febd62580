import type { FilingRecord, ReturnOutcome } from '../record/kinds.ts';

/**
 * Where a filing stands as the ledger knows it: 审查中, 待补正, 已受理, 已立案, 已结束 (refused, redirected or withdrawn).
 * The court's own flow knows more states; these are what its records say.
 */
export const FILING_CHAIN_STATES = [
  'review',
  'correction',
  'accepted',
  'docketed',
  'closed',
] as const;
export type FilingChainState = (typeof FILING_CHAIN_STATES)[number];

/** What a record does to its filing: its action; of a return its outcome; a submission after the first is its own act. */
export type FilingAct =
  | Exclude<FilingRecord['action'], 'returned'>
  | 'resubmitted'
  | `returned.${ReturnOutcome}`;

/** One edge. `from` is undefined where there was no filing before. */
export interface FilingEdge {
  readonly act: FilingAct;
  readonly from: FilingChainState | undefined;
  readonly to: FilingChainState;
}

/** Every edge there is on chain; what is not here the contract refuses. */
export const FILING_EDGES: readonly FilingEdge[] = [
  { act: 'submitted', from: undefined, to: 'review' },
  { act: 'transferred', from: 'review', to: 'review' },
  { act: 'returned.correction', from: 'review', to: 'correction' },
  { act: 'resubmitted', from: 'correction', to: 'review' },
  { act: 'returned.refused', from: 'review', to: 'closed' },
  { act: 'returned.redirected', from: 'review', to: 'closed' },
  { act: 'returned.withdrawn', from: 'review', to: 'closed' },
  { act: 'returned.withdrawn', from: 'correction', to: 'closed' },
  { act: 'returned.withdrawn', from: 'accepted', to: 'closed' },
  { act: 'returned.deemedWithdrawn', from: 'correction', to: 'closed' },
  { act: 'returned.deemedWithdrawn', from: 'accepted', to: 'closed' },
  { act: 'accepted', from: 'review', to: 'accepted' },
  { act: 'docketed', from: 'accepted', to: 'docketed' },
];

/** What this record does to its filing. */
export function filingActOf(
  record:
    | Pick<Extract<FilingRecord, { action: 'submitted' }>, 'action' | 'filing'>
    | Pick<Extract<FilingRecord, { action: 'returned' }>, 'action' | 'outcome'>
    | Pick<Extract<FilingRecord, { action: 'transferred' | 'accepted' | 'docketed' }>, 'action'>,
): FilingAct {
  switch (record.action) {
    case 'submitted':
      return record.filing === undefined ? 'submitted' : 'resubmitted';
    case 'returned':
      return `returned.${record.outcome}`;
    default:
      return record.action;
  }
}

/** The state after `act`; undefined when that act does not fit the state. */
export function filingStateAfter(
  act: FilingAct,
  from: FilingChainState | undefined,
): FilingChainState | undefined {
  return FILING_EDGES.find((edge) => edge.act === act && edge.from === from)?.to;
}
