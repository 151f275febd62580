import { join } from 'node:path';
import {
  CunzhengError,
  formatNote,
  parseCheckpoint,
  type SignedCheckpoint,
} from '@cunzheng/domain';
import type { Level } from 'level';
import { readIfThere, writeDurably, writeError } from './durable.ts';
import { openTable } from './table.ts';

/** A checkpoint with its note as it is published. */
export interface PublishedCheckpoint extends SignedCheckpoint {
  readonly note: string;
}

function keyOf(size: number): string {
  return String(size).padStart(16, '0');
}

/** The newest checkpoint that a directory holds; undefined when there is none. Throws `LOG_CORRUPT`, `DATA_DIR_UNWRITABLE`. */
export async function readNewestCheckpoint(dir: string): Promise<PublishedCheckpoint | undefined> {
  const path = join(dir, 'checkpoint');
  const note = await readIfThere(path);
  if (note === undefined) return undefined;
  try {
    return { ...parseCheckpoint(note), note };
  } catch (cause) {
    throw new CunzhengError('LOG_CORRUPT', `${path}: ${(cause as Error).message}`, { cause });
  }
}

/** Which lines of past checkpoints are kept: those that count in proofs, or all. */
export type KeptLines = 'cosignatures' | 'all';

/** Checkpoints of one log, as it needs them. */
export interface Checkpoints {
  readonly newest: PublishedCheckpoint | undefined;
  /** Publishes a checkpoint: on the disk when this returns. Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`. */
  publish(checkpoint: PublishedCheckpoint): Promise<void>;
  /** Note of the checkpoint of this size with the lines that are kept; undefined when none of this size was kept. */
  at(size: number): Promise<string | undefined>;
  /** Notes of the checkpoints larger than `size`, as `at` gives them, by rising size. */
  after(size: number): AsyncIterable<KeptCheckpoint>;
  close(): Promise<void>;
}

/** A past checkpoint with the lines that are kept. */
export interface KeptCheckpoint {
  readonly size: number;
  readonly note: string;
}

/**
 * Checkpoints below one directory: the newest as a file, and all of them by size: a record may name any of them as
 * seen before its signature was made, and a gateway asks an auditor for what it signed at a size.
 */
export class CheckpointStore implements Checkpoints {
  readonly #dir: string;
  readonly #past: Level<string, string>;
  readonly #lines: KeptLines;
  #newest: PublishedCheckpoint | undefined;

  private constructor(
    dir: string,
    past: Level<string, string>,
    newest: PublishedCheckpoint | undefined,
    lines: KeptLines,
  ) {
    this.#dir = dir;
    this.#lines = lines;
    this.#past = past;
    this.#newest = newest;
  }

  /** Opens the checkpoints below `dir`. Throws `LOG_CORRUPT`, `LEDGER_LOCKED`, `DISK_FULL`, `DATA_DIR_UNWRITABLE`. */
  static async open(dir: string, lines: KeptLines = 'cosignatures'): Promise<CheckpointStore> {
    const newest = await readNewestCheckpoint(dir);
    const past = await openTable<string, string>(join(dir, 'checkpoints'), {});
    const store = new CheckpointStore(dir, past, newest, lines);
    if (newest !== undefined) await store.#keep(newest);
    return store;
  }

  /** Keeps a checkpoint by its size, unless it is there. */
  async #keep(checkpoint: PublishedCheckpoint): Promise<void> {
    const key = keyOf(checkpoint.checkpoint.size);
    if ((await this.#past.get(key)) !== undefined) return;
    const note = this.#lines === 'all' ? checkpoint.note : cosignaturesOnly(checkpoint);
    await this.#past.put(key, note, { sync: true }).catch((cause) => {
      throw writeError(cause);
    });
  }

  get newest(): PublishedCheckpoint | undefined {
    return this.#newest;
  }

  async publish(checkpoint: PublishedCheckpoint): Promise<void> {
    await Promise.all([
      writeDurably([{ path: join(this.#dir, 'checkpoint'), bytes: checkpoint.note }]),
      this.#keep(checkpoint),
    ]);
    this.#newest = checkpoint;
  }

  at(size: number): Promise<string | undefined> {
    return this.#past.get(keyOf(size));
  }

  async *after(size: number): AsyncGenerator<KeptCheckpoint, void> {
    for await (const [key, note] of this.#past.iterator({ gt: keyOf(size) }))
      yield { size: Number(key), note };
  }

  close(): Promise<void> {
    return this.#past.close();
  }
}

/** The note with its timestamped cosignatures alone; only they count. */
export function cosignaturesOnly(checkpoint: SignedCheckpoint): string {
  // A cosignature is u64 time and signature, 72 bytes; a plain signature has 64.
  const lines = checkpoint.signatures.filter((line) => line.signature.length === 72);
  return formatNote(checkpoint.text, lines);
}
