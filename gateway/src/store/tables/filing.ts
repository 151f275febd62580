import type {
  AgentAuthority,
  FilingCommand,
  FilingKind,
  FilingState,
  PaperSlot,
} from '@cunzheng/domain/filing';
import { bigint, boolean, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

/** `due_at` of a filing for which no time runs. */
export const NO_END = new Date('9999-12-31T00:00:00Z');

/** What somebody files with a court. */
export const filing = courtSchema.table('filing', {
  id: uuid('id').primaryKey(),
  /** Whose turn it is. */
  court: text('court').notNull(),
  /** Whose account it is filed from: the applicant himself, or his agent. */
  person: uuid('person').notNull(),
  kind: text('kind').$type<FilingKind>().notNull(),
  /** 案由. */
  cause: text('cause').notNull(),
  /** The form whose questions are answered; absent where papers are uploaded. */
  form: text('form'),
  /** Of that form: what its answers mean. */
  edition: integer('edition'),
  /** 类型代字 that its case will get. */
  caseType: text('case_type').notNull(),
  capacity: text('capacity').$type<'self' | 'agent'>().notNull(),
  /** Of an agent. */
  authority: text('authority').$type<AgentAuthority>(),
  /** Whether he would have the dispute mediated first; absent: he did not say. */
  mediation: text('mediation').$type<'wanted' | 'notWanted'>(),
  /** Consent to electronic service (在线诉讼规则 29); absent: he did not say. */
  eService: boolean('e_service'),
  /** JSON of the address for service, sealed. */
  serviceSealed: text('service_sealed'),
  state: text('state').$type<FilingState>().notNull(),
  /** Stands for the case on chain, from the first submission on. */
  tag: text('tag').notNull(),
  /** Owner of keys under which the applicant signs himself. */
  applicantTag: text('applicant_tag').notNull(),
  /** Owner of keys under which his agent signs. */
  agentTag: text('agent_tag').notNull(),
  /** How often it was submitted. */
  round: integer('round').notNull(),
  /** Who looks at it. */
  reviewer: uuid('reviewer'),
  /** Of the first submission: by it the chain knows the filing. */
  recordId: text('record_id'),
  begunAt: at('begun_at').notNull(),
  changedAt: at('changed_at').notNull(),
  submittedAt: at('submitted_at'),
  caseId: uuid('case_id'),
  /** End of whatever time runs, the court's or the applicant's, else `NO_END`; the database keeps it with the deadlines. */
  dueAt: at('due_at').notNull().default(NO_END),
  /** Names of the parties, one a line, kept by the database for searches. */
  names: text('names').notNull().default(''),
});

/** A party as who files names him. */
export const filingParty = courtSchema.table('filing_party', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  filing: uuid('filing').notNull(),
  place: integer('place').notNull(),
  side: text('side').$type<'applicant' | 'other' | 'third'>().notNull(),
  kind: text('kind').$type<'person' | 'organisation'>().notNull(),
  name: text('name').notNull(),
  /** The account through which the party is reached, as far as it is known. */
  person: uuid('person'),
  /** JSON of everything else that was said of him, sealed. */
  detailsSealed: text('details_sealed').notNull(),
});

/** One answer of the form. A field that was emptied keeps its row, so that its version grows on. */
export const filingAnswer = courtSchema.table(
  'filing_answer',
  {
    id: uuid('id').primaryKey(),
    court: text('court').notNull(),
    filing: uuid('filing').notNull(),
    field: text('field').notNull(),
    /** JSON, sealed. */
    valueSealed: text('value_sealed').notNull(),
    version: integer('version').notNull(),
    savedAt: at('saved_at').notNull(),
  },
  (table) => [unique().on(table.filing, table.field)],
);

/** `scanPending`: the scanner gave no answer yet; `notScanned`: this deployment had none when the paper came. */
export const SCAN_STATES = ['clean', 'notScanned', 'scanPending', 'infected'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

/** One paper. What was submitted once is never deleted: it is replaced or withdrawn. */
export const filingPaper = courtSchema.table('filing_paper', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  filing: uuid('filing').notNull(),
  /** Its place of the checklist. */
  slot: text('slot').$type<PaperSlot>().notNull(),
  /** What it is called in the list. */
  name: text('name').notNull(),
  sha256: text('sha256').notNull(),
  sm3: text('sm3').notNull(),
  size: bigint('size', { mode: 'number' }).notNull(),
  type: text('type').notNull(),
  place: integer('place').notNull(),
  state: text('state').$type<'in' | 'replaced' | 'withdrawn'>().notNull(),
  replaces: uuid('replaces'),
  /** Digest of what it was written from by the court's own system; absent of what was uploaded. */
  madeFrom: text('made_from'),
  /** The submission it was added for. */
  addedRound: integer('added_round').notNull(),
  addedAt: at('added_at').notNull(),
  /** Whether a virus was looked for in it. */
  scan: text('scan').$type<ScanState>().notNull().default('notScanned'),
  goneAt: at('gone_at'),
});

