import { behaviourEntry, utf8 } from '@cunzheng/domain';
import { hashLeaf, hashNode } from '../log/hashing.ts';

/** Leaf hash of a behaviour's canonical text, computed natively. */
export function leafHashOf(body: string): Buffer {
  return hashLeaf(behaviourEntry(utf8(body)));
}

/**
 * Root over leaf hashes in their order, RFC 9162: neighbours are joined row by row, and what is left over at the end of
 * a row goes up as it is, neither doubled nor sorted. Throws `TypeError` for no leaves.
 */
export function batchRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) throw new TypeError('a batch has leaves');
  let row = leaves;
  while (row.length > 1) row = rowAbove(row);
  return row[0] as Uint8Array;
}

/** Hashes beside the way from leaf `index` up to the root. Throws `TypeError` for an index outside the batch. */
export function batchPath(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!(index >= 0 && index < leaves.length)) throw new TypeError('index outside the batch');
  const path: Uint8Array[] = [];
  let place = index;
  for (let row = leaves; row.length > 1; row = rowAbove(row)) {
    const beside = row[place ^ 1];
    if (beside !== undefined) path.push(beside);
    place >>= 1;
  }
  return path;
}

function rowAbove(row: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let i = 0; i < row.length; i += 2) {
    const [left, right] = [row[i] as Uint8Array, row[i + 1]];
    above.push(right === undefined ? left : hashNode(left, right));
  }
  return above;
}
