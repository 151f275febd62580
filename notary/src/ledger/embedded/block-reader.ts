import { CunzhengError } from '@cunzheng/domain';
import { decodeBlock, type StoredBlock } from './block-codec.ts';
import type { BlockDirectory } from './block-directory.ts';
import type { BlockChain, Recorded } from './chain.ts';
import { readFrame, readFrames } from './frames.ts';
import type { State } from './state.ts';

/** Finds blocks and transactions again: the last ones in memory, the others in the files. */
export class BlockReader {
  readonly #directory: BlockDirectory;
  readonly #chain: BlockChain;
  readonly #state: State;

  constructor(directory: BlockDirectory, chain: BlockChain, state: State) {
    this.#directory = directory;
    this.#chain = chain;
    this.#state = state;
  }

  /** undefined when no block holds the transaction. Throws `LEDGER_CORRUPT`. */
  async find(txId: string): Promise<Recorded | undefined> {
    const place = /^[0-9a-f]{64}$/.test(txId) ? this.#state.transactionPlace(txId) : undefined;
    if (place === undefined) return undefined;
    const block = this.#chain.recent(place.block) ?? (await this.#readOne(place.block));
    const transaction = block.transactions[place.index];
    if (transaction?.txId !== txId) {
      const details = { block: place.block };
      throw new CunzhengError('LEDGER_CORRUPT', 'index points to another block', { details });
    }
    return { block: place.block, transaction };
  }

  async #readOne(number: number): Promise<StoredBlock> {
    const position = this.#state.blockPosition(number);
    if (position === undefined) throw missing(number);
    const frame = await readFrame(this.#directory, position, number);
    return decodeBlock(frame.block, frame.hash);
  }

  /** Blocks from a number to the present tip, from the files. Throws `LEDGER_CORRUPT`. */
  async *read(from: number): AsyncGenerator<StoredBlock, void> {
    const position = this.#state.blockPosition(from);
    if (position === undefined) throw missing(from);
    const end = this.#chain.tip.height;
    for await (const frame of readFrames(this.#directory, position, from)) {
      yield decodeBlock(frame.block, frame.hash);
      if (frame.number + 1 >= end) return;
    }
    throw missing(end - 1);
  }
}

function missing(block: number): CunzhengError {
  return new CunzhengError('LEDGER_CORRUPT', `no block ${block}`, { details: { block } });
}
