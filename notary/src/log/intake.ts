import {
  type Batch,
  CunzhengError,
  decodeEntry,
  equalBytes,
  FIRST_PREV_ROOT,
  parseBatch,
  type RecordId,
} from '@cunzheng/domain';
import type { LedgerBlock } from '../ledger/port.ts';
import { entriesOf } from './entries.ts';
import type { LogTree } from './log-tree.ts';

/** Takes the ledger's blocks into the tree: each once, and each following the one before. */
export class Intake {
  readonly #tree: LogTree;
  #blocks: number;
  #lastHash: Uint8Array | undefined;
  /** Newest batch of each court that has come since the start. */
  readonly #newest = new Map<string, NewestBatch>();

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
   * is written a second time, or a court's batches leave a gap.
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
    await this.#checkRecords(entries.flatMap(({ id }) => (id === undefined ? [] : [id])));
    for (const { batch } of entries) if (batch !== undefined) await this.#checkBatch(batch);
    this.#tree.append(entries.map(({ bytes }) => bytes));
  }

  async #checkRecords(ids: readonly RecordId[]): Promise<void> {
    const seen = new Set<RecordId>();
    const twice = ids.find((id) => seen.size === seen.add(id).size);
    const repeated = twice ?? (await this.#tree.known([...seen]))[0];
    if (repeated !== undefined)
      throw new CunzhengError('LEDGER_CORRUPT', `record ${repeated} is written a second time`);
  }

  /** A court's batches are numbered without a gap, and each names the root before: the contract refuses all else. */
  async #checkBatch(batch: Batch): Promise<void> {
    const { court, seq } = batch;
    const before = this.#newest.get(court) ?? (await this.#batchBefore(batch));
    const fault = sequenceFault(batch, before);
    if (fault !== undefined) throw new CunzhengError('LEDGER_CORRUPT', `${court}: ${fault}`);
    this.#newest.set(court, { seq, root: batch.root });
  }

  /** What the log has of a court after a start: its last batch, as far as the new one lets it be found. */
  async #batchBefore({ court, seq }: Batch): Promise<NewestBatch | undefined> {
    for (const known of [seq, seq - 1]) {
      const place = await this.#tree.locateBatch(court, known);
      if (place === undefined) continue;
      const { bytes } = decodeEntry(await this.#tree.entry(place.index));
      return { seq: known, root: parseBatch(bytes).root };
    }
    return undefined;
  }
}

/** As much of a batch as the next one must fit. */
export type NewestBatch = Pick<Batch, 'seq' | 'root'>;

/** What is wrong with a batch after the one before it in the log; undefined when it follows. */
export function sequenceFault(
  { seq, prevRoot }: Batch,
  before: NewestBatch | undefined,
): string | undefined {
  const last = before?.seq ?? 0;
  if (seq <= last) return `batch ${seq} is written a second time`;
  if (seq > last + 1) return `batch ${seq} comes after ${last}: what lies between is missing`;
  const root = before?.root ?? FIRST_PREV_ROOT;
  return prevRoot === root ? undefined : `batch ${seq} names another root than ${last} has`;
}
