import { createHash, randomBytes } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import { and, eq, lt, sql } from 'drizzle-orm';
import { asHouse, asShown } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { ceremony } from '../../store/schema.ts';

const MAX_ATTEMPTS = 5;
const LIFE_MS = 10 * 60_000;

export type CeremonyKind =
  | 'second-factor'
  | 'enrol'
  | 'totp'
  | 'passkey'
  | 'passkey-sign-in'
  | 'wechat'
  | 'wechat-fact';

export interface Ceremony {
  readonly id: string;
  readonly person: string | undefined;
  readonly data: Readonly<Record<string, string>>;
}

const hashOf = (id: string) => createHash('sha256').update(`ceremony\0${id}`).digest('base64url');

/** Begins something that the same browser ends within ten minutes. Returns the secret name it ends it with. */
export async function beginCeremony(
  court: Court,
  kind: CeremonyKind,
  person: string | undefined,
  data: Readonly<Record<string, string>> = {},
): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const now = court.clock();
  await asHouse(court, 'sweep')
    .store.db.delete(ceremony)
    .where(lt(ceremony.expiresAt, new Date(now)));
  await asShown(court, hashOf(id))
    .store.db.insert(ceremony)
    .values({
      ...{ idHash: hashOf(id), kind, data },
      person: person ?? null,
      expiresAt: new Date(now + LIFE_MS),
    });
  return id;
}

/** Counts an attempt and reads it. Throws `SIGN_IN_CODE_WRONG` for one that is over, used, of another kind, or tried five times. */
export async function tryCeremony(court: Court, id: string, kind: CeremonyKind): Promise<Ceremony> {
  const hash = hashOf(id);
  const [row] = await asShown(court, hash)
    .store.db.update(ceremony)
    .set({ attempts: sql`${ceremony.attempts} + 1` })
    .where(and(eq(ceremony.idHash, hash), eq(ceremony.kind, kind)))
    .returning();
  const open =
    row !== undefined && row.attempts <= MAX_ATTEMPTS && row.expiresAt.getTime() > court.clock();
  if (!open) throw new CunzhengError('SIGN_IN_CODE_WRONG');
  return { id, person: row.person ?? undefined, data: row.data };
}

/** The same, for what is looked at and not tried. */
export async function readCeremony(
  court: Court,
  id: string,
  kind: CeremonyKind,
): Promise<Ceremony> {
  const hash = hashOf(id);
  const [row] = await asShown(court, hash)
    .store.db.select()
    .from(ceremony)
    .where(and(eq(ceremony.idHash, hash), eq(ceremony.kind, kind)));
  const open = row !== undefined && row.expiresAt.getTime() > court.clock();
  if (!open) throw new CunzhengError('SIGN_IN_CODE_WRONG');
  return { id, person: row.person ?? undefined, data: row.data };
}

/** Ends it: of two that come at once, one. Throws `SIGN_IN_CODE_WRONG` for the other. */
export async function endCeremony(court: Court, id: string): Promise<void> {
  const hash = hashOf(id);
  const gone = await asShown(court, hash)
    .store.db.delete(ceremony)
    .where(eq(ceremony.idHash, hash))
    .returning({ kind: ceremony.kind });
  demand(gone.length === 1, 'SIGN_IN_CODE_WRONG');
}

/** The person it is about. Throws `TypeError`: only those of nobody have none. */
export function personOf({ person }: Ceremony): string {
  if (person === undefined) throw new TypeError('nobody’s ceremony');
  return person;
}
