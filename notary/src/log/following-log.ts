import { join } from 'node:path';
import {
  CunzhengError,
  decodeEntry,
  type ErrorCode,
  editionFor,
  equalBytes,
  type LogEntry,
  type NodeReader,
  type RecordId,
  type TrustFile,
  treeRoot,
} from '@cunzheng/domain';
import { Alarms } from './alarms.ts';
import { BlockQueue } from './block-queue.ts';
import type { Checkpoints, KeptCheckpoint, PublishedCheckpoint } from './checkpoint-store.ts';
import type { ShownFork } from './cosigner.ts';
import { Cosigning } from './cosigning.ts';
import { followBlocks } from './follower.ts';
import { Intake } from './intake.ts';
import type { LogTree } from './log-tree.ts';
import { Misconduct } from './misconduct.ts';
import {
  DEFAULT_INTERVAL_MS,
  type LogAlarm,
  type LogOptions,
  type NotaryLog,
} from './notary-log.ts';
import { pause } from './pause.ts';
import type { RecordPlace } from './record-index.ts';
import { parseBundlePath, parseTilePath } from './tile-path.ts';

/** More waiting blocks than these are taken together, their ends between left unsigned. */
const QUEUE_AT_EASE = 32;
/** Pause after fewer than k members have signed. */
const RETRY_MS = 200;
/** So long may members be out of reach before people are told. */
const PATIENCE_MS = 10_000;

/** What is on the disk, open. */
export interface Stores {
  readonly origin: string;
  readonly tree: LogTree;
  readonly checkpoints: Checkpoints;
}

/** The log in one process: follows the ledger, has its tree cosigned, answers from it. */
export class FollowingLog implements NotaryLog {
  readonly origin: string;
  readonly trust: TrustFile;
  readonly node: NodeReader;
  readonly #options: LogOptions;
  readonly #tree: LogTree;
  readonly #checkpoints: Checkpoints;
  readonly #intervalMs: number;
  readonly #queue = new BlockQueue();
  readonly #stop = new AbortController();
  readonly #listeners = new Set<(size: number) => void>();
  readonly #intake: Intake;
  readonly #alarms: Alarms;
  #cosigning: Cosigning | undefined;
  #running: Promise<unknown> = Promise.resolve();
  /** The checkpoint being cosigned; members may take their time while blocks are taken. */
  #signing: Promise<void> | undefined;
  readonly #misconduct: Misconduct;
  /** Monotonic time since which fewer than k members sign. */
  #failingSince: number | undefined;
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
    this.#misconduct = new Misconduct(join(options.dir, 'misconduct'));
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

  locateBatch(court: string, seq: number): Promise<RecordPlace | undefined> {
    return this.#tree.locateBatch(court, seq);
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

  checkpointsAfter(size: number): AsyncIterable<KeptCheckpoint> {
    return this.#checkpoints.after(size);
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

  async readBundle(path: string): Promise<Uint8Array | undefined> {
    const name = parseBundlePath(path);
    const size = this.checkpoint()?.checkpoint.size ?? 0;
    return name === undefined ? undefined : this.#tree.entryBundle(name, size);
  }

  alarms(): readonly LogAlarm[] {
    return this.#alarms.list();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#queue.stir();
    await this.#cosigning?.close();
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
    await this.#openCosigners();
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
      if (this.#stop.signal.aborted) break;
      await this.#takeQueued();
      if (performance.now() >= this.#due) this.#sign();
      if (this.#options.everyBlock === true) await this.#signing;
    }
    await this.#signing;
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
    if (this.#halted || this.#signing !== undefined) return false;
    return this.#cosigning?.wanted(this.size()) === true;
  }

  async #takeQueued(): Promise<void> {
    const blocks = this.#queue.drain(this.#atOnce());
    if (blocks.length === 0) return;
    try {
      await this.#intake.take(blocks);
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      this.#halt(error.code, error.message);
    }
  }

  /** How many waiting blocks are taken together; undefined for all. */
  #atOnce(): number | undefined {
    const single = this.#options.everyBlock === true && this.#cosigning !== undefined;
    return single && this.#queue.length <= QUEUE_AT_EASE ? 1 : undefined;
  }

  async #openCosigners(): Promise<void> {
    const { cosigners, clock = Date.now, needed } = this.#options;
    const opened = await cosigners({ size: this.size(), node: this.node });
    this.#cosigning = new Cosigning(opened, {
      store: this.#checkpoints,
      needed: needed ?? ((size) => editionFor(this.trust, size).k),
      clock,
      onLate: () => this.#noteForks(),
    });
    for (const { member, size } of await this.#misconduct.standing(this.trust))
      this.#raiseFork(member, size);
    this.#reportRefusals();
  }

  #reportRefusals(): void {
    for (const { member, refusal } of this.#cosigning?.cosigners ?? [])
      if (refusal !== undefined)
        this.#alarms.raise(`auditor ${member}`, refusal.code, refusal.message);
  }

  /** Tells of what auditors showed or refused so far. */
  async #noteForks(): Promise<void> {
    try {
      await this.#keepForks();
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      this.#halt(error.code, error.message);
    }
    this.#reportRefusals();
  }

  /** Keeps what auditors showed that cannot stand beside this log, with the note that k members cosigned. */
  async #keepForks(): Promise<void> {
    for (const { member, fork } of this.#cosigning?.cosigners ?? []) {
      if (fork !== undefined) await this.reportFork(member, fork);
    }
  }

  async reportFork(member: string, fork: ShownFork): Promise<void> {
    this.#raiseFork(member, fork.size);
    await this.#misconduct.keep(member, fork, await this.#checkpoints.at(fork.size));
  }

  #raiseFork(member: string, size: number): void {
    this.#alarms.raise(
      `fork ${member}`,
      'LOG_FORKED',
      `the auditor of ${member} signed another root of ${size} entries; see log/misconduct`,
    );
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

  /** Begins to have the tree cosigned as it is on the disk, unless one is under way. */
  #sign(): void {
    if (!this.#unsigned()) return;
    this.#due = performance.now() + this.#intervalMs;
    this.#signing = this.#makeCheckpoint().finally(() => {
      this.#signing = undefined;
      this.#queue.stir();
    });
  }

  /** Has the tree cosigned, and tells of it if k members did. */
  async #makeCheckpoint(): Promise<void> {
    const { size, root } = this.#tree.state;
    let made = false;
    try {
      made = (await this.#cosigning?.make({ origin: this.origin, size, root })) ?? false;
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      this.#halt(error.code, error.message);
    }
    await this.#noteForks();
    this.#noteCosigning(made);
    if (!made) return;
    for (const listener of this.#listeners) listener(size);
  }

  /** Members out of reach are waited for; when they stay away, people are told. */
  #noteCosigning(made: boolean): void {
    if (made) {
      this.#failingSince = undefined;
      this.#alarms.clear('cosigning');
      return;
    }
    const now = performance.now();
    this.#failingSince ??= now;
    this.#due = Math.max(this.#due, now + RETRY_MS);
    if (now - this.#failingSince >= PATIENCE_MS && this.#cosigning?.wanted(this.size()) === true)
      this.#alarms.raise('cosigning', 'LOG_BEHIND', 'too few auditors answer; nothing is proven');
  }

  /** Stops taking and signing for good; what is stored can still be read. */
  #halt(code: ErrorCode, message: string): void {
    this.#halted = true;
    this.#alarms.raise('log', code, message);
    this.#stop.abort();
    this.#queue.stir();
  }
}
