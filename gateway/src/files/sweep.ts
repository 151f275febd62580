import type { Sha256 } from '@cunzheng/domain';
import { inArray, lt } from 'drizzle-orm';
import { asHouse } from '../access/scoped.ts';
import type { Court } from '../context.ts';
import { document, preparedAct } from '../store/schema.ts';
import { identityPhoto } from '../store/tables/accounts.ts';
import { claim } from '../store/tables/claims.ts';
import { filingPaper, filingRuling } from '../store/tables/filing.ts';
import { recoveryPhoto } from '../store/tables/recovery.ts';

/** Longer than any upload takes: between storing a file and committing its row lie seconds. */
export const SWEEP_AGE_MS = 6 * 3_600_000;
const CHUNK = 500;
const DAY_MS = 24 * 3_600_000;

export interface Swept {
  readonly removed: number;
}

/**
 * Removes stored files that a crash left without a row, once they are six hours old, and what was half stored. A file
 * whose row was taken away but whose digest is on the ledger stays: it is evidence. With no row at all nothing is
 * removed, for then the database is rather the wrong one. Throws what database, ledger and disk throw.
 */
export async function sweepFiles(
  swept: Pick<Court, 'store' | 'files' | 'chain' | 'clock'>,
): Promise<Swept> {
  const court = asHouse(swept, 'sweep');
  const before = court.clock() - SWEEP_AGE_MS;
  let removed = await court.files.removeUnfinished(before);
  if ((await court.store.db.$count(document)) === 0) return { removed };
  let old: Sha256[] = [];
  for await (const { sha256, storedAt } of court.files.stored()) {
    if (storedAt >= before) continue;
    old.push(sha256);
    if (old.length < CHUNK) continue;
    removed += await removeUnnamed(court, old);
    old = [];
  }
  return { removed: removed + (await removeUnnamed(court, old)) };
}

/** Removes acts that were prepared and that nobody signed; a day after their ten minutes nobody asks for them. */
export async function sweepActs(court: Pick<Court, 'store' | 'clock'>): Promise<void> {
  const { db } = asHouse(court, 'sweep').store;
  const before = new Date(court.clock() - DAY_MS);
  await db.delete(preparedAct).where(lt(preparedAct.expiresAt, before));
}

async function removeUnnamed(
  { store, files, chain }: Pick<Court, 'store' | 'files' | 'chain'>,
  old: readonly Sha256[],
): Promise<number> {
  if (old.length === 0) return 0;
  const rows = await store.db
    .select({ sha256: document.sha256 })
    .from(document)
    .where(inArray(document.sha256, [...old]));
  const photos = await store.db
    .select({ sha256: identityPhoto.sha256 })
    .from(identityPhoto)
    .where(inArray(identityPhoto.sha256, [...old]));
  const papers = await store.db
    .select({ sha256: claim.photoSha256 })
    .from(claim)
    .where(inArray(claim.photoSha256, [...old]));
  const recoveries = await store.db
    .select({ sha256: recoveryPhoto.sha256 })
    .from(recoveryPhoto)
    .where(inArray(recoveryPhoto.sha256, [...old]));
  const filed = await store.db
    .select({ sha256: filingPaper.sha256 })
    .from(filingPaper)
    .where(inArray(filingPaper.sha256, [...old]));
  const rulings = await store.db
    .select({ sha256: filingRuling.sha256 })
    .from(filingRuling)
    .where(inArray(filingRuling.sha256, [...old]));
  const all = [...rows, ...photos, ...papers, ...recoveries, ...filed, ...rulings];
  const named = new Set<string | null>(all.map(({ sha256 }) => sha256));
  let removed = 0;
  for (const sha256 of old.filter((each) => !named.has(each))) {
    if (await chain.isIssued(sha256)) continue;
    await files.remove(sha256);
    removed += 1;
  }
  return removed;
}
