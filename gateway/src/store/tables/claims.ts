import { text, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

export const CLAIM_KINDS = ['organisation', 'agent', 'lawyer'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** A capacity that somebody says he has, and what a clerk found. */
export const claim = courtSchema.table('claim', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  person: uuid('person').notNull(),
  kind: text('kind').$type<ClaimKind>().notNull(),
  /** The organisation's own claim, and who registered it; of agents only. */
  organisation: uuid('organisation'),
  owner: uuid('owner'),
  /** JSON of what was said, sealed. */
  detailsSealed: text('details_sealed').notNull(),
  /** Of the credit code or the licence; of an agent, the organisation's. */
  digest: text('digest').notNull(),
  fromDay: text('from_day'),
  toDay: text('to_day'),
  photoSha256: text('photo_sha256'),
  photoType: text('photo_type'),
  state: text('state').$type<'draft' | 'waiting' | 'approved' | 'refused' | 'ended'>().notNull(),
  askedAt: at('asked_at').notNull(),
  dueAt: at('due_at').notNull(),
  decidedAt: at('decided_at'),
  decidedBy: uuid('decided_by'),
  words: text('words'),
  endedAt: at('ended_at'),
  endedBy: uuid('ended_by'),
});

export const CLAIM_TABLES = { claim } as const;
export type ClaimRow = typeof claim.$inferSelect;
