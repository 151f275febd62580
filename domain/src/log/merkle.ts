import { equalBytes } from '../bytes.ts';
import { sha256 } from '../digest.ts';
import { CunzhengError } from '../errors.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Longest path any tree of 2^63 leaves needs; longer input is refused before any hashing. */
export const MAX_PATH = 63;

/** RFC 9162 2.1.1: SHA-256(0 ‖ entry). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(LEAF, entry);
}

/** RFC 9162 2.1.1: SHA-256(1 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

/** Root of the empty tree: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  return sha256();
}

/** Number of hashes in the inclusion path of leaf `index` in a tree of `size` leaves. */
export function inclusionPathLength(index: number | bigint, size: number | bigint): number {
  let length = 0;
  let fn = BigInt(index);
  for (let sn = BigInt(size) - 1n; sn > 0n; fn >>= 1n, sn >>= 1n) {
    if ((fn & 1n) === 1n || fn !== sn) length++;
  }
  return length;
}

function refuse(why: string): never {
  throw new CunzhengError('INPUT_INVALID', `Merkle path: ${why}`);
}

function demandHashes(path: readonly Uint8Array[]): void {
  if (path.length > MAX_PATH) refuse('too long');
  if (path.some((hash) => hash.length !== 32)) refuse('not all hashes have 32 bytes');
}

/**
 * The root that a leaf and its path give (RFC 9162 2.1.3.2). Index and size are a stranger's: work is bounded by
 * `MAX_PATH` hashes. Throws `INPUT_INVALID` when the index is outside the tree or the path has another length.
 */
export function rootFromInclusion(
  index: number | bigint,
  size: number | bigint,
  leaf: Uint8Array,
  path: readonly Uint8Array[],
): Uint8Array {
  demandHashes([leaf]);
  demandHashes(path);
  let fn = BigInt(index);
  if (fn < 0n || fn >= BigInt(size)) refuse('index outside the tree');
  let sn = BigInt(size) - 1n;
  let root = leaf;
  for (const hash of path) {
    if (sn === 0n) refuse('too long');
    if ((fn & 1n) === 1n || fn === sn) {
      root = nodeHash(hash, root);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      root = nodeHash(root, hash);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  if (sn !== 0n) refuse('too short');
  return root;
}

/** Throws `INPUT_INVALID` unless the path leads from the leaf to this root. */
export function verifyInclusion(
  index: number | bigint,
  size: number | bigint,
  leaf: Uint8Array,
  path: readonly Uint8Array[],
  root: Uint8Array,
): void {
  if (!equalBytes(rootFromInclusion(index, size, leaf, path), root))
    refuse('leads to another root');
}

/**
 * Throws `INPUT_INVALID` unless the tree of `size1` leaves and `root1` is a beginning of the tree of `size2` leaves
 * and `root2` (RFC 9162 2.1.4.2). An empty first tree proves nothing and is refused.
 */
export function verifyConsistency(
  size1: number | bigint,
  size2: number | bigint,
  path: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): void {
  demandHashes(path);
  const [first, second] = [BigInt(size1), BigInt(size2)];
  if (first <= 0n || first > second) refuse('sizes out of order');
  if (first === second) {
    if (path.length !== 0) refuse('too long');
    if (!equalBytes(root1, root2)) refuse('one size, two roots');
    return;
  }
  if (path.length === 0) refuse('too short');
  const { oldRoot, newRoot } = rootsFromConsistency(first, second, path, root1);
  if (!equalBytes(oldRoot, root1) || !equalBytes(newRoot, root2)) refuse('leads to other roots');
}

function rootsFromConsistency(
  first: bigint,
  second: bigint,
  path: readonly Uint8Array[],
  root1: Uint8Array,
) {
  let fn = first - 1n;
  let sn = second - 1n;
  while ((fn & 1n) === 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  const powerOfTwo = (first & (first - 1n)) === 0n;
  let oldRoot = powerOfTwo ? root1 : (path[0] as Uint8Array);
  let newRoot = oldRoot;
  for (const hash of powerOfTwo ? path : path.slice(1)) {
    if (sn === 0n) refuse('too long');
    if ((fn & 1n) === 1n || fn === sn) {
      oldRoot = nodeHash(hash, oldRoot);
      newRoot = nodeHash(hash, newRoot);
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      newRoot = nodeHash(newRoot, hash);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  if (sn !== 0n) refuse('too short');
  return { oldRoot, newRoot };
}

/** Hash of the complete subtree `index` of `level` (level 0: leaf hashes). */
export type NodeReader = (level: number, index: number) => Uint8Array | Promise<Uint8Array>;

function splitPoint(count: number): number {
  let k = 1;
  while (k * 2 < count) k *= 2;
  return k;
}

async function rangeHash(begin: number, end: number, read: NodeReader): Promise<Uint8Array> {
  const count = end - begin;
  const k = splitPoint(count);
  if (count === 1 || k * 2 === count) {
    const level = count === 1 ? 0 : Math.round(Math.log2(count));
    return read(level, begin / count);
  }
  return nodeHash(await rangeHash(begin, begin + k, read), await rangeHash(begin + k, end, read));
}

/** Root of the tree of the first `size` leaves. */
export async function treeRoot(size: number, read: NodeReader): Promise<Uint8Array> {
  return size === 0 ? emptyRoot() : rangeHash(0, size, read);
}

/** Inclusion path of leaf `index` in the tree of the first `size` leaves (RFC 9162 2.1.3.1). */
export async function inclusionPath(
  index: number,
  size: number,
  read: NodeReader,
): Promise<Uint8Array[]> {
  if (index < 0 || index >= size) throw new TypeError('index outside the tree');
  const path: Uint8Array[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const k = splitPoint(end - begin);
    const left = index < begin + k;
    path.push(await (left ? rangeHash(begin + k, end, read) : rangeHash(begin, begin + k, read)));
    if (left) end = begin + k;
    else begin += k;
  }
  return path.reverse();
}

/** Consistency path between the trees of the first `size1` and `size2` leaves (RFC 9162 2.1.4.1). */
export async function consistencyPath(
  size1: number,
  size2: number,
  read: NodeReader,
): Promise<Uint8Array[]> {
  if (size1 <= 0 || size1 > size2) throw new TypeError('sizes out of order');
  const path: Uint8Array[] = [];
  let begin = 0;
  let end = size2;
  let whole = true;
  while (size1 !== end) {
    const k = splitPoint(end - begin);
    if (size1 <= begin + k) {
      path.push(await rangeHash(begin + k, end, read));
      end = begin + k;
    } else {
      path.push(await rangeHash(begin, begin + k, read));
      begin += k;
      whole = false;
    }
  }
  if (!whole) path.push(await rangeHash(begin, end, read));
  return path.reverse();
}
