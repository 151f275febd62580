import { CAPACITIES, ERROR_CODES, RECEIPT_EVENTS } from '@cunzheng/domain';
import {
  type CaseSummary,
  type CaseView,
  type ChainState,
  COURT_LEVELS,
  type CourtEntry,
  DIFFERENCES,
  type DocumentView,
  type Integrity,
  type KeyView,
  LISTING_FAULTS,
  type Listing,
  type Me,
  type Problem,
  type PublicDocument,
  type RecordView,
  type Region,
  ROLES,
  SERVICE_STATES,
  SESSION_LEVELS,
  type ServiceView,
  type SetupView,
  SIGN_IN_METHODS,
  type SignedAct,
  type Signing,
  type UnservedDocument,
} from '@cunzheng/gateway';
import { Type } from 'typebox';
import type { ErrorAnswer } from '../errors/answer.ts';
import { ACCOUNT_SCHEMAS } from './accounts.ts';
import { AUDIT_SCHEMAS } from './audit.ts';
import { CLAIM_SCHEMAS } from './claims.ts';
import { CLOCK_SCHEMAS } from './clocks.ts';
import { DOCKETING_SCHEMAS } from './docketing.ts';
import { FEE_SCHEMAS } from './fees.ts';
import { FILING_SCHEMAS } from './filings.ts';
import { HELPER_SCHEMAS } from './helping.ts';
import { NOTICE_SCHEMAS } from './notices.ts';
import { Count, closed, Id, named, object, optional, RecordIdText, Time } from './parts.ts';
import { PAYMENT_SCHEMAS } from './payments.ts';
import { PERSONAL_SCHEMAS } from './personal-data.ts';
import { PLEADING_SCHEMAS } from './pleadings.ts';
import { RECOVERY_SCHEMAS } from './recovery.ts';
import { SETTING_SCHEMAS } from './settings.ts';
import { SIGNATURE_SCHEMAS } from './signatures.ts';
import { STAFF_SCHEMAS } from './staff.ts';
import { SUIT_SCHEMAS } from './suits.ts';

const ErrorSchema = object('Error', {
  code: Type.Enum([...ERROR_CODES]),
  message: Type.String(),
  requestId: Type.String(),
  details: optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  ),
});
const CourtNameSchema = object('CourtName', { code: Type.String(), name: Type.String() });
const courtName = named<{ code: string; name: string }>('CourtName');

const DifferenceList = Type.Array(Type.Enum([...DIFFERENCES]), {
  description: 'in what tables and ledger differ',
});

const ChainStateSchema = object(
  'ChainState',
  {
    state: Type.Enum(['pending', 'recorded', 'proven', 'failed', 'differs', 'unchecked']),
    differs: optional(DifferenceList),
    recordId: RecordIdText,
    code: optional(Type.String()),
    block: optional(Count),
    txId: optional(Type.String()),
    txTime: optional(Time),
    index: optional(Count),
  },
  {
    description:
      '待上链 pending, 已上链 recorded, 已证明 proven, 上链异常 failed; differs: the court’s tables say other than the ledger; unchecked: the ledger cannot be read to compare',
  },
);
const chain = named<ChainState>('ChainState');

const ReceiptViewSchema = object('ReceiptView', {
  id: RecordIdText,
  event: Type.Enum([...RECEIPT_EVENTS]),
  actTime: Time,
  actor: optional(Type.String()),
  capacity: optional(Type.Enum([...CAPACITIES])),
  reason: optional(Type.String()),
  chain,
});
const ServiceViewSchema = object('ServiceView', {
  id: Id,
  documentId: Id,
  title: Type.String(),
  kind: Type.String(),
  number: Type.String(),
  court: courtName,
  caseNumber: Type.String(),
  recipient: Type.Object({ id: Id, name: Type.String() }, closed),
  channel: Type.String(),
  sentAt: Time,
  state: Type.Enum([...SERVICE_STATES]),
  chain,
  receipts: Type.Array(named('ReceiptView')),
  code: optional(Type.String()),
  sha256: optional(Type.String()),
  sm3: optional(Type.String()),
  pages: optional(Count),
  size: optional(Count),
  verifyUrl: optional(Type.String()),
});
export const serviceView = named<ServiceView>('ServiceView');

const DocumentViewSchema = object('DocumentView', {
  id: Id,
  court: courtName,
  caseId: Id,
  caseNumber: Type.String(),
  title: Type.String(),
  kind: Type.String(),
  addressee: optional(Type.Object({ id: Id, name: Type.String() }, closed)),
  number: Type.String(),
  code: Type.String(),
  state: Type.Enum(['draft', 'issued']),
  issuedAt: optional(Time),
  sha256: Type.String(),
  sm3: Type.String(),
  size: Count,
  pages: Count,
  issuedBy: optional(Type.String()),
  chain: optional(chain),
  verifyUrl: Type.String(),
  services: Type.Array(serviceView),
});
export const documentView = named<DocumentView>('DocumentView');

