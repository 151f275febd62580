export type { AuditorFiles } from './auditor-log.ts';
export type { ComparedBlock, ComparedPlace, MemberBlocks } from './member-blocks.ts';
export { type NetworkScrub, type NetworkScrubOptions, openNetworkScrub } from './network.ts';
export type { ScrubDatabase } from './outbox.ts';
export {
  SCRUB_KINDS,
  type ScrubCounts,
  type ScrubDifference,
  type ScrubKind,
  type ScrubProgress,
  type ScrubReport,
} from './report.ts';
export { type ScrubOptions, scrub } from './scrub.ts';
