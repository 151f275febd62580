import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  CunzhengError,
  emptyRoot,
  equalBytes,
  type NodeReader,
  type RecordId,
} from '@cunzheng/domain';
import { decodeBundle, encodeBundle } from './bundle.ts';
import { type FileWrite, writeDurably } from './durable.ts';
import { hashLeaf, hashSubtree } from './hashing.ts';
import { RecentlyUsed } from './recently-used.ts';
import { RecordIndex, type RecordPlace } from './record-index.ts';
import { formatState, type LogState, readState } from './state.ts';
import {
  HASH_BYTES,
  rightEdge,
  rowLength,
  TILE_WIDTH,
  type TileName,
  tilePath,
  tileWidth,
} from './tile-path.ts';
import { type Tile, TreeEdge } from './tree.ts';

/** What is told of the blocks that a flush covers. */
export interface TakenBlocks {
  /** Number of blocks taken in all. */
  readonly blocks: number;
  /** Hash of the last of them. */
  readonly blockHash: Uint8Array;
}

const CACHED_TILES = 512;
const CACHED_BUNDLES = 32;

/**
 * The log on disk, below one directory: `tile/` as C2SP tlog-tiles (entries beside them, for members only),
 * `state.json`, and `index/`, which can be made again from the entries. Full tiles are written once; of the unfinished
 * ones only the newest width is kept. Nothing outside the right edge is ever written again.
 */
export class LogTree {
  readonly #dir: string;
  readonly #edge: TreeEdge;
  readonly #index: RecordIndex;
  readonly #hashes = new RecentlyUsed<Uint8Array>(CACHED_TILES);
  readonly #bundles = new RecentlyUsed<Uint8Array[]>(CACHED_BUNDLES);
  /** Full tiles and bundles that are not on the disk yet. */
  readonly #unwritten = new Map<string, { tile: TileName; bytes: Uint8Array }>();
  /** Entries of the unfinished bundle. */
  #tail: Uint8Array[] = [];
  /** Entries since the last flush. */
  #fresh: Uint8Array[] = [];
  #state: LogState;

  private constructor(dir: string, state: LogState, edge: TreeEdge, index: RecordIndex) {
    this.#dir = dir;
    this.#state = state;
    this.#edge = edge;
    this.#index = index;
  }

  /**
   * Opens the log below `dir`, an empty one when there is none. Reads only the right edge, whatever the size.
   * Throws `LOG_CORRUPT` when what is stored does not hang together: then remove `dir`, the ledger gives it all again;
   * `LEDGER_LOCKED` when another process has it open.
   */
  static async open(dir: string, origin: string): Promise<LogTree> {
    const state = (await readState(join(dir, 'state.json'))) ?? emptyState(origin);
    if (state.origin !== origin)
      throw new CunzhengError('LOG_CORRUPT', `${dir} is the log of ${state.origin}`);
    const tiles = await readEdgeTiles(dir, state.size);
    const edge = TreeEdge.restore(state.size, state.range, tiles);
    if (!equalBytes(edge.root(), state.root))
      throw new CunzhengError('LOG_CORRUPT', 'the stored root is not that of the stored tree');
    const tail = await readTail(dir, state.size, edge.unfinished(0));
    await removeLeftovers(dir, state.size);
    const index = await RecordIndex.open(join(dir, 'index'), state.size);
    const tree = new LogTree(dir, state, edge, index);
    tree.#tail = tail;
    await tree.#fillIndex();
    return tree;
  }

  /** What is on the disk; what was appended since the last flush is not in it. */
  get state(): LogState {
    return this.#state;
  }

