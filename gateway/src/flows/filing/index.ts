export {
  type AnswerChange,
  MAX_ANSWER_BYTES,
  MAX_FIELDS,
  MAX_SAVED_AT_ONCE,
  type SavedAnswers,
  saveAnswers,
} from './answers.ts';
export {
  beginFiling,
  changeFiling,
  discardFiling,
  type FilingChange,
  MAX_DRAFTS,
  type NewFiling,
  type ServiceAddress,
} from './begin.ts';
export { checkFiling, type Finding as FilingFinding } from './check.ts';
export { type CorrectionItem, type FilingDecision, MAX_ITEMS } from './decision.ts';
export {
  type FilingLimits,
  PAPER_TYPES,
  type PaperType,
  readFilingLimits,
  type SlotView,
} from './limits.ts';
export {
  FILINGS_PAGE,
  type FilingLine,
  listMyFilings,
  readFiling,
} from './list.ts';
export type { Answer as FilingAnswer } from './load.ts';
export { makePapers } from './made.ts';
export { type OwnParty, readOwnParty } from './own-party.ts';
export {
  addPaper,
  demandPapers,
  type NewPaper,
  readPaper,
  restorePaper,
  sweepPapers,
  withdrawPaper,
} from './papers.ts';
export { MAX_FILING_PARTIES, MAX_PARTY_DETAILS, type NamedParty, nameParties } from './parties.ts';
export {
  type PleadingDraft,
  type PleadingPrint,
  type PleadingView,
  previewPleading,
  printPleading,
  readPleading,
} from './pleading.ts';
export { prepareDecision, prepareSubmission, prepareWithdrawal } from './prepare.ts';
export { readPapersProof, type ShownPapers } from './proof.ts';
export { type FilingQueue, type FilingSearch, listFilings } from './queue.ts';
export {
  type FilingReceipt,
  type FilingRoundReceipt,
  readFilingReceipt,
} from './receipt.ts';
export { type FilingReview, readFilingReview } from './review.ts';
export { type RulingFile, type RulingView, readRuling } from './ruling.ts';
export { sweepScans } from './scans.ts';
export { MAX_TAKEN_AT_ONCE, type TakenFilings, takeFiling, takeFilings } from './take.ts';
export {
  beginUpload,
  completeUpload,
  continueUpload,
  discardUpload,
  listUploads,
  type NewUpload,
  readUpload,
  sweepUploads,
  UPLOAD_LIFE_MS,
  type UploadView,
} from './uploads.ts';
export type { VerdictView } from './verdicts.ts';
export type {
  CorrectionView,
  FilingEventView,
  FilingPartyView,
  FilingView,
  PaperView,
} from './views.ts';
export { MAX_CAUSE, MAX_NAME as MAX_FILING_NAME, MAX_WORDS as MAX_FILING_WORDS } from './words.ts';
