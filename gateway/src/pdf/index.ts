export { makeNoticePdf, type NoticeAccess, type NoticeOrder } from './notice.ts';
export {
  makeReceiptPdf,
  type ReceiptSheet,
  SHEET_EVENTS,
  type SheetEvent,
} from './receipt.ts';
export { chineseDay, makeRulingPdf, type RulingSheet } from './ruling.ts';
export {
  DEMO_MARK,
  makeSampleDocument,
  SAMPLE_KINDS,
  type SampleKind,
  type SampleOrder,
} from './sample.ts';
export { type StampedDocument, type StampOrder, stampDocument } from './stamp.ts';
