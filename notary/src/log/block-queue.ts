import type { LedgerBlock } from '../ledger/port.ts';

/** Bytes that may wait; a follower that is faster than the disk waits in its turn. */
const LIMIT = 16 * 1024 * 1024;
/** What a block or a write costs besides its bytes. */
const OVERHEAD = 256;

function weightOf(block: LedgerBlock): number {
  let weight = OVERHEAD;
  for (const { writes } of block.transactions)
    for (const { value } of writes) weight += OVERHEAD + (value?.length ?? 0);
  return weight;
}

/** Blocks between the one that reads the ledger and the one that writes the log. */
export class BlockQueue {
  #blocks: LedgerBlock[] = [];
  #weight = 0;
  #wake: (() => void)[] = [];

  /** Adds a block; waits first while the queue is full. */
  async put(block: LedgerBlock, signal: AbortSignal): Promise<void> {
    while (this.#weight >= LIMIT && !signal.aborted) await this.changed();
    this.#blocks.push(block);
    this.#weight += weightOf(block);
    this.#change();
  }

  /** Takes the first `limit` of them, or all there are. */
  drain(limit: number = this.#blocks.length): LedgerBlock[] {
    const blocks = this.#blocks.splice(0, limit);
    this.#weight = this.#blocks.reduce((sum, block) => sum + weightOf(block), 0);
    this.#change();
    return blocks;
  }

  get length(): number {
    return this.#blocks.length;
  }

  get empty(): boolean {
    return this.#blocks.length === 0;
  }

  /** True when waiting any longer would keep the ledger's reader waiting. */
  get heavy(): boolean {
    return this.#weight >= LIMIT / 2;
  }

  /** Resolves at the next change, or the next `stir`. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  /** Wakes everyone who waits: something else has changed. */
  stir(): void {
    this.#change();
  }

  #change(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}
