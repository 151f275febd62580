import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBase64Url, toBase64Url, toHex } from '@cunzheng/domain';
import { type FileWrite, writeDurably } from '../log/durable.ts';
import { batchRoot, leafHashOf } from './tree.ts';

/** Where the lists of leaves lie. */
export interface LeafListPlaces {
  /** Directory of the lists. */
  readonly dir: string;
  /** Directory of their copies: another disk, or a machine's mount, wherever one is at hand. */
  readonly copyDir: string;
}

/** Path of a batch's list below either directory: its root in hex. */
export function listPath(root: string): string {
  const hex = toHex(fromBase64Url(root));
  return join(hex.slice(0, 2), hex);
}

/** Text of a list: the leaves' canonical texts in order, each ended by LF. */
export function listText(bodies: readonly string[]): string {
  return `${bodies.join('\n')}\n`;
}

/** Leaves of a list's text. Canonical text holds no line feed of its own. */
export function leavesOf(text: string): string[] {
  return text.endsWith('\n') ? text.slice(0, -1).split('\n') : [];
}

/** True when the leaves, in their order, give the root. */
export function hasRoot(bodies: readonly string[], root: string): boolean {
  return bodies.length > 0 && toBase64Url(batchRoot(bodies.map(leafHashOf))) === root;
}

/** The lists of leaves, each a file under the root of its batch, kept in two places. */
export class LeafLists {
  readonly #places: LeafListPlaces;

  constructor(places: LeafListPlaces) {
    this.#places = places;
  }

  /** Writes a list to both places; returns when it is on both disks. Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`. */
  async write(root: string, bodies: readonly string[]): Promise<void> {
    const bytes = listText(bodies);
    // One after the other: a fault of the first disk is told before the second is touched.
    for (const path of this.#paths(root)) await writeDurably([{ path, bytes } satisfies FileWrite]);
  }

  /** The leaves of a batch from whichever place has them whole; undefined when neither has. */
  async read(root: string): Promise<string[] | undefined> {
    for (const path of this.#paths(root)) {
      const bodies = await readList(path);
      if (bodies !== undefined && hasRoot(bodies, root)) return bodies;
    }
    return undefined;
  }

  #paths(root: string): string[] {
    const { dir, copyDir } = this.#places;
    return [dir, copyDir].map((place) => join(place, listPath(root)));
  }
}

/** Leaves of a list as it stands on disk; undefined when it is not there or cannot be read. */
export async function readList(path: string): Promise<string[] | undefined> {
  return readFile(path, 'utf8').then(leavesOf, () => undefined);
}
