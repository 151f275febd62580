import { primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

/** A person asked to be erased (个人信息保护法 47). `waiting` until it is done, refused or taken back. */
export const erasure = courtSchema.table('erasure', {
  id: uuid('id').primaryKey(),
  person: uuid('person').notNull(),
  state: text('state').$type<'waiting' | 'refused' | 'cancelled' | 'done'>().notNull(),
  askedAt: at('asked_at').notNull(),
  /** Not before; until then the person may take it back. */
  dueAt: at('due_at').notNull(),
  endedAt: at('ended_at'),
});

/** One row for each court in which the person is a party: all must approve. */
export const erasureDecision = courtSchema.table(
  'erasure_decision',
  {
    erasure: uuid('erasure').notNull(),
    court: text('court').notNull(),
    person: uuid('person').notNull(),
    decision: text('decision').$type<'approved' | 'refused'>(),
    words: text('words'),
    decidedAt: at('decided_at'),
    decidedBy: uuid('decided_by'),
  },
  (table) => [primaryKey({ columns: [table.erasure, table.court] })],
);

export const PERSONAL_TABLES = { erasure, erasureDecision } as const;
export type ErasureRow = typeof erasure.$inferSelect;
