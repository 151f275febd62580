import { CunzhengError } from '@cunzheng/domain';
import { blockHash } from './block-codec.ts';
import type { BlockDirectory, BlockFile } from './block-directory.ts';

/**
 * A frame is `magic ‖ u32 length ‖ block ‖ SHA-256 of the block`. Frames stand one after the other; the rest of a file,
 * grown ahead of need, is zero.
 */
const MAGIC = Buffer.from('CZB1');
const HEADER_BYTES = 8;
const HASH_BYTES = 32;
export const FRAME_OVERHEAD: number = HEADER_BYTES + HASH_BYTES;
/** No block is longer: a transaction is far below it, and blocks are closed long before. */
export const MAX_BLOCK_BYTES: number = 48 * 1024 * 1024;
const READ_AHEAD = 1024 * 1024;
const ONE_BLOCK = 32 * 1024;

/** Where a frame stands: its file is named by the first block in it. */
export interface Position {
  readonly segment: number;
  readonly offset: number;
}

export interface Frame extends Position {
  readonly number: number;
  readonly block: Buffer;
  readonly hash: Buffer;
  /** Offset after the frame. */
  readonly end: number;
}

/** Where reading stopped. `torn`: a frame was begun there and not finished. */
export interface Tail extends Position {
  readonly torn: boolean;
}

/** Name of the file that begins with block `first`. */
export function segmentName(first: number): string {
  return `${String(first).padStart(12, '0')}.blocks`;
}

/** First blocks of the files in a folder, ascending; other names are passed over. */
export async function listSegments(directory: BlockDirectory): Promise<number[]> {
  const names = await directory.list();
  return names.flatMap((name) => {
    const match = /^([0-9]{12})\.blocks$/.exec(name);
    return match === null ? [] : [Number(match[1])];
  });
}

/** Bytes of a frame around a block. */
export function encodeFrame(block: Uint8Array, hash: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(block.length + FRAME_OVERHEAD);
  MAGIC.copy(frame);
  frame.writeUInt32BE(block.length, MAGIC.length);
  frame.set(block, HEADER_BYTES);
  frame.set(hash, HEADER_BYTES + block.length);
  return frame;
}

/**
 * Frames from `start` to the end of the last file, in order; `expected` is the number of the first. Returns the tail.
 * A bad frame with nothing whole after it is a torn tail; any other damage, gap or missing file throws `LEDGER_CORRUPT`
 * with the block's number. Safe beside a running writer: what it is just writing counts as torn.
 */
export async function* readFrames(
  directory: BlockDirectory,
  start: Position,
  expected: number,
): AsyncGenerator<Frame, Tail> {
  let { segment, offset } = start;
  let number = expected;
  for (;;) {
    const file = await openSegment(directory, segment, number);
    let tail: Tail;
    try {
      tail = yield* readSegment(file, { segment, offset }, number);
    } finally {
      await file.close();
    }
    const segments = await listSegments(directory);
    const next = segments.find((first) => first > segment);
    if (next === undefined) return tail;
    number = (tail as SegmentTail).next;
    if (tail.torn || next !== number) throw corrupt(number, 'a file of blocks ends too early');
    segment = next;
    offset = 0;
  }
}

/** The one frame at a place. Throws `LEDGER_CORRUPT` when it is not block `number`. */
export async function readFrame(
  directory: BlockDirectory,
  position: Position,
  number: number,
): Promise<Frame> {
  const file = await openSegment(directory, position.segment, number);
  try {
    const frame = await frameAt(new Window(file, ONE_BLOCK), position.offset);
    if (frame?.number !== number) throw corrupt(number, 'a block is damaged');
    return { ...frame, ...position };
  } finally {
    await file.close();
  }
}

/**
 * The frame at a place, as far as it stands there: undefined while nothing whole does. For who reads behind a running
 * writer and asks again.
 */
export async function frameIfWhole(
  file: BlockFile,
  position: Position,
): Promise<Frame | undefined> {
  const frame = await frameAt(new Window(file, ONE_BLOCK), position.offset);
  return frame && { ...frame, ...position };
}

