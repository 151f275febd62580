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

export const RECOVERY_TABLES = { recovery, recoveryPhoto } as const;
export type RecoveryRow = typeof recovery.$inferSelect;
