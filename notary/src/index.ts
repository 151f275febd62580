export type { LeafListPlaces } from './batches/leaf-lists.ts';
export type { NotedBehaviour, Noting } from './batches/note.ts';
export type { LeafStatus } from './batches/status.ts';
export { batchPath, batchRoot, leafHashOf } from './batches/tree.ts';
export * from './ledger/index.ts';
export * from './log/index.ts';
export { type Logger, SILENT_LOGGER } from './logger.ts';
export {
  type LeafOptions,
  migrateOutbox,
  type Notary,
  type NotaryHealth,
  type NotaryOptions,
  openNotary,
  type RecordStatus,
} from './notary.ts';
export { errandSender } from './outbox/errands.ts';
export type { Act, SqlClient } from './outbox/outbox.ts';
export { pastCheckpoint, type Sharing } from './outbox/sharing.ts';
export * from './postgres/index.ts';
export * from './proofs/index.ts';
export * from './scrub/index.ts';
export type { Sealing } from './sealing.ts';
