import { text, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

/** A case that got its number out of a filing: its notices are to be made, or were. */
export const docketing = courtSchema.table('docketing', {
  caseId: uuid('case_id').primaryKey(),
  court: text('court').notNull(),
  filing: uuid('filing').notNull(),
  docketedBy: uuid('docketed_by').notNull(),
  docketedAt: at('docketed_at').notNull(),
  /** When they are made, or tried again; absent once they are there. */
  tryAt: at('try_at'),
  /** Code of what kept them from being made. */
  fault: text('fault'),
  madeAt: at('made_at'),
  /** Why there is no copy of the complaint among them, if there should be. */
  copyFault: text('copy_fault'),
});

/** A case access code: of one party, bound once. Of the code itself only a digest is kept. */
export const caseAccess = courtSchema.table('case_access', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  caseId: uuid('case_id').notNull(),
  party: uuid('party').notNull(),
  codeDigest: text('code_digest').notNull(),
  /** The paper on which it is printed. */
  document: uuid('document'),
  madeAt: at('made_at').notNull(),
  madeBy: uuid('made_by').notNull(),
  /** Why it took another's place. */
  words: text('words'),
  boundAt: at('bound_at'),
  boundBy: uuid('bound_by'),
  /** Another took its place. */
  endedAt: at('ended_at'),
});

export const DOCKETING_TABLES = { docketing, caseAccess } as const;
export type DocketingRow = typeof docketing.$inferSelect;
export type CaseAccessRow = typeof caseAccess.$inferSelect;