/** One submission, and what the court said to it. */
export const filingRound = courtSchema.table(
  'filing_round',
  {
    id: uuid('id').primaryKey(),
    court: text('court').notNull(),
    filing: uuid('filing').notNull(),
    round: integer('round').notNull(),
    recordId: text('record_id').notNull(),
    /** Of the tree over its papers. */
    size: integer('size').notNull(),
    root: text('root').notNull(),
    /** JSON of the papers with their salts and of the answers as they were, sealed. */
    manifestSealed: text('manifest_sealed').notNull(),
    submittedAt: at('submitted_at').notNull(),
    submittedBy: uuid('submitted_by').notNull(),
    outcome: text('outcome').$type<FilingState>(),
    decidedAt: at('decided_at'),
    decidedBy: uuid('decided_by'),
  },
  (table) => [unique().on(table.filing, table.round)],
);

/** One thing to correct, of a field, of a paper, or of a paper that is missing. */
export const filingItem = courtSchema.table(
  'filing_item',
  {
    id: uuid('id').primaryKey(),
    court: text('court').notNull(),
    filing: uuid('filing').notNull(),
    /** The submission that it was said of. */
    round: integer('round').notNull(),
    place: integer('place').notNull(),
    field: text('field'),
    paper: uuid('paper'),
    slot: text('slot').$type<PaperSlot>(),
    words: text('words').notNull(),
  },
  (table) => [unique().on(table.filing, table.round, table.place)],
);

/** The timeline: one row an act, in the order in which they were done. */
export const filingEvent = courtSchema.table('filing_event', {
  id: uuid('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
  court: text('court').notNull(),
  filing: uuid('filing').notNull(),
  act: text('act').$type<FilingCommand>().notNull(),
  round: integer('round').notNull(),
  at: at('at').notNull(),
  actor: uuid('actor').notNull(),
  /** Grounds or reason, as they were given. */
  words: text('words'),
  /** Item of 民诉法 127, code of the other court, number of the case. */
  detail: text('detail'),
  /** The signed act, so that one signed twice is done once. */
  prepared: uuid('prepared'),
  recordId: text('record_id'),
});

/** The last number given, per court, specialised character, type and year. */
export const caseCounter = courtSchema.table(
  'case_counter',
  {
    court: text('court').notNull(),
    /** Empty where there is none. */
    special: text('special').notNull(),
    type: text('type').notNull(),
    year: integer('year').notNull(),
    last: integer('last').notNull(),
  },
  (table) => [primaryKey({ columns: [table.court, table.special, table.type, table.year] })],
);

/** What the court said of one paper when it answered a submission. */
export const filingVerdict = courtSchema.table(
  'filing_verdict',
  {
    court: text('court').notNull(),
    filing: uuid('filing').notNull(),
    round: integer('round').notNull(),
    paper: uuid('paper').notNull(),
    fit: boolean('fit').notNull(),
    /** Why not. */
    words: text('words'),
  },
  (table) => [primaryKey({ columns: [table.filing, table.round, table.paper] })],
);

/** The ruling by which a filing was refused 不予受理. */
export const filingRuling = courtSchema.table('filing_ruling', {
  filing: uuid('filing').primaryKey(),
  court: text('court').notNull(),
  title: text('title').notNull(),
  /** 案号, where the court gave one. */
  number: text('number'),
  sha256: text('sha256').notNull(),
  sm3: text('sm3').notNull(),
  size: bigint('size', { mode: 'number' }).notNull(),
  recordId: text('record_id').notNull(),
  issuedAt: at('issued_at').notNull(),
  issuedBy: uuid('issued_by').notNull(),
});

export const FILING_TABLES = {
  filing,
  filingParty,
  filingAnswer,
  filingPaper,
  filingRound,
  filingItem,
  filingEvent,
  filingVerdict,
  filingRuling,
  caseCounter,
} as const;
export type FilingRow = typeof filing.$inferSelect;
export type FilingPartyRow = typeof filingParty.$inferSelect;
export type FilingPaperRow = typeof filingPaper.$inferSelect;
export type FilingRoundRow = typeof filingRound.$inferSelect;
export type FilingItemRow = typeof filingItem.$inferSelect;
export type FilingEventRow = typeof filingEvent.$inferSelect;
