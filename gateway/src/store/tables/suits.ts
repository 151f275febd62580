import type { SuitEpoch } from '@cunzheng/domain/suits';
import { integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

/** A submission whose parties are to be noted on chain, or were. */
export const suitNote = courtSchema.table(
  'suit_note',
  {
    filing: uuid('filing').notNull(),
    round: integer('round').notNull(),
    /** The court that it was handed in at. */
    court: text('court').notNull(),
    /** Of the submission; its entries wait until this is on chain. */
    recordId: text('record_id').notNull(),
    state: text('state').$type<'waiting' | 'done' | 'refused'>().notNull(),
    /** The epoch under which it was noted. */
    epoch: text('epoch').$type<SuitEpoch>(),
    /** How many entries that made; none where no pair of parties has numbers. */
    entries: integer('entries'),
    tries: integer('tries').notNull(),
    tryAt: at('try_at').notNull(),
    /** What kept it the last time. */
    code: text('code'),
  },
  (table) => [primaryKey({ columns: [table.filing, table.round] })],
);

export const SUIT_TABLES = { suitNote } as const;
export type SuitNoteRow = typeof suitNote.$inferSelect;