const PartySchema = object('Party', {
  id: Id,
  name: Type.String(),
  side: Type.String(),
  linked: Type.Boolean({ description: 'reached through an account' }),
  lawyer: optional(named('LawyerBadge')),
});
const caseFields = {
  id: Id,
  caseNumber: Type.String(),
  title: Type.String({ description: '案由' }),
  court: courtName,
  parties: Type.Array(named('Party')),
  unsigned: Count,
  problems: Count,
  todo: Type.Object({ drafts: Count, unserved: Count, contested: Count }, closed),
  updatedAt: Time,
};
const CaseSummarySchema = object('CaseSummary', { ...caseFields, documents: Count });
export const caseSummary = named<CaseSummary>('CaseSummary');
const CaseViewSchema = object('Case', { ...caseFields, documents: Type.Array(documentView) });
export const caseView = named<CaseView>('Case');
export const queueCounts = Type.Object({ now: Count, waiting: Count, done: Count }, closed);

const UnservedSchema = object('UnservedDocument', {
  id: Id,
  number: Type.String(),
  title: Type.String(),
  caseId: Id,
  caseNumber: Type.String(),
  issuedAt: Time,
  parties: Type.Array(
    Type.Object(
      { id: Id, name: Type.String(), side: Type.String(), served: Type.Boolean() },
      closed,
    ),
  ),
});
export const unservedDocument = named<UnservedDocument>('UnservedDocument');

const PublicDocumentSchema = object(
  'PublicDocument',
  {
    number: optional(Type.String()),
    court: courtName,
    issuedAt: Time,
    sha256: Type.String(),
    sm3: Type.String(),
    size: Count,
    pages: Count,
    chain,
    checkpoint: optional(Type.Object({ size: Count, root: Type.String(), signedAt: Time }, closed)),
    services: Type.Array(
      Type.Object(
        {
          sentAt: Time,
          channel: Type.String(),
          events: Type.Array(
            Type.Object({ event: Type.Enum([...RECEIPT_EVENTS]), actTime: Time, chain }, closed),
          ),
        },
        closed,
      ),
    ),
    altered: optional(Type.Boolean()),
  },
  { description: 'Never a person, a case number or a title.' },
);
export const publicDocument = named<PublicDocument>('PublicDocument');

const MeSchema = object('Me', {
  id: Id,
  name: Type.String(),
  roles: Type.Array(
    Type.Object(
      {
        role: Type.Enum([...ROLES]),
        court: optional(courtName),
        actingFor: optional(Type.String({ description: 'whose office it is, 代理' })),
      },
      closed,
    ),
  ),
  mode: Type.Enum(['demo', 'production']),
  lawyer: optional(named('LawyerBadge')),
  session: optional(
    Type.Object(
      {
        method: Type.Enum([...SIGN_IN_METHODS]),
        level: Type.Enum([...SESSION_LEVELS]),
        idleEndsAt: Type.String({ format: 'date-time' }),
        endsAt: Type.String({ format: 'date-time' }),
        now: Type.String({ format: 'date-time', description: 'time of the server' }),
      },
      closed,
    ),
  ),
});
export const me = named<Me>('Me');

const SigningSchema = object('Signing', {
  actId: Id,
  message: Type.String({ description: 'base64url of the bytes to sign with ES256' }),
  statement: Type.Record(Type.String(), Type.Any()),
  summary: Type.Array(Type.Object({ label: Type.String(), value: Type.String() }, closed)),
  expiresAt: Time,
});
export const signing = named<Signing>('Signing');

const SignedActSchema = object('SignedAct', {
  recordId: RecordIdText,
  chain,
  document: optional(documentView),
  service: optional(serviceView),
  receiptId: optional(RecordIdText),
});
export const signedAct = named<SignedAct>('SignedAct');

const KeyViewSchema = object('Key', {
  recordId: RecordIdText,
  court: courtName,
  role: Type.String(),
  registeredAt: Time,
  notAfter: Time,
  revoked: Type.Boolean(),
  chain,
});
export const keyView = named<KeyView>('Key');

const RecordViewSchema = object('Record', {
  chain,
  kind: Type.Enum(['document', 'service', 'receipt', 'filing', 'key']),
  court: courtName,
  node: Type.Object(
    {
      network: Type.String(),
      channel: Type.String(),
      member: Type.String(),
      members: Count,
      block: optional(Count),
      txId: optional(Type.String()),
      txTime: optional(Time),
      index: optional(Count),
      actTime: Time,
      outOfOrder: Type.Boolean(),
    },
    closed,
  ),
});
export const recordView = named<RecordView & { node: { members: number } }>('Record');

