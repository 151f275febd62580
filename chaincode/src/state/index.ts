/** What readers of the ledger must know of the contract's state; loads nothing of fabric-shim. */
export { batchKey, parseBatchKey, parseRecordKey, RECORD_KEY_PREFIX, recordKey } from './keys.ts';
export { MAX_STATE_CALLS } from './transaction-state.ts';
