import { boolean, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { StaffRole } from '../../access/policy.ts';
import { at, courtSchema } from '../court-schema.ts';

/** What is written into the log of reads and denials, and by what name it goes on chain as a leaf. */
export const AUDIT_ACTS = [
  'case.read',
  'document.file',
  'person.read',
  'person.exported',
  'access.denied',
  'act.standIn',
  'suits.read',
  'case.linked',
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

/** One read of a file or personal field, or one denial. Beside it the notary holds the leaf of the same id. */
export const auditEntry = courtSchema.table('audit_entry', {
  /** Id of the leaf: its hash. */
  id: text('id').primaryKey(),
  court: text('court').notNull(),
  at: at('at').notNull(),
  act: text('act').$type<AuditAct>().notNull(),
  actor: uuid('actor').notNull(),
  /** The actor held an office of this court and acted in it. */
  asStaff: boolean('as_staff').notNull(),
  /** Whose data was read. */
  about: uuid('about'),
  caseId: uuid('case_id'),
  /** Name, office, thing and field in words, sealed; a JSON object. Gone after an erasure. */
  sealed: text('sealed'),
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

export const AUDIT_TABLES = { auditEntry, stoodIn } as const;