const IntegritySchema = object('Integrity', {
  checked: Count,
  documents: Count,
  intact: Count,
  items: Type.Array(
    Type.Object(
      {
        kind: Type.Enum(['document', 'service', 'receipt', 'filing', 'key']),
        recordId: RecordIdText,
        documentId: optional(Id),
        number: optional(Type.String()),
        title: optional(Type.String()),
        event: optional(Type.Enum([...RECEIPT_EVENTS])),
        actTime: optional(Time),
        state: Type.Enum(['intact', 'altered', 'missing', 'notRecorded']),
        since: optional(Time),
        stage: optional(Type.Enum(['file', 'record', 'row'])),
        differs: optional(DifferenceList),
      },
      closed,
    ),
  ),
  at: Time,
  ledger: Type.Object({ records: Count, from: optional(Time) }, closed),
});
export const integrity = named<Integrity>('Integrity');

const ProblemSchema = object('Problem', {
  recordId: RecordIdText,
  kind: Type.String(),
  code: Type.String(),
  message: Type.String(),
  documentId: optional(Id),
  at: Time,
});
export const problem = named<Problem & { message: string }>('Problem');

const CourtEntrySchema = object(
  'CourtEntry',
  {
    code: Type.String({ description: '法院代字' }),
    name: Type.String(),
    shortName: Type.String(),
    level: Type.Enum([...COURT_LEVELS]),
    parent: optional(courtName),
    province: Type.String({ description: 'empty for the supreme court' }),
    city: Type.String(),
    county: Type.String(),
    place: Type.String(),
    served: Type.Boolean({ description: 'matters of this court are handled on this deployment' }),
    source: Type.String({ description: 'where code and name are from' }),
  },
  { description: 'A court of the directory.' },
);
export const courtEntry = named<CourtEntry>('CourtEntry');

const CourtRegionSchema = object('CourtRegion', {
  province: Type.String(),
  courts: Count,
  served: Count,
  cities: Type.Array(Type.Object({ city: Type.String(), courts: Count }, closed)),
});
export const courtRegion = named<Region>('CourtRegion');

const CourtSetupSchema = object('CourtSetup', {
  code: Type.String(),
  name: Type.String(),
  member: Type.String({ description: 'the member that hosts it' }),
  state: Type.Enum(['proposed', 'inEffect']),
  approvals: Type.Array(Type.String()),
  needed: Count,
  mine: Type.Boolean(),
  awaitsMe: Type.Boolean({ description: 'a member whose court I administer has not approved it' }),
});
export const courtSetup = named<SetupView>('CourtSetup');

const CourtListingSchema = object('CourtListing', {
  lines: Type.Array(
    Type.Object(
      {
        line: Count,
        code: Type.String(),
        name: Type.String(),
        does: Type.Enum(['add', 'change', 'nothing', 'refused']),
        faults: Type.Array(Type.Enum([...LISTING_FAULTS])),
      },
      closed,
    ),
  ),
  counts: Type.Object({ add: Count, change: Count, nothing: Count, refused: Count }, closed),
});
export const courtListing = named<Listing>('CourtListing');

/** Every named schema, in an order in which each refers only to earlier ones. */
export const NAMED_SCHEMAS = [
  ErrorSchema,
  CourtNameSchema,
  ChainStateSchema,
  ReceiptViewSchema,
  ServiceViewSchema,
  DocumentViewSchema,
  PartySchema,
  CaseSummarySchema,
  CaseViewSchema,
  UnservedSchema,
  PublicDocumentSchema,
  MeSchema,
  SigningSchema,
  SignedActSchema,
  KeyViewSchema,
  RecordViewSchema,
  IntegritySchema,
  ProblemSchema,
  CourtEntrySchema,
  CourtRegionSchema,
  CourtSetupSchema,
  CourtListingSchema,
  ...ACCOUNT_SCHEMAS,
  ...CLAIM_SCHEMAS,
  ...RECOVERY_SCHEMAS,
  ...HELPER_SCHEMAS,
  ...AUDIT_SCHEMAS,
  ...SIGNATURE_SCHEMAS,
  ...PERSONAL_SCHEMAS,
  ...SETTING_SCHEMAS,
  ...CLOCK_SCHEMAS,
  ...FEE_SCHEMAS,
  ...FILING_SCHEMAS,
  ...SUIT_SCHEMAS,
  ...PLEADING_SCHEMAS,
  ...PAYMENT_SCHEMAS,
  ...NOTICE_SCHEMAS,
  ...STAFF_SCHEMAS,
  ...DOCKETING_SCHEMAS,
] as const;

const errorAnswer = named<ErrorAnswer>('Error');

/** Answers of a route: the good ones, and the coded refusals that every route has. */
export function answers<Good extends Record<number, unknown>>(good: Good) {
  return { ...good, '4xx': errorAnswer, '5xx': errorAnswer } as Good & {
    '4xx': typeof errorAnswer;
    '5xx': typeof errorAnswer;
  };
}

/** A file in the answer, of one of these types. */
export function fileAnswer(...types: string[]) {
  const schema = { type: 'string', format: 'binary' };
  return {
    description: 'the file',
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
  };
}
