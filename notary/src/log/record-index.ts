import { rm } from 'node:fs/promises';
import {
  batchNumber,
  CunzhengError,
  concatBytes,
  decodeEntry,
  fromBase64Url,
  type LogEntry,
  parseBatch,
  type RecordId,
  readU64,
  u64,
  utf8,
} from '@cunzheng/domain';
import type { Level } from 'level';
import { writeError } from './durable.ts';
import { sha256Native } from './hashing.ts';
import { openTable } from './table.ts';

/** Where a record stands. */
export interface RecordPlace {
  /** Index of its leaf. */
  readonly index: number;
  readonly block: number;
  /** Transaction time in milliseconds since 1970. */
  readonly txTime: number;
}

type Table = Level<Uint8Array, Uint8Array>;

const BYTES = { keyEncoding: 'view', valueEncoding: 'view' } as const;
const INDEXED = Buffer.from('indexed');

/**
 * Record id, or court and number of a batch → place of its leaf. Everything in it stands in the bundles of entries too: it is written after them,
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
      const table = await openTable<Uint8Array, Uint8Array>(path, BYTES);
      const stored = await table.get(INDEXED);
      const indexed = stored === undefined ? 0 : readU64(stored);
      if (indexed <= size) return new RecordIndex(table, indexed);
      await table.close();
    } catch (error) {
      if (error instanceof CunzhengError && error.code !== 'LOG_CORRUPT') throw error;
    }
    await rm(path, { recursive: true, force: true });
    return new RecordIndex(await openTable<Uint8Array, Uint8Array>(path, BYTES), 0);
  }

  /** Opens an index as it is. Throws `LEDGER_LOCKED`, `LOG_CORRUPT` when there is none. */
  static async openStored(path: string): Promise<RecordIndex> {
    const table = await openTable<Uint8Array, Uint8Array>(path, {
      ...BYTES,
      createIfMissing: false,
    });
    const stored = await table.get(INDEXED);
    return new RecordIndex(table, stored === undefined ? 0 : readU64(stored));
  }

  /** Number of entries that it knows. */
  get indexed(): number {
    return this.#indexed;
  }

  /** Adds entries that follow those it knows. Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`. */
  async add(entries: readonly Uint8Array[]): Promise<void> {
    const first = this.#indexed;
    const operations = entries.map((bytes, i) => {
      const entry = decodeEntry(bytes);
      const value = concatBytes(u64(first + i), u64(entry.block), u64(entry.txTime));
      return { type: 'put' as const, key: keyOf(entry), value };
    });
    const indexed = first + entries.length;
    const counted = { type: 'put' as const, key: INDEXED, value: u64(indexed) };
    await this.#table.batch([...operations, counted]).catch((cause) => {
      throw writeError(cause);
    });
    this.#indexed = indexed;
  }

  /** Place of a record; undefined when the log has none of this id. */
  async locate(id: RecordId): Promise<RecordPlace | undefined> {
    const value = await this.#table.get(fromBase64Url(id));
    return value === undefined ? undefined : placeOf(value);
  }

  /** Place of a court's batch; undefined when the log has none of this number. */
  async locateBatch(court: string, seq: number): Promise<RecordPlace | undefined> {
    const value = await this.#table.get(batchKeyOf(court, seq));
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

/** A record's key has 32 bytes, a batch's fewer: none is ever taken for another. */
function keyOf({ kind, bytes }: LogEntry): Uint8Array {
  if (kind === 'record') return sha256Native(bytes);
  const { court, seq } = parseBatch(bytes);
  return batchKeyOf(court, seq);
}

function batchKeyOf(court: string, seq: number): Uint8Array {
  return utf8(`B${court}${batchNumber(seq)}`);
}

function placeOf(value: Uint8Array): RecordPlace {
  return { index: readU64(value, 0), block: readU64(value, 8), txTime: readU64(value, 16) };
}
