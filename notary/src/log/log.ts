import { join } from 'node:path';
import {
  CunzhengError,
  decodeEntry,
  type ErrorCode,
  equalBytes,
  type LogEntry,
  logOrigin,
  type NodeReader,
  type RecordId,
  type TrustFile,
  treeRoot,
} from '@cunzheng/domain';
import type { LedgerBlock } from '../ledger/port.ts';
import { SILENT_LOGGER } from '../logger.ts';
import { BlockQueue } from './block-queue.ts';
import { CheckpointStore, type PublishedCheckpoint } from './checkpoint-store.ts';
import { Cosigning } from './cosigning.ts';
import { entriesOf } from './entries.ts';
import { followBlocks } from './follower.ts';
import { LogTree } from './log-tree.ts';
import {
  DEFAULT_INTERVAL_MS,
  type LogAlarm,
  type LogOptions,
  type NotaryLog,
} from './notary-log.ts';
import { pause } from './pause.ts';
import type { RecordPlace } from './record-index.ts';
import { parseTilePath } from './tile-path.ts';

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
  readonly #queue = new BlockQueue();
  readonly #stop = new AbortController();
  readonly #listeners = new Set<(size: number) => void>();
  readonly #alarms = new Map<string, LogAlarm>();
  #cosigning: Cosigning | undefined;
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

  /** The last block taken is read again: its hash must be the same. */
  #follow(): Promise<void> {
    if (this.#halted) return Promise.resolve();
    return followBlocks(Math.max(0, this.#taken - 1), {
      ledger: this.#options.ledger,
      queue: this.#queue,
      signal: this.#stop.signal,
      onState: (lost) => this.#noteLedger(lost),
    });
  }

  #noteLedger(lost: Error | undefined): void {
    this.#lost = lost;
    if (lost === undefined) this.#alarms.delete('ledger');
    else {
      const code = lost instanceof CunzhengError ? lost.code : 'LEDGER_UNAVAILABLE';
      this.#raise('ledger', code, lost.message);
    }
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
    return !this.#halted && this.#cosigning?.wanted(this.size()) === true;
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
    this.#cosigning = await Cosigning.open(
      this.#options.keys,
      { size: this.size(), rootOf },
      { store: this.#checkpoints, trust: this.trust, clock: this.#options.clock ?? Date.now },
    );
    this.#reportRefusals();
  }

  #reportRefusals(): void {
    for (const { member, refusal } of this.#cosigning?.refusals() ?? [])
      this.#raise(`auditor ${member}`, refusal.code, refusal.message);
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

  /** Has the tree cosigned as it is on the disk, and tells of it if k members did. */
  async #makeCheckpoint(): Promise<void> {
    if (this.#cosigning === undefined || !this.#unsigned()) return;
    this.#due = performance.now() + this.#intervalMs;
    const { size, root } = this.#tree.state;
    let made = false;
    try {
      made = await this.#cosigning.make({ origin: this.origin, size, root });
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      this.#halt(error.code, error.message);
    }
    this.#reportRefusals();
    if (!made) return;
    for (const listener of this.#listeners) listener(size);
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
