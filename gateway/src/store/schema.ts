import type { PeriodId } from '@cunzheng/domain/deadlines';
import {
  bigint,
  boolean,
  integer,
  jsonb,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { StaffRole } from '../access/policy.ts';
import type {
  DeviceBrowser,
  DeviceSystem,
  SessionLevel,
  SignInMethod,
} from '../flows/sign-in/kinds.ts';
import { at, courtSchema } from './court-schema.ts';
import { ACCOUNT_TABLES } from './tables/accounts.ts';
import { AUDIT_TABLES } from './tables/audit.ts';
import { CLAIM_TABLES } from './tables/claims.ts';
import { CONTACT_TABLES } from './tables/contacts.ts';
import { DOCKETING_TABLES } from './tables/docketing.ts';
import { FILING_TABLES } from './tables/filing.ts';
import { HELPING_TABLES } from './tables/helping.ts';
import { NOTICE_TABLES } from './tables/notices.ts';
import { PAYMENT_TABLES } from './tables/payments.ts';
import { PERSONAL_TABLES } from './tables/personal.ts';
import { RECOVERY_TABLES } from './tables/recovery.ts';
import { SETTINGS_TABLES } from './tables/settings.ts';
import { SIGNATURE_TABLES } from './tables/signatures.ts';
import { STAFF_TABLES } from './tables/staff.ts';
import { SUIT_TABLES } from './tables/suits.ts';
import { upload } from './tables/uploads.ts';

export * from './tables/staff.ts';

/** 最高, 高级, 中级, 基层; special courts (internet, railway, maritime) are of the level they decide at. */
export const COURT_LEVELS = ['supreme', 'high', 'intermediate', 'basic'] as const;
export type CourtLevel = (typeof COURT_LEVELS)[number];

export const court = courtSchema.table('court', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  member: text('member').notNull(),
  /** Owner tag of the court's own system key. */
  systemTag: text('system_tag').notNull(),
});

/** The directory: every court that is known, whether or not this deployment serves it. */
export const listedCourt = courtSchema.table('listed_court', {
  /** 法院代字. */
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  shortName: text('short_name').notNull(),
  level: text('level').$type<CourtLevel>().notNull(),
  /** The court that hears appeals; absent for the supreme court and where it is not known. */
  parent: text('parent'),
  province: text('province').notNull(),
  city: text('city').notNull(),
  county: text('county').notNull(),
  place: text('place').notNull(),
  /** Syllables with spaces between; `initials` has their first letters. */
  pinyin: text('pinyin').notNull(),
  initials: text('initials').notNull(),
  /** The same of province, city, county and address; empty where none is known. */
  placePinyin: text('place_pinyin').notNull().default(''),
  placeInitials: text('place_initials').notNull().default(''),
  /** Where code and name are from. */
  source: text('source').notNull(),
  updatedAt: at('updated_at').notNull(),
});

/** A court being set up: proposed on chain by the administrator of `court`, which the same member hosts. */
export const courtSetup = courtSchema.table('court_setup', {
  code: text('code').primaryKey(),
  court: text('court').notNull(),
  name: text('name').notNull(),
  member: text('member').notNull(),
  /** Who will run it. */
  administrator: uuid('administrator').notNull(),
  /** Of the proposal's call, so that one cut short is taken up. */
  nonce: text('nonce').notNull(),
  proposedBy: uuid('proposed_by').notNull(),
  proposedAt: at('proposed_at').notNull(),
  inEffectAt: at('in_effect_at'),
});

export const person = courtSchema.table('person', {
  id: uuid('id').primaryKey(),
  /** What the person types to sign in. */
  account: text('account').notNull().unique(),
  name: text('name').notNull(),
  /** One line about the seeded person, shown on the demo's sign-in page only. */
  hint: text('hint').notNull().default(''),
  /** Made by an administrator, for a colleague: another administrator may reset how he signs in. */
  staffAccount: boolean('staff_account').notNull().default(false),
  /** His data was erased; account and name are placeholders. */
  erasedAt: at('erased_at'),
});

export const staffRole = courtSchema.table(
  'staff_role',
  {
    court: text('court').notNull(),
    person: uuid('person').notNull(),
    role: text('role').$type<StaffRole>().notNull(),
    /** Owner tag of the keys this official signs with in this role. */
    tag: text('tag').notNull(),
    startsAt: at('starts_at').notNull(),
    /** An office that ended keeps its row (ADR 22) and gives no right. */
    endsAt: at('ends_at'),
  },
  (table) => [primaryKey({ columns: [table.court, table.person, table.role] })],
);

