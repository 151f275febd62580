import * as Type from 'typebox';
import { PapersSchema } from '../papers/tree.ts';
import {
  CaseNumberSchema,
  CaseTagSchema,
  CourtCodeSchema,
  DocumentNumberSchema,
  HiddenSchema,
  PartyTagSchema,
  PointSchema,
  RecordIdSchema,
  SeenCheckpointSchema,
  Sha256Schema,
  SignatureSchema,
  Sm3Schema,
  TimeSchema,
} from './fields.ts';

const closed = { additionalProperties: false } as const;
const version = Type.Literal(1);

/** Who holds a signing key. `system` is the court's own system; it signs what no person does. */
export const KEY_ROLES = ['litigant', 'clerk', 'judge', 'administrator', 'system'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

/** Registers a signing key of a person, an official or a court's system; from then on `key` fields name it by this record's id. */
export const KeyRegistrationSchema = Type.Object(
  {
    v: version,
    kind: Type.Literal('key'),
    action: Type.Literal('register'),
    court: CourtCodeSchema,
    actTime: TimeSchema,
    suite: Type.Literal('ES256'),
    point: PointSchema,
    owner: PartyTagSchema,
    role: Type.Enum(KEY_ROLES),
    purpose: Type.Enum(['sign']),
    notBefore: TimeSchema,
    notAfter: TimeSchema,
    sd: Type.Optional(HiddenSchema),
  },
  closed,
);

/** Ends a key. A revoked key never returns. */
export const KeyRevocationSchema = Type.Object(
  {
    v: version,
    kind: Type.Literal('key'),
    action: Type.Literal('revoke'),
    court: CourtCodeSchema,
    actTime: TimeSchema,
    key: RecordIdSchema,
    sd: Type.Optional(HiddenSchema),
  },
  closed,
);

/** A document issued by the court, signed by a registered clerk or judge of that court. */
export const DocumentSchema = Type.Object(
  {
    v: version,
    kind: Type.Literal('document'),
    court: CourtCodeSchema,
    caseTag: CaseTagSchema,
    actTime: TimeSchema,
    number: DocumentNumberSchema,
    sha256: Sha256Schema,
    sm3: Sm3Schema,
    key: RecordIdSchema,
    checkpoint: Type.Optional(SeenCheckpointSchema),
    signature: SignatureSchema,
    sd: Type.Optional(HiddenSchema),
  },
  closed,
);

/** 送达渠道. The legal effect of each is the service flow's; the ledger only keeps which it was (民诉法 87–95). */
export const SERVICE_CHANNELS = [
  'platform',
  'sms',
  'mail',
  'post',
  'inPerson',
  'announcement',
] as const;
export type ServiceChannel = (typeof SERVICE_CHANNELS)[number];

/** A document sent to one recipient over one channel. */
export const ServiceSchema = Type.Object(
  {
    v: version,
    kind: Type.Literal('service'),
    court: CourtCodeSchema,
    caseTag: CaseTagSchema,
    actTime: TimeSchema,
    document: RecordIdSchema,
    sha256: Sha256Schema,
    recipient: PartyTagSchema,
    channel: Type.Enum(SERVICE_CHANNELS),
    sd: Type.Optional(HiddenSchema),
  },
  closed,
);

/**
 * What became of a service. arrived, opened: seen by the court's system; signed 签收; refused 拒收; left 留置
 * (民诉法 89: server with witnesses, or a recording); objected 异议.
 */
export const RECEIPT_EVENTS = [
  'arrived',
  'opened',
  'signed',
  'refused',
  'left',
  'objected',
] as const;
export type ReceiptEvent = (typeof RECEIPT_EVENTS)[number];

/** Who acted: the recipient himself, his agent 诉讼代理人, or somebody entitled to receive for him 代收人. */
export const CAPACITIES = ['self', 'agent', 'substitute'] as const;
export type Capacity = (typeof CAPACITIES)[number];

export const ReceiptSchema = Type.Object(
  {
    v: version,
    kind: Type.Literal('receipt'),
    court: CourtCodeSchema,
    caseTag: CaseTagSchema,
    actTime: TimeSchema,
    service: RecordIdSchema,
    sha256: Sha256Schema,
    event: Type.Enum(RECEIPT_EVENTS),
    recipient: PartyTagSchema,
    capacity: Type.Optional(Type.Enum(CAPACITIES)),
    /** The person could not sign himself and acted before the clerk whose key signs. */
    attended: Type.Optional(Type.Literal(true)),
    /** 留置: tags of the witnesses. */
    witnesses: Type.Optional(Type.Array(PartyTagSchema, { minItems: 1, maxItems: 4 })),
    key: RecordIdSchema,
    checkpoint: Type.Optional(SeenCheckpointSchema),
    signature: SignatureSchema,
    sd: Type.Optional(HiddenSchema),
  },
  closed,
);

const filing = {
  v: version,
  kind: Type.Literal('filing'),
  court: CourtCodeSchema,
  caseTag: CaseTagSchema,
  actTime: TimeSchema,
  key: RecordIdSchema,
  checkpoint: Type.Optional(SeenCheckpointSchema),
  signature: SignatureSchema,
  sd: Type.Optional(HiddenSchema),
};

/** Who files: the applicant himself, or his agent 诉讼代理人. */
export const FILING_CAPACITIES = ['self', 'agent'] as const;
export type FilingCapacity = (typeof FILING_CAPACITIES)[number];

/** 提交立案材料: the papers of a filing handed in, or handed in anew after a correction (`filing` names the first time). */
export const FilingSubmissionSchema = Type.Object(
  {
    ...filing,
    action: Type.Literal('submitted'),
    filing: Type.Optional(RecordIdSchema),
    applicant: PartyTagSchema,
    capacity: Type.Enum(FILING_CAPACITIES),
    /** The person could not sign himself and acted before the clerk whose key signs. */
    attended: Type.Optional(Type.Literal(true)),
    papers: PapersSchema,
  },
  closed,
);

/** 跨域立案移送: handed on to the court that is to review it. */
export const FilingTransferSchema = Type.Object(
  { ...filing, action: Type.Literal('transferred'), filing: RecordIdSchema, to: CourtCodeSchema },
  closed,
);

/**
 * What a filing came back with: correction 补正 (登记立案规定 7); refused 不予受理 (民诉法 126); redirected 告知另寻途径
 * (民诉法 127); withdrawn 撤回; deemedWithdrawn 按撤诉处理 (登记立案规定 11, 民诉法解释 213).
 */
export const RETURN_OUTCOMES = [
  'correction',
  'refused',
  'redirected',
  'withdrawn',
  'deemedWithdrawn',
] as const;
export type ReturnOutcome = (typeof RETURN_OUTCOMES)[number];

export const FilingReturnSchema = Type.Object(
  {
    ...filing,
    action: Type.Literal('returned'),
    filing: RecordIdSchema,
    outcome: Type.Enum(RETURN_OUTCOMES),
  },
  closed,
);

/** 受理: the court takes the filing on (民诉法 126). */
export const FilingAcceptanceSchema = Type.Object(
  { ...filing, action: Type.Literal('accepted'), filing: RecordIdSchema },
  closed,
);

/** 立案登记: the case has its number. */
export const FilingDocketingSchema = Type.Object(
  {
    ...filing,
    action: Type.Literal('docketed'),
    filing: RecordIdSchema,
    number: CaseNumberSchema,
  },
  closed,
);

export type KeyRegistration = Type.Static<typeof KeyRegistrationSchema>;
export type KeyRevocation = Type.Static<typeof KeyRevocationSchema>;
export type DocumentRecord = Type.Static<typeof DocumentSchema>;
export type ServiceRecord = Type.Static<typeof ServiceSchema>;
export type ReceiptRecord = Type.Static<typeof ReceiptSchema>;

export type FilingSubmission = Type.Static<typeof FilingSubmissionSchema>;
export type FilingTransfer = Type.Static<typeof FilingTransferSchema>;
export type FilingReturn = Type.Static<typeof FilingReturnSchema>;
export type FilingAcceptance = Type.Static<typeof FilingAcceptanceSchema>;
export type FilingDocketing = Type.Static<typeof FilingDocketingSchema>;
export type FilingRecord =
  | FilingSubmission
  | FilingTransfer
  | FilingReturn
  | FilingAcceptance
  | FilingDocketing;

/** Every kind of record, with its schema; the only list. `key` and `filing` have several shapes, told apart by `action`. */
export const RECORD_KINDS = ['key', 'document', 'service', 'receipt', 'filing'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];
export const RECORD_SCHEMAS = {
  key: [KeyRegistrationSchema, KeyRevocationSchema],
  document: [DocumentSchema],
  service: [ServiceSchema],
  receipt: [ReceiptSchema],
  filing: [
    FilingSubmissionSchema,
    FilingTransferSchema,
    FilingReturnSchema,
    FilingAcceptanceSchema,
    FilingDocketingSchema,
  ],
} as const;

export type CourtRecord =
  | KeyRegistration
  | KeyRevocation
  | DocumentRecord
  | ServiceRecord
  | ReceiptRecord
  | FilingRecord;
/** A record that a person, an official or the court's system has signed. */
export type SignedRecord = DocumentRecord | ReceiptRecord | FilingRecord;
