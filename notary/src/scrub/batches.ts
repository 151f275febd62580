import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Batch,
  type LeafId,
  openFields,
  parseBehaviour,
  toBase64Url,
  utf8,
} from '@cunzheng/domain';
import { hasRoot, type LeafListPlaces, leavesOf, listPath } from '../batches/leaf-lists.ts';
import { batchRoot, leafHashOf } from '../batches/tree.ts';
import type { LedgerBlock } from '../ledger/port.ts';
import { writeDurably } from '../log/durable.ts';
import type { NewEntry } from '../log/entries.ts';
import { type NewestBatch, sequenceFault } from '../log/intake.ts';
import { type KeptOpenings, leafPlace, type Sealing } from '../sealing.ts';
import { type OpenRow, openRows } from './kept-openings.ts';
import type { ScrubDatabase } from './outbox.ts';
import type { Findings } from './report.ts';
import type { SeenBatch, SeenRecords } from './seen-records.ts';

export interface BatchCheckParts {
  readonly places: LeafListPlaces;
  /** Every court's lists lie here; on a network other deployments keep those of theirs. */
  readonly allOurs: boolean;
  /** A list that is bad in one place is written anew from the other. */
  readonly restore: boolean;
  readonly findings: Findings;
  readonly sealing?: Sealing | undefined;
}

type Stored = 'whole' | 'missing' | 'altered';

const WORDS = { missing: 'is missing', altered: 'has other leaves than the chain says' } as const;

/** Compares the batches on chain with each other, with the lists of their leaves in both places, and with SQL's rows. */
export class BatchCheck {
  readonly #parts: BatchCheckParts;
  readonly #opened: OpenRow;
  readonly #newest = new Map<string, NewestBatch>();
  /** Batches of which no list was found, which may be others': court and number → root. */
  readonly #unlisted = new Map<string, Batch>();

  constructor(parts: BatchCheckParts) {
    this.#parts = parts;
    this.#opened = openRows(parts.sealing, parts.findings);
  }

  /** Takes the batches of the next block. */
  async take(block: LedgerBlock, entries: readonly NewEntry[]): Promise<void> {
    for (const { batch } of entries) if (batch !== undefined) await this.#takeBatch(block, batch);
  }

  async #takeBatch(block: LedgerBlock, batch: Batch): Promise<void> {
    const { findings } = this.#parts;
    const { court, seq, root } = batch;
    findings.counts.batches++;
    const why = sequenceFault(batch, this.#newest.get(court));
    if (why !== undefined)
      findings.differs({ what: 'batch', where: `block ${block.number}: ${court}`, why });
    this.#newest.set(court, { seq, root });
    await this.#compareLists(batch);
  }

  async #compareLists(batch: Batch): Promise<void> {
    const { places, allOurs } = this.#parts;
    const paths = [places.dir, places.copyDir].map((dir) => join(dir, listPath(batch.root)));
    const stored = await Promise.all(paths.map((path) => this.#read(path, batch.root)));
    if (stored.every((found) => found === 'missing') && !allOurs) {
      this.#unlisted.set(nameOf(batch), batch);
      return;
    }
    const whole = paths[stored.indexOf('whole')];
    for (const [i, found] of stored.entries())
      if (found !== 'whole') await this.#tell(batch, paths[i] as string, found, whole);
  }

  async #read(path: string, root: string): Promise<Stored> {
    const { counts } = this.#parts.findings;
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return 'missing';
    counts.leafLists++;
    counts.bytes += Buffer.byteLength(text);
    return hasRoot(leavesOf(text), root) ? 'whole' : 'altered';
  }

