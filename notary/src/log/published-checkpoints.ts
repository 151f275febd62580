import { CunzhengError, equalBytes, treeRoot } from '@cunzheng/domain';
import {
  type Checkpoints,
  type KeptCheckpoint,
  type PublishedCheckpoint,
  readNewestCheckpoint,
} from './checkpoint-store.ts';
import type { LogTree } from './log-tree.ts';
import { pause } from './pause.ts';

/** Between two looks at what the owner has published. */
const LOOK_MS = 50;

export interface PublishedOptions {
  /** Directory of the owner's log. */
  readonly dir: string;
  /** This process's own tree: a checkpoint counts once the tree has it. */
  readonly tree: Pick<LogTree, 'state' | 'node'>;
  /** Note of a past checkpoint. */
  readonly past: (size: number) => Promise<string | undefined>;
  readonly onNewest: (size: number) => void;
  /** Told when the newest cannot be taken, and with undefined when it can again. */
  readonly onFault: (fault: CunzhengError | undefined) => void;
}

/** The checkpoints that another process publishes, each compared with the tree that this one made of the same blocks. */
export class PublishedCheckpoints implements Checkpoints {
  readonly #options: PublishedOptions;
  readonly #closed = new AbortController();
  #newest: PublishedCheckpoint | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: PublishedOptions) {
    this.#options = options;
  }

  get newest(): PublishedCheckpoint | undefined {
    return this.#newest;
  }

  /** Looks now, and again and again. */
  async start(): Promise<void> {
    await this.#lookOnce();
    this.#looking = this.#look();
  }

  async publish(): Promise<void> {
    throw new TypeError('checkpoints of another process are published there');
  }

  async at(size: number): Promise<string | undefined> {
    if (this.#newest?.checkpoint.size === size) return this.#newest.note;
    return this.#options.past(size);
  }

  async *after(): AsyncGenerator<KeptCheckpoint, void> {}

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      await pause(LOOK_MS, signal);
      await this.#lookOnce();
    }
  }

  async #lookOnce(): Promise<void> {
    try {
      await this.#take(await readNewestCheckpoint(this.#options.dir));
      this.#options.onFault(undefined);
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      this.#options.onFault(error);
    }
  }

  async #take(found: PublishedCheckpoint | undefined): Promise<void> {
    const { tree, onNewest } = this.#options;
    const before = this.#newest?.checkpoint.size ?? -1;
    if (found === undefined || found.checkpoint.size <= before) return;
    const { size, root } = found.checkpoint;
    if (size > tree.state.size) return;
    if (!equalBytes(await treeRoot(size, tree.node), root))
      throw new CunzhengError(
        'AUDITOR_ROLLED_BACK',
        `the checkpoint of ${size} entries is not that of the blocks`,
      );
    this.#newest = found;
    onNewest(size);
  }
}
