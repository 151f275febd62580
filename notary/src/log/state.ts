import { CunzhengError, fromBase64Url, parseStrictJson, toBase64Url } from '@cunzheng/domain';
import { readIfThere } from './durable.ts';
import { sha256Native } from './hashing.ts';

/** How far the log has come: what it needs to go on without reading anything again. */
export interface LogState {
  readonly origin: string;
  /** Number of blocks taken. */
  readonly blocks: number;
  /** Hash of the last block taken; absent before the first. */
  readonly blockHash?: Uint8Array;
  /** Number of entries in those blocks. */
  readonly size: number;
  readonly root: Uint8Array;
  /** Roots of the largest complete subtrees, left to right. */
  readonly range: readonly Uint8Array[];
}

/** Text of the state file. Its last field is a digest of the rest, so that a damaged file is never taken for a state. */
export function formatState(state: LogState): string {
  const fields = {
    format: 'cunzheng-log/1',
    origin: state.origin,
    blocks: state.blocks,
    ...(state.blockHash === undefined ? {} : { blockHash: toBase64Url(state.blockHash) }),
    size: state.size,
    root: toBase64Url(state.root),
    range: state.range.map(toBase64Url),
  };
  return `${JSON.stringify({ ...fields, check: digestOf(fields) })}\n`;
}

function digestOf(fields: object): string {
  return toBase64Url(sha256Native(Buffer.from(JSON.stringify(fields))));
}

function corrupt(path: string, why: string): never {
  throw new CunzhengError('LOG_CORRUPT', `${path}: ${why}`);
}

/** The state that a file holds; undefined when there is no file. Throws `LOG_CORRUPT`, `DATA_DIR_UNWRITABLE`. */
export async function readState(path: string): Promise<LogState | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  try {
    const state = parseState(text);
    if (formatState(state) === text) return state;
  } catch (error) {
    if (!(error instanceof CunzhengError || error instanceof TypeError)) throw error;
  }
  return corrupt(path, 'not a whole state of a log');
}

function parseState(text: string): LogState {
  const { origin, blocks, blockHash, size, root, range } = parseStrictJson(text) as unknown as {
    [name in keyof LogState]: LogState[name] extends number ? number : string;
  } & { range: string[] };
  return {
    origin,
    blocks,
    ...(blockHash === undefined ? {} : { blockHash: fromBase64Url(blockHash) }),
    size,
    root: fromBase64Url(root),
    range: range.map(fromBase64Url),
  };
}
