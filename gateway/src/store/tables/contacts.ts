import { text, unique, uuid } from 'drizzle-orm/pg-core';
import { at, courtSchema } from '../court-schema.ts';

/** Where a person can be reached. */
export const CONTACT_KINDS = ['mobile', 'mail', 'wechat', 'push'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

export const contact = courtSchema.table(
  'contact',
  {
    id: uuid('id').primaryKey(),
    person: uuid('person').notNull(),
    kind: text('kind').$type<ContactKind>().notNull(),
    /** The address, sealed. */
    sealed: text('sealed').notNull(),
    /** Equal for equal addresses: by it the owner of one is found. */
    digest: text('digest').notNull(),
    addedAt: at('added_at').notNull(),
    /** When the person showed that it is his. */
    verifiedAt: at('verified_at'),
    /** Opens nothing any more, and is still told of what happens to the account for a day. */
    retiredAt: at('retired_at'),
  },
  (table) => [unique().on(table.person, table.kind, table.digest)],
);

export const CONTACT_TABLES = { contact } as const;
