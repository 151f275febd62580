import { CunzhengError } from '@cunzheng/domain';
import { Level } from 'level';
import type { StoredBlock } from './block-codec.ts';
import type { Position } from './frames.ts';
import { RecentValues } from './recent-values.ts';
import {
  blockKey,
  blockOperations,
  decodePlace,
  decodePosition,
  type Operation,
  toVersioned,
  transactionKey,
  type Versioned,
} from './state-entry.ts';

export interface StateEntry extends Versioned {
  readonly key: string;
}

/** How far the state has come. */
export interface Savepoint {
  readonly number: number;
  readonly hash: string;
  readonly position: Position;
  /** Time of the last transaction, ms. */
  readonly time: number;
}

const SAVEPOINT_KEY = 'a';
/** First letters of keys: `b` places of blocks, `s` state, `x` places of transactions; `a` is the savepoint. */
const STATE_KEYS = { gt: SAVEPOINT_KEY };
const LEVEL_CACHE_BYTES = 32 * 1024 * 1024;
/** Changes come together up to this many before they are written: a batch a block would cost each block its own. */
const BATCH_OPERATIONS = 2000;
/** LevelDB sorts this much in memory before it writes a file: fewer files, and less work in merging them. */
const LEVEL_BUFFER_BYTES = 32 * 1024 * 1024;

type Database = Level<string, Buffer>;

/** What blocks changed, on its way into LevelDB together. */
class Changes {
  /** By the contract's keys. */
  readonly values = new Map<string, Versioned>();
  readonly operations = new Map<string, Operation>();

  add(operation: Operation): void {
    this.operations.set(operation.key, operation);
    if (operation.stateKey === undefined) return;
    this.values.set(operation.stateKey, toVersioned(operation.value));
  }
}

/**
 * The committed state, and where each block and transaction stands, in LevelDB. Everything here follows from the
 * blocks: batches are written behind the blocks and unsynced, each with the savepoint from which the rest is made again.
 * What is not written yet is read from memory.
 */
export class State {
  readonly #db: Database;
  readonly #cache = new RecentValues();
  readonly #onFailure: (cause: unknown) => void;
  /** What the next batch will hold; it grows while the one before is written. */
  #changes = new Changes();
  /** What the batch holds that is being written. */
  #leaving = new Changes();
  #failed = false;
  #savepoint: Savepoint | undefined;
  /** The savepoint that stands in LevelDB. */
  #stored: Savepoint | undefined;
  #writing: Promise<void> | undefined;

  constructor(db: Database, savepoint: Savepoint | undefined, onFailure: (cause: unknown) => void) {
    this.#db = db;
    this.#savepoint = savepoint;
    this.#stored = savepoint;
    this.#onFailure = onFailure;
  }

  get savepoint(): Savepoint | undefined {
    return this.#savepoint;
  }

  /** Operations not written yet. */
  get backlog(): number {
    return this.#changes.operations.size + this.#leaving.operations.size;
  }

