import type { paths } from './schema.ts';

type Ok<T> = T extends { responses: { 200: { content: { 'application/json': infer B } } } }
  ? B
  : T extends { responses: { 201: { content: { 'application/json': infer B } } } }
    ? B
    : never;

export type Me = Ok<paths['/api/v1/session']['get']>;
export type NetworkView = Ok<paths['/api/v1/network']['get']>;
export type DemoPerson = Ok<paths['/api/v1/demo/people']['get']>[number];
export type CasePage = Ok<paths['/api/v1/cases']['get']>;
export type CaseRow = CasePage['items'][number];
export type UnservedDocument = Ok<paths['/api/v1/unserved']['get']>[number];
export type CaseView = Ok<paths['/api/v1/cases/{id}']['get']>;
export type DocumentView = Ok<paths['/api/v1/documents/{id}']['get']>;
export type ServiceView = Ok<paths['/api/v1/services/{id}']['get']>;
export type ReceiptView = ServiceView['receipts'][number];
export type ChainState = ServiceView['chain'];
export type NoticePage = Ok<paths['/api/v1/notices']['get']>;
export type NoticeView = Ok<paths['/api/v1/notices/{id}']['get']>;
export type NoticePreferences = Ok<paths['/api/v1/notice-preferences']['get']>;
export type MessageCheck = Ok<paths['/api/v1/public/message-checks']['post']>;
export type UnreadNotice = Ok<paths['/api/v1/unread-notices']['get']>[number];
export type Signing = Ok<paths['/api/v1/services/{id}/signing']['post']>;
export type Signed = Ok<paths['/api/v1/acts/{actId}/signature']['post']>;
export type RecordView = Ok<paths['/api/v1/records/{recordId}']['get']>;
export type Integrity = Ok<paths['/api/v1/integrity']['get']>;
export type ProblemRow = Ok<paths['/api/v1/problems']['get']>[number];
export type KeyRow = Ok<paths['/api/v1/me/keys']['get']>[number];
export type SignatureRow = Ok<paths['/api/v1/account/signatures']['get']>['items'][number];
export type Limits = Ok<paths['/api/v1/limits']['get']>;
export type CourtEntry = Ok<paths['/api/v1/courts/{code}']['get']>;
export type CourtRegion = Ok<paths['/api/v1/courts/regions']['get']>[number];
export type CourtSetup = Ok<paths['/api/v1/court-setups']['get']>[number];
export type CourtListing = Ok<paths['/api/v1/court-listings/preview']['post']>;
export type Proofing = Ok<paths['/api/v1/proofing']['get']>;
export type ReviewLine = Ok<paths['/api/v1/reviews']['get']>[number];
export type Review = Ok<paths['/api/v1/reviews/{id}']['get']>;
export type Hotline = Ok<paths['/api/v1/hotline']['get']>;
export type Setting = Ok<paths['/api/v1/settings']['get']>[number];
export type SettingEntry = Ok<paths['/api/v1/settings/{name}/history']['get']>[number];
export type SettingEffect = Ok<paths['/api/v1/settings/preview']['post']>;
export type CalendarYear = Ok<paths['/api/v1/calendar/{year}']['get']>;
export type CalendarDay = CalendarYear['days'][number];
export type Deadline = Ok<paths['/api/v1/deadlines']['get']>['items'][number];
export type DeadlineList = Ok<paths['/api/v1/deadlines']['get']>;
export type DeadlineDetail = Ok<paths['/api/v1/deadlines/{id}']['get']>;
export type DeadlineOrder = NonNullable<
  paths['/api/v1/deadlines/{id}/changes']['post']['requestBody']
