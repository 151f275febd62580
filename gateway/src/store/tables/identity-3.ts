import { primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { StaffRole } from '../../access/policy.ts';
import { at, courtSchema } from '../court-schema.ts';

export const SIGNATURE_EVENTS = ['issued', 'signed', 'refused', 'objected', 'left'] as const;
export type SignatureEvent = (typeof SIGNATURE_EVENTS)[number];

/** One signature of a person with a key of his; it stays when the ledger refused what was signed. */
export const signature = courtSchema.table('signature', {
  /** Of the signed record. */
  recordId: text('record_id').primaryKey(),
  court: text('court').notNull(),
  person: uuid('person').notNull(),
  /** The key's registration. */
  key: text('key').notNull(),
  purpose: text('purpose').$type<'document' | 'receipt'>().notNull(),
  event: text('event').$type<SignatureEvent>().notNull(),
  /** The document or service. */
  subject: uuid('subject').notNull(),
  signedAt: at('signed_at').notNull(),
});

/** An act that somebody could do only because he stands in 代理 for somebody who is away. */
export const stoodIn = courtSchema.table(
  'stood_in',
  {
    /** Of the log, with its proof. */
    entry: text('entry').notNull(),
    court: text('court').notNull(),
    person: uuid('person').notNull(),
    absent: uuid('absent').notNull(),
    /** The office that was used. */
    role: text('role').$type<StaffRole>().notNull(),
    action: text('action').notNull(),
    /** Id or name of what it was done to. */
    subject: text('subject').notNull(),
    at: at('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.entry, table.absent, table.role] })],
);

export const IDENTITY_3_TABLES = { signature, stoodIn } as const;
