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