>['content']['application/json'];
export type DeadlinePreview = Ok<paths['/api/v1/deadlines/{id}/changes/preview']['post']>;
export type Period = Ok<paths['/api/v1/periods']['get']>[number];
export type Home = Ok<paths['/api/v1/home']['get']>;
export type Wording = Deadline['name'];
export type AuditEntry = Ok<paths['/api/v1/audit']['get']>['items'][number];
export type Claim = Ok<paths['/api/v1/claims']['get']>[number];
export type RecoveryOutcome = Ok<paths['/api/v1/recovery/status']['post']>;
export type RecoveryLine = Ok<paths['/api/v1/recoveries']['get']>[number];
export type Recovery = Ok<paths['/api/v1/recoveries/{id}']['get']>;
export type HelperCode = Ok<paths['/api/v1/helping/codes']['post']>;
export type Helping = Ok<paths['/api/v1/helping']['get']>[number];
export type DemoSignIn = Ok<paths['/api/v1/demo/sign-ins']['get']>[number];
export type PasswordAnswer = Ok<paths['/api/v1/session/password']['post']>;
export type Enrolled = Ok<paths['/api/v1/enrolment/totp']['post']>;
export type Security = Ok<paths['/api/v1/account/security']['get']>;
export type Staff = Ok<paths['/api/v1/courts/{court}/staff/{id}']['get']>;
export type StaffRole = Staff['offices'][number]['role'];
export type Added = Ok<paths['/api/v1/courts/{court}/staff']['post']>;
export type StaffFile = Ok<paths['/api/v1/courts/{court}/staff-files/preview']['post']>;
export type StaffChange = Ok<paths['/api/v1/courts/{court}/staff-changes']['get']>[number];
export type Team = Ok<paths['/api/v1/courts/{court}/teams']['get']>[number];
export type Erasure = Ok<paths['/api/v1/account/erasure']['get']>;
export type WaitingErasure = Ok<paths['/api/v1/erasures']['get']>[number];
export type RetentionLine = Ok<paths['/api/v1/retention']['get']>[number];
export type FeeMatter = Ok<paths['/api/v1/fees/matters']['get']>[number];
export type FeeQuote = Ok<paths['/api/v1/fees/quote']['post']>;
export type FeeQuestion = NonNullable<
  paths['/api/v1/fees/quote']['post']['requestBody']
>['content']['application/json'];
export type PaymentOrder = Ok<paths['/api/v1/payments/{id}']['get']>;
export type FeeRelief = Ok<paths['/api/v1/filings/{id}/relief']['get']>[number];
export type FeeProposalView = Ok<paths['/api/v1/filings/{id}/fee-proposal']['get']>;
export type HeldLine = Ok<paths['/api/v1/cashier/held']['get']>[number];
export type RefundLine = Ok<paths['/api/v1/cashier/refunds']['get']>[number];
export type PaymentDay = Ok<paths['/api/v1/cashier/days/{day}']['get']>;
export type StatementResult = Ok<paths['/api/v1/cashier/statements/preview']['post']>;
export type PracticeTrade = Ok<paths['/api/v1/practice/payments/{number}']['get']>;
type Decided = NonNullable<
  paths['/api/v1/filings/{id}/decision']['post']['requestBody']
>['content']['application/json']['decision'];
/** What a decision `accept` says of the fee. */
export type FeeSaid = NonNullable<Extract<Decided, { act: 'accept' }>['fee']>;
export type ReliefSaid = NonNullable<
  paths['/api/v1/relief/{id}/decision']['post']['requestBody']
>['content']['application/json']['decision'];
export type ReviewedFiling = Ok<paths['/api/v1/filings/{id}']['get']>;
export type QueuedFiling = Ok<paths['/api/v1/filings/queue']['get']>['items'][number];
export type FilingReview = Ok<paths['/api/v1/filings/{id}/review']['get']>;
export type ReviewFinding = Ok<paths['/api/v1/filings/{id}/findings']['get']>[number];
export type FilingDecision = NonNullable<
  paths['/api/v1/filings/{id}/decision']['post']['requestBody']
>['content']['application/json']['decision'];
export type LikeSuits = Ok<paths['/api/v1/filings/{id}/like-suits']['get']>;
export type CaseLink = Ok<paths['/api/v1/case-links/look']['post']>;
export type MyCase = Ok<paths['/api/v1/me/cases']['get']>[number];
export type CaseAccess = Ok<paths['/api/v1/cases/{id}/access']['get']>;
export type FilingView = Ok<paths['/api/v1/filings/{id}']['get']>;
export type FilingPaper = FilingView['papers'][number];
export type PaperSlot = FilingPaper['slot'];
export type FilingLimits = Ok<paths['/api/v1/filings/{id}/limits']['get']>;
export type FilingUpload = Ok<paths['/api/v1/filings/{id}/uploads']['get']>[number];
export type FilingLine = Ok<paths['/api/v1/filings']['get']>['items'][number];
export type FilingReceipt = Ok<paths['/api/v1/filings/{id}/receipt']['get']>;
export type FilingFinding = Ok<paths['/api/v1/filings/{id}/findings']['get']>[number];
export type Pleading = Ok<paths['/api/v1/filings/{id}/pleading']['get']>;
export type PleadingFormLine = Ok<paths['/api/v1/pleadings/forms']['get']>[number];
export type NewFiling = NonNullable<
  paths['/api/v1/filings']['post']['requestBody']
>['content']['application/json'];
export type FilingChange = NonNullable<
  paths['/api/v1/filings/{id}']['patch']['requestBody']
>['content']['application/json'];
export type NamedParty = NonNullable<
  paths['/api/v1/filings/{id}/parties']['put']['requestBody']
>['content']['application/json']['parties'][number];
export type QueueQuery = NonNullable<paths['/api/v1/filings/queue']['get']['parameters']['query']>;
