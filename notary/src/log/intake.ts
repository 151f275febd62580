import { CunzhengError, equalBytes, type RecordId } from '@cunzheng/domain';
import type { LedgerBlock } from '../ledger/port.ts';
import { entriesOf } from './entries.ts';
import type { LogTree } from './log-tree.ts';

/** Takes the ledger's blocks into the tree: each once, and each following the one before. */
export class Intake {
  readonly #tree: LogTree;
  #blocks: number;
  #lastHash: Uint8Array | undefined;

  constructor(tree: LogTree) {
    this.#tree = tree;
    this.#blocks = tree.state.blocks;
    this.#lastHash = tree.state.blockHash;
  }

  /** Blocks that stand in the tree's memory, flushed or not. */
  get blocks(): number {
    return this.#blocks;
  }

  /**
   * Appends the entries of the next blocks and flushes the tree; the last block taken may come again.
   * Throws `AUDITOR_ROLLED_BACK` when a block does not follow from the one before, `LEDGER_CORRUPT` when a record
   * is written a second time.
   */
  async take(blocks: readonly LedgerBlock[]): Promise<void> {
    for (const block of blocks) this.#checkChain(block);
    const fresh = blocks.filter((block) => block.number >= this.#blocks);
    const last = fresh.at(-1);
    if (last === undefined) return;
    await this.#append(fresh);
    this.#blocks = last.number + 1;
    await this.#tree.flush({ blocks: this.#blocks, blockHash: last.hash });
  }

  /** Each block follows the one before; the first one read again after a start is the one the log took last. */
  #checkChain(block: LedgerBlock): void {
    const again = block.number === this.#blocks - 1 && this.#lastHash !== undefined;
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
}
