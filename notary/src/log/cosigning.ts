import {
  type Checkpoint,
  CunzhengError,
  checkpointText,
  formatNote,
  type NoteSignature,
} from '@cunzheng/domain';
import type { Clock } from '../ledger/port.ts';
import type { Checkpoints } from './checkpoint-store.ts';
import type { Cosigner } from './cosigner.ts';
import { pause } from './pause.ts';

/** How long one more cosignature is waited for when k are there. */
const GRACE_MS = 100;
/** Who has not answered is asked again after the first pause, then ever more rarely up to the second. */
const FIRST_AGAIN_MS = 1000;
const MAX_AGAIN_MS = 30_000;

export interface CosigningParts {
  readonly store: Checkpoints;
  /** Members that must sign a checkpoint of this size. */
  readonly needed: (size: number) => number;
  readonly clock: Clock;
  /** Called whenever a cosigner has answered or refused after its checkpoint was made: it may have shown a fork. */
  readonly onLate: () => Promise<void>;
}

/** The cosigners of one log, and what they cosign. */
export class Cosigning {
  readonly #cosigners: readonly Cosigner[];
  readonly #parts: CosigningParts;
  readonly #closed = new AbortController();
  /** Asking on for the newest checkpoint; ends when everybody has answered, or a newer one is made. */
  #asking = new AbortController();
  readonly #late = new Set<Promise<void>>();

  constructor(cosigners: readonly Cosigner[], parts: CosigningParts) {
    this.#cosigners = cosigners;
    this.#parts = parts;
  }

  get cosigners(): readonly Cosigner[] {
    return this.#cosigners;
  }

  /** True when a tree of `size` entries has no checkpoint yet and enough members sign. */
  wanted(size: number): boolean {
    const able = this.#cosigners.filter(({ refusal }) => refusal === undefined).length;
    if (able < this.#parts.needed(size)) return false;
    return size > (this.#parts.store.newest?.checkpoint.size ?? 0);
  }

  /**
   * Has a checkpoint cosigned and publishes it. False when fewer than k members signed.
   * Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE` when it could not be published.
   */
  async make(checkpoint: Checkpoint): Promise<boolean> {
    const needed = this.#parts.needed(checkpoint.size);
    const seconds = Math.floor(this.#parts.clock() / 1000);
    const asked = this.#cosigners.map((cosigner) => signedBy(cosigner, checkpoint, seconds));
    const given = await this.#collect(asked, needed);
    if (given.length < needed) return false;
    const signatures = given.flat();
    const text = checkpointText(checkpoint);
    const note = formatNote(text, signatures);
    await this.#parts.store.publish({ checkpoint, text, signatures, note });
    if (given.length < asked.length) this.#hearOut(checkpoint, asked);
    return true;
  }

  /** Resolves when nothing is under way any more. */
  async close(): Promise<void> {
    this.#closed.abort();
    this.#asking.abort();
    for (const cosigner of this.#cosigners) cosigner.close?.();
    await Promise.all(this.#late);
  }

  /**
   * Goes on asking those whose answer the checkpoint did not wait for: one that signed another tree would otherwise be
   * found out only by the next record.
   */
  #hearOut(checkpoint: Checkpoint, asked: readonly Promise<unknown>[]): void {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    for (const [i, cosigner] of this.#cosigners.entries()) {
      const work = this.#hearOne(cosigner, checkpoint, asked[i] as Promise<unknown>, signal);
      this.#late.add(work);
      work.finally(() => this.#late.delete(work));
    }
  }

  async #hearOne(
    cosigner: Cosigner,
    checkpoint: Checkpoint,
    first: Promise<unknown>,
    signal: AbortSignal,
  ): Promise<void> {
    let lines = await first;
    await this.#tellLate();
    for (let ms = FIRST_AGAIN_MS; lines === undefined; ms = Math.min(2 * ms, MAX_AGAIN_MS)) {
      if (cosigner.refusal === undefined) await pause(ms, signal);
      if (signal.aborted || cosigner.refusal !== undefined) return;
      lines = await signedBy(cosigner, checkpoint, Math.floor(this.#parts.clock() / 1000));
      await this.#tellLate();
    }
  }

  async #tellLate(): Promise<void> {
    if (!this.#closed.signal.aborted) await this.#parts.onLate();
  }

  /** Each member's lines, members in their order; one that is late or out of reach holds nobody up once k are there. */
  async #collect(
    asked: readonly Promise<readonly NoteSignature[] | undefined>[],
    needed: number,
  ): Promise<readonly (readonly NoteSignature[])[]> {
    const given = new Map<number, readonly NoteSignature[]>();
    const grace = new AbortController();
    let enough = () => {};
    const late = new Promise<void>((resolve) => {
      enough = () => pause(GRACE_MS, grace.signal).then(resolve);
    });
    const heard = asked.map(async (answer, place) => {
      const lines = await answer;
      if (lines === undefined) return;
      given.set(place, lines);
      if (given.size === needed) enough();
    });
    await Promise.race([Promise.all(heard), late]);
    grace.abort();
    return asked.flatMap((_, place) => {
      const lines = given.get(place);
      return lines === undefined ? [] : [lines];
    });
  }
}

/** undefined when it refuses or cannot be reached. */
async function signedBy(
  cosigner: Cosigner,
  checkpoint: Checkpoint,
  seconds: number,
): Promise<readonly NoteSignature[] | undefined> {
  try {
    return await cosigner.cosign(checkpoint, seconds);
  } catch (error) {
    if (error instanceof CunzhengError) return undefined;
    throw error;
  }
}
