import type { Ledger } from '../ledger/port.ts';
import type { BlockQueue } from './block-queue.ts';
import { pause } from './pause.ts';

const RETRY_MS = 1000;

export interface FollowerOptions {
  readonly ledger: Pick<Ledger, 'follow'>;
  readonly queue: BlockQueue;
  readonly signal: AbortSignal;
  /** Told when the ledger cannot be read, with why, and when it can again. */
  readonly onState: (lost: Error | undefined) => void;
}

/** Reads blocks from number `from` into the queue until `signal` aborts; tries again while the ledger cannot be read. */
export async function followBlocks(from: number, options: FollowerOptions): Promise<void> {
  const { ledger, queue, signal, onState } = options;
  let next = from;
  while (!signal.aborted) {
    try {
      for await (const block of ledger.follow(next, signal)) {
        onState(undefined);
        await queue.put(block, signal);
        next = block.number + 1;
      }
    } catch (error) {
      if (signal.aborted) return;
      onState(error as Error);
      queue.stir();
    }
    await pause(RETRY_MS, signal);
  }
}
