import { text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

export const RECOVERY_WAYS = ['oldPhone', 'passkey', 'identity', 'window'] as const;
export type RecoveryWay = (typeof RECOVERY_WAYS)[number];
export const RECOVERY_STATES = [
  'draft',
  'review',
  'waiting',
  'done',
  'cancelled',
  'refused',
] as const;
export type RecoveryState = (typeof RECOVERY_STATES)[number];

/** Somebody says that an account is his and that another phone shall open it. */
export const recovery = courtSchema.table('recovery', {
  id: uuid('id').primaryKey(),
  /** Absent where no account has the number that was said; nobody outside learns that. */
  person: uuid('person'),
  court: text('court'),
  way: text('way').$type<RecoveryWay>().notNull(),
  state: text('state').$type<RecoveryState>().notNull(),
  document: text('document'),
  nameSealed: text('name_sealed'),
  numberDigest: text('number_digest'),
  mobileSealed: text('mobile_sealed').notNull(),
  mobileDigest: text('mobile_digest').notNull(),
  /** Of the secret by which who asked sees what becomes of it. */
  tokenHash: text('token_hash').unique(),
  askedAt: at('asked_at').notNull(),
  dueAt: at('due_at'),
  /** From then on the new phone opens the account, unless it is cancelled before. */
  effectiveAt: at('effective_at'),
  decidedAt: at('decided_at'),
  decidedBy: uuid('decided_by'),
  words: text('words'),
  settledAt: at('settled_at'),
});

export const recoveryPhoto = courtSchema.table(
  'recovery_photo',
  {
    id: uuid('id').primaryKey(),
    recovery: uuid('recovery').notNull(),
    side: text('side').notNull(),
    sha256: text('sha256').notNull(),
    type: text('type').notNull(),
  },
  (table) => [unique().on(table.recovery, table.side)],
);

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

export const ACCOUNT_2_TABLES = { recovery, recoveryPhoto, helperPass, handOver } as const;
export type RecoveryRow = typeof recovery.$inferSelect;
export type HelperPassRow = typeof helperPass.$inferSelect;
export type HandOverRow = typeof handOver.$inferSelect;
