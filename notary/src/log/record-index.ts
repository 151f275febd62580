import { rm } from 'node:fs/promises';
import {
  CunzhengError,
  concatBytes,
  decodeEntry,
  fromBase64Url,
  type RecordId,
  readU64,
  u64,
} from '@cunzheng/domain';
import { Level } from 'level';
import { sha256Native } from './hashing.ts';

/** Where a record stands. */
export interface RecordPlace {
  /** Index of its leaf. */
  readonly index: number;
  readonly block: number;
  /** Transaction time in milliseconds since 1970. */
  readonly txTime: number;
}

type Table = Level<Uint8Array, Uint8Array>;

const INDEXED = Buffer.from('indexed');

/** Opens a LevelDB of bytes. Throws `LEDGER_LOCKED` when another process has it. */
export async function openTable(path: string, createIfMissing = true): Promise<Table> {
  const table: Table = new Level(path, { keyEncoding: 'view', valueEncoding: 'view' });
  try {
    await table.open({ createIfMissing });
  } catch (cause) {
    const inner = (cause as { cause?: { code?: string } }).cause;
    if (inner?.code === 'LEVEL_LOCKED')
      throw new CunzhengError('LEDGER_LOCKED', `${path} is in use by another process`, { cause });
    throw cause;
  }
  return table;
}

/**
 * Record id → place of its leaf. Everything in it stands in the bundles of entries too: it is written after them,
 * without waiting for the disk, and filled up again at start from as far as it came.
 */
export class RecordIndex {
  readonly #table: Table;
  #indexed: number;

  private constructor(table: Table, indexed: number) {
    this.#table = table;
    this.#indexed = indexed;
  }

  /** Opens the index; one that is ahead of a log of `size` entries, or cannot be read, is made anew from nothing. */
  static async open(path: string, size: number): Promise<RecordIndex> {
    try {
      const table = await openTable(path);
      const stored = await table.get(INDEXED);
      const indexed = stored === undefined ? 0 : readU64(stored);
      if (indexed <= size) return new RecordIndex(table, indexed);
      await table.close();
    } catch (error) {
      if (error instanceof CunzhengError && error.code === 'LEDGER_LOCKED') throw error;
    }
    await rm(path, { recursive: true, force: true });
    return new RecordIndex(await openTable(path), 0);
  }

  /** Opens an index as it is. Throws `LEDGER_LOCKED`, and LevelDB's own error when there is none. */
  static async openStored(path: string): Promise<RecordIndex> {
    const table = await openTable(path, false);
    const stored = await table.get(INDEXED);
    return new RecordIndex(table, stored === undefined ? 0 : readU64(stored));
  }

  /** Number of entries that it knows. */
  get indexed(): number {
    return this.#indexed;
  }

  /** Adds entries that follow those it knows. */
  async add(entries: readonly Uint8Array[]): Promise<void> {
    const first = this.#indexed;
    const operations = entries.map((bytes, i) => {
      const { block, txTime, bytes: record } = decodeEntry(bytes);
      const value = concatBytes(u64(first + i), u64(block), u64(txTime));
      return { type: 'put' as const, key: sha256Native(record) as Uint8Array, value };
    });
    const indexed = first + entries.length;
    await this.#table.batch([...operations, { type: 'put', key: INDEXED, value: u64(indexed) }]);
    this.#indexed = indexed;
  }

  /** Place of a record; undefined when the log has none of this id. */
  async locate(id: RecordId): Promise<RecordPlace | undefined> {
    const value = await this.#table.get(fromBase64Url(id));
    return value === undefined ? undefined : placeOf(value);
  }

  /** Places of many records, in their order. */
  async locateAll(ids: readonly RecordId[]): Promise<(RecordPlace | undefined)[]> {
    const values = await this.#table.getMany(ids.map((id) => fromBase64Url(id)));
    return values.map((value) => (value === undefined ? undefined : placeOf(value)));
  }

  /** Those of the ids that the log has already. */
  async known(ids: readonly RecordId[]): Promise<RecordId[]> {
    const places = await this.locateAll(ids);
    return ids.filter((_, i) => places[i] !== undefined);
  }

  close(): Promise<void> {
    return this.#table.close();
  }
}

function placeOf(value: Uint8Array): RecordPlace {
  return { index: readU64(value, 0), block: readU64(value, 8), txTime: readU64(value, 16) };
}
