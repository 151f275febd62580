import { join } from 'node:path';
import {
  type Checkpoint,
  CunzhengError,
  checkpointText,
  decodeEntry,
  type ErrorCode,
  editionFor,
  equalBytes,
  formatNote,
  type LogEntry,
  logOrigin,
  type NodeReader,
  type NoteSignature,
  type RecordId,
  type TrustFile,
  treeRoot,
} from '@cunzheng/domain';
import type { Clock, Ledger, LedgerBlock } from '../ledger/port.ts';
import { type Logger, SILENT_LOGGER } from '../logger.ts';
import { Auditor, type AuditorKey } from './auditor.ts';
import { BlockQueue } from './block-queue.ts';
import { CheckpointStore, type PublishedCheckpoint } from './checkpoint-store.ts';
import { entriesOf } from './entries.ts';
import { LogTree } from './log-tree.ts';
import type { RecordPlace } from './record-index.ts';
import { parseTilePath } from './tile-path.ts';

/** Something that must be looked at by a person; while it stands, what it concerns has stopped. */
export interface LogAlarm {
  readonly code: ErrorCode;
  readonly message: string;
}

/** The log of one channel, followed from this deployment's own ledger. */
export interface NotaryLog {
  readonly origin: string;
  readonly trust: TrustFile;
  /** Number of entries on the disk. */
  size(): number;
  /** Number of blocks taken. */
  blocks(): number;
  /** Place of a record; undefined until the log has it. Throws `INPUT_INVALID` for what is no id. */
  locate(id: RecordId): Promise<RecordPlace | undefined>;
  /** Throws `TypeError` for an index outside the log, `LOG_CORRUPT`. */
  entry(index: number): Promise<LogEntry>;
  /** Complete subtrees, from the tiles; for `inclusionPath` and its kin. */
  readonly node: NodeReader;
  /** The newest checkpoint that k members cosigned; it is on the disk. */
  checkpoint(): PublishedCheckpoint | undefined;
  /** Cosigned note of the checkpoint of exactly this size, if one was published. */
  checkpointAt(size: number): Promise<string | undefined>;
  /** Tells of each checkpoint after it is on the disk. Returns a function that ends it. */
  onCheckpoint(listener: (size: number) => void): () => void;
  /**
   * Bytes of the hash tile that a public path (`tile/<L>/<N>[.p/<W>]`) names, within the newest checkpoint's tree;
   * undefined for every other path.
   */
  readTile(path: string): Promise<Uint8Array | undefined>;
  /** Empty when all is well. */
  alarms(): readonly LogAlarm[];
  close(): Promise<void>;
}

export interface LogOptions {
  readonly ledger: Pick<Ledger, 'network' | 'channel' | 'height' | 'follow'>;
  /** Directory of the log alone. */
  readonly dir: string;
  readonly keys: readonly AuditorKey[];
  readonly trust: TrustFile;
  /** Least milliseconds between two checkpoints. */
  readonly intervalMs?: number;
  readonly clock?: Clock;
  /** Hears of every alarm once. */
  readonly logger?: Logger;
}

export const DEFAULT_INTERVAL_MS = 200;
const RETRY_MS = 1000;

/**
 * Opens the log, takes what the ledger has meanwhile, compares the auditors' memories with it and goes on following.
 * A ledger or log that was rolled back opens with an alarm (`AUDITOR_ROLLED_BACK`) and signs nothing.
 * Throws `LOG_CORRUPT` when stored files do not hang together, `LEDGER_LOCKED` when another process has the log open,
 * `CONFIG_INVALID` when the trust file is of another network.
 */
export async function openLog(options: LogOptions): Promise<NotaryLog> {
  const { ledger, trust } = options;
  const origin = logOrigin(ledger.channel, ledger.network);
  const expected = trust.editions[0]?.edition.origin;
  if (expected !== origin)
    throw new CunzhengError('CONFIG_INVALID', `trust file is for ${expected}, ledger is ${origin}`);
  const tree = await LogTree.open(join(options.dir, 'tree'), origin);
  const checkpoints = await CheckpointStore.open(options.dir).catch(async (error) => {
    await tree.close();
    throw error;
  });
  const log = new FollowingLog(options, { origin, tree, checkpoints });
  try {
    await log.start();
    return log;
  } catch (error) {
    await log.close();
    throw error;
  }
}

interface Stores {
  readonly origin: string;
  readonly tree: LogTree;
  readonly checkpoints: CheckpointStore;
}

