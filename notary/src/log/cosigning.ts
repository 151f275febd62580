import {
  type Checkpoint,
  CunzhengError,
  checkpointText,
  editionFor,
  formatNote,
  type NoteSignature,
  type TrustFile,
} from '@cunzheng/domain';
import type { Clock } from '../ledger/port.ts';
import { Auditor, type AuditorKey, type RootOf } from './auditor.ts';
import type { CheckpointStore } from './checkpoint-store.ts';

/** The auditors of one log, and what they cosign. */
export class Cosigning {
  readonly #auditors: readonly Auditor[];
  readonly #store: CheckpointStore;
  readonly #trust: TrustFile;
  readonly #clock: Clock;

  private constructor(
    auditors: readonly Auditor[],
    parts: { readonly store: CheckpointStore; readonly trust: TrustFile; readonly clock: Clock },
  ) {
    this.#auditors = auditors;
    this.#store = parts.store;
    this.#trust = parts.trust;
    this.#clock = parts.clock;
  }

  /** Opens the auditors on a log of `size` entries; those who refuse are in `refusals`. */
  static async open(
    keys: readonly AuditorKey[],
    log: { readonly size: number; readonly rootOf: RootOf },
    parts: { readonly store: CheckpointStore; readonly trust: TrustFile; readonly clock: Clock },
  ): Promise<Cosigning> {
    const opening = keys.map((key) => Auditor.open(key, log.size, log.rootOf));
    return new Cosigning(await Promise.all(opening), parts);
  }

  /** Auditors that do not sign, and why. */
  refusals(): { readonly member: string; readonly refusal: CunzhengError }[] {
    return this.#auditors.flatMap(({ member, refusal }) =>
      refusal === undefined ? [] : [{ member, refusal }],
    );
  }

  /** True when a tree of `size` entries has no checkpoint yet and enough auditors sign. */
  wanted(size: number): boolean {
    const able = this.#auditors.length - this.refusals().length;
    if (able < editionFor(this.#trust, size).k) return false;
    return size > (this.#store.newest?.checkpoint.size ?? 0);
  }

  /**
   * Has a checkpoint cosigned and publishes it. False when fewer than k members signed.
   * Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE` when it could not be published.
   */
  async make(checkpoint: Checkpoint): Promise<boolean> {
    const signatures = await this.#collect(checkpoint);
    // Each auditor gives two lines, of which its cosignature counts.
    if (signatures.length < 2 * editionFor(this.#trust, checkpoint.size).k) return false;
    const text = checkpointText(checkpoint);
    await this.#store.publish({ checkpoint, text, signatures, note: formatNote(text, signatures) });
    return true;
  }

  async #collect(checkpoint: Checkpoint): Promise<NoteSignature[]> {
    const seconds = Math.floor(this.#clock() / 1000);
    const answers = await Promise.allSettled(
      this.#auditors.map((auditor) => auditor.cosign(checkpoint, seconds)),
    );
    return answers.flatMap((answer) => {
      if (answer.status === 'fulfilled') return answer.value;
      if (answer.reason instanceof CunzhengError) return [];
      throw answer.reason;
    });
  }
}
