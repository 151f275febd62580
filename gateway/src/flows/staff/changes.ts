import { createHash, randomUUID } from 'node:crypto';
import { canonicalize, toBase64Url } from '@cunzheng/domain';
import { and, desc, eq } from 'drizzle-orm';
import type { StaffRole } from '../../access/policy.ts';
import { officeChange } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';

/** What an administrator can do to people and offices. */
export const CHANGES = [
  'invited',
  'given',
  'ended',
  'reset',
  'absence',
  'absenceEnded',
  'teamMade',
  'teamEnded',
] as const;
export type Change = (typeof CHANGES)[number];

export interface NewChange {
  readonly court: string;
  readonly person: string;
  readonly change: Change;
  readonly role?: StaffRole | undefined;
  /** Days, ids; never a name or a number of a person. */
  readonly detail?: Readonly<Record<string, string>>;
  readonly reason: string;
  /** Absent where the house did it. */
  readonly by?: string;
}

export type ChangeRow = typeof officeChange.$inferSelect;

/** Writes down what was done, in the same transaction. */
export async function recordChange(db: Db, now: number, done: NewChange): Promise<void> {
  const { court, person, change, role = null, detail = {}, reason, by = null } = done;
  const at = new Date(now);
  await db
    .insert(officeChange)
    .values({ id: randomUUID(), court, person, change, role, detail, reason, by, at });
}

/** Changes of one court, of one person if given, newest first, at most 100. */
export function changesOf(db: Db, court: string, person?: string): Promise<ChangeRow[]> {
  const of = person === undefined ? undefined : eq(officeChange.person, person);
  return db
    .select()
    .from(officeChange)
    .where(and(eq(officeChange.court, court), of))
    .orderBy(desc(officeChange.at), desc(officeChange.id))
    .limit(100);
}

/** An entry of a batch: what is hashed of a change. */
export interface OfficeLeaf {
  readonly kind: 'officeChange';
  readonly id: string;
  readonly court: string;
  readonly person: string;
  readonly change: string;
  readonly role: string;
  readonly by: string;
  readonly at: string;
  /** SHA-256 of reason and detail: words stay with the court. */
  readonly said: string;
}

/** The change as a leaf of the audit log. Pure: the same row gives the same leaf. */
export function leafOf(row: ChangeRow): OfficeLeaf {
  const said = canonicalize({ reason: row.reason, detail: { ...row.detail } });
  return {
    kind: 'officeChange',
    ...{ id: row.id, court: row.court, person: row.person, change: row.change },
    role: row.role ?? '',
    by: row.by ?? '',
    at: row.at.toISOString(),
    said: toBase64Url(createHash('sha256').update(said).digest()),
  };
}