export const session = courtSchema.table('session', {
  /** SHA-256 of the cookie: a copy of the table opens no session. */
  tokenHash: text('token_hash').primaryKey(),
  person: uuid('person').notNull(),
  createdAt: at('created_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  /** By this the person names it; the hash is nobody's to see. */
  id: uuid('id').notNull().unique(),
  method: text('method').$type<SignInMethod>().notNull(),
  level: text('level').$type<SessionLevel>().notNull(),
  browser: text('browser').$type<DeviceBrowser>().notNull(),
  system: text('system').$type<DeviceSystem>().notNull(),
  /** It ends when nothing was asked for so long. */
  idleSeconds: integer('idle_seconds').notNull(),
  /** Written at most once a minute. */
  lastUsedAt: at('last_used_at').notNull(),
});

export const challenge = courtSchema.table('challenge', {
  id: uuid('id').primaryKey(),
  person: uuid('person').notNull(),
  codeHash: text('code_hash').notNull(),
  attempts: integer('attempts').notNull().default(0),
  expiresAt: at('expires_at').notNull(),
});

export const courtCase = courtSchema.table(
  'court_case',
  {
    id: uuid('id').primaryKey(),
    court: text('court').notNull(),
    caseNumber: text('case_number').notNull(),
    /** 案由. */
    title: text('title').notNull(),
    /** Stands for the case on chain. */
    tag: text('tag').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [unique().on(table.court, table.caseNumber)],
);

export const party = courtSchema.table('party', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  caseId: uuid('case_id').notNull(),
  /** Through whose account he is reached; absent until there is one. */
  person: uuid('person'),
  name: text('name').notNull(),
  /** 诉讼地位: 原告, 被告, 第三人. */
  side: text('side').notNull(),
  /** Stands for this person in this case on chain; fresh per case. */
  tag: text('tag').notNull(),
  /** Owner of keys under which somebody else receives for the party, 代理人 or 代收人. */
  agentTag: text('agent_tag').notNull(),
  /** As far as a filing says it. */
  kind: text('kind').$type<'person' | 'organisation'>(),
  /** Of the number that identifies him, as proofing or an organisation's claim makes it; absent where it is not known. */
  identityDigest: text('identity_digest'),
});

/** Serial numbers of documents, per court and year. */
export const documentCounter = courtSchema.table(
  'document_counter',
  {
    court: text('court').notNull(),
    year: integer('year').notNull(),
    last: integer('last').notNull(),
  },
  (table) => [primaryKey({ columns: [table.court, table.year] })],
);

/** Serials that withdrawn drafts gave back; the next draft takes the lowest. */
export const freeSerial = courtSchema.table(
  'free_serial',
  {
    court: text('court').notNull(),
    year: integer('year').notNull(),
    serial: integer('serial').notNull(),
  },
  (table) => [primaryKey({ columns: [table.court, table.year, table.serial] })],
);

export const document = courtSchema.table(
  'document',
  {
    id: uuid('id').primaryKey(),
    court: text('court').notNull(),
    caseId: uuid('case_id').notNull(),
    title: text('title').notNull(),
    kind: text('kind').notNull(),
    state: text('state').$type<'draft' | 'issued'>().notNull(),
    year: integer('year').notNull(),
    serial: integer('serial').notNull(),
    number: text('number').notNull().unique(),
    code: text('code').notNull(),
    sha256: text('sha256').notNull(),
    sm3: text('sm3').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    pages: integer('pages').notNull(),
    createdAt: at('created_at').notNull(),
    createdBy: uuid('created_by').notNull(),
    issuedAt: at('issued_at'),
    issuedBy: uuid('issued_by'),
    recordId: text('record_id').unique(),
    /** When the stored copy was last found equal to the digest on chain. */
    intactAt: at('intact_at'),
    /** The one party it is written to, if it is; it is served on nobody else. */
    addressee: uuid('addressee'),
    /** Periods that run from its receipt, beside those that its name tells. */
    starts: jsonb('starts').$type<readonly PeriodId[]>().notNull().default([]),
  },
  (table) => [unique().on(table.court, table.year, table.serial)],
);

export const service = courtSchema.table(
  'service',
  {
    id: uuid('id').primaryKey(),
    court: text('court').notNull(),
    documentId: uuid('document_id').notNull(),
    partyId: uuid('party_id').notNull(),
    /** The person of the party: whose inbox it is in. Absent until the party has an account. */
    recipient: uuid('recipient'),
    channel: text('channel').notNull(),
    state: text('state')
      .$type<'sent' | 'arrived' | 'opened' | 'signed' | 'refused' | 'left' | 'objected'>()
      .notNull(),
    sentAt: at('sent_at').notNull(),
    sentBy: uuid('sent_by').notNull(),
    recordId: text('record_id').notNull().unique(),
  },
  (table) => [unique().on(table.documentId, table.partyId, table.channel)],
);

export const receipt = courtSchema.table(
  'receipt',
  {
    recordId: text('record_id').primaryKey(),
    id: uuid('id').notNull().unique(),
    court: text('court').notNull(),
    serviceId: uuid('service_id').notNull(),
    event: text('event')
      .$type<'arrived' | 'opened' | 'signed' | 'refused' | 'left' | 'objected'>()
      .notNull(),
    actTime: at('act_time').notNull(),
    /** Absent where the court's system acted. */
    actor: uuid('actor'),
    capacity: text('capacity').$type<'self' | 'agent' | 'substitute'>(),
    /** What the person said; stays with the court, only its hash is on chain. */
    reason: text('reason'),
  },
  (table) => [unique().on(table.serviceId, table.event)],
);

export const signingKey = courtSchema.table('signing_key', {
  recordId: text('record_id').primaryKey(),
  court: text('court').notNull(),
  /** Absent for the key of the court's own system. */
  person: uuid('person'),
  role: text('role').notNull(),
  owner: text('owner').notNull(),
  point: text('point').notNull().unique(),
  notBefore: at('not_before').notNull(),
  notAfter: at('not_after').notNull(),
  /** The registration as it was recorded. */
  record: jsonb('record').$type<unknown>().notNull(),
  revokedAt: at('revoked_at'),
  revocation: text('revocation'),
});

/** A record built and waiting for one person's signature. */
export const preparedAct = courtSchema.table('prepared_act', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  person: uuid('person').notNull(),
  purpose: text('purpose').$type<'document' | 'receipt' | 'filing'>().notNull(),
  /** The document, service or filing that the act is about. */
  subject: uuid('subject').notNull(),
  /** The unsigned record. */
  unsigned: jsonb('unsigned').$type<unknown>().notNull(),
  openings: jsonb('openings').$type<unknown>().notNull(),
  keyId: text('key_id').notNull(),
  /** Registration of the key, to be recorded before the act unless it is on chain already. */
  keyRecord: jsonb('key_record').$type<unknown>().notNull(),
  keyOpenings: jsonb('key_openings').$type<unknown>().notNull(),
  reason: text('reason'),
  /** JSON of what the act needs besides its record, sealed. */
  detailsSealed: text('details_sealed'),
  createdAt: at('created_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  usedAt: at('used_at'),
});

/** Every table, for the test that compares them with the migrations. */
export const TABLES = {
  court,
  listedCourt,
  courtSetup,
  person,
  staffRole,
  session,
  challenge,
  courtCase,
  party,
  documentCounter,
  freeSerial,
  document,
  service,
  receipt,
  signingKey,
  preparedAct,
  ...CONTACT_TABLES,
  ...ACCOUNT_TABLES,
  ...CLAIM_TABLES,
  ...AUDIT_TABLES,
  ...PERSONAL_TABLES,
  ...SETTINGS_TABLES,
  ...NOTICE_TABLES,
  ...STAFF_TABLES,
  ...RECOVERY_TABLES,
  ...HELPING_TABLES,
  ...SIGNATURE_TABLES,
  ...FILING_TABLES,
  ...DOCKETING_TABLES,
  ...PAYMENT_TABLES,
  ...SUIT_TABLES,
  upload,
} as const;

export type CaseRow = typeof courtCase.$inferSelect;
export type PartyRow = typeof party.$inferSelect;
export type DocumentRow = typeof document.$inferSelect;
export type ServiceRow = typeof service.$inferSelect;
export type ReceiptRow = typeof receipt.$inferSelect;
