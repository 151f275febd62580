import { CunzhengError } from '@cunzheng/domain';
import { VALIDATION } from '../port.ts';
import {
  blockHash,
  encodeBlock,
  type StoredBlock,
  type StoredTransaction,
  transactionSize,
} from './block-codec.ts';
import type { BlockFiles } from './block-files.ts';
import { CommitCheck } from './commit-check.ts';
import { encodeFrame } from './frames.ts';
import type { Simulation } from './simulation.ts';
import type { State } from './state.ts';

const BLOCK_TRANSACTIONS = 1000;
const BLOCK_BYTES = 8 * 1024 * 1024;
const TRANSACTION_BYTES = 16 * 1024 * 1024;
const RECENT_BYTES = 256 * 1024;
/** Operations that may wait for LevelDB before blocks wait too. */
const MAX_BACKLOG = 50_000;

/** A simulated transaction that wants to be recorded. */
export interface Candidate {
  readonly simulation: Simulation;
  readonly txId: string;
  readonly time: number;
  readonly creator: string;
  readonly callHash: Uint8Array;
  readonly response: string;
}

export interface Recorded {
  readonly block: number;
  readonly transaction: StoredTransaction;
}

export interface Tip {
  readonly height: number;
  readonly hash: Uint8Array;
  /** Time of the last transaction, ms. */
  readonly time: number;
}

/** Blocks as a ledger works on them: written here, or read behind the process that writes them. */
export interface BlockChain {
  readonly tip: Tip;
  /** What stopped the chain. */
  readonly failure: CunzhengError | undefined;
  /** A block that is still in memory. */
  recent(number: number): StoredBlock | undefined;
  /** Throws why nothing can be recorded here. */
  demandHealthy(): void;
  /** Resolves once the transaction stands in a durable block, valid or not. */
  add(candidate: Candidate): Promise<Recorded>;
  /** Takes what others have written by now. */
  catchUp(): Promise<void>;
  /** Resolves at the next block, at `stop`, or when the signal aborts. */
  news(signal?: AbortSignal): Promise<void>;
  /** Wakes those who wait for news. */
  stop(): void;
  close(): Promise<void>;
}

interface Waiting {
  readonly transaction: StoredTransaction;
  readonly simulation: Simulation;
  readonly size: number;
  readonly resolve: (recorded: Recorded) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Where transactions become blocks: everything that is ready goes into the next block, one block at a time, one sync
 * each. After one failed write nothing more is recorded, for what the disk holds is then unknown until it is read again.
 */
export class Chain implements BlockChain {
  readonly #files: BlockFiles;
  readonly #state: State;
  readonly #recent = new RecentBlocks();
  readonly #news = new News();
  #tip: Tip;
  #queue: Waiting[] = [];
  #working: Promise<void> | undefined;
  #failure: CunzhengError | undefined;

  constructor(files: BlockFiles, state: State, tip: Tip) {
    this.#files = files;
    this.#state = state;
    this.#tip = tip;
  }

  get tip(): Tip {
    return this.#tip;
  }

  recent(number: number): StoredBlock | undefined {
    return this.#recent.get(number);
  }

  /** Nobody else writes here. */
  async catchUp(): Promise<void> {}

  get failure(): CunzhengError | undefined {
    return this.#failure;
  }

  demandHealthy(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Nothing is recorded from now on. */
  fail(cause: unknown): void {
    this.#failure ??= new CunzhengError(
      isDiskFull(cause) ? 'DISK_FULL' : 'LEDGER_UNAVAILABLE',
      'the ledger could not write and records nothing until it is opened again: mend the disk, then start the server again',
      { cause },
    );
  }

