import { text, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

export const SIGNATURE_EVENTS = [
  'issued',
  'signed',
  'refused',
  'objected',
  'left',
  'submitted',
  'transferred',
  'returned',
  'accepted',
  'docketed',
] as const;
export type SignatureEvent = (typeof SIGNATURE_EVENTS)[number];

/** One signature of a person with a key of his; it stays when the ledger refused what was signed. */
export const signature = courtSchema.table('signature', {
  /** Of the signed record. */
  recordId: text('record_id').primaryKey(),
  court: text('court').notNull(),
  person: uuid('person').notNull(),
  /** The key's registration. */
  key: text('key').notNull(),
  purpose: text('purpose').$type<'document' | 'receipt' | 'filing'>().notNull(),
  event: text('event').$type<SignatureEvent>().notNull(),
  /** The document, service or filing. */
  subject: uuid('subject').notNull(),
  signedAt: at('signed_at').notNull(),
});

export const SIGNATURE_TABLES = { signature } as const;
