export { blockFiles } from './block-files.ts';
export { type ConnectionOptions, connectionPath, readConnection } from './connection.ts';
export type { FabricLedger, PeerState } from './fabric-ledger.ts';
export type { BlockPlace, KeptBlock } from './kept-block.ts';
export { openFabricLedger } from './open.ts';
export {
  DEADLINES,
  type Deadlines,
  type FabricLedgerOptions,
  type FabricMember,
  type PeerAddress,
} from './options.ts';
