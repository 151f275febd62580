import type { CourtRecord, NetworkId, RecordId } from '@cunzheng/domain';
import type { Inspect, Inspection } from '../inspect.ts';
import type { TransactionState } from '../state/transaction-state.ts';

/** What a `record` call knows besides the records. */
export interface RecordCall {
  readonly state: TransactionState;
  readonly network: NetworkId;
  /** MSP id of the member that submits. */
  readonly member: string;
  /** Time of the transaction in ms since 1970: the submitter's claim, the only clock there is. */
  readonly txTimeMs: number;
  readonly inspect: Inspect;
}

/** One record on its way to the ledger. */
export interface Candidate<R extends CourtRecord = CourtRecord> {
  readonly id: RecordId;
  readonly text: string;
  readonly record: R;
  /** What the text says; of its signature nothing while the point of its key was not known. */
  readonly inspection: Inspection;
}

/** The rules of one kind of record. */
export interface Rule<R extends CourtRecord> {
  /**
   * The id of the record that already says this, if there is one: the very same bytes, or the first of its kind.
   * Throws the code for what is taken by another record.
   */
  first(call: RecordCall, candidate: Candidate<R>): Promise<RecordId | undefined>;
  /** Throws the code of the first rule that the record breaks. */
  check(call: RecordCall, candidate: Candidate<R>): Promise<void>;
  /** Stages the indexes of an admitted record, beside the record itself. */
  index(call: RecordCall, candidate: Candidate<R>): Promise<void> | void;
}
