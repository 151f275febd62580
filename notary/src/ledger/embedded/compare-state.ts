import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
import { decodeBlock } from './block-codec.ts';
import type { BlockDirectory } from './block-directory.ts';
import { readFrames } from './frames.ts';
import type { State } from './state.ts';
import { blockOperations } from './state-entry.ts';

/** One entry of LevelDB that is not as the blocks say. */
export interface StateDifference {
  readonly kind: 'missing' | 'foreign' | 'differs';
  /** `b…` place of a block, `x…` place of a transaction, `s…` state, with NUL shown as `␀`. */
  readonly key: string;
}

export interface StateComparison {
  /** Blocks that the state was made from. */
  readonly height: number;
  readonly entries: number;
  /** Number of all differences; the first hundred are listed. */
  readonly different: number;
  readonly differences: readonly StateDifference[];
}

const LISTED = 100;
const BATCH_OPERATIONS = 5000;

export interface Comparison {
  readonly directory: BlockDirectory;
  readonly state: State;
  /** Folder in which the second state is made, and removed at the end. */
  readonly scratch: string;
  readonly onBlock?: ((number: number) => void) | undefined;
}

type Entries = AsyncIterable<[string, Buffer]>;

/** See `EmbeddedLedger.compareState`. */
export async function compareState(comparison: Comparison): Promise<StateComparison> {
  const { last, entries } = await comparison.state.snapshot();
  const path = await mkdtemp(join(comparison.scratch, 'compare-'));
  const expected = new Level<string, Buffer>(path, { valueEncoding: 'buffer' });
  try {
    await expected.open();
    await rebuild(expected, comparison, last);
    return { height: last + 1, ...(await compare(expected.iterator(), entries)) };
  } finally {
    await expected.close();
    await rm(path, { recursive: true, force: true });
  }
}

async function rebuild(
  target: Level<string, Buffer>,
  { directory, onBlock }: Comparison,
  last: number,
): Promise<void> {
  let batch = target.batch();
  for await (const frame of readFrames(directory, { segment: 0, offset: 0 }, 0)) {
    for (const { key, value } of blockOperations(decodeBlock(frame.block, frame.hash), frame)) {
      if (value === undefined) batch.del(key);
      else batch.put(key, value);
    }
    if (batch.length >= BATCH_OPERATIONS || frame.number === last) {
      await batch.write();
      batch = target.batch();
    }
    onBlock?.(frame.number);
    if (frame.number === last) break;
  }
  await batch.close();
}

async function compare(
  expected: Entries,
  found: Entries,
): Promise<Omit<StateComparison, 'height'>> {
  const differences: StateDifference[] = [];
  let entries = 0;
  let different = 0;
  for await (const [key, left, right] of paired(expected, found)) {
    entries++;
    if (left !== undefined && right !== undefined && left.equals(right)) continue;
    different++;
    const kind = left === undefined ? 'foreign' : right === undefined ? 'missing' : 'differs';
    if (differences.length < LISTED) {
      differences.push({ kind, key: key.replaceAll('\u0000', '␀') });
    }
  }
  return { entries, different, differences };
}

/** Both sides side by side, in byte order of the keys. */
async function* paired(
  left: Entries,
  right: Entries,
): AsyncGenerator<[string, Buffer | undefined, Buffer | undefined]> {
  const leftEntries = left[Symbol.asyncIterator]();
  const rightEntries = right[Symbol.asyncIterator]();
  let a = await leftEntries.next();
  let b = await rightEntries.next();
  while (a.done !== true || b.done !== true) {
    const order = a.done
      ? 1
      : b.done
        ? -1
        : Buffer.compare(Buffer.from(a.value[0]), Buffer.from(b.value[0]));
    const key = (order <= 0 ? a.value : b.value)[0];
    yield [key, order <= 0 ? a.value[1] : undefined, order >= 0 ? b.value[1] : undefined];
    if (order <= 0) a = await leftEntries.next();
    if (order >= 0) b = await rightEntries.next();
  }
}