  async #fillIndex(): Promise<void> {
    while (this.#index.indexed < this.#state.size) {
      const from = this.#index.indexed;
      const bundle = await this.#bundle(Math.floor(from / TILE_WIDTH));
      await this.#index.add(bundle.slice(from % TILE_WIDTH));
    }
  }

  /** Adds entries in memory. `flush` makes them part of the log. */
  append(entries: readonly Uint8Array[]): void {
    for (const entry of entries) {
      for (const tile of this.#edge.append(hashLeaf(entry))) this.#hold(tile, tile.bytes);
      this.#tail.push(entry);
      if (this.#tail.length === TILE_WIDTH) this.#holdBundle();
    }
    this.#fresh.push(...entries);
  }

  #hold(tile: TileName, bytes: Uint8Array): void {
    this.#unwritten.set(`${tile.row}/${tile.index}`, { tile, bytes });
  }

  #holdBundle(): void {
    const index = this.#edge.size / TILE_WIDTH - 1;
    this.#hold({ row: 'entries', index, width: TILE_WIDTH }, encodeBundle(this.#tail));
    this.#tail = [];
  }

  /**
   * Makes what was appended durable: tiles and bundles, then the state that counts them, then the index.
   * Killed at any point, the log opens as it was before or after. Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`; what is
   * on the disk is then unknown, and the log must be opened again.
   */
  async flush(taken: TakenBlocks): Promise<void> {
    const before = this.#state.size;
    const edge = this.#edge;
    const state = {
      ...this.#state,
      ...taken,
      size: edge.size,
      root: edge.root(),
      range: edge.range(),
    };
    if (edge.size > before) await writeDurably(this.#unwrittenFiles());
    await writeDurably([{ path: join(this.#dir, 'state.json'), bytes: formatState(state) }]);
    this.#state = state;
    await this.#index.add(this.#fresh);
    this.#fresh = [];
    this.#unwritten.clear();
    await removeOutdated(this.#dir, before, state.size);
  }

  #unwrittenFiles(): FileWrite[] {
    const partial: { tile: TileName; bytes: Uint8Array }[] = this.#edge
      .partialTiles()
      .map((tile) => ({ tile, bytes: tile.bytes }));
    if (this.#tail.length > 0) {
      const index = Math.floor(this.#edge.size / TILE_WIDTH);
      const tile = { row: 'entries' as const, index, width: this.#tail.length };
      partial.push({ tile, bytes: encodeBundle(this.#tail) });
    }
    return [...this.#unwritten.values(), ...partial].map(({ tile, bytes }) => ({
      path: join(this.#dir, 'tile', tilePath(tile)),
      bytes,
    }));
  }

  /** Place of a record in what is on the disk. */
  locate(id: RecordId): Promise<RecordPlace | undefined> {
    return this.#index.locate(id);
  }

  /** Place of a court's batch in what is on the disk. */
  locateBatch(court: string, seq: number): Promise<RecordPlace | undefined> {
    return this.#index.locateBatch(court, seq);
  }

  /** Those of the ids that the log has already. */
  known(ids: readonly RecordId[]): Promise<RecordId[]> {
    return this.#index.known(ids);
  }

  /** Bytes of an entry. Throws `TypeError` for an index outside the log, `LOG_CORRUPT`. */
  async entry(index: number): Promise<Uint8Array> {
    if (!(index >= 0 && index < this.#state.size)) throw new TypeError('index outside the log');
    const bundle = await this.#bundle(Math.floor(index / TILE_WIDTH));
    return bundle[index % TILE_WIDTH] as Uint8Array;
  }

  async #bundle(index: number): Promise<Uint8Array[]> {
    if (index === Math.floor(this.#edge.size / TILE_WIDTH)) return this.#tail;
    const key = String(index);
    const held = this.#unwritten.get(`entries/${index}`);
    const cached = held === undefined ? this.#bundles.get(key) : decodeBundle(held.bytes);
    if (cached !== undefined) return cached;
    const name = { row: 'entries', index, width: TILE_WIDTH } as const;
    const bundle = decodeBundle(await readTileFile(this.#dir, name));
    if (bundle.length !== TILE_WIDTH)
      throw new CunzhengError('LOG_CORRUPT', `${tilePath(name)} has not 256 entries`);
    this.#bundles.set(key, bundle);
    return bundle;
  }

  /** Hashes of a tile, as many as there are in memory or on disk. */
  async #tile(row: number, index: number): Promise<Uint8Array> {
    const held = this.#unwritten.get(`${row}/${index}`);
    if (held !== undefined) return held.bytes;
    const last = Math.floor(rowLength(row, this.#edge.size) / TILE_WIDTH);
    if (index > last) throw new TypeError(`no tile ${index} of row ${row} in this log`);
    if (index === last) return this.#edge.unfinished(row);
    const key = `${row}/${index}`;
    const cached = this.#hashes.get(key);
    if (cached !== undefined) return cached;
    const bytes = await readTileFile(this.#dir, { row, index, width: TILE_WIDTH });
    this.#hashes.set(key, bytes);
    return bytes;
  }

  /** Hash of a complete subtree, from the tiles. Throws `LOG_CORRUPT` when a tile is missing or cut off. */
  readonly node: NodeReader = async (level, index) => {
    const row = Math.floor(level / 8);
    const count = 2 ** (level % 8);
    const first = index * count;
    const tile = await this.#tile(row, Math.floor(first / TILE_WIDTH));
    const at = (first % TILE_WIDTH) * HASH_BYTES;
    const hashes = tile.subarray(at, at + count * HASH_BYTES);
    if (hashes.length !== count * HASH_BYTES)
      throw new TypeError(`no subtree ${index} of level ${level} in this log`);
    return hashSubtree(hashes);
  };

  /**
   * The first `width` hashes of a tile of the log of `size` leaves; undefined when that log has no such tile, or not
   * at this width.
   */
  async hashTile(
    name: TileName & { readonly row: number },
    size: number,
  ): Promise<Uint8Array | undefined> {
    if (name.width > tileWidth(name.row, name.index, size)) return undefined;
    const bytes = await this.#tile(name.row, name.index);
    return bytes.subarray(0, name.width * HASH_BYTES);
  }

  /** The first `width` entries of a bundle, as `hashTile`. */
  async entryBundle({ index, width }: TileName, size: number): Promise<Uint8Array | undefined> {
    if (width > tileWidth('entries', index, size)) return undefined;
    return encodeBundle((await this.#bundle(index)).slice(0, width));
  }

  close(): Promise<void> {
    return this.#index.close();
  }
}

function emptyState(origin: string): LogState {
  return { origin, blocks: 0, size: 0, root: emptyRoot(), range: [] };
}

async function readTileFile(dir: string, name: TileName): Promise<Uint8Array> {
  const path = join(dir, 'tile', tilePath(name));
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new CunzhengError('LOG_CORRUPT', `${path}: ${cause.message}`, { cause });
  });
  if (name.row !== 'entries' && bytes.length !== name.width * HASH_BYTES)
    throw new CunzhengError('LOG_CORRUPT', `${path} has not ${name.width} hashes`);
  return bytes;
}

/** Unfinished tiles of hashes at the right edge of a log of `size` leaves, lowest row first. */
async function readEdgeTiles(dir: string, size: number): Promise<Tile[]> {
  return Promise.all(
    rightEdge(size).map(async (name) => ({ ...name, bytes: await readTileFile(dir, name) })),
  );
}

async function readTail(dir: string, size: number, leaves: Uint8Array): Promise<Uint8Array[]> {
  const name = edgeNames(size).find(({ row }) => row === 'entries');
  if (name === undefined) return [];
  const entries = decodeBundle(await readTileFile(dir, name));
  const same = equalBytes(Buffer.concat(entries.map(hashLeaf)), leaves);
  if (!same) throw new CunzhengError('LOG_CORRUPT', `${tilePath(name)} is not what the tiles say`);
  return entries;
}

function edgeNames(size: number): TileName[] {
  return rightEdge(size).flatMap((name): TileName[] =>
    name.row === 0 ? [{ ...name, row: 'entries' }, name] : [name],
  );
}

/** Removes the narrower forms of the unfinished tiles, and those of tiles that are full now. */
async function removeOutdated(dir: string, before: number, after: number): Promise<void> {
  const kept = new Set(edgeNames(after).map(tilePath));
  for (const name of edgeNames(before)) {
    if (kept.has(tilePath(name))) continue;
    const path = join(dir, 'tile', tilePath(name));
    await rm(path, { force: true });
    const still = edgeNames(after).some(
      ({ row, index }) => row === name.row && index === name.index,
    );
    if (!still) await rm(dirname(path), { recursive: true, force: true });
  }
}

/** Clears away what a killed process left at the right edge: other widths, temporary files. */
async function removeLeftovers(dir: string, size: number): Promise<void> {
  for (const name of edgeNames(size)) {
    const folder = dirname(join(dir, 'tile', tilePath(name)));
    for (const file of await readdir(folder)) {
      if (file !== String(name.width)) await rm(join(folder, file), { force: true });
    }
    if (name.index === 0) continue;
    const former = dirname(
      join(dir, 'tile', tilePath({ ...name, index: name.index - 1, width: 1 })),
    );
    await rm(former, { recursive: true, force: true });
  }
}
