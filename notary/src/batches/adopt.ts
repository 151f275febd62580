import { type Batch, CunzhengError, type LeafId, parseBatch, utf8 } from '@cunzheng/domain';
import type { Ledger, LedgerBlock } from '../ledger/port.ts';
import { batchesOf } from '../log/entries.ts';
import type { SqlClient } from '../outbox/outbox.ts';
import type { LeafLists } from './leaf-lists.ts';
import {
  adoptBatch,
  type BatchPlace,
  markBatch,
  readBatchState,
  uncutBatch,
} from './leaf-table.ts';
import { leafHashOf } from './tree.ts';

export interface AdoptParts {
  readonly sql: SqlClient;
  readonly lists: LeafLists;
  /** For rows that come back from a list; milliseconds since 1970. */
  readonly now: number;
}

/** A batch that the ledger has. */
export interface ChainBatch {
  readonly batch: Batch;
  readonly member: string;
  readonly place: BatchPlace;
}

/** `same`: SQL was right. `mended`: it is now. `listMissing`: the batch is known, its leaves are nowhere. */
export type Adoption = 'same' | 'mended' | 'listMissing';

/**
 * Brings SQL in line with a batch on the ledger: one that was cut here is marked, one that SQL has lost comes back with
 * its leaves from their list, and what was cut under its number instead waits again. Any number of times.
 */
export async function adopt(parts: AdoptParts, found: ChainBatch): Promise<Adoption> {
  const { sql, lists, now } = parts;
  const { batch, place } = found;
  const state = await readBatchState(sql, batch);
  const whole = state?.root === batch.root && state.held === batch.size;
  if (whole) return (await markBatch(sql, batch, place)) ? 'mended' : 'same';
  const bodies = await lists.read(batch.root);
  if (state?.recorded === true && bodies === undefined) return 'listMissing';
  if (state !== undefined) await uncutBatch(sql, batch.court);
  const leaves = (bodies ?? []).map((body) => ({
    id: leafHashOf(body).toString('base64url') as LeafId,
    body,
  }));
  await adoptBatch(sql, { ...found, leaves }, now);
  return bodies === undefined ? 'listMissing' : 'mended';
}

/**
 * Adopts the batches of a block that are this deployment's: those that SQL knows or whose list lies here.
 * Resolves to the number that were not right before.
 */
export async function adoptBlock(
  parts: AdoptParts,
  block: LedgerBlock,
  memberOf: ReadonlyMap<string, string>,
): Promise<number> {
  let mended = 0;
  for (const { batch, txId } of batchesOf(block)) {
    const member = memberOf.get(batch.court);
    if (member === undefined || !(await isOurs(parts, batch))) continue;
    const place = { txId, block: block.number };
    if ((await adopt(parts, { batch, member, place })) === 'mended') mended++;
  }
  return mended;
}

async function isOurs({ sql, lists }: AdoptParts, batch: Batch): Promise<boolean> {
  if ((await readBatchState(sql, batch)) !== undefined) return true;
  return (await lists.read(batch.root)) !== undefined;
}

/** Courts in effect on the ledger, each with the member that hosts it. */
export async function readHosts(ledger: Pick<Ledger, 'evaluate'>): Promise<Map<string, string>> {
  const { courts } = JSON.parse(await ledger.evaluate({ name: 'readCourts', args: [] })) as {
    courts: readonly { code: string; member: string }[];
  };
  return new Map(courts.map(({ code, member }) => [code, member]));
}

/** A court's batch as the ledger has it now; undefined when there is none of this number. */
export async function readChainBatch(
  ledger: Pick<Ledger, 'evaluate'>,
  court: string,
  seq: number,
): Promise<Batch | undefined> {
  try {
    const text = await ledger.evaluate({ name: 'readBatch', args: [court, String(seq)] });
    return parseBatch(utf8(text));
  } catch (error) {
    if (error instanceof CunzhengError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