  async #tell(
    batch: Batch,
    path: string,
    found: Exclude<Stored, 'whole'>,
    whole: string | undefined,
  ): Promise<void> {
    const { findings, restore } = this.#parts;
    const isRestored = restore && whole !== undefined;
    if (isRestored) await writeDurably([{ path, bytes: await readFile(whole) }]);
    const other = whole === undefined ? 'neither place has it whole' : 'the other place has it';
    const ending = isRestored ? 'written anew from the other place' : other;
    const where = `${path}: batch ${batch.seq} of ${batch.court}`;
    findings.differs({ what: 'leafList', where, why: `${WORDS[found]}; ${ending}` });
  }

  /** Compares SQL's batches and leaves with what was seen; to be called after the last block. */
  async compareRows(database: ScrubDatabase, boundary: number, seen: SeenRecords): Promise<void> {
    for (let after = { court: '', seq: '0' }; ; ) {
      const { rows } = await database.query(SELECT, [after.court, after.seq]);
      for (const row of rows)
        await this.#compareRow({ database, boundary, seen }, row as unknown as BatchRow);
      const last = rows.at(-1) as unknown as BatchRow | undefined;
      if (last === undefined || rows.length < PAGE) return;
      after = { court: last.court, seq: last.seq };
    }
  }

  async #compareRow({ database, boundary, seen }: RowGround, row: BatchRow): Promise<void> {
    const { findings } = this.#parts;
    const where = `notary.batch: ${row.court} ${row.seq}`;
    if (row.block !== null && Number(row.block) > boundary) return;
    const onChain = await seen.findBatch(row.court, Number(row.seq));
    if (onChain === undefined)
      return findings.differs({ what: 'leaf', where, why: 'is recorded here, yet not on chain' });
    for (const difference of rowDifferences(row, onChain))
      findings.differs({ what: 'leaf', where, ...difference });
    const unlisted = this.#unlisted.get(`${row.court} ${row.seq}`);
    if (unlisted !== undefined)
      findings.differs({ what: 'leafList', where, why: 'its list is in neither place' });
    const { rows } = await database.query(LEAVES, [row.court, row.seq]);
    const leaves = rows as unknown as LeafRow[];
    findings.counts.leaves += leaves.length;
    for (const leaf of leaves) {
      const why = leafFault(leaf, this.#opened);
      if (why !== undefined)
        findings.differs({ what: 'leaf', where: `notary.leaf: ${leaf.id}`, why });
    }
    const found = leaves.length === 0 ? '' : toBase64Url(batchRoot(leaves.map(hashOf)));
    if (found !== row.root)
      findings.differs({ what: 'leaf', where, why: 'has other leaves', expected: row.root, found });
  }
}

interface BatchRow {
  readonly court: string;
  readonly seq: string;
  readonly root: string;
  readonly block: string | null;
  readonly txId: string | null;
}

interface RowGround {
  readonly database: ScrubDatabase;
  readonly boundary: number;
  readonly seen: SeenRecords;
}

interface LeafRow {
  readonly id: LeafId;
  readonly body: string;
  readonly openings: KeptOpenings;
}

const PAGE = 200;
const SELECT = `select court, seq, root, block, tx_id as "txId" from notary.batch
  where recorded and (court, seq) > ($1, $2::bigint) order by court, seq limit ${PAGE}`;
const LEAVES =
  'select id, body, openings from notary.leaf where court = $1 and batch = $2 order by position';

/** A batch that was adopted may have no place yet; one that has names the chain's. */
function rowDifferences(row: BatchRow, { root, block, txId }: SeenBatch) {
  const pairs = [
    ['has another root than the chain', row.root, root],
    ['names another block', row.block ?? String(block), String(block)],
    ['names another transaction', row.txId ?? txId, txId],
  ] as const;
  return pairs
    .filter(([, found, expected]) => found !== expected)
    .map(([why, found, expected]) => ({ why, found, expected }));
}

/** The last block that a row of a batch names at this moment; undefined when the rows cannot be read. */
export async function batchBoundary(
  database: ScrubDatabase | undefined,
  findings: Findings,
): Promise<number | undefined> {
  if (database === undefined) return undefined;
  try {
    const { rows } = await database.query(
      'select coalesce(max(block), -1) as last from notary.batch where recorded',
    );
    return Number(rows[0]?.last);
  } catch (error) {
    findings.skip('rows of batches', `the database cannot be read: ${(error as Error).message}`);
    return undefined;
  }
}

function nameOf({ court, seq }: Batch): string {
  return `${court} ${seq}`;
}

function hashOf({ body }: LeafRow): Buffer {
  return leafHashOf(body);
}

/** What is wrong with a leaf's row by itself; openings that were erased are not. */
function leafFault({ id, body, openings }: LeafRow, opened: OpenRow): string | undefined {
  if (leafHashOf(body).toString('base64url') !== id) return 'holds another text than its id names';
  try {
    openFields(parseBehaviour(utf8(body)).sd, opened(openings, leafPlace(id)));
    return undefined;
  } catch (error) {
    return `does not hold together: ${(error as Error).message}`;
  }
}
