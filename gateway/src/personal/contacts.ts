import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Court } from '../context.ts';
import { type Db, show, type Unit } from '../store/store.ts';
import { type ContactKind, contact } from '../store/tables/contacts.ts';

/** One address of a person, opened. */
export interface Contact {
  readonly id: string;
  readonly kind: ContactKind;
  readonly address: string;
  readonly verifiedAt?: string;
}

/** A mobile number, mail address, WeChat open id or push subscription of a person. */
export interface NewContact {
  readonly person: string;
  readonly kind: ContactKind;
  /** In its one written form: a mobile number as 11 digits, a mail address in lower case. */
  readonly address: string;
  readonly verified: boolean;
}

type Sealing = Pick<Court, 'vault' | 'clock'>;

/**
 * Addresses of a person, oldest first; what the scope of `db` may not see is absent. Those that were replaced stand in it
 * only where they are asked for.
 */
export async function contactsOf(
  { vault }: Pick<Court, 'vault'>,
  db: Db,
  person: string,
  { retired = false }: { readonly retired?: boolean } = {},
): Promise<Contact[]> {
  const rows = await db
    .select()
    .from(contact)
    .where(and(eq(contact.person, person), retired ? undefined : isNull(contact.retiredAt)))
    .orderBy(asc(contact.addedAt), asc(contact.id));
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    address: vault.open(row.sealed, placeOf(row.id)),
    ...(row.verifiedAt === null ? {} : { verifiedAt: row.verifiedAt.toISOString() }),
  }));
}

/** Adds an address, or notes that one which is there was verified. Returns its id. */
export async function addContact(
  { vault, clock }: Sealing,
  { db }: Pick<Unit, 'db'>,
  { person, kind, address, verified }: NewContact,
): Promise<string> {
  const id = randomUUID();
  const now = new Date(clock());
  const verifiedAt = verified ? now : null;
  const [row] = await db
    .insert(contact)
    .values({
      ...{ id, person, kind, verifiedAt, addedAt: now },
      sealed: vault.seal(address, placeOf(id)),
      digest: addressDigest(vault, kind, address),
    })
    .onConflictDoUpdate({
      target: [contact.person, contact.kind, contact.digest],
      set: verified ? { verifiedAt, retiredAt: null } : { kind },
    })
    .returning({ id: contact.id });
  return row?.id ?? id;
}

/** Takes an address away; false when the person has none of that id. */
export async function removeContact(
  { db }: Pick<Unit, 'db'>,
  person: string,
  id: string,
): Promise<boolean> {
  const gone = await db
    .delete(contact)
    .where(and(eq(contact.id, id), eq(contact.person, person)))
    .returning({ id: contact.id });
  return gone.length === 1;
}

/** Persons who showed that this address is theirs, whoever asks: it is shown to row security within the transaction. */
export async function personsByContact(
  { vault }: Pick<Court, 'vault'>,
  unit: Unit,
  kind: ContactKind,
  address: string,
): Promise<string[]> {
  const digest = addressDigest(vault, kind, address);
  await show(unit, [digest]);
  const rows = await unit.db
    .select({ person: contact.person })
    .from(contact)
    .where(
      and(eq(contact.digest, digest), isNotNull(contact.verifiedAt), isNull(contact.retiredAt)),
    )
    .orderBy(asc(contact.verifiedAt));
  return rows.map((row) => row.person);
}

/** By this an address is found among sealed ones; also what a scope of `shown` shows. */
export function addressDigest(vault: Court['vault'], kind: ContactKind, address: string): string {
  return vault.digest(`contact.${kind}`, address);
}

function placeOf(id: string): string {
  return `contact/${id}`;
}