interface SegmentTail extends Tail {
  /** Number of the block after the last whole one. */
  readonly next: number;
}

async function openSegment(
  directory: BlockDirectory,
  segment: number,
  number: number,
): Promise<BlockFile> {
  try {
    return await directory.open(segmentName(segment));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw corrupt(number, 'a file of blocks is missing');
    }
    throw error;
  }
}

async function* readSegment(
  file: BlockFile,
  start: Position,
  expected: number,
): AsyncGenerator<Frame, SegmentTail> {
  const window = new Window(file, READ_AHEAD);
  const { segment } = start;
  let { offset } = start;
  let number = expected;
  for (;;) {
    const frame = (await frameAt(window, offset)) ?? (await frameAgain(window, offset));
    if (frame === undefined) {
      const rest = await judgeRest(window, offset, number);
      if (rest === 'finishedMeanwhile') continue;
      return { segment, offset, torn: rest === 'torn', next: number };
    }
    if (frame.number !== number) throw corrupt(number, 'a block stands out of order');
    yield { ...frame, segment, offset };
    offset = frame.end;
    number++;
  }
}

type BareFrame = Omit<Frame, 'segment' | 'offset'>;

/** The window may hold what the file was before the writer came by. */
async function frameAgain(window: Window, offset: number): Promise<BareFrame | undefined> {
  window.forget();
  return frameAt(window, offset);
}

async function frameAt(window: Window, offset: number): Promise<BareFrame | undefined> {
  const header = await window.bytes(offset, HEADER_BYTES);
  if (header.length < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) {
    return undefined;
  }
  const length = header.readUInt32BE(MAGIC.length);
  if (length < 8 || length > MAX_BLOCK_BYTES) return undefined;
  const body = await window.bytes(offset + HEADER_BYTES, length + HASH_BYTES);
  if (body.length < length + HASH_BYTES) return undefined;
  const block = body.subarray(0, length);
  const hash = body.subarray(length);
  if (!blockHash(block).equals(hash)) return undefined;
  const number = block.readUInt32BE(0) * 2 ** 32 + block.readUInt32BE(4);
  return { number, block, hash, end: offset + length + FRAME_OVERHEAD };
}

/** What stands where no whole frame stands. Throws `LEDGER_CORRUPT` when a whole frame stands behind it. */
async function judgeRest(
  window: Window,
  offset: number,
  number: number,
): Promise<'nothing' | 'torn' | 'finishedMeanwhile'> {
  const rest = await window.rest(offset);
  if (rest.equals(Buffer.alloc(rest.length))) return 'nothing';
  for (let at = rest.indexOf(MAGIC, 1); at !== -1; at = rest.indexOf(MAGIC, at + 1)) {
    const later = await frameAt(window, offset + at);
    if (later === undefined || later.number <= number) continue;
    // Beside a running writer the frame may have been finished, and more added, since it was looked at.
    if ((await frameAgain(window, offset)) !== undefined) return 'finishedMeanwhile';
    throw corrupt(number, 'a block is damaged');
  }
  return 'torn';
}

function corrupt(block: number, message: string): CunzhengError {
  return new CunzhengError('LEDGER_CORRUPT', `${message}: block ${block}`, { details: { block } });
}

/** Reads a file piece by piece. */
class Window {
  readonly #file: BlockFile;
  readonly #piece: number;
  #start = 0;
  #held: Buffer = Buffer.alloc(0);

  constructor(file: BlockFile, piece: number) {
    this.#file = file;
    this.#piece = piece;
  }

  async bytes(offset: number, length: number): Promise<Buffer> {
    const from = offset - this.#start;
    if (from < 0 || from + length > this.#held.length) {
      this.#held = await this.#file.read(offset, Math.max(length, this.#piece));
      this.#start = offset;
    }
    return this.#held.subarray(offset - this.#start, offset - this.#start + length);
  }

  async rest(offset: number): Promise<Buffer> {
    const size = await this.#file.size();
    return this.#file.read(offset, Math.max(0, size - offset));
  }

  forget(): void {
    this.#held = Buffer.alloc(0);
  }
}
