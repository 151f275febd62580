import { CunzhengError, emptyRoot, equalBytes } from '@cunzheng/domain';
import { hashNode, hashSubtree } from './hashing.ts';
import { HASH_BYTES, rightEdge, TILE_WIDTH, type TileName } from './tile-path.ts';

/** A tile with its hashes. */
export interface Tile extends TileName {
  readonly row: number;
  readonly bytes: Uint8Array;
}

interface Edge {
  bytes: Buffer;
  width: number;
}

/**
 * The right edge of an RFC 9162 tree: the compact range (roots of the largest complete subtrees, left to right) and the
 * unfinished tile of each row. Grows by one node hash a leaf; its size in memory depends on the logarithm of the tree's.
 */
export class TreeEdge {
  #size = 0;
  readonly #range: Uint8Array[] = [];
  readonly #edges: Edge[] = [];

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf hash. Returns the tiles that it completes, lowest row first. */
  append(leaf: Uint8Array): Tile[] {
    const full = this.#keep(0, leaf);
    let node = leaf;
    let level = 0;
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      node = hashNode(this.#range.pop() as Uint8Array, node);
      if (++level % 8 === 0) full.push(...this.#keep(level / 8, node));
    }
    this.#range.push(node);
    this.#size++;
    return full;
  }

  #keep(row: number, hash: Uint8Array): Tile[] {
    this.#edges[row] ??= { bytes: Buffer.alloc(TILE_WIDTH * HASH_BYTES), width: 0 };
    const edge = this.#edges[row];
    edge.bytes.set(hash, edge.width * HASH_BYTES);
    if (++edge.width < TILE_WIDTH) return [];
    const index = Math.floor(this.#size / TILE_WIDTH ** (row + 1));
    this.#edges[row] = { bytes: Buffer.alloc(TILE_WIDTH * HASH_BYTES), width: 0 };
    return [{ row, index, width: TILE_WIDTH, bytes: edge.bytes }];
  }

  /** Root of the tree as it stands. */
  root(): Uint8Array {
    const last = this.#range.at(-1);
    if (last === undefined) return emptyRoot();
    return this.#range.slice(0, -1).reduceRight((right, left) => hashNode(left, right), last);
  }

  /** Roots of the largest complete subtrees, left to right. */
  range(): Uint8Array[] {
    return [...this.#range];
  }

  /** Hashes of the unfinished tile of a row, as many as there are. */
  unfinished(row: number): Uint8Array {
    const edge = this.#edges[row];
    return edge === undefined ? new Uint8Array() : edge.bytes.subarray(0, edge.width * HASH_BYTES);
  }

  /** The unfinished tiles, lowest row first. */
  partialTiles(): Tile[] {
    return rightEdge(this.#size).map((name) => ({ ...name, bytes: this.unfinished(name.row) }));
  }

  /**
   * The edge of a stored tree, from its size, its compact range and its unfinished tiles.
   * Throws `LOG_CORRUPT` when the tiles do not lead to the range.
   */
  static restore(size: number, range: readonly Uint8Array[], tiles: readonly Tile[]): TreeEdge {
    const tree = new TreeEdge();
    tree.#size = size;
    tree.#range.push(...range);
    for (const tile of tiles) {
      const bytes = Buffer.alloc(TILE_WIDTH * HASH_BYTES);
      bytes.set(tile.bytes);
      tree.#edges[tile.row] = { bytes, width: tile.width };
    }
    const found = rangeOfTiles(tiles);
    const same =
      found.length === range.length &&
      found.every((hash, i) => equalBytes(hash, range[i] as Uint8Array));
    if (!same)
      throw new CunzhengError('LOG_CORRUPT', 'the last tiles are not those of the stored tree');
    return tree;
  }
}

/** Compact range that unfinished tiles give: each row has the subtrees of its own eight levels. */
function rangeOfTiles(tiles: readonly Tile[]): Uint8Array[] {
  const range: Uint8Array[] = [];
  for (const tile of [...tiles].reverse()) {
    let at = 0;
    for (let count = TILE_WIDTH / 2; count >= 1; count /= 2) {
      if ((tile.width & count) === 0) continue;
      range.push(hashSubtree(tile.bytes.subarray(at * HASH_BYTES, (at + count) * HASH_BYTES)));
      at += count;
    }
  }
  return range;
}
