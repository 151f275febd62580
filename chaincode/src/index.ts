export type { BatchOutcome } from './calls/batch.ts';
export type { RecordOutcome } from './calls/record.ts';
export type { ProposalOutcome } from './calls/registry.ts';
export { CALL_NAMES, type ChaincodeOptions, createChaincode } from './chaincode.ts';
export type { Inspect, Inspection } from './inspect.ts';
