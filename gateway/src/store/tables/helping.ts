import { text, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

/** Somebody lets another one help him for a while. */
export const helperPass = courtSchema.table('helper_pass', {
  id: uuid('id').primaryKey(),
  person: uuid('person').notNull(),
  helper: uuid('helper'),
  /** The court whose clerk made the code for him; absent where he did himself. */
  court: text('court'),
  madeBy: uuid('made_by').notNull(),
  codeDigest: text('code_digest').notNull().unique(),
  madeAt: at('made_at').notNull(),
  codeUntil: at('code_until').notNull(),
  takenAt: at('taken_at'),
  endsAt: at('ends_at'),
  endedAt: at('ended_at'),
  endedBy: uuid('ended_by'),
});

/** A step that is done on another device: shown once as a QR code, opened once. */
export const handOver = courtSchema.table('hand_over', {
  id: uuid('id').primaryKey(),
  person: uuid('person').notNull(),
  helper: uuid('helper'),
  tokenHash: text('token_hash').notNull().unique(),
  passHash: text('pass_hash').unique(),
  madeAt: at('made_at').notNull(),
  expiresAt: at('expires_at').notNull(),
  openedAt: at('opened_at'),
  passUntil: at('pass_until'),
  endedAt: at('ended_at'),
});

export const HELPING_TABLES = { helperPass, handOver } as const;
export type HelperPassRow = typeof helperPass.$inferSelect;
