export {
  makeReceiptPdf,
  type ReceiptSheet,
  SHEET_EVENTS,
  type SheetEvent,
} from './receipt.ts';
export {
  makeSampleDocument,
  SAMPLE_KINDS,
  type SampleKind,
  type SampleOrder,
} from './sample.ts';
export { type StampedDocument, type StampOrder, stampDocument } from './stamp.ts';