  add(candidate: Candidate): Promise<Recorded> {
    this.demandHealthy();
    const { simulation, ...rest } = candidate;
    const writes = simulation.writes();
    const transaction = { ...rest, valid: true, code: VALIDATION.valid, writes };
    const size = transactionSize(transaction);
    if (size > TRANSACTION_BYTES) throw new CunzhengError('LEDGER_REFUSED', 'call writes too much');
    return new Promise((resolve, reject) => {
      this.#queue.push({ transaction, simulation, size, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  news(signal?: AbortSignal): Promise<void> {
    return this.#news.next(signal);
  }

  stop(): void {
    this.#news.tell();
  }

  async close(): Promise<void> {
    await this.#working;
    await this.#files.close();
  }

  async #work(): Promise<void> {
    while (this.#queue.length > 0) {
      // What becomes ready in this turn of the event loop shares the block.
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#state.backlog > MAX_BACKLOG) await this.#state.written();
      await this.#record(this.#take());
    }
    this.#working = undefined;
  }

  #take(): Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const { size } of this.#queue) {
      bytes += size;
      if (count === BLOCK_TRANSACTIONS || (count > 0 && bytes > BLOCK_BYTES)) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #record(waiting: readonly Waiting[]): Promise<void> {
    try {
      this.demandHealthy();
      const transactions = await this.#judge(waiting);
      const block = await this.#append(transactions);
      this.stop();
      waiting.forEach(({ resolve }, index) => {
        const transaction = transactions[index] as StoredTransaction;
        resolve({ block: block.number, transaction });
      });
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  async #judge(waiting: readonly Waiting[]): Promise<StoredTransaction[]> {
    const check = new CommitCheck(this.#state);
    const judged: StoredTransaction[] = [];
    for (const { transaction, simulation } of waiting) {
      const keys = transaction.writes.map((write) => write.key);
      const code = await check.judge(simulation, keys);
      const valid = code === VALIDATION.valid;
      judged.push(valid ? transaction : { ...transaction, valid, code, writes: [] });
    }
    return judged;
  }

  async #append(transactions: readonly StoredTransaction[]): Promise<StoredBlock> {
    const number = this.#tip.height;
    const previousHash = this.#tip.hash;
    const bytes = encodeBlock({ number, previousHash, transactions });
    const hash = blockHash(bytes);
    const block = { number, hash, previousHash, transactions, genesis: undefined };
    const position = await this.#write(encodeFrame(bytes, hash), number);
    const time = (transactions.at(-1) as StoredTransaction).time;
    this.#state.apply(block, position, time);
    this.#recent.add(block, bytes.length);
    this.#tip = { height: number + 1, hash, time };
    return block;
  }

  async #write(frame: Buffer, number: number) {
    try {
      return await this.#files.append(frame, number);
    } catch (cause) {
      this.fail(cause);
      if (isDiskFull(cause)) throw this.#failure;
      // It may have reached the disk and may come back when the ledger is opened again.
      const message =
        'the block could not be written; whether it is recorded shows at the next start';
      throw new CunzhengError('LEDGER_OUTCOME_UNKNOWN', message, { cause });
    }
  }
}

function isDiskFull(cause: unknown): boolean {
  const { code, message } = (cause ?? {}) as { code?: string; message?: string };
  return code === 'ENOSPC' || code === 'EDQUOT' || /no space left/i.test(message ?? '');
}

/** Those who wait for the next block. */
export class News {
  readonly #listeners = new Set<() => void>();

  /** Resolves when it is told, or when the signal aborts. */
  next(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const tell = () => {
        this.#listeners.delete(tell);
        signal?.removeEventListener('abort', tell);
        resolve();
      };
      this.#listeners.add(tell);
      signal?.addEventListener('abort', tell);
      if (signal?.aborted) tell();
    });
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The last blocks, so that those who follow need not read them again. */
export class RecentBlocks {
  readonly #blocks = new Map<number, { block: StoredBlock; size: number }>();
  #bytes = 0;

  get(number: number): StoredBlock | undefined {
    return this.#blocks.get(number)?.block;
  }

  add(block: StoredBlock, size: number): void {
    this.#blocks.set(block.number, { block, size });
    this.#bytes += size;
    for (const [number, oldest] of this.#blocks) {
      if (this.#bytes <= RECENT_BYTES || number === block.number) break;
      this.#blocks.delete(number);
      this.#bytes -= oldest.size;
    }
  }
}
