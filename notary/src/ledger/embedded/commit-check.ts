import { VALIDATION } from '../port.ts';
import { compareUtf8, type RangeRead, type Simulation } from './simulation.ts';
import type { State } from './state.ts';

/**
 * Judges the transactions of one block in their order, as Fabric does at commit: what a transaction read must still
 * stand, in committed state and after the valid transactions before it in the block.
 */
export class CommitCheck {
  readonly #state: State;
  readonly #written = new Set<string>();

  constructor(state: State) {
    this.#state = state;
  }

  /** Validation code of the next transaction. */
  async judge(simulation: Simulation, keys: readonly string[]): Promise<number> {
    if (this.#readsChanged(simulation)) return VALIDATION.mvccConflict;
    for (const range of simulation.ranges) {
      if (await this.#rangeChanged(range)) return VALIDATION.phantom;
    }
    for (const key of keys) this.#written.add(key);
    return VALIDATION.valid;
  }

  #readsChanged(simulation: Simulation): boolean {
    for (const [key, version] of simulation.reads) {
      if (this.#written.has(key) || this.#state.get(key).version !== version) return true;
    }
    return false;
  }

  async #rangeChanged(range: RangeRead): Promise<boolean> {
    for (const key of this.#written) if (covers(range, key)) return true;
    let index = 0;
    for await (const entry of this.#state.range(range.start, range.end)) {
      const seen = range.seen[index++];
      if (seen === undefined) return range.exhausted;
      if (seen.key !== entry.key || seen.version !== entry.version) return true;
    }
    return index < range.seen.length;
  }
}

function covers(range: RangeRead, key: string): boolean {
  if (compareUtf8(key, range.start) < 0) return false;
  if (range.exhausted) return range.end === '' || compareUtf8(key, range.end) < 0;
  const last = range.seen.at(-1);
  return last !== undefined && compareUtf8(key, last.key) <= 0;
}
