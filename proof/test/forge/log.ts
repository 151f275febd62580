import { consistencyPath, inclusionPath, nodeHash, treeRoot, u64 } from '@cunzheng/domain';

/** A log in memory: every hash of every complete subtree. */
export class ForgedLog {
  readonly #levels: Uint8Array[][] = [[]];

  get size(): number {
    return (this.#levels[0] as Uint8Array[]).length;
  }

  /** Appends a leaf and the complete subtrees it ends; returns its index. */
  append(leaf: Uint8Array): number {
    const index = this.size;
    let hash = leaf;
    for (let level = 0; ; level++) {
      this.#levels[level] ??= [];
      const row = this.#levels[level] as Uint8Array[];
      row.push(hash);
      if (row.length % 2 === 1) return index;
      hash = nodeHash(row.at(-2) as Uint8Array, hash);
    }
  }

  /** A node of the tree. Throws `TypeError` when the tree has none there. */
  readonly read = (level: number, index: number): Uint8Array => {
    const hash = this.#levels[level]?.[index];
    if (hash === undefined) throw new TypeError(`no node ${level}, ${index}`);
    return hash;
  };

  root(size: number): Promise<Uint8Array> {
    return treeRoot(size, this.read);
  }

  path(index: number, size: number): Promise<Uint8Array[]> {
    return inclusionPath(index, size, this.read);
  }

  consistency(size1: number, size2: number): Promise<Uint8Array[]> {
    return consistencyPath(size1, size2, this.read);
  }
}

/** First byte of an entry as it goes into the leaf; 3 is what a member of a batch begins with. */
export type EntryKind = 1 | 2 | 3;

/** Bytes of a log entry, of any kind and any content. */
export function entryBytes(
  kind: EntryKind,
  block: number,
  txTime: number,
  bytes: Uint8Array,
): Uint8Array {
  return Buffer.concat([Uint8Array.of(kind), u64(block), u64(txTime), bytes]);
}
