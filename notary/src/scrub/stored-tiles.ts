import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TILE_WIDTH, type TileName, tilePath } from '../log/tile-path.ts';
import type { Findings } from './report.ts';

const ATTEMPTS = 5;

/** Compares stored tiles with what they must hold. */
export class StoredTiles {
  readonly #dir: string;
  readonly #findings: Findings;

  constructor(dir: string, findings: Findings) {
    this.#dir = dir;
    this.#findings = findings;
  }

  /** Compares the beginning of a tile: beside a running server an unfinished one may hold more by now. */
  async compare(name: TileName, expected: Uint8Array): Promise<void> {
    const path = join(this.#dir, 'tile', tilePath(name));
    const bytes = name.width === TILE_WIDTH ? await readOrNone(path) : await this.#newest(name);
    const { counts } = this.#findings;
    if (name.row === 'entries') counts.bundles++;
    else counts.tiles++;
    counts.bytes += bytes?.length ?? 0;
    const what = name.row === 'entries' ? 'entries' : 'tile';
    const where = `log/tree/tile/${tilePath(name)}`;
    if (bytes === undefined) {
      this.#findings.differs({ what, where, why: 'is missing' });
      return;
    }
    const whole = name.width === TILE_WIDTH ? bytes : bytes.subarray(0, expected.length);
    if (!whole.equals(expected))
      this.#findings.differs({ what, where, why: this.#describe(whole, expected) });
  }

  #describe(found: Uint8Array, expected: Uint8Array): string {
    if (found.length !== expected.length)
      return `has ${found.length} bytes, ${expected.length} are right`;
    const at = expected.findIndex((byte, i) => byte !== found[i]);
    return `differs from what the blocks give at byte ${at}`;
  }

  /** The widest stored form of an unfinished tile; the full one when it has been filled meanwhile. */
  async #newest(name: TileName): Promise<Buffer | undefined> {
    const full = join(this.#dir, 'tile', tilePath({ ...name, width: TILE_WIDTH }));
    const folder = dirname(join(this.#dir, 'tile', tilePath(name)));
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const widths = (await readdir(folder).catch(() => [])).filter((file) => /^\d+$/.test(file));
      const widest = Math.max(0, ...widths.map(Number));
      if (widest >= name.width) {
        const bytes = await readOrNone(join(folder, String(widest)));
        if (bytes !== undefined) return bytes;
      }
      const bytes = await readOrNone(full);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  }
}

async function readOrNone(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