  get(key: string): Versioned {
    const known =
      this.#changes.values.get(key) ?? this.#leaving.values.get(key) ?? this.#cache.get(key);
    if (known !== undefined) return known;
    const found = toVersioned(this.#db.getSync(`s${key}`));
    this.#cache.set(key, found);
    return found;
  }

  /** Entries with `start` ≤ key < `end` in byte order of the keys; an empty `end` is the last key. */
  async *range(start: string, end: string): AsyncGenerator<StateEntry, void> {
    await this.written();
    const bounds = { gte: `s${start}`, lt: end === '' ? 't' : `s${end}` };
    for await (const [key, stored] of this.#db.iterator(bounds)) {
      yield { key: key.slice(1), ...toVersioned(stored) };
    }
  }

  blockPosition(number: number): Position | undefined {
    const stored = this.#place(blockKey(number));
    return stored && decodePosition(stored);
  }

  /** Block and place in it of a transaction. */
  transactionPlace(txId: string): { block: number; index: number } | undefined {
    const stored = this.#place(transactionKey(txId));
    return stored && decodePlace(stored);
  }

  /** Applies a durable block: visible at once, written behind. `time` is that of its last transaction. */
  apply(block: StoredBlock, position: Position, time: number): void {
    for (const operation of blockOperations(block, position)) this.#changes.add(operation);
    const hash = Buffer.from(block.hash).toString('hex');
    this.#savepoint = { number: block.number, hash, position, time };
    if (this.#changes.operations.size >= BATCH_OPERATIONS) this.#startWriting();
  }

  /** Resolves when everything applied by now stands in LevelDB and nothing is being written. */
  async written(): Promise<void> {
    await this.#settle();
    if (this.#failed) throw new CunzhengError('LEDGER_UNAVAILABLE', 'state could not be written');
  }

  /** Everything in LevelDB but the savepoint, as of one moment between blocks, with the number of the last block. */
  async snapshot(): Promise<{ last: number; entries: AsyncIterable<[string, Buffer]> }> {
    await this.written();
    const last = this.#stored?.number ?? -1;
    return { last, entries: this.#db.iterator(STATE_KEYS) };
  }

  async close(): Promise<void> {
    await this.#settle();
    await this.#db.close();
  }

  #place(key: string): Buffer | undefined {
    const unwritten = this.#changes.operations.get(key) ?? this.#leaving.operations.get(key);
    return unwritten?.value ?? this.#db.getSync(key);
  }

  async #settle(): Promise<void> {
    const wanted = this.#savepoint?.number ?? -1;
    const isBehind = () => !this.#failed && (this.#stored?.number ?? -1) < wanted;
    while (this.#writing !== undefined || isBehind()) {
      if (isBehind()) this.#startWriting();
      await this.#writing;
    }
  }

  #startWriting(): void {
    if (!this.#failed) this.#writing ??= this.#write();
  }

  async #write(): Promise<void> {
    try {
      do await this.#writeChanges();
      while (this.#changes.operations.size >= BATCH_OPERATIONS);
    } catch (cause) {
      this.#failed = true;
      this.#onFailure(cause);
    } finally {
      this.#writing = undefined;
    }
  }

  async #writeChanges(): Promise<void> {
    const leaving = this.#changes;
    const savepoint = this.#savepoint;
    this.#leaving = leaving;
    this.#changes = new Changes();
    const batch = this.#db.batch();
    for (const { key, value } of leaving.operations.values()) {
      if (value === undefined) batch.del(key);
      else batch.put(key, value);
    }
    batch.put(SAVEPOINT_KEY, Buffer.from(JSON.stringify(savepoint)));
    await batch.write();
    this.#stored = savepoint;
    // What was written is often read soon: a service by its receipts, a key by what it signs.
    for (const [key, value] of leaving.values) this.#cache.set(key, value);
    this.#leaving = new Changes();
  }
}

/**
 * Opens the state. Only one process can: throws `LEDGER_LOCKED`, `DATA_DIR_UNWRITABLE`, `DISK_FULL`, and
 * `LEDGER_CORRUPT` when LevelDB's own files are damaged; these may be removed, they are made again from the blocks.
 */
export async function openState(path: string, onFailure: (cause: unknown) => void): Promise<State> {
  const db: Database = new Level(path, {
    keyEncoding: 'utf8',
    valueEncoding: 'buffer',
    cacheSize: LEVEL_CACHE_BYTES,
    writeBufferSize: LEVEL_BUFFER_BYTES,
    // Digests, tags and signatures, most of what is stored, do not shrink.
    compression: false,
  });
  try {
    await db.open();
  } catch (error) {
    throw openingError(path, error);
  }
  const stored = db.getSync(SAVEPOINT_KEY);
  const savepoint = stored === undefined ? undefined : (JSON.parse(stored.toString()) as Savepoint);
  return new State(db, savepoint, onFailure);
}

function openingError(path: string, error: unknown): unknown {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  if (cause?.code === 'LEVEL_LOCKED') {
    return new CunzhengError('LEDGER_LOCKED', 'another process has the ledger open', { cause });
  }
  if (cause?.code === 'LEVEL_CORRUPTION') {
    const message = `state is damaged; remove ${path} to have it made again from the blocks`;
    return new CunzhengError('LEDGER_CORRUPT', message, { cause });
  }
  if (/permission denied|read-only file system/i.test(cause?.message ?? '')) {
    return new CunzhengError('DATA_DIR_UNWRITABLE', `cannot write ${path}`, { cause });
  }
  if (/no space left/i.test(cause?.message ?? ''))
    return new CunzhengError('DISK_FULL', path, { cause });
  return error;
}
