import type { PaperSlot } from '@cunzheng/domain/filing';
import { bigint, text, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

/** A paper that is still arriving, or has arrived within a day. Its bytes lie among the partial files under its id. */
export const upload = courtSchema.table('upload', {
  id: uuid('id').primaryKey(),
  court: text('court').notNull(),
  filing: uuid('filing').notNull(),
  person: uuid('person').notNull(),
  slot: text('slot').$type<PaperSlot>().notNull(),
  name: text('name').notNull(),
  /** The paper whose place it will take. */
  replaces: uuid('replaces'),
  /** Of the whole file, in bytes. */
  length: bigint('length', { mode: 'number' }).notNull(),
  /** By which the sender's device knows the file again; says nothing to anybody else. */
  mark: text('mark').notNull(),
  state: text('state').$type<'open' | 'done'>().notNull(),
  /** What it became; absent when that was taken out again. */
  paper: uuid('paper'),
  begunAt: at('begun_at').notNull(),
  /** When bytes came last. */
  movedAt: at('moved_at').notNull(),
});
export type UploadRow = typeof upload.$inferSelect;
