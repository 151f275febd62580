import { batchKey } from '@cunzheng/chaincode/state';
import {
  batchBytes,
  CunzhengError,
  type LeafId,
  parseBatch,
  parseBehaviour,
  toBase64Url,
  utf8,
} from '@cunzheng/domain';
import { encodeLeafProof, type LeafProof } from '@cunzheng/proof';
import { hasRoot, type LeafLists } from '../batches/leaf-lists.ts';
import {
  type LeafRow,
  readBatchBodies,
  readLeafOpenings,
  readLeafRows,
} from '../batches/leaf-table.ts';
import { batchPath, leafHashOf } from '../batches/tree.ts';
import type { NotaryLog } from '../log/index.ts';
import type { SqlClient } from '../outbox/outbox.ts';
import type { Sealing } from '../sealing.ts';
import { choose, demandGround, type ProofChoice, proveEntry, standing } from './build.ts';
import { showLedger } from './ledger-part.ts';

/** Where a proof of a behaviour comes from. */
export interface LeafParts {
  readonly log: NotaryLog;
  readonly sql: SqlClient;
  readonly lists: LeafLists | undefined;
  readonly sealing?: Sealing | undefined;
}

/** A row of a leaf whose batch is on the ledger. */
type PlacedRow = LeafRow & { readonly seq: number; readonly position: number };

/**
 * JSON bytes of the proof of a behaviour: its text, its path in the tree of its batch, the batch's path in the newest
 * checkpoint, and what the ledger shows of the transaction, as far as its peers answer.
 * Throws `NOT_FOUND`, `NOT_YET_PROVEN`, `INPUT_INVALID` for a field to be shown that the leaf does not hide,
 * `LEAF_LIST_MISSING` when its batch's leaves are nowhere, `RECORD_DIFFERS` when its row is not what was recorded.
 */
export async function buildLeafProof(
  parts: LeafParts,
  id: LeafId,
  { shown, evidence, onLeftOut }: ProofChoice = {},
): Promise<Uint8Array> {
  const { log, sql } = parts;
  const ground = demandGround(log);
  const row = await demandPlaced(sql, id);
  const place = await log.locateBatch(row.court, row.seq);
  const { entry, ...proven } = await proveEntry(ground, place?.index);
  const batch = parseBatch(entry.bytes);
  const openings = (await readLeafOpenings(sql, [id], parts.sealing)).get(id) ?? [];
  const subject = {
    ...(await proveInBatch(parts, row, batch.root)),
    openings: choose(openings, shown),
  };
  const proof: LeafProof = {
    format: 'cunzheng-leaf-proof/1',
    ...standing(ground),
    subject,
    batch: { ...proven, batch },
  };
  if (evidence === undefined) return encodeLeafProof(proof);
  const { court, seq } = batch;
  const written = { block: proven.block, key: batchKey(court, seq), value: batchBytes(batch) };
  const sources = { trust: log.trust, source: evidence, encode: encodeLeafProof };
  const part = await showLedger(proof, written, sources);
  if (part.leftOut !== undefined) onLeftOut?.(part.leftOut);
  return encodeLeafProof(part.proof);
}

async function demandPlaced(sql: SqlClient, id: LeafId): Promise<PlacedRow> {
  const row = (await readLeafRows(sql, [id]))[0];
  if (row === undefined) throw new CunzhengError('NOT_FOUND', 'no such leaf');
  if (!row.recorded || row.seq === null)
    throw new CunzhengError('NOT_YET_PROVEN', 'its batch is not on the ledger yet');
  return row as PlacedRow;
}

async function proveInBatch(
  { sql, lists }: LeafParts,
  row: PlacedRow,
  root: string,
): Promise<Omit<LeafProof['subject'], 'openings'>> {
  const { id, position } = row;
  const bodies = (await lists?.read(root)) ?? (await readBatchBodies(sql, row));
  if (!hasRoot(bodies, root))
    throw new CunzhengError('LEAF_LIST_MISSING', `the leaves of batch ${row.seq} are nowhere`);
  const hashes = bodies.map(leafHashOf);
  if (hashes[position]?.toString('base64url') !== id)
    throw new CunzhengError('RECORD_DIFFERS', 'the row names another place than the list');
  const leaf = parseBehaviour(utf8(bodies[position] as string));
  return { position, leaf, path: batchPath(hashes, position).map(toBase64Url) };
}
