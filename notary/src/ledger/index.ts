export type { StateComparison, StateDifference } from './embedded/compare-state.ts';
export type { EmbeddedLedger } from './embedded/embedded-ledger.ts';
export { FOUNDING_MEMBERS, type FoundingMember } from './embedded/genesis.ts';
export { type EmbeddedLedgerOptions, openEmbeddedLedger } from './embedded/open.ts';
export { type BlocksEnd, readBlocks } from './embedded/read-blocks.ts';
export {
  type Errand,
  openSharedLedger,
  type SendErrand,
  type SharedLedger,
  type SharedLedgerOptions,
} from './embedded/shared-ledger.ts';
export type { EvidenceSource } from './evidence.ts';
export * from './port.ts';
