import {
  type CaseTag,
  canonicalize,
  type FilingChainState,
  type PartyTag,
  type RecordId,
} from '@cunzheng/domain';
import { compositeKey, KEY_TYPES } from './keys.ts';
import { readJson } from './registry.ts';
import type { TransactionState } from './transaction-state.ts';

/** Where a filing stands and whose turn it is, so that one read judges the next act. */
export interface FilingState {
  /** The court at turn: only it acts. */
  readonly court: string;
  readonly state: FilingChainState;
  readonly applicant: PartyTag;
  readonly caseTag: CaseTag;
  /** 案号, once it has one; absent where it was given before the contract kept it here. */
  readonly number?: string;
}

/** State of the filing whose first submission is record `id`; undefined when there is none. */
export async function readFilingState(
  state: TransactionState,
  id: RecordId,
): Promise<FilingState | undefined> {
  return readJson<FilingState>(state, filingStateKey(id));
}

/** Stages a filing's state. */
export function stageFilingState(state: TransactionState, id: RecordId, filing: FilingState): void {
  state.stage(filingStateKey(id), canonicalize({ ...filing }));
}

/** State key of the filing whose first submission is record `id`. */
export function filingStateKey(id: string): string {
  return compositeKey(KEY_TYPES.filing, id);
}