class FollowingLog implements NotaryLog {
  readonly origin: string;
  readonly trust: TrustFile;
  readonly node: NodeReader;
  readonly #options: LogOptions;
  readonly #tree: LogTree;
  readonly #checkpoints: CheckpointStore;
  readonly #intervalMs: number;
  readonly #clock: Clock;
  readonly #queue = new BlockQueue();
  readonly #stop = new AbortController();
  readonly #listeners = new Set<(size: number) => void>();
  readonly #alarms = new Map<string, LogAlarm>();
  #auditors: Auditor[] = [];
  #running: Promise<unknown> = Promise.resolve();
  /** Blocks that stand in the tree's memory, flushed or not. */
  #taken: number;
  #lastHash: Uint8Array | undefined;
  /** Monotonic time before which no checkpoint is made. */
  #due = 0;
  #halted = false;
  /** Why the ledger cannot be read at the moment. */
  #lost: Error | undefined;

  constructor(options: LogOptions, { origin, tree, checkpoints }: Stores) {
    this.origin = origin;
    this.trust = options.trust;
    this.node = tree.node;
    this.#options = options;
    this.#tree = tree;
    this.#checkpoints = checkpoints;
    this.#intervalMs = options.intervalMs ?? DEFAULT_INTERVAL_MS;
    this.#clock = options.clock ?? Date.now;
    this.#taken = tree.state.blocks;
    this.#lastHash = tree.state.blockHash;
  }

  size(): number {
    return this.#tree.state.size;
  }

  blocks(): number {
    return this.#tree.state.blocks;
  }

  locate(id: RecordId): Promise<RecordPlace | undefined> {
    return this.#tree.locate(id);
  }

