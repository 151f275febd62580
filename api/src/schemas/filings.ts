import {
  AGENT_AUTHORITIES,
  FILING_COMMANDS,
  FILING_KINDS,
  FILING_STATES,
  PAPER_SLOTS,
} from '@cunzheng/domain/filing';
import {
  type ChainState,
  type FilingAnswer,
  type FilingFinding,
  type FilingLimits,
  type FilingLine,
  type FilingReceipt,
  type FilingReview,
  type FilingView,
  type OwnParty,
  PAPER_TYPES,
  type PaperView,
  type SavedAnswers,
  SCAN_STATES,
  type UploadView,
} from '@cunzheng/gateway';
import { Type } from 'typebox';
import { deadlineView } from './clocks.ts';
import { Count, closed, Id, named, object, optional, RecordIdText, Time } from './parts.ts';
import { wording } from './settings.ts';

const court = named<{ code: string; name: string }>('CourtName');
const chain = named<ChainState>('ChainState');
export const FilingKindName = Type.Enum([...FILING_KINDS]);
export const FilingStateName = Type.Enum([...FILING_STATES]);
export const SlotName = Type.Enum([...PAPER_SLOTS], { description: 'its place of the checklist' });
export const CapacityName = Type.Enum(['self', 'agent']);
export const AuthorityName = Type.Enum([...AGENT_AUTHORITIES], {
  description: '一般授权 or 特别授权, of an agent only',
});
export const MediationName = Type.Enum(['wanted', 'notWanted']);
export const SideName = Type.Enum(['applicant', 'other', 'third']);
export const PartyKindName = Type.Enum(['person', 'organisation']);
const Round = Type.Integer({ minimum: 0, description: 'how often it was handed in' });

const FilingPaperSchema = object('FilingPaper', {
  id: Id,
  slot: SlotName,
  name: Type.String(),
  type: Type.String(),
  size: Count,
  sha256: Type.String(),
  sm3: Type.String(),
  addedRound: Type.Integer({ minimum: 1, description: 'the submission that it is part of' }),
  made: optional(Type.Literal(true, { description: 'written by the system from the answers' })),
  scan: Type.Enum([...SCAN_STATES], { description: 'whether a virus was looked for in it' }),
});
export const filingPaper = named<PaperView>('FilingPaper');

const FilingPartySchema = object('FilingParty', {
  side: SideName,
  kind: PartyKindName,
  name: Type.String(),
  details: Type.Record(Type.String(), Type.String()),
});

const FilingAnswerSchema = object('FilingAnswer', {
  field: Type.String(),
  value: Type.Any({ description: 'JSON; null for a field that was emptied' }),
  version: Count,
});
export const filingAnswer = named<FilingAnswer>('FilingAnswer');

const SavedAnswersSchema = object('SavedAnswers', {
  saved: Type.Array(Type.Object({ field: Type.String(), version: Count }, closed)),
  differing: Type.Array(filingAnswer, {
    description: 'written elsewhere meanwhile, as they are: nothing of them was overwritten',
  }),
});
export const savedAnswers = named<SavedAnswers>('SavedAnswers');

const Item = Type.Object(
  {
    field: optional(Type.String()),
    paper: optional(Id),
    slot: optional(SlotName),
    words: Type.String(),
  },
  { ...closed, description: 'one thing to correct: of an answer, of a paper, or of one missing' },
);
const Event = Type.Object(
  {
    act: Type.Enum([...FILING_COMMANDS]),
    at: Time,
    round: Round,
    by: Type.Enum(['applicant', 'court']),
    words: optional(Type.String()),
    detail: optional(
      Type.String({ description: 'item of 民诉法 127, code of the other court, case number' }),
    ),
    chain: optional(chain),
  },
  closed,
);

const Verdict = Type.Object(
  {
    paper: Id,
    fit: Type.Boolean(),
    round: Round,
    words: optional(Type.String({ description: 'why it is not fit' })),
  },
  closed,
);
const Ruling = Type.Object(
  {
    title: Type.String(),
    number: optional(Type.String({ description: '案号, where the court gave one' })),
    sha256: Type.String(),
    sm3: Type.String(),
    size: Count,
    issuedAt: Time,
    recordId: RecordIdText,
  },
  { ...closed, description: 'by which the filing was refused 不予受理' },
);

const FilingSchema = object(
  'Filing',
  {
    id: Id,
    court,
    kind: FilingKindName,
    cause: Type.String({ description: '案由' }),
    caseType: Type.String({ description: '类型代字 that its case will get' }),
    form: optional(Type.String()),
    edition: optional(Count),
    capacity: CapacityName,
    authority: optional(AuthorityName),
    mediation: optional(MediationName),
    eService: optional(Type.Boolean()),
    service: optional(Type.Record(Type.String(), Type.String())),
    state: FilingStateName,
    round: Round,
    mine: Type.Boolean(),
    changedAt: Time,
    submittedAt: optional(Time),
    reviewer: optional(Type.Object({ name: Type.String(), isMe: Type.Boolean() }, closed)),
    parties: Type.Array(named('FilingParty')),
    papers: Type.Array(filingPaper),
    answers: Type.Array(filingAnswer),
    items: Type.Array(Item, { description: 'of the last notice of what is to be corrected' }),
    timeline: Type.Array(Event),
    deadlines: Type.Array(deadlineView),
    recordId: optional(RecordIdText),
    caseId: optional(Id),
    caseNumber: optional(Type.String()),
    verdicts: Type.Array(Verdict, { description: 'what the court said of each paper last' }),
    ruling: optional(Ruling),
  },
  { description: 'A filing as who filed it and the officials of its court see it.' },
);
export const filingView = named<FilingView>('Filing');

