import {
  type Checkpoint,
  CunzhengError,
  checkpointText,
  formatNote,
  type NoteSignature,
} from '@cunzheng/domain';
import type { Clock } from '../ledger/port.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import type { Cosigner } from './cosigner.ts';
import { pause } from './pause.ts';

/** How long one more cosignature is waited for when k are there. */
const GRACE_MS = 100;

export interface CosigningParts {
  readonly store: CheckpointStore;
  /** Members that must sign a checkpoint of this size. */
  readonly needed: (size: number) => number;
  readonly clock: Clock;
}

/** The cosigners of one log, and what they cosign. */
export class Cosigning {
  readonly #cosigners: readonly Cosigner[];
  readonly #parts: CosigningParts;

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
    const given = await this.#collect(checkpoint, needed);
    if (given.length < needed) return false;
    const signatures = given.flat();
    const text = checkpointText(checkpoint);
    const note = formatNote(text, signatures);
    await this.#parts.store.publish({ checkpoint, text, signatures, note });
    return true;
  }

  close(): void {
    for (const cosigner of this.#cosigners) cosigner.close?.();
  }

  /** Each member's lines, members in their order; one that is late or out of reach holds nobody up once k are there. */
  async #collect(
    checkpoint: Checkpoint,
    needed: number,
  ): Promise<readonly (readonly NoteSignature[])[]> {
    const seconds = Math.floor(this.#parts.clock() / 1000);
    const given = new Map<Cosigner, readonly NoteSignature[]>();
    const grace = new AbortController();
    let enough = () => {};
    const late = new Promise<void>((resolve) => {
      enough = () => pause(GRACE_MS, grace.signal).then(resolve);
    });
    const asked = this.#cosigners.map(async (cosigner) => {
      const lines = await signedBy(cosigner, checkpoint, seconds);
      if (lines === undefined) return;
      given.set(cosigner, lines);
      if (given.size === needed) enough();
    });
    await Promise.race([Promise.all(asked), late]);
    grace.abort();
    return this.#cosigners.flatMap((cosigner) => {
      const lines = given.get(cosigner);
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
