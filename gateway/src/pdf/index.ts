export {
  makeReceiptPdf,
  RECEIPT_EVENTS,
  type ReceiptEvent,
  type ReceiptSheet,
} from './receipt.ts';
export {
  makeSampleDocument,
  SAMPLE_KINDS,
  type SampleKind,
  type SampleOrder,
} from './sample.ts';
export { type StampedDocument, type StampOrder, stampDocument } from './stamp.ts';
