import { CunzhengError } from '@cunzheng/domain';
import type { LedgerBlock } from '../port.ts';
import { decodeBlock, demandLinked, type StoredBlock } from './block-codec.ts';
import { type BlockDirectory, openBlockDirectory } from './block-directory.ts';
import { listSegments, type Position, readFrames } from './frames.ts';
import { blocksPath } from './open.ts';

/** Where reading ended. */
export interface BlocksEnd {
  /** Number of the block after the last whole one. */
  readonly height: number;
  /**
   * A block was begun and not finished: cut off by a crash, or just being written when a server runs. It was never
   * acknowledged, unless a log or a checkpoint covers it.
   */
  readonly torn: boolean;
}

/**
 * The blocks of the ledger in `dir` from number `from`, in order, straight from the files; checks each block's hash and
 * its link to the one before. Needs no server and disturbs none; memory stays flat. Returns where the blocks end.
 * Throws `LEDGER_CORRUPT` with `details.block` for damage, a gap or a missing file, `NOT_FOUND` when there is no ledger.
 */
export async function* readBlocks(
  dir: string,
  from: number,
): AsyncGenerator<LedgerBlock, BlocksEnd> {
  if (!Number.isSafeInteger(from) || from < 0) throw new TypeError('not a block number');
  const directory = openBlockDirectory(blocksPath(dir));
  const start = await segmentOf(directory, from);
  const frames = readFrames(directory, start, start.segment);
  let previous: StoredBlock | undefined;
  let next = await frames.next();
  for (; next.done !== true; next = await frames.next()) {
    const block = decodeBlock(next.value.block, next.value.hash);
    if (previous !== undefined || block.number === 0) {
      demandLinked(block, previous?.hash ?? new Uint8Array(32));
    }
    previous = block;
    if (block.number >= from) yield block;
  }
  return { height: (previous?.number ?? start.segment - 1) + 1, torn: next.value.torn };
}

/** Beginning of the file that holds a block. */
async function segmentOf(directory: BlockDirectory, number: number): Promise<Position> {
  const segments = await listSegments(directory);
  if (segments.length === 0) throw new CunzhengError('NOT_FOUND', 'there is no ledger');
  const segment = segments.findLast((first) => first <= number);
  if (segment === undefined || segments[0] !== 0) {
    const message = 'the first blocks are missing';
    throw new CunzhengError('LEDGER_CORRUPT', message, { details: { block: 0 } });
  }
  return { segment, offset: 0 };
}
