import { equalBytes, parseCheckpoint, type TrustFile, toBase64Url } from '@cunzheng/domain';
import { checkNote } from './ground.ts';
import type { Findings } from './report.ts';

/** Stored checkpoints by rising size, compared while the tree grows past them. */
export class CheckpointsToCheck {
  readonly #notes: AsyncIterator<[string, string]>;
  readonly #trust: TrustFile | undefined;
  #next: [string, string] | undefined;
  #begun = false;

  constructor(notes: AsyncIterable<[string, string]>, trust: TrustFile | undefined) {
    this.#notes = notes[Symbol.asyncIterator]();
    this.#trust = trust;
  }

  async #advance(): Promise<void> {
    const { done, value } = await this.#notes.next();
    this.#next = done === true ? undefined : value;
  }

  /** Compares the checkpoints up to `size`, whose tree has this root. */
  async compareUpTo(size: number, root: () => Uint8Array, findings: Findings): Promise<void> {
    if (!this.#begun) await this.#advance();
    this.#begun = true;
    while (this.#next !== undefined && Number(this.#next[0]) <= size) {
      this.#compare(this.#next, size, root, findings);
      await this.#advance();
    }
  }

  #compare(
    [key, note]: [string, string],
    size: number,
    root: () => Uint8Array,
    findings: Findings,
  ): void {
    const where = `log/checkpoints: size ${Number(key)}`;
    try {
      const parsed = parseCheckpoint(note);
      if (this.#trust !== undefined) checkNote(parsed, this.#trust, where, findings);
      const { checkpoint } = parsed;
      if (checkpoint.size === size && equalBytes(checkpoint.root, root())) return;
      const [expected, found] = [toBase64Url(root()), toBase64Url(checkpoint.root)];
      findings.differs({ what: 'checkpoint', where, why: 'is of another tree', expected, found });
    } catch (error) {
      findings.differs({ what: 'checkpoint', where, why: (error as Error).message });
    }
  }

  /** Names the first checkpoint that the tree never reached. */
  finish(findings: Findings): void {
    if (this.#next === undefined) return;
    const where = `log/checkpoints: size ${Number(this.#next[0])}`;
    findings.differs({ what: 'checkpoint', where, why: 'is of more records than the blocks hold' });
  }
}
