import { CunzhengError } from '@cunzheng/domain';
import type { BlockDirectory, BlockFile } from './block-directory.ts';
import { type Frame, frameIfWhole, listSegments, type Position, segmentName } from './frames.ts';

/** Reads frames behind a running writer, one after the other, without disturbing it. */
export class FrameTail {
  readonly #directory: BlockDirectory;
  #position: Position;
  #next: number;
  #file: BlockFile | undefined;

  /** `next` is the number of the block that will stand at `position`, or begin the file after it. */
  constructor(directory: BlockDirectory, position: Position, next: number) {
    this.#directory = directory;
    this.#position = position;
    this.#next = next;
  }

  /** The next frame; undefined while it is not whole. Throws `LEDGER_CORRUPT` when blocks behind it are there. */
  async read(): Promise<Frame | undefined> {
    const frame =
      (await this.#readHere()) ?? ((await this.#turn()) ? await this.#readHere() : undefined);
    if (frame === undefined) return undefined;
    if (frame.number !== this.#next) throw this.#corrupt('a block stands out of order');
    this.#position = { segment: frame.segment, offset: frame.end };
    this.#next++;
    return frame;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #readHere(): Promise<Frame | undefined> {
    this.#file ??= await this.#directory.open(segmentName(this.#position.segment));
    return frameIfWhole(this.#file, this.#position);
  }

  /** Goes on to the file that begins with the next block, once there is one. */
  async #turn(): Promise<boolean> {
    const later = (await listSegments(this.#directory)).filter((first) => first >= this.#next);
    const [first] = later;
    if (first === undefined || first === this.#position.segment) return false;
    if (first !== this.#next) {
      // Files are begun in order: what is missing here stands in the file before, written meanwhile, or nowhere.
      if ((await this.#readHere()) !== undefined) return true;
      throw this.#corrupt('a file of blocks ends too early');
    }
    await this.close();
    this.#position = { segment: first, offset: 0 };
    return true;
  }

  #corrupt(message: string): CunzhengError {
    const details = { block: this.#next };
    return new CunzhengError('LEDGER_CORRUPT', `${message}: block ${this.#next}`, { details });
  }
}
