import { closeSync, openSync, writeSync } from 'node:fs';
import { blur, crop, type Picture, scale, turn } from '../vectors/photo.ts';
import type { Seen } from '../vectors/scanner.ts';

const WIDTH = 960;
const HEIGHT = 720;
const FRAMES_A_SECOND = 10;
const SECONDS_A_CODE = 1;
/** How a hand holds the paper, in degrees; a frame in some cannot be read, and the next can. */
const HELD = [0, 1.5, -1.5];

/** What a camera sees that is held over each code of a printed page in turn, as a film that Chromium plays for a camera. */
export function filmCodes(path: string, page: Picture, codes: readonly Seen[]): void {
  const file = openSync(path, 'w');
  try {
    writeSync(file, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_A_SECOND}:1 Ip A1:1 C420jpeg\n`);
    // No colour: the paper is black and white.
    const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
    for (const code of codes) {
      const views = HELD.map((degrees) => held(page, code, degrees));
      for (let i = 0; i < SECONDS_A_CODE * FRAMES_A_SECOND; i++) {
        writeSync(file, 'FRAME\n');
        writeSync(file, (views[i % views.length] as Picture).pixels);
        writeSync(file, colour);
      }
    }
  } finally {
    closeSync(file);
  }
}

/** The code with a little paper around it in the middle of the picture, a bit askew and out of focus. */
function held(page: Picture, { left, top, size }: Seen, degrees: number): Picture {
  const edge = 0.06 * size;
  const side = size + 2 * edge;
  const near = scale(crop(page, left - edge, top - edge, side, side), HEIGHT / side);
  const seen = blur(turn(near, degrees), 1);
  return crop(seen, (seen.width - WIDTH) / 2, (seen.height - HEIGHT) / 2, WIDTH, HEIGHT);
}
