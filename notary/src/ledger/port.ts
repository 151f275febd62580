import type { ErrorCode, NetworkId } from '@cunzheng/domain';
import type { EvidenceSource } from './evidence.ts';

/** One call of the contract. */
export interface LedgerCall {
  readonly name: string;
  readonly args: readonly string[];
  /** Member on whose behalf; default the deployment's own. */
  readonly as?: string;
  /**
   * 24 random bytes chosen by the caller, so that the call's id can be stored before it is submitted. A nonce names one
   * call for ever: the same call again is answered with the outcome of the first, another call is refused.
   */
  readonly nonce?: Uint8Array;
}

/** A transaction that is VALID and durable. */
export interface LedgerResult {
  readonly txId: string;
  readonly block: number;
  readonly response: string;
}

/** A call whose id is known and which is not submitted yet. */
export interface PreparedCall {
  readonly txId: string;
  /** As `Ledger.submit`. May be called again, also after a crash by preparing the same call with the same nonce. */
  submit(): Promise<LedgerResult>;
}

export interface LedgerWrite {
  readonly key: string;
  /** undefined is a delete; never empty. */
  readonly value: Uint8Array | undefined;
}

/** Fabric's codes of validation, as far as drivers must tell them apart. */
export const VALIDATION = { valid: 0, duplicateTxId: 9, mvccConflict: 11, phantom: 12 } as const;

export interface LedgerTransaction {
  readonly txId: string;
  readonly valid: boolean;
  /** Fabric's TxValidationCode. */
  readonly code: number;
  /** Milliseconds since 1970: the submitter's claim. */
  readonly time: number;
  /** Member that submitted it. */
  readonly creator: string;
  /** In byte order of the keys; empty unless valid. */
  readonly writes: readonly LedgerWrite[];
  readonly response: string;
}

export interface LedgerBlock {
  readonly number: number;
  readonly hash: Uint8Array;
  readonly previousHash: Uint8Array;
  readonly transactions: readonly LedgerTransaction[];
}

/** What became of one transaction. */
export interface TransactionOutcome {
  readonly block: number;
  readonly valid: boolean;
  readonly code: number;
  readonly response: string;
}

/** What a driver can do beyond the contract of this port; the conformance suite reads it. */
export interface LedgerManifest {
  /** Name of the driver, for pages and logs. */
  readonly driver: 'embedded' | 'fabric';
  /** Several members endorse, so that their answers can differ or one can lag behind. */
  readonly manyEndorsers: boolean;
  /** Blocks carry signatures that a stranger can check (stage 7 of a proof). */
  readonly signedBlocks: boolean;
}

/** Something about the ledger that a person must look at. */
export interface LedgerAlarm {
  readonly code: ErrorCode;
  /** For engineers. */
  readonly message: string;
}

/**
 * A ledger as the notary sees it: outcomes, not mechanisms.
 *
 * Every method throws `LEDGER_CLOSED` after `close`. `submit` and `evaluate` throw the contract's own code when it
 * refuses the whole call (`LEDGER_REFUSED` when its text has none). `submit` throws besides:
 * `LEDGER_CONFLICT` when another transaction came first: nothing happened, call again with a new nonce;
 * `LEDGER_OUTCOME_UNKNOWN`, `DISK_FULL` when it may or may not be recorded: submit the same prepared call again later;
 * `LEDGER_UNAVAILABLE` when nothing is accepted now.
 */
export interface Ledger {
  readonly network: NetworkId;
  readonly channel: string;
  readonly supports: LedgerManifest;
  /** What a stranger is shown of it; absent where blocks carry no signatures. */
  readonly evidence?: EvidenceSource;
  /** The id the call will have (SHA-256(nonce ‖ creator), hex), known before it is submitted. */
  prepare(call: LedgerCall): Promise<PreparedCall>;
  /** Resolves only after the transaction is VALID and durable. */
  submit(call: LedgerCall): Promise<LedgerResult>;
  /** The contract's answer on committed state; records nothing. */
  evaluate(call: LedgerCall): Promise<string>;
  /** undefined when no block holds it. */
  transaction(txId: string): Promise<TransactionOutcome | undefined>;
  /**
   * Block `from` first, each once, in order, then live; the next is read when the consumer asks for it. Ends quietly
   * when `signal` aborts and throws `LEDGER_CLOSED` when the ledger closes: a ledger has no last block.
   */
  follow(from: number, signal?: AbortSignal): AsyncIterable<LedgerBlock>;
  /** Number of blocks, the genesis block counted. */
  height(): Promise<number>;
  /** Empty when all is well; never throws. */
  alarms(): readonly LedgerAlarm[];
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** Milliseconds since 1970. */
export type Clock = () => number;
