import QRCode from 'qrcode';
import type { Doc } from './typeset.ts';

/** Largest version printed: 97 modules a side, 666 bytes at level M. */
export const MAX_QR_VERSION = 20;
/** Empty modules around a code (ISO/IEC 18004). */
export const QUIET = 4;

export interface QrCode {
  /** Modules a side, without the quiet zone. */
  readonly modules: number;
  dark(row: number, column: number): boolean;
}

/**
 * One QR code at level M in byte mode. Text goes as UTF-8. Throws `TypeError` when version 20 cannot hold it:
 * the caller splits longer data.
 */
export function makeQr(data: string | Uint8Array): QrCode {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  const code = QRCode.create([{ data: bytes, mode: 'byte' }], { errorCorrectionLevel: 'M' });
  if (code.version > MAX_QR_VERSION) throw new TypeError(`${bytes.length} bytes in one QR code`);
  return {
    modules: code.modules.size,
    dark: (row, column) => code.modules.get(row, column) !== 0,
  };
}

/**
 * Draws the code in black rectangles, a run of modules each, so that it is crisp at any resolution. The square `size` at
 * (x, y) holds the quiet zone too, which is painted white. Gives the size of one module in points.
 */
export function drawQr(doc: Doc, code: QrCode, x: number, y: number, size: number): number {
  const module = size / (code.modules + 2 * QUIET);
  doc.rect(x, y, size, size).fill('#ffffff');
  for (let row = 0; row < code.modules; row++) {
    for (const [from, to] of darkRuns(code, row))
      doc.rect(
        x + (QUIET + from) * module,
        y + (QUIET + row) * module,
        (to - from) * module,
        module,
      );
  }
  doc.fill('#000000');
  return module;
}

function darkRuns(code: QrCode, row: number): [number, number][] {
  const runs: [number, number][] = [];
  for (let column = 0; column < code.modules; column++) {
    if (!code.dark(row, column)) continue;
    const last = runs.at(-1);
    if (last?.[1] === column) last[1]++;
    else runs.push([column, column + 1]);
  }
  return runs;
}
