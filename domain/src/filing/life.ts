import type { FilingAct, FilingChainState } from './on-chain.ts';

/**
 * States of a filing. `review`: 待审核; `correction`: 待补正; `accepted`: 审核通过; `docketed`: 已立案; the last four are
 * ends: 不予立案, 告知其他途径, 撤回, 按撤诉处理.
 */
export const FILING_STATES = [
  'draft',
  'review',
  'correction',
  'accepted',
  'docketed',
  'refused',
  'redirected',
  'withdrawn',
  'deemedWithdrawn',
] as const;
export type FilingState = (typeof FILING_STATES)[number];

/** How the chain sees each state; `undefined`: a draft, not at all. All ends without a case number are one there. */
export const FILING_ON_CHAIN: Readonly<Record<FilingState, FilingChainState | undefined>> = {
  draft: undefined,
  review: 'review',
  correction: 'correction',
  accepted: 'accepted',
  docketed: 'docketed',
  refused: 'closed',
  redirected: 'closed',
  withdrawn: 'closed',
  deemedWithdrawn: 'closed',
};

/** What is done to a filing. */
export const FILING_COMMANDS = [
  'begin',
  'edit',
  'discard',
  'submit',
  'take',
  'requestCorrection',
  'refuse',
  'redirect',
  'transfer',
  'accept',
  'withdraw',
  'deemWithdrawn',
  'docket',
] as const;
export type FilingCommand = (typeof FILING_COMMANDS)[number];

/** One edge of a filing's life. `from` absent: it did not exist; `to` absent: it is gone, row and all. */
export interface FilingLifeEdge {
  readonly from: FilingState | undefined;
  readonly act: FilingCommand;
  readonly to: FilingState | undefined;
  /** The person who files, or an official of the court whose turn it is. */
  readonly by: 'applicant' | 'official';
  /** What its record does on chain; absent where it makes none. */
  readonly record?: FilingAct;
}

/**
 * Every edge (民诉法 122–127, 登记立案规定 7–11, 在线诉讼规则 9). What is not here cannot be done. A filing that was never
 * corrected and one that is never paid for end alike, on a proposal that a judge signs.
 */
export const FILING_LIFE: readonly FilingLifeEdge[] = [
  { from: undefined, act: 'begin', to: 'draft', by: 'applicant' },
  { from: 'draft', act: 'edit', to: 'draft', by: 'applicant' },
  { from: 'draft', act: 'discard', to: undefined, by: 'applicant' },
  { from: 'draft', act: 'submit', to: 'review', by: 'applicant', record: 'submitted' },
  { from: 'review', act: 'take', to: 'review', by: 'official' },
  {
    ...{ from: 'review', act: 'requestCorrection', to: 'correction', by: 'official' },
    record: 'returned.correction',
  },
  { from: 'review', act: 'refuse', to: 'refused', by: 'official', record: 'returned.refused' },
  {
    ...{ from: 'review', act: 'redirect', to: 'redirected', by: 'official' },
    record: 'returned.redirected',
  },
  { from: 'review', act: 'transfer', to: 'review', by: 'official', record: 'transferred' },
  { from: 'review', act: 'accept', to: 'accepted', by: 'official', record: 'accepted' },
  {
    ...{ from: 'review', act: 'withdraw', to: 'withdrawn', by: 'applicant' },
    record: 'returned.withdrawn',
  },
  { from: 'correction', act: 'edit', to: 'correction', by: 'applicant' },
  { from: 'correction', act: 'submit', to: 'review', by: 'applicant', record: 'resubmitted' },
  {
    ...{ from: 'correction', act: 'withdraw', to: 'withdrawn', by: 'applicant' },
    record: 'returned.withdrawn',
  },
  {
    ...{ from: 'correction', act: 'deemWithdrawn', to: 'deemedWithdrawn', by: 'official' },
    record: 'returned.deemedWithdrawn',
  },
  { from: 'accepted', act: 'docket', to: 'docketed', by: 'official', record: 'docketed' },
  {
    ...{ from: 'accepted', act: 'withdraw', to: 'withdrawn', by: 'applicant' },
    record: 'returned.withdrawn',
  },
  {
    ...{ from: 'accepted', act: 'deemWithdrawn', to: 'deemedWithdrawn', by: 'official' },
    record: 'returned.deemedWithdrawn',
  },
];

/** The edge of an act in a state; `undefined` where it cannot be done. */
export function lifeEdge(
  from: FilingState | undefined,
  act: FilingCommand,
): FilingLifeEdge | undefined {
  return FILING_LIFE.find((edge) => edge.from === from && edge.act === act);
}

/** States in which an act can be done. */
export function statesFor(act: FilingCommand): FilingState[] {
  return FILING_LIFE.flatMap((edge) =>
    edge.act === act && edge.from !== undefined ? [edge.from] : [],
  );
}
