import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Measures } from './measure.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const GOAL_BYTES = 130_000;

/** Weight of the verify page, one file with everything in it, as gzip sends it. jsQR's own weight stands beside it. */
export async function measurePage(): Promise<Measures> {
  const weight = gzipSync(await readFile(join(ROOT, 'proof/dist/verify.html')), {
    level: 9,
  }).length;
  const jsqr = gzipSync(await readFile(join(ROOT, 'node_modules/jsqr/dist/jsQR.js')), {
    level: 9,
  }).length;
  return {
    page: {
      what: 'verify page, gzip; ratio: of the goal',
      value: weight,
      unit: 'bytes',
      limit: GOAL_BYTES,
      anchors: { 'jsQR alone': jsqr },
      ratio: Number((weight / GOAL_BYTES).toFixed(3)),
    },
  };
}
