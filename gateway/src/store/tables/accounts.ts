import { boolean, integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { ReviewField, SettledBy, Step } from '../../flows/accounts/steps.ts';
import { at, courtSchema } from '../court-schema.ts';

/** A code sent to a phone. The number is sealed; digests of number and sender's address serve the throttle. */
export const phoneCode = courtSchema.table('phone_code', {
  id: uuid('id').primaryKey(),
  digest: text('digest').notNull(),
  sealed: text('sealed').notNull(),
  /** Digest of the network address that asked. */
  origin: text('origin').notNull(),
  codeHash: text('code_hash').notNull(),
  attempts: integer('attempts').notNull().default(0),
  /** The right code came. */
  provenAt: at('proven_at'),
  /** A session was opened with it; no second one is. */
  usedAt: at('used_at'),
  sentAt: at('sent_at').notNull(),
  expiresAt: at('expires_at').notNull(),
});

export const proofing = courtSchema.table('proofing', {
  person: uuid('person').primaryKey(),
  /** Court whose clerks look where no machine can; the person chose it. */
  court: text('court'),
  kind: text('kind').$type<'person' | 'organisation'>(),
  results: jsonb('results').$type<Readonly<Partial<Record<Step, SettledBy>>>>().notNull(),
  document: text('document'),
  nameSealed: text('name_sealed'),
  numberSealed: text('number_sealed'),
  numberDigest: text('number_digest'),
  /** Somebody else is proofed under the same number; only a clerk can settle that. */
  contested: boolean('contested').notNull().default(false),
  /** What kept the last machine from settling its step. */
  trouble: text('trouble'),
  /** Portraits that failed, or register checks that found a mismatch, since the last correction. */
  attempts: integer('attempts').notNull().default(0),
  factFailures: integer('fact_failures').notNull().default(0),
  factFailedAt: at('fact_failed_at'),
  rulesVersion: text('rules_version'),
  rulesReadAt: at('rules_read_at'),
  noticeVersion: text('notice_version'),
  noticeSha256: text('notice_sha256'),
  noticeSignedAt: at('notice_signed_at'),
  /** A clerk saw person and original. */
  attended: boolean('attended').notNull().default(false),
  startedAt: at('started_at').notNull(),
  doneAt: at('done_at'),
});

/** A photograph; the stored bytes are sealed, and `sha256` is that of the sealed bytes. */
export const identityPhoto = courtSchema.table(
  'identity_photo',
  {
    id: uuid('id').primaryKey(),
    person: uuid('person').notNull(),
    side: text('side').notNull(),
    sha256: text('sha256').notNull(),
    type: text('type').notNull(),
    size: integer('size').notNull(),
    takenAt: at('taken_at').notNull(),
  },
  (table) => [unique().on(table.person, table.side)],
);

export const providerCall = courtSchema.table('provider_call', {
  id: uuid('id').primaryKey(),
  person: uuid('person').notNull(),
  service: text('service').$type<'register' | 'portrait' | 'unified'>().notNull(),
  /** Number that was asked about: an answer about another one settles nothing. */
  numberDigest: text('number_digest').notNull(),
  referenceSealed: text('reference_sealed'),
  referenceDigest: text('reference_digest').unique(),
  state: text('state')
    .$type<'asked' | 'match' | 'mismatch' | 'unknown' | 'unavailable'>()
    .notNull(),
  said: text('said'),
  askedAt: at('asked_at').notNull(),
  settledAt: at('settled_at'),
});

/** An account with the unified identity platform that opens a person's account here. */
export const unifiedAccount = courtSchema.table('unified_account', {
  /** The platform's name for him, as a digest: it is compared and never shown. */
  subjectDigest: text('subject_digest').primaryKey(),
  person: uuid('person').notNull(),
  linkedAt: at('linked_at').notNull(),
});

/** Something for a clerk to look at, with its clock. */
export const review = courtSchema.table('review', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  person: uuid('person').notNull(),
  causes: jsonb('causes').$type<readonly string[]>().notNull(),
  state: text('state')
    .$type<'waiting' | 'returned' | 'approved' | 'refused' | 'withdrawn'>()
    .notNull(),
  askedAt: at('asked_at').notNull(),
  dueAt: at('due_at').notNull(),
  decidedAt: at('decided_at'),
  decidedBy: uuid('decided_by'),
  attended: boolean('attended').notNull().default(false),
  reasons: jsonb('reasons')
    .$type<readonly { readonly field: ReviewField; readonly reason: string }[]>()
    .notNull(),
  words: text('words'),
});

/** What happened on the way to 已认证, and who did it; a helper or a clerk stands in `actor`. */
export const proofingEvent = courtSchema.table('proofing_event', {
  id: uuid('id').primaryKey(),
  person: uuid('person').notNull(),
  actor: uuid('actor'),
  event: text('event').notNull(),
  detail: jsonb('detail').$type<Readonly<Record<string, unknown>>>().notNull(),
  at: at('at').notNull(),
});

export const ACCOUNT_TABLES = {
  phoneCode,
  proofing,
  identityPhoto,
  providerCall,
  review,
  proofingEvent,
  unifiedAccount,
} as const;
export type ProofingRow = typeof proofing.$inferSelect;
export type ReviewRow = typeof review.$inferSelect;
