import {
  type Batch,
  concatBytes,
  fromBase64Url,
  type RecordId,
  readU64,
  toBase64Url,
  u64,
  utf8,
  utf8Text,
} from '@cunzheng/domain';
import type { Level } from 'level';
import type { LedgerBlock } from '../ledger/port.ts';
import type { NewEntry } from '../log/entries.ts';
import type { Findings } from './report.ts';

/** Where the chain has a record. */
export interface SeenPlace {
  readonly index: number;
  readonly block: number;
  readonly txId: string;
}

/** Reads the log's own index; absent while a server has it. */
export type IndexReader = (
  ids: readonly RecordId[],
) => Promise<readonly (Pick<SeenPlace, 'index' | 'block'> | undefined)[]>;

/** The same for a court's batch. */
export type BatchIndexReader = (
  court: string,
  seq: number,
) => Promise<Pick<SeenPlace, 'index' | 'block'> | undefined>;

/** Where the chain has a batch, and its root. */
export interface SeenBatch extends SeenPlace {
  readonly root: string;
}

/** The log's own index, as far as it knows entries. */
export interface StoredIndex {
  readonly read: IndexReader;
  readonly readBatch: BatchIndexReader;
  readonly size: number;
}

export type Table = Level<Uint8Array, Uint8Array>;

/** Records and batches seen on chain, kept on disk for the time of a scrub: memory does not grow with their number. */
export class SeenRecords {
  readonly #table: Table;
  readonly #index: StoredIndex | undefined;
  readonly #findings: Findings;
  #batch: { id: RecordId; place: SeenPlace }[] = [];
  #batches: { batch: Batch; place: SeenPlace }[] = [];

  constructor(table: Table, findings: Findings, index?: StoredIndex) {
    this.#table = table;
    this.#findings = findings;
    this.#index = index;
  }

  /** Adds the entries of a block; the first of them has leaf `first`. */
  async add(block: LedgerBlock, entries: readonly NewEntry[], first: number): Promise<void> {
    for (const [i, { id, batch, txId }] of entries.entries()) {
      const place = { index: first + i, block: block.number, txId };
      if (id !== undefined) this.#batch.push({ id, place });
      if (batch !== undefined) this.#batches.push({ batch, place });
    }
    if (this.#batch.length + this.#batches.length >= 2000) await this.flush();
  }

  /** Writes what is held back and looks for records written twice. */
  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    const keys = batch.map(({ id }) => Buffer.from(id, 'base64url'));
    const known = await this.#table.getMany(keys);
    const seen = new Set<string>();
    for (const [i, { id, place }] of batch.entries()) {
      if (known[i] !== undefined || seen.has(id))
        this.#findings.differs({
          what: 'record',
          where: `block ${place.block}: record ${id}`,
          why: 'is written a second time',
        });
      seen.add(id);
    }
    await this.#compareIndex(batch);
    await this.#table.batch(
      batch.map(({ place }, i) => ({
        type: 'put' as const,
        key: keys[i] as Uint8Array,
        value: bytesOf(place),
      })),
    );
    await this.#flushBatches();
  }

  async #flushBatches(): Promise<void> {
    const batches = this.#batches;
    this.#batches = [];
    for (const { batch, place } of batches) await this.#compareBatch(batch, place);
    await this.#table.batch(
      batches.map(({ batch: { court, seq, root }, place }) => ({
        type: 'put' as const,
        key: batchKeyOf(court, seq),
        value: concatBytes(fromBase64Url(root), bytesOf(place)),
      })),
    );
  }

  async #compareBatch({ court, seq }: Batch, place: SeenPlace): Promise<void> {
    if (this.#index === undefined || place.index >= this.#index.size) return;
    const found = await this.#index.readBatch(court, seq);
    this.#tellIndex(`batch ${seq} of ${court}`, found, place);
  }

  #tellIndex(name: string, found: Partial<SeenPlace> | undefined, place: SeenPlace): void {
    if (found?.index === place.index && found.block === place.block) return;
    const why = found === undefined ? 'is missing' : 'names another place';
    this.#findings.differs({ what: 'index', where: `log/tree/index: ${name}`, why });
  }

  async #compareIndex(batch: readonly { id: RecordId; place: SeenPlace }[]): Promise<void> {
    const { read, size } = this.#index ?? {};
    if (read === undefined || size === undefined) return;
    const due = batch.filter(({ place }) => place.index < size);
    const places = await read(due.map(({ id }) => id));
    for (const [i, { id, place }] of due.entries())
      this.#tellIndex(`record ${id}`, places[i], place);
  }

  close(): Promise<void> {
    return this.#table.close();
  }

  /** Where the chain has a record; undefined when it has none of this id. */
  async find(id: string): Promise<SeenPlace | undefined> {
    const value = await this.#table.get(fromBase64Url(id));
    return value === undefined ? undefined : placeOf(value);
  }

  /** Where the chain has a court's batch; undefined when it has none of this number. */
  async findBatch(court: string, seq: number): Promise<SeenBatch | undefined> {
    const value = await this.#table.get(batchKeyOf(court, seq));
    if (value === undefined) return undefined;
    return { root: toBase64Url(value.subarray(0, 32)), ...placeOf(value.subarray(32)) };
  }
}

/** No record's key: those have 32 bytes. */
function batchKeyOf(court: string, seq: number): Uint8Array {
  return utf8(`B${court} ${seq}`);
}

function bytesOf({ index, block, txId }: SeenPlace): Uint8Array {
  return concatBytes(u64(index), u64(block), utf8(txId));
}

function placeOf(value: Uint8Array): SeenPlace {
  return { index: readU64(value, 0), block: readU64(value, 8), txId: utf8Text(value.subarray(16)) };
}
