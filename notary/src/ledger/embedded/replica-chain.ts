import { setTimeout as delay } from 'node:timers/promises';
import { CunzhengError } from '@cunzheng/domain';
import { decodeBlock, demandLinked, type StoredBlock } from './block-codec.ts';
import {
  type BlockChain,
  type Candidate,
  News,
  RecentBlocks,
  type Recorded,
  type Tip,
} from './chain.ts';
import type { FrameTail } from './frame-tail.ts';
import type { Frame } from './frames.ts';
import { REPLAY_BACKLOG } from './open.ts';
import type { State } from './state.ts';

/** Between two looks for what the owner has written; a reader who asks looks at once. */
const LOOK_MS = 50;

/** The blocks that another process writes, read behind it: the state here follows, and nothing is recorded. */
export class ReplicaChain implements BlockChain {
  readonly #tail: FrameTail;
  readonly #state: State;
  readonly #recent = new RecentBlocks();
  readonly #news = new News();
  readonly #closed = new AbortController();
  #tip: Tip;
  #reading: Promise<void> | undefined;
  #failure: CunzhengError | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(tail: FrameTail, state: State, tip: Tip) {
    this.#tail = tail;
    this.#state = state;
    this.#tip = tip;
  }

  get tip(): Tip {
    return this.#tip;
  }

  get failure(): CunzhengError | undefined {
    return this.#failure;
  }

  /** Looks again and again from now on. */
  start(): void {
    this.#looking = this.#look();
  }

  recent(number: number): StoredBlock | undefined {
    return this.#recent.get(number);
  }

  demandHealthy(): void {
    throw new CunzhengError('LEDGER_UNAVAILABLE', 'another process owns the ledger');
  }

  async add(_candidate: Candidate): Promise<Recorded> {
    throw new CunzhengError('LEDGER_UNAVAILABLE', 'another process owns the ledger');
  }

  news(signal?: AbortSignal): Promise<void> {
    return this.#news.next(signal);
  }

  stop(): void {
    this.#news.tell();
  }

  /** Nothing is taken from now on. */
  fail(cause: unknown): void {
    const failure = cause instanceof CunzhengError ? cause : undefined;
    this.#failure ??=
      failure ??
      new CunzhengError('LEDGER_UNAVAILABLE', `blocks cannot be followed: ${String(cause)}`, {
        cause,
      });
  }

  /** What was durable in the owner's files when it was called is here when it resolves. Throws what stopped the chain. */
  async catchUp(): Promise<void> {
    // A look that is under way may have passed the place already.
    await this.#reading;
    await this.#readOnce();
    if (this.#failure !== undefined) throw this.#failure;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#looking;
    await this.#reading;
    await this.#tail.close();
  }

  async #look(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted && this.#failure === undefined) {
      await this.#readOnce();
      await delay(LOOK_MS, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  #readOnce(): Promise<void> {
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    if (this.#failure !== undefined || this.#closed.signal.aborted) return;
    const before = this.#tip.height;
    try {
      for (
        let frame = await this.#tail.read();
        frame !== undefined;
        frame = await this.#tail.read()
      ) {
        await this.#take(frame);
      }
    } catch (error) {
      this.fail(error);
    }
    if (this.#tip.height > before) this.#news.tell();
  }

  async #take(frame: Frame): Promise<void> {
    const block = decodeBlock(frame.block, frame.hash);
    demandLinked(block, this.#tip.hash);
    if (this.#state.backlog > REPLAY_BACKLOG) await this.#state.written();
    const time = block.transactions.at(-1)?.time ?? this.#tip.time;
    this.#state.apply(block, frame, time);
    this.#recent.add(block, frame.block.length);
    this.#tip = { height: frame.number + 1, hash: Uint8Array.from(frame.hash), time };
  }
}