  async entry(index: number): Promise<LogEntry> {
    return decodeEntry(await this.#tree.entry(index));
  }

  checkpoint(): PublishedCheckpoint | undefined {
    return this.#checkpoints.newest;
  }

  checkpointAt(size: number): Promise<string | undefined> {
    return this.#checkpoints.at(size);
  }

  onCheckpoint(listener: (size: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async readTile(path: string): Promise<Uint8Array | undefined> {
    const name = parseTilePath(path);
    const size = this.checkpoint()?.checkpoint.size ?? 0;
    return name === undefined ? undefined : this.#tree.hashTile(name, size);
  }

  alarms(): readonly LogAlarm[] {
    return [...this.#alarms.values()];
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#queue.stir();
    await this.#running;
    await Promise.all([this.#tree.close(), this.#checkpoints.close()]);
  }

  /** Takes the blocks that are there, opens the auditors, then goes on in the background. */
  async start(): Promise<void> {
    const height = await this.#options.ledger.height();
    if (height < this.#taken) {
      const [had, has] = [this.#taken, height];
      this.#halt('AUDITOR_ROLLED_BACK', `the log took ${had} blocks, this ledger has ${has}`);
    }
    const following = this.#follow();
    while (!this.#halted && this.#taken < height) {
      if (this.#queue.empty && this.#lost === undefined) await this.#queue.changed();
      if (this.#lost !== undefined) throw this.#lost;
      await this.#takeQueued();
    }
    await this.#openAuditors();
    this.#checkNewest(await this.#newestRoot());
    this.#running = Promise.all([following, this.#work()]);
  }

  /** Reads blocks into the queue until closed. The last block taken is read again: its hash must be the same. */
  async #follow(): Promise<void> {
    const { signal } = this.#stop;
    let next = Math.max(0, this.#taken - 1);
    while (!this.#halted && !signal.aborted) {
      try {
        for await (const block of this.#options.ledger.follow(next, signal)) {
          this.#find();
          await this.#queue.put(block, signal);
          next = block.number + 1;
        }
      } catch (error) {
        if (signal.aborted) return;
        this.#lose(error);
      }
      await pause(RETRY_MS, signal);
    }
  }

  #lose(error: unknown): void {
    const code = error instanceof CunzhengError ? error.code : 'LEDGER_UNAVAILABLE';
    this.#lost = error as Error;
    this.#raise('ledger', code, (error as Error).message);
    this.#queue.stir();
  }

  #find(): void {
    this.#lost = undefined;
    this.#alarms.delete('ledger');
  }

  async #work(): Promise<void> {
    while (!this.#stop.signal.aborted && !this.#halted) {
      await this.#wake();
      if (this.#stop.signal.aborted) return;
      await this.#takeQueued();
      if (performance.now() >= this.#due) await this.#makeCheckpoint();
    }
  }

  /** Waits for something to take or to sign, and, unless blocks pile up, until a checkpoint is due. */
  async #wake(): Promise<void> {
    const { signal } = this.#stop;
    while (this.#queue.empty && !this.#unsigned() && !signal.aborted) await this.#queue.changed();
    while (!this.#queue.heavy && performance.now() < this.#due && !signal.aborted) {
      const timer = new AbortController();
      const waits = [pause(this.#due - performance.now(), timer.signal), this.#queue.changed()];
      await Promise.race(waits);
      timer.abort();
    }
  }

  #unsigned(): boolean {
    const able = this.#auditors.filter((auditor) => auditor.refusal === undefined).length;
    const size = this.size();
    if (this.#halted || able < editionFor(this.trust, size).k) return false;
    return size > (this.checkpoint()?.checkpoint.size ?? 0);
  }

  async #takeQueued(): Promise<void> {
    const blocks = this.#queue.drain();
    if (blocks.length === 0) return;
    try {
      for (const block of blocks) this.#checkChain(block);
      const fresh = blocks.filter((block) => block.number >= this.#taken);
      if (fresh.length === 0) return;
      await this.#append(fresh);
      const last = fresh.at(-1) as LedgerBlock;
      this.#taken = last.number + 1;
      await this.#tree.flush({ blocks: this.#taken, blockHash: last.hash });
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      this.#halt(error.code, error.message);
    }
  }

  /** Each block follows the one before; the first one read again after a start is the one the log took last. */
  #checkChain(block: LedgerBlock): void {
    const again = block.number === this.#taken - 1 && this.#lastHash !== undefined;
    const expected = again ? block.hash : block.previousHash;
    if (this.#lastHash !== undefined && !equalBytes(expected, this.#lastHash)) {
      throw new CunzhengError(
        'AUDITOR_ROLLED_BACK',
        `block ${block.number} does not follow from what the log took: another ledger, or one put back`,
      );
    }
    this.#lastHash = block.hash;
  }

  async #append(blocks: readonly LedgerBlock[]): Promise<void> {
    const entries = blocks.flatMap(entriesOf);
    const seen = new Set<RecordId>();
    const twice = entries.find(({ id }) => seen.size === seen.add(id).size)?.id;
    const repeated = twice ?? (await this.#tree.known([...seen]))[0];
    if (repeated !== undefined)
      throw new CunzhengError('LEDGER_CORRUPT', `record ${repeated} is written a second time`);
    this.#tree.append(entries.map(({ bytes }) => bytes));
  }

  async #openAuditors(): Promise<void> {
    const rootOf = (size: number) => treeRoot(size, this.node);
    this.#auditors = await Promise.all(
      this.#options.keys.map((key) => Auditor.open(key, this.size(), rootOf)),
    );
    this.#reportRefusals();
  }

  #reportRefusals(): void {
    for (const { member, refusal } of this.#auditors) {
      if (refusal !== undefined) this.#raise(`auditor ${member}`, refusal.code, refusal.message);
    }
  }

  async #newestRoot(): Promise<Uint8Array | undefined> {
    const newest = this.checkpoint()?.checkpoint;
    if (newest === undefined || newest.size > this.size()) return undefined;
    return treeRoot(newest.size, this.node);
  }

  #checkNewest(root: Uint8Array | undefined): void {
    const newest = this.checkpoint()?.checkpoint;
    if (newest === undefined || (root !== undefined && equalBytes(root, newest.root))) return;
    this.#halt(
      'AUDITOR_ROLLED_BACK',
      `a checkpoint of ${newest.size} entries is published; this ledger gives another tree`,
    );
  }

  /** Has the tree cosigned as it is on the disk, and publishes it if k members did. */
  async #makeCheckpoint(): Promise<void> {
    if (!this.#unsigned()) return;
    this.#due = performance.now() + this.#intervalMs;
    const { size, root } = this.#tree.state;
    const checkpoint = { origin: this.origin, size, root };
    const signatures = await this.#collect(checkpoint);
    this.#reportRefusals();
    if (signatures.length < 2 * editionFor(this.trust, size).k) return;
    const text = checkpointText(checkpoint);
    const note = formatNote(text, signatures);
    try {
      await this.#checkpoints.publish({ checkpoint, text, signatures, note });
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      return this.#halt(error.code, error.message);
    }
    for (const listener of this.#listeners) listener(size);
  }

  async #collect(checkpoint: Checkpoint): Promise<NoteSignature[]> {
    const seconds = Math.floor(this.#clock() / 1000);
    const answers = await Promise.allSettled(
      this.#auditors.map((auditor) => auditor.cosign(checkpoint, seconds)),
    );
    return answers.flatMap((answer) => {
      if (answer.status === 'fulfilled') return answer.value;
      if (answer.reason instanceof CunzhengError) return [];
      throw answer.reason;
    });
  }

  #raise(what: string, code: ErrorCode, message: string): void {
    if (this.#alarms.get(what)?.message !== message)
      (this.#options.logger ?? SILENT_LOGGER).error({ code, what }, message);
    this.#alarms.set(what, { code, message });
  }

  /** Stops taking and signing for good; what is stored can still be read. */
  #halt(code: ErrorCode, message: string): void {
    this.#halted = true;
    this.#raise('log', code, message);
    this.#stop.abort();
    this.#queue.stir();
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
