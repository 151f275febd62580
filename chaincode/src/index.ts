export type { RecordOutcome } from './calls/record.ts';
export type { ProposalOutcome } from './calls/registry.ts';
export { CALL_NAMES, createChaincode } from './chaincode.ts';
export { parseRecordKey, RECORD_KEY_PREFIX, recordKey } from './state/keys.ts';
export { MAX_STATE_CALLS } from './state/transaction-state.ts';