const FilingLineSchema = object('FilingLine', {
  id: Id,
  court,
  kind: FilingKindName,
  cause: Type.String(),
  state: FilingStateName,
  round: Round,
  changedAt: Time,
  submittedAt: optional(Time),
  applicants: Type.Array(Type.String()),
  others: Type.Array(Type.String()),
  taken: Type.Enum(['nobody', 'me', 'other']),
  dueAt: optional(Time),
  overdue: Type.Boolean(),
  caseNumber: optional(Type.String()),
});
export const filingLine = named<FilingLine>('FilingLine');
const FilingReviewSchema = object(
  'FilingReview',
  {
    acts: Type.Array(Type.Enum([...FILING_COMMANDS]), {
      description: 'what the reader may do now',
    }),
    taken: Type.Enum(['nobody', 'me', 'other']),
    standsIn: Type.Boolean({ description: 'its reviewer is away, and the reader stands in 代理' }),
    own: Type.Boolean({ description: 'the reader filed it himself' }),
    again: Type.Boolean({ description: 'sent back once: a second notice says why' }),
    lapsed: Type.Boolean({ description: 'the time for a correction has ended' }),
    verdicts: Type.Array(Verdict),
    answers: Type.Array(
      Type.Object(
        {
          field: Type.String(),
          section: wording,
          label: wording,
          text: optional(Type.String({ description: 'as printed; absent where nothing was said' })),
          need: optional(Type.Enum(['required', 'advised'])),
        },
        closed,
      ),
    ),
    slots: Type.Array(
      Type.Object(
        { slot: SlotName, name: wording, law: wording, expected: Type.Boolean() },
        closed,
      ),
    ),
    conditions: Type.Array(
      Type.Object({ id: Type.String(), words: wording, law: wording }, closed),
      { description: 'what the law asks of a filing of this kind; no machine decides it' },
    ),
    redirects: Type.Array(
      Type.Object({ item: Type.String(), what: wording, way: wording }, closed),
      { description: 'items of 民诉法 127' },
    ),
    types: Type.Array(Type.Object({ type: Type.String(), number: Type.String() }, closed), {
      description: '类型代字 that its case may get, each with the next number',
    }),
    appealDays: optional(Count),
    ruling: optional(Ruling),
  },
  { description: 'What an official needs beside the filing to answer it.' },
);
export const filingReview = named<FilingReview>('FilingReview');

export const filingCounts = Type.Object(
  Object.fromEntries(FILING_STATES.filter((state) => state !== 'draft').map((s) => [s, Count])),
  closed,
);

const FindingSchema = object(
  'FilingFinding',
  {
    about: Type.Enum(['applicant', 'other', 'paper', 'service']),
    slot: optional(SlotName),
    paper: optional(Id),
    words: wording,
    law: optional(wording),
  },
  { description: 'It explains; it never hinders.' },
);
export const filingFinding = named<FilingFinding>('FilingFinding');

const LimitsSchema = object(
  'FilingLimits',
  {
    fileBytes: Count,
    filingBytes: Count,
    papers: Count,
    types: Type.Array(Type.Enum([...PAPER_TYPES])),
    used: Type.Object({ bytes: Count, papers: Count }, closed),
    slots: Type.Array(
      Type.Object(
        {
          slot: SlotName,
          name: wording,
          law: wording,
          expected: Type.Boolean({ description: 'belongs to a filing like this; never demanded' }),
        },
        closed,
      ),
      { description: 'the checklist, what belongs to this filing first' },
    ),
  },
  { description: 'What may be handed in, told before anything is chosen. Sizes in bytes.' },
);
export const filingLimits = named<FilingLimits>('FilingLimits');

const UploadSchema = object(
  'FilingUpload',
  {
    id: Id,
    slot: SlotName,
    name: Type.String(),
    replaces: optional(Id),
    length: Count,
    offset: Count,
    mark: Type.String({ description: 'as the device gave it, to know the file again' }),
  },
  { description: 'A paper that was begun and is not complete. Sizes in bytes.' },
);
export const filingUpload = named<UploadView>('FilingUpload');

const FilingReceiptSchema = object(
  'FilingReceipt',
  {
    id: Id,
    court,
    kind: FilingKindName,
    cause: Type.String(),
    capacity: CapacityName,
    applicants: Type.Array(Type.String()),
    verifyUrl: Type.String(),
    rounds: Type.Array(
      Type.Object(
        {
          round: Round,
          submittedAt: Time,
          recordId: RecordIdText,
          chain,
          size: Count,
          root: Type.String({ description: 'of the tree over the papers, as the record has it' }),
          said: Type.String({ description: 'digest of parties and answers, hidden in the record' }),
          papers: Type.Array(
            Type.Object(
              {
                id: Id,
                name: Type.String(),
                salt: Type.String(),
                sha256: Type.String(),
                sm3: Type.String(),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
  },
  { description: 'What shows that papers were handed in: times, digests, records.' },
);
export const filingReceipt = named<FilingReceipt>('FilingReceipt');

const OwnPartySchema = object('OwnParty', {
  kind: Type.Enum(['person']),
  name: Type.String(),
  details: Type.Record(Type.String(), Type.String()),
});
export const ownParty = named<OwnParty>('OwnParty');

export const FILING_SCHEMAS = [
  FilingPaperSchema,
  FilingPartySchema,
  FilingAnswerSchema,
  SavedAnswersSchema,
  FilingSchema,
  FilingLineSchema,
  FilingReviewSchema,
  FindingSchema,
  LimitsSchema,
  UploadSchema,
  FilingReceiptSchema,
  OwnPartySchema,
] as const;
