import {
  CunzhengError,
  decodeEntry,
  type ErrorCode,
  equalBytes,
  type LogEntry,
  type NodeReader,
  type RecordId,
  type TrustFile,
  treeRoot,
} from '@cunzheng/domain';
import { Alarms } from './alarms.ts';
import { BlockQueue } from './block-queue.ts';
import type { CheckpointStore, PublishedCheckpoint } from './checkpoint-store.ts';
import { Cosigning } from './cosigning.ts';
import { followBlocks } from './follower.ts';
import { Intake } from './intake.ts';
import type { LogTree } from './log-tree.ts';
import {
  DEFAULT_INTERVAL_MS,
  type LogAlarm,
  type LogOptions,
  type NotaryLog,
} from './notary-log.ts';
import { pause } from './pause.ts';
import type { RecordPlace } from './record-index.ts';
import { parseTilePath } from './tile-path.ts';

/** What is on the disk, open. */
export interface Stores {
  readonly origin: string;
  readonly tree: LogTree;
  readonly checkpoints: CheckpointStore;
}

/** The log in one process: follows the ledger, has its tree cosigned, answers from it. */
export class FollowingLog implements NotaryLog {
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
  readonly #intake: Intake;
  readonly #alarms: Alarms;
  #cosigning: Cosigning | undefined;
  #running: Promise<unknown> = Promise.resolve();
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
    this.#intake = new Intake(tree);
    this.#alarms = new Alarms(options.logger);
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
    return this.#alarms.list();
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
    if (height < this.#intake.blocks) {
      const [had, has] = [this.#intake.blocks, height];
      this.#halt('AUDITOR_ROLLED_BACK', `the log took ${had} blocks, this ledger has ${has}`);
    }
    const following = this.#follow();
    while (!this.#halted && this.#intake.blocks < height) {
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
    return followBlocks(Math.max(0, this.#intake.blocks - 1), {
      ledger: this.#options.ledger,
      queue: this.#queue,
      signal: this.#stop.signal,
      onState: (lost) => this.#noteLedger(lost),
    });
  }

  #noteLedger(lost: Error | undefined): void {
    this.#lost = lost;
    if (lost === undefined) this.#alarms.clear('ledger');
    else {
      const code = lost instanceof CunzhengError ? lost.code : 'LEDGER_UNAVAILABLE';
      this.#alarms.raise('ledger', code, lost.message);
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
      await this.#intake.take(blocks);
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      this.#halt(error.code, error.message);
    }
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
      this.#alarms.raise(`auditor ${member}`, refusal.code, refusal.message);
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

  /** Stops taking and signing for good; what is stored can still be read. */
  #halt(code: ErrorCode, message: string): void {
    this.#halted = true;
    this.#alarms.raise('log', code, message);
    this.#stop.abort();
    this.#queue.stir();
  }
}
