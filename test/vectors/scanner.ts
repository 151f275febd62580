import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { type Picture, rgba } from './photo.ts';

const { resolve } = createRequire(import.meta.url);

// the package would fetch its program from the network
prepareZXingModule({
  overrides: {
    wasmBinary: new Uint8Array(readFileSync(resolve('zxing-wasm/reader/zxing_reader.wasm'))).buffer,
  },
});

/** A code in a picture, and the square around it in pixels. */
export interface Seen {
  readonly bytes: Uint8Array;
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** Every QR code that zxing finds in a picture. */
export async function zxing(picture: Picture): Promise<Seen[]> {
  const image = { data: rgba(picture), width: picture.width, height: picture.height };
  const found = await readBarcodes(image as Parameters<typeof readBarcodes>[0], {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 8,
  });
  return found.map(({ bytes, position }) => {
    const corners = Object.values(position).filter((corner) => typeof corner === 'object');
    const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const size = Math.max(Math.max(...xs) - left, Math.max(...ys) - top);
    return { bytes: new Uint8Array(bytes), left, top, size };
  });
}
