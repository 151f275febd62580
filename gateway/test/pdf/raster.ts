import { type ExecFileSyncOptions, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A page as grey pixels, 0 black to 255 white. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Why pages cannot be rendered here, or false. In CI they always are, so that a missing tool fails the tests. */
export function popplerMissing(): string | false {
  // biome-ignore lint/style/noProcessEnv: a test, not the product
  if (process.env.CI === 'true') return false;
  return spawnSync('pdftoppm', ['-v']).status === 0
    ? false
    : 'no pdftoppm; to run: apt-get install poppler-utils';
}

/** One page (from 1) as a reader sees it: crop box, turned. */
export function render(pdf: Uint8Array, page = 1, dpi = 100): Raster {
  const range = ['-f', `${page}`, '-l', `${page}`];
  return inFile(pdf, (path) =>
    readPgm(run('pdftoppm', ['-gray', '-cropbox', '-r', `${dpi}`, ...range, path])),
  );
}

/** The text of all pages, as a reader would copy it, white space taken out. */
export function textOf(pdf: Uint8Array): string {
  return textsOf(pdf).join('');
}

/** The same of each page. */
export function textsOf(pdf: Uint8Array): string[] {
  const text = inFile(pdf, (path) => run('pdftotext', ['-cropbox', path, '-']).toString('utf8'));
  // Every page ends with a form feed.
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replaceAll(/\s/g, ''));
}

const QUIET: ExecFileSyncOptions = { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] };

function run(program: string, args: readonly string[]): Buffer {
  return execFileSync(program, args, QUIET) as Buffer;
}

function inFile<T>(pdf: Uint8Array, read: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cunzheng-pdf-'));
  try {
    const path = join(folder, 'page.pdf');
    writeFileSync(path, pdf);
    return read(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readPgm(file: Buffer): Raster {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 64).toString('latin1'));
  if (head === null) throw new Error('pdftoppm gave no PGM');
  const [width, height] = [Number(head[1]), Number(head[2])];
  const start = head[0].length;
  return { width, height, pixels: new Uint8Array(file.subarray(start, start + width * height)) };
}

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Dark pixels inside the area. */
export function darkPixels(raster: Raster, area: Area): number {
  return cut(raster, area).reduce((sum, value) => sum + (value < 128 ? 1 : 0), 0);
}

/** The pixels of an area, row by row. */
export function cut(raster: Raster, area: Area): Uint8Array {
  const out = new Uint8Array(area.width * area.height);
  for (let y = 0; y < area.height; y++) {
    const start = (area.top + y) * raster.width + area.left;
    out.set(raster.pixels.subarray(start, start + area.width), y * area.width);
  }
  return out;
}

/** Dark pixels of `before` that are no longer dark in `after`, both laid with their top left corners together. */
export function lostPixels(before: Raster, after: Raster): number {
  let lost = 0;
  for (let y = 0; y < before.height; y++)
    for (let x = 0; x < before.width; x++)
      if (darkAt(before, x, y) && !nearDark(after, x, y)) lost++;
  return lost;
}

function darkAt(raster: Raster, x: number, y: number): boolean {
  const inside = x >= 0 && y >= 0 && x < raster.width && y < raster.height;
  return inside && (raster.pixels[y * raster.width + x] as number) < 128;
}

/** Rounding of a page's height may move everything by a pixel. */
function nearDark(raster: Raster, x: number, y: number): boolean {
  return [-1, 0, 1].some((dy) => [-1, 0, 1].some((dx) => darkAt(raster, x + dx, y + dy)));
}
