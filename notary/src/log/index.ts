export {
  Auditor,
  type AuditorKey,
  formatSignedTree,
  rawPublicKey,
  type SignedTree,
} from './auditor.ts';
export type { AuditorAddress } from './auditor-client.ts';
export { cosignaturesOnly, type PublishedCheckpoint } from './checkpoint-store.ts';
export {
  type CosignedLog,
  type Cosigner,
  localAuditors,
  type OpenCosigners,
  type ShownFork,
} from './cosigner.ts';
export {
  awaitDemoTrust,
  createDemoTrust,
  type DemoTrust,
  type DemoTrustOptions,
  type NetworkMember,
  readNetworkMembers,
} from './demo-trust.ts';
export { openLog } from './log.ts';
export { type AuditorName, auditorKey, linesOf } from './misconduct.ts';
export {
  DEFAULT_INTERVAL_MS,
  type LogAlarm,
  type LogOptions,
  type NotaryLog,
} from './notary-log.ts';
export type { RecordPlace } from './record-index.ts';
export { remoteAuditors } from './remote-auditor.ts';
export { openFreeLog, openSharedLog, type SharedLog, type SharedLogOptions } from './shared-log.ts';
export { parseTilePath } from './tile-path.ts';
