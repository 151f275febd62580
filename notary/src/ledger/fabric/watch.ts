import type { Logger } from '../../logger.ts';
import type { LedgerAlarm } from '../port.ts';
import { type Choice, ranked } from './peers.ts';
import type { BlockPrint } from './questions.ts';

/** A peer that is looked after; `up` and `height` are kept here. */
export interface WatchedPeer extends Choice {
  up: boolean;
  height: number;
}

export interface WatchOptions<P extends WatchedPeer> {
  readonly peers: readonly P[];
  readonly intervalMs: number;
  readonly logger: Logger;
  /** Number of blocks that a peer has; rejects when it does not answer. */
  readonly askHeight: (peer: P) => Promise<number>;
  readonly askPrint: (peer: P, number: number) => Promise<BlockPrint>;
}

/**
 * Looks at every member's peers all the time: whether they answer, how far they are, and whether they have the same
 * blocks with the same outcomes. Each hash covers all that came before it, so that the newest block which two peers have
 * stands for all of them. A difference is an alarm until it is gone, and so is a peer that has fewer blocks than before.
 */
export class PeerWatch<P extends WatchedPeer> {
  readonly #options: WatchOptions<P>;
  readonly #alarms = new Map<string, LedgerAlarm>();
  /** Newest block of each peer that was compared. */
  readonly #compared = new Map<P, number>();
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #looking: Promise<void> = Promise.resolve();
  #comparing: Promise<void> | undefined;

  constructor(options: WatchOptions<P>) {
    this.#options = options;
  }

  alarms(): readonly LedgerAlarm[] {
    return [...this.#alarms.values()];
  }

  /** Tells each time all peers were visited. Returns what ends it. */
  onLook(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#looking = this.#visitAll().then(() => {
        // A block may take long to come; that must not keep us from seeing who answers.
        this.#comparing ??= this.#compare().finally(() => {
          this.#comparing = undefined;
        });
        this.start();
      });
    }, this.#options.intervalMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await this.#comparing;
  }

  /** Looks and compares once. Never rejects. */
  async look(): Promise<void> {
    await this.#visitAll();
    await this.#compare();
  }

  async #visitAll(): Promise<void> {
    await Promise.all(this.#options.peers.map((peer) => this.#visit(peer)));
    for (const listener of [...this.#listeners]) listener();
  }

  async #visit(peer: P): Promise<void> {
    // Meanwhile a block may come by another way.
    const before = peer.height;
    try {
      this.#sawHeight(peer, before, await this.#options.askHeight(peer));
      this.#sawUp(peer, true);
    } catch (error) {
      this.#sawUp(peer, false, (error as Error).message);
    }
  }

  #sawUp(peer: P, up: boolean, why = ''): void {
    if (peer.up === up) return;
    peer.up = up;
    const fields = { peer: peer.address, member: peer.member };
    if (up) this.#options.logger.info(fields, 'a peer answers again');
    else this.#options.logger.warn({ ...fields, why }, 'a peer does not answer');
  }

  #sawHeight(peer: P, before: number, height: number): void {
    const key = `rolled back ${peer.address}`;
    if (height >= before) {
      peer.height = Math.max(peer.height, height);
      this.#alarms.delete(key);
    } else {
      const told = `peer ${peer.address} of ${peer.member} had ${before} blocks and has ${height}`;
      this.#raise(key, told);
    }
  }

  async #compare(): Promise<void> {
    const [first, ...others] = ranked(this.#options.peers.filter(({ up }) => up));
    if (first === undefined) return;
    const prints = new Map<number, Promise<BlockPrint>>();
    await Promise.all(
      others.map(async (other) => {
        const number = Math.min(first.height, other.height) - 1;
        if (number < 0 || (this.#compared.get(other) === number && this.#alarms.size === 0)) return;
        const mine = prints.get(number) ?? this.#options.askPrint(first, number);
        prints.set(number, mine);
        try {
          const [a, b] = await Promise.all([mine, this.#options.askPrint(other, number)]);
          this.#judge(first, other, a, b);
          this.#compared.set(other, number);
        } catch {
          // Not comparable now; whether it answers at all is seen at the next visit.
        }
      }),
    );
  }

  #judge(first: P, other: P, a: BlockPrint, b: BlockPrint): void {
    const key = `differs ${other.address}`;
    const difference = differenceOf(a, b);
    if (difference === undefined) {
      this.#alarms.delete(key);
      return;
    }
    this.#raise(
      key,
      `peers ${first.address} of ${first.member} and ${other.address} of ${other.member} ` +
        `differ in block ${a.number}: ${difference}`,
    );
  }

  #raise(key: string, message: string): void {
    const code = 'LEDGER_DIVERGED';
    if (this.#alarms.get(key)?.message !== message) this.#options.logger.error({ code }, message);
    this.#alarms.set(key, { code, message });
  }
}

function differenceOf(a: BlockPrint, b: BlockPrint): string | undefined {
  if (a.hash !== b.hash) return 'other transactions';
  if (a.validity !== b.validity) return 'other transactions are valid';
  return a.commitHash === b.commitHash ? undefined : 'other changes of the state';
}
