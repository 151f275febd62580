/** So long may an orderer stand still behind the others: longer than any change of leader, and than fetching blocks. */
const PATIENCE_MS = 20_000;

interface Standing {
  readonly height: number;
  /** Since when it has been behind without a block more. */
  readonly since: number;
}

/**
 * Finds orderers that stand still while the others go on. SmartBFT can lock itself up when it gives a leader up in the
 * very moment in which a block is decided; such a process answers whoever asks and takes no block until it is started again.
 */
export class Laggards {
  readonly #standing = new Map<string, Standing>();

  /**
   * Takes everybody's number of blocks, 0 for one that does not answer, at a monotonic time in milliseconds. Returns
   * those to be started again, each once.
   */
  note(heights: ReadonlyMap<string, number>, now: number): string[] {
    const most = Math.max(0, ...heights.values());
    const stuck: string[] = [];
    for (const [name, height] of heights) {
      const known = this.#standing.get(name);
      if (height === 0 || height === most) {
        this.#standing.delete(name);
      } else if (known?.height !== height) {
        this.#standing.set(name, { height, since: now });
      } else if (now - known.since >= PATIENCE_MS) {
        this.#standing.delete(name);
        stuck.push(name);
      }
    }
    return stuck;
  }
}
