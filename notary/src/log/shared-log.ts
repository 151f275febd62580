import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CunzhengError,
  type LogEntry,
  type NodeReader,
  type RecordId,
  type TrustFile,
} from '@cunzheng/domain';
import { Alarms } from './alarms.ts';
import type { KeptCheckpoint, PublishedCheckpoint } from './checkpoint-store.ts';
import type { ShownFork } from './cosigner.ts';
import { openLog, openOver } from './log.ts';
import type { LogAlarm, LogOptions, NotaryLog } from './notary-log.ts';
import { PublishedCheckpoints } from './published-checkpoints.ts';
import type { RecordPlace } from './record-index.ts';

export interface SharedLogOptions extends LogOptions {
  /** This process's own folder while another one owns the log; undefined for the owner. */
  readonly replica: string | undefined;
  /** Note of a past checkpoint, from where the owner keeps them for all. */
  readonly past: (size: number) => Promise<string | undefined>;
}

/**
 * Opens the log in one of the processes that share it: the owner follows the ledger and has checkpoints cosigned, the
 * others make the same tree of the same blocks in a folder of their own and serve the owner's checkpoints. Throws as
 * `openLog`.
 */
export async function openSharedLog(options: SharedLogOptions): Promise<SharedLog> {
  const log = new SharedLog(options);
  await log.open();
  return log;
}

const MAX_REPLICAS = 16;

/**
 * The log of a process that shares nothing but it, on a network whose ledger everybody reads for himself: the first to
 * come owns it, the others get the first free folder below `replicas`. Throws as `openLog`, `LEDGER_LOCKED` only when too
 * many do.
 */
export async function openFreeLog(
  options: Omit<SharedLogOptions, 'replica'> & { readonly replicas: string },
): Promise<SharedLog> {
  const places = Array.from({ length: MAX_REPLICAS }, (_, i) => join(options.replicas, `${i + 1}`));
  for (const replica of [undefined, ...places]) {
    try {
      return await openSharedLog({ ...options, replica });
    } catch (error) {
      if (!(error instanceof CunzhengError && error.code === 'LEDGER_LOCKED')) throw error;
    }
  }
  throw new CunzhengError('LEDGER_LOCKED', `${MAX_REPLICAS} processes read the log already`);
}

/** The log in one process; owned from `takeOver` on, until the process ends. */
export class SharedLog implements NotaryLog {
  readonly trust: TrustFile;
  readonly #options: SharedLogOptions;
  readonly #alarms: Alarms;
  readonly #listeners = new Set<(size: number) => void>();
  #inner!: NotaryLog;
  #owned: boolean;
  #closed = false;

  constructor(options: SharedLogOptions) {
    this.#options = options;
    this.trust = options.trust;
    this.#owned = options.replica === undefined;
    this.#alarms = new Alarms(options.logger);
  }

  /** True once this process has checkpoints cosigned; it does until it ends. */
  get isOwned(): boolean {
    return this.#owned;
  }

  /** Called once. Throws as `openLog`. */
  async open(): Promise<void> {
    const { replica } = this.#options;
    this.#inner = replica === undefined ? await this.#openOwn() : await this.#openReplica(replica);
  }

  /** Becomes the owner; resolves to whether it was not yet. Throws `LEDGER_LOCKED` while another process is, and as `openLog`. */
  async takeOver(): Promise<boolean> {
    if (this.#owned || this.#closed) return false;
    const own = await this.#openOwn();
    const before = this.#inner;
    this.#inner = own;
    this.#owned = true;
    this.#alarms.clear('published');
    const newest = own.checkpoint();
    if (newest !== undefined) this.#tell(newest.checkpoint.size);
    await before.close();
    return true;
  }

  async #openOwn(): Promise<NotaryLog> {
    const log = await openLog(this.#options);
    log.onCheckpoint((size) => this.#tell(size));
    return log;
  }

  /** What does not fit the blocks any more, after a power cut for one, is made again: it is only a copy. */
  async #openReplica(replica: string): Promise<NotaryLog> {
    const dir = join(replica, 'log');
    try {
      const log = await this.#openCopy(dir);
      if (log.alarms().length === 0) return log;
      await log.close();
    } catch (error) {
      if (!(error instanceof CunzhengError && error.code === 'LOG_CORRUPT')) throw error;
    }
    await rm(dir, { recursive: true, force: true });
    return this.#openCopy(dir);
  }

  async #openCopy(dir: string): Promise<NotaryLog> {
    const { dir: published, past } = this.#options;
    const options = { ...this.#options, dir, cosigners: async () => [] };
    let checkpoints: PublishedCheckpoints | undefined;
    const log = await openOver(options, async (tree) => {
      checkpoints = new PublishedCheckpoints({
        dir: published,
        tree,
        past,
        onNewest: (size) => this.#tell(size),
        onFault: (fault) => this.#noteFault(fault),
      });
      return checkpoints;
    });
    await checkpoints?.start();
    return log;
  }

  #noteFault(fault: CunzhengError | undefined): void {
    if (fault === undefined) this.#alarms.clear('published');
    else this.#alarms.raise('published', fault.code, fault.message);
  }

  #tell(size: number): void {
    for (const listener of [...this.#listeners]) listener(size);
  }

  get origin(): string {
    return this.#inner.origin;
  }

  readonly node: NodeReader = (level, index) => this.#inner.node(level, index);

  size(): number {
    return this.#inner.size();
  }

  blocks(): number {
    return this.#inner.blocks();
  }

  locate(id: RecordId): Promise<RecordPlace | undefined> {
    return this.#ask((inner) => inner.locate(id));
  }

  locateBatch(court: string, seq: number): Promise<RecordPlace | undefined> {
    return this.#ask((inner) => inner.locateBatch(court, seq));
  }

  entry(index: number): Promise<LogEntry> {
    return this.#ask((inner) => inner.entry(index));
  }

  checkpoint(): PublishedCheckpoint | undefined {
    return this.#inner.checkpoint();
  }

  checkpointAt(size: number): Promise<string | undefined> {
    return this.#ask((inner) => inner.checkpointAt(size));
  }

  checkpointsAfter(size: number): AsyncIterable<KeptCheckpoint> {
    return this.#inner.checkpointsAfter(size);
  }

  onCheckpoint(listener: (size: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readTile(path: string): Promise<Uint8Array | undefined> {
    return this.#ask((inner) => inner.readTile(path));
  }

  readBundle(path: string): Promise<Uint8Array | undefined> {
    return this.#ask((inner) => inner.readBundle(path));
  }

  reportFork(member: string, fork: ShownFork): Promise<void> {
    return this.#inner.reportFork(member, fork);
  }

  alarms(): readonly LogAlarm[] {
    return [...this.#inner.alarms(), ...this.#alarms.list()];
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#inner.close();
  }

  /** Asks again where the log was taken over in the midst of the answer. */
  async #ask<T>(question: (inner: NotaryLog) => Promise<T>): Promise<T> {
    const inner = this.#inner;
    try {
      return await question(inner);
    } catch (error) {
      if (inner === this.#inner) throw error;
      return question(this.#inner);
    }
  }
}
