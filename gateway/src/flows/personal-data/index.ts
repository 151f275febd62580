export { type ErasureSweep, erasePerson, sweepErasures } from './erase.ts';
export {
  askErasure,
  cancelErasure,
  decideErasure,
  type ErasureDecisionView,
  type ErasureView,
  listErasures,
  readMyErasure,
  type WaitingErasure,
} from './erasure.ts';
export { type ExportFile, exportMyData } from './export.ts';
export { type RetentionLine, readRetention, sweepRetention } from './retention.ts';
