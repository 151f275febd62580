export * from './access/levels.ts';
export { permissionsPage } from './access/matrix.ts';
export * from './access/policy.ts';
export { asActor, asHouse, asShown } from './access/scoped.ts';
export type { ChainState } from './chain-state.ts';
export {
  type ChainView,
  type Clock,
  type Court,
  type CourtContent,
  type CourtNotary,
  type CourtProposal,
  type CourtRegistry,
  type CourtRow,
  courtName,
  courtOf,
  type NewestRecords,
  type RecordProgress,
  type SuitIndex,
  type SuitSearch,
} from './context.ts';
export { diskFault } from './files/disk-fault.ts';
export { type CopyState, type FileStore, openFileStore } from './files/file-store.ts';
export type { PartialFiles } from './files/partial-files.ts';
export { type Swept, sweepActs, sweepFiles } from './files/sweep.ts';
export * from './flows/accounts/index.ts';
export {
  beginSignIn,
  CHALLENGE_LIFE_MS,
  confirmSignIn,
  type DemoPerson,
  demoPeople,
  type Me,
  meOf,
} from './flows/accounts/sign-in.ts';
export * from './flows/audit/index.ts';
export { MAX_PARTIES, type NewCase, openCase } from './flows/cases/open.ts';
export {
  type CaseSummary,
  type CaseView,
  listCases,
  PAGE_SIZE,
  readCase,
} from './flows/cases/queries.ts';
export { QUEUES, type Queue, type QueueCounts, type Todo } from './flows/cases/queue.ts';
export * from './flows/claims/index.ts';
export * from './flows/clocks/index.ts';
export * from './flows/courts/index.ts';
export * from './flows/docketing/index.ts';
export { demandDrafting, draftDocument, withdrawDraft } from './flows/documents/drafts.ts';
export {
  type FileAnswer,
  readDocument,
  readDocumentFile,
} from './flows/documents/queries.ts';
export * from './flows/documents/state.ts';
export type { DocumentView } from './flows/documents/views.ts';
export { DUE_TASKS } from './flows/due-tasks.ts';
export * from './flows/fees/index.ts';
export * from './flows/filing/index.ts';
export * from './flows/hand-over/index.ts';
export * from './flows/helping/index.ts';
export * from './flows/home/index.ts';
export * from './flows/notices/index.ts';
export * from './flows/payments/index.ts';
export * from './flows/personal-data/index.ts';
export { receiptPdf, receiptSheet } from './flows/receipts/sheet.ts';
export * from './flows/recovery/index.ts';
export {
  listMyServices,
  openService,
  readService,
  readServiceFile,
} from './flows/service/receive.ts';
export { MAX_RECIPIENTS, sendServices } from './flows/service/send.ts';
export * from './flows/service/state.ts';
export { listUnserved, MAX_UNSERVED, type UnservedDocument } from './flows/service/unserved.ts';
export type { ReceiptView, ServiceView } from './flows/service/views.ts';
export * from './flows/settings/index.ts';
export * from './flows/sign-in/index.ts';
export { KEY_LIFE_MS } from './flows/signing/key.ts';
export { type KeyView, listMyKeys, revokeMyKey } from './flows/signing/keys.ts';
export {
  ACT_LIFE_MS,
  type Answer,
  MAX_OPEN_ACTS,
  prepareIssue,
  prepareReceipt,
  type Signing,
} from './flows/signing/prepare.ts';
export { type CommittedAct, commitAct, type SignedAct, signAct } from './flows/signing/sign.ts';
export { listMySignatures, type SignatureView } from './flows/signing/signatures.ts';
export * from './flows/staff/index.ts';
export * from './flows/suits/index.ts';
export { DIFFERENCES, type Difference } from './flows/verification/differences.ts';
export { checkIntegrity, type Integrity } from './flows/verification/integrity.ts';
export type { IntegrityItem } from './flows/verification/integrity-item.ts';
export {
  lookUpByDigest,
  lookUpByNumber,
  type PublicDocument,
} from './flows/verification/look-up.ts';
export { listProblems, type Problem } from './flows/verification/problems.ts';
export {
  COMPACT_FIELDS,
  type ProofFile,
  type RecordView,
  readProof,
  readRecord,
} from './flows/verification/records.ts';
export {
  keyOfDay,
  makeSuitKeys,
  newSuitKey,
  openSuitKeys,
  parseSuitKeys,
  replaceSuitKeys,
  type SuitKey,
  type SuitKeys,
} from './keys/suit-keys.ts';
export { type OpenCourtOptions, openCourt } from './open-court.ts';
export { addContact } from './personal/contacts.ts';
export * from './personal/index.ts';
export { MESSAGE_FIELDS } from './providers/fields.ts';
export { type IdentityAccounts, openIdentity } from './providers/identity/open.ts';
export type {
  Finding,
  IdentityProviders,
  PortraitCheck,
  RegisterCheck,
} from './providers/identity/ports.ts';
export {
  type Messaging,
  type MessagingSettings,
  NO_MESSAGING,
  openMessaging,
} from './providers/messaging.ts';
export {
  type CourtPaymentAccounts,
  openPayments,
  type PaymentAccounts,
} from './providers/payment/open.ts';
export {
  NO_PAYMENTS,
  PAY_CHANNELS,
  type PayChannel,
  type PaymentCallback,
  type PaymentChannels,
  type PaymentProvider,
  type PaymentProviders,
} from './providers/payment/ports.ts';
export {
  openPracticePayments,
  PRACTICE_ACTS,
  type PracticeAct,
  type PracticePayments,
  type PracticeTrade,
} from './providers/payment/practice.ts';
export { type ClamdPlace, clamd, clamdPlace } from './providers/scan/clamd.ts';
export type { Scanner, ScanSaid } from './providers/scan/ports.ts';
export type { CodeSender, OutgoingMessage, Sender, Sent } from './providers/sender.ts';
export { CODE_FIELDS } from './providers/sms/tencent.ts';
export { DEMO_COURTS, DEMO_LITIGANTS, DEMO_OFFICIALS } from './seeds/demo.ts';
export { seedId } from './seeds/plant.ts';
export { DEMO_PASSWORD, DEMO_TOTP, type DemoSignIn, demoSignIns } from './seeds/sign-ins.ts';
export { demandMode } from './store/demand-mode.ts';
export { isDuplicate, storeFault } from './store/faults.ts';
export { COURT_MIGRATIONS } from './store/migrations.ts';
export { openPool, type Pool } from './store/pool.ts';
export { COURT_LEVELS, type CourtLevel } from './store/schema.ts';
export type { HouseTask, Scope } from './store/scope.ts';
export { SCAN_STATES, type ScanState } from './store/tables/filing.ts';
export { SIGNATURE_EVENTS } from './store/tables/signatures.ts';
