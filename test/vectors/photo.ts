import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A picture in grey, 0 black to 255 white. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Why pages cannot be rendered here, or false. In CI they always are, so that a missing tool fails the tests. */
export function popplerMissing(): string | false {
  if (process.env.CI === 'true') return false;
  if (spawnSync('pdftoppm', ['-v']).status === 0) return false;
  return 'no pdftoppm; to run: apt-get install poppler-utils';
}

/** One page of a PDF (from 1) as a printer would print it. */
export function print(pdf: Uint8Array, page: number, dpi: number): Picture {
  const folder = mkdtempSync(join(tmpdir(), 'cunzheng-paper-'));
  try {
    const path = join(folder, 'page.pdf');
    writeFileSync(path, pdf);
    const args = ['-gray', '-r', `${dpi}`, '-f', `${page}`, '-l', `${page}`, path];
    return readPgm(execFileSync('pdftoppm', args, { maxBuffer: 2 ** 28 }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readPgm(file: Buffer): Picture {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 64).toString('latin1'));
  if (head === null) throw new Error('pdftoppm gave no PGM');
  const [width, height] = [Number(head[1]), Number(head[2])];
  const start = head[0].length;
  return { width, height, pixels: new Uint8Array(file.subarray(start, start + width * height)) };
}

/** The picture `factor` times as large, between pixels by their weighted mean. */
export function scale(picture: Picture, factor: number): Picture {
  const width = Math.round(picture.width * factor);
  const height = Math.round(picture.height * factor);
  return draw(width, height, (x, y) =>
    at(picture, (x + 0.5) / factor - 0.5, (y + 0.5) / factor - 0.5),
  );
}

/** The picture turned about its middle, white where the paper ends. */
export function turn(picture: Picture, degrees: number): Picture {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const [midX, midY] = [picture.width / 2, picture.height / 2];
  return draw(picture.width, picture.height, (x, y) => {
    const [dx, dy] = [x - midX, y - midY];
    return at(picture, midX + cos * dx + sin * dy, midY - sin * dx + cos * dy);
  });
}

/** Each pixel becomes the mean of the square of `2·radius + 1` pixels around it, as by a lens out of focus. */
export function blur(picture: Picture, radius: number): Picture {
  const row = draw(picture.width, picture.height, (x, y) =>
    mean(radius, (d) => at(picture, x + d, y)),
  );
  return draw(picture.width, picture.height, (x, y) => mean(radius, (d) => at(row, x, y + d)));
}

/** What a camera held over a part of the paper sees. */
export function crop(
  picture: Picture,
  left: number,
  top: number,
  width: number,
  height: number,
): Picture {
  return draw(Math.round(width), Math.round(height), (x, y) => at(picture, x + left, y + top));
}

/** The picture as canvases hold it. */
export function rgba(picture: Picture): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(picture.pixels.length * 4).fill(255);
  picture.pixels.forEach((value, i) => {
    out.fill(value, i * 4, i * 4 + 3);
  });
  return out;
}

function draw(width: number, height: number, value: (x: number, y: number) => number): Picture {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels[y * width + x] = Math.round(value(x, y));
  return { width, height, pixels };
}

function mean(radius: number, value: (offset: number) => number): number {
  let sum = 0;
  for (let d = -radius; d <= radius; d++) sum += value(d);
  return sum / (2 * radius + 1);
}

function at(picture: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const upper = pixel(picture, left, top) * (1 - right) + pixel(picture, left + 1, top) * right;
  if (down === 0) return upper;
  const lower =
    pixel(picture, left, top + 1) * (1 - right) + pixel(picture, left + 1, top + 1) * right;
  return upper * (1 - down) + lower * down;
}

function pixel({ width, height, pixels }: Picture, x: number, y: number): number {
  return x < 0 || y < 0 || x >= width || y >= height ? 255 : (pixels[y * width + x] as number);
}
