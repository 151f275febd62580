import type { BlockDirectory, BlockFile } from './block-directory.ts';
import { type Position, segmentName, type Tail } from './frames.ts';

const SEGMENT_BYTES = 64 * 1024 * 1024;
/** Files grow by zeros ahead of need: writing into them then changes no metadata, which makes a sync twice as fast. */
const GROW_BYTES = 4 * 1024 * 1024;
const ZEROS = Buffer.alloc(GROW_BYTES);

/** Appends frames durably. Not safe to use again after a failure: what the disk holds is then unknown. */
export class BlockFiles {
  readonly #directory: BlockDirectory;
  #file: BlockFile;
  #segment: number;
  #offset: number;
  #size: number;

  private constructor(directory: BlockDirectory, file: BlockFile, at: Position, size: number) {
    this.#directory = directory;
    this.#file = file;
    this.#segment = at.segment;
    this.#offset = at.offset;
    this.#size = size;
  }

  /** Files without any block. */
  static async create(directory: BlockDirectory): Promise<BlockFiles> {
    const file = await directory.create(segmentName(0));
    return new BlockFiles(directory, file, { segment: 0, offset: 0 }, 0);
  }

  /**
   * Goes on where reading ended: cuts a torn tail, and writes the last frame once more, for after a failed sync the
   * system may show bytes that never reached the disk.
   */
  static async resume(
    directory: BlockDirectory,
    tail: Tail,
    last: (Position & { readonly frame: Uint8Array }) | undefined,
  ): Promise<BlockFiles> {
    const file = await directory.open(segmentName(tail.segment), true);
    if (tail.torn) await file.truncate(tail.offset);
    if (last !== undefined) await rewrite(directory, last);
    await file.sync();
    return new BlockFiles(directory, file, tail, await file.size());
  }

  /** Resolves with the frame's place once it is durable. */
  async append(frame: Uint8Array, number: number): Promise<Position> {
    if (this.#offset > 0 && this.#offset + frame.length > SEGMENT_BYTES) await this.#turn(number);
    const end = this.#offset + frame.length;
    if (end > this.#size) await this.#grow(end);
    await this.#file.writeDurably(frame, this.#offset);
    const position = { segment: this.#segment, offset: this.#offset };
    this.#offset = end;
    return position;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #turn(number: number): Promise<void> {
    const file = await this.#directory.create(segmentName(number));
    await this.#file.close();
    this.#file = file;
    this.#segment = number;
    this.#offset = 0;
    this.#size = 0;
  }

  async #grow(needed: number): Promise<void> {
    const size = Math.ceil(needed / GROW_BYTES) * GROW_BYTES;
    for (let at = this.#size; at < size; at += GROW_BYTES) {
      await this.#file.write(ZEROS.subarray(0, Math.min(GROW_BYTES, size - at)), at);
    }
    await this.#file.sync();
    this.#size = size;
  }
}

async function rewrite(
  directory: BlockDirectory,
  { segment, offset, frame }: Position & { readonly frame: Uint8Array },
): Promise<void> {
  const file = await directory.open(segmentName(segment), true);
  try {
    await file.writeDurably(frame, offset);
  } finally {
    await file.close();
  }
}
