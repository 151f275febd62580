import jsqr from 'jsqr';
import { isQrPart, joinQr, type QrJoin } from '../qr.ts';

// A CommonJS module whose types speak of a default export; the bundler hands the function over itself.
const jsQR = jsqr as unknown as typeof jsqr.default;

/** Codes of one proof, collected in any order. */
export class CodeCollector {
  #codes: Uint8Array[] = [];

  /** Takes what a scanner read; gives the state of the pile, or `foreign` for a code that is not ours. */
  add(code: Uint8Array): QrJoin {
    if (!isQrPart(code)) return { state: 'foreign' };
    const known = this.#codes.some((other) => other.every((byte, i) => byte === code[i]));
    const joined = joinQr([...this.#codes, code]);
    if (joined.state === 'mixed') this.#codes = [code];
    else if (!known) this.#codes.push(code);
    return joined;
  }
}

/** Widths at which a photo is tried: a code may be a small part of a large picture, or blurred at full size. */
const WIDTHS = [1600, 1000, 2600, 700];
const MAX_CODES = 6;

/** Every QR code found in a picture, as bytes. Rejects for a file that is no picture. */
export async function codesInPicture(file: Blob): Promise<Uint8Array[]> {
  const picture = await createImageBitmap(file);
  const found = new Map<string, Uint8Array>();
  for (const width of WIDTHS) {
    const scale = Math.min(width / picture.width, 3);
    for (const code of codesIn(drawScaled(picture, scale))) found.set(code.join(), code);
    if (joinQr([...found.values()].filter(isQrPart)).state === 'whole') break;
  }
  picture.close();
  return [...found.values()];
}

function drawScaled(picture: ImageBitmap, scale: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context;
}

/** The scanner finds one code at a time: each found is painted over and the picture read again. */
function codesIn(context: CanvasRenderingContext2D): Uint8Array[] {
  const { width, height } = context.canvas;
  const codes: Uint8Array[] = [];
  while (codes.length < MAX_CODES) {
    const code = jsQR(context.getImageData(0, 0, width, height).data, width, height);
    if (code === null) break;
    codes.push(Uint8Array.from(code.binaryData));
    const { topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner } = code.location;
    context.fillStyle = '#fff';
    context.beginPath();
    for (const corner of [topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner]) {
      context.lineTo(corner.x, corner.y);
    }
    context.fill();
  }
  return codes;
}

const CAMERA_WIDTH = 1280;
const FRAME_PAUSE_MS = 120;

/**
 * Reads codes from the camera until `stop` is called; every code found is handed to `onCode`.
 * Rejects when the camera is refused or missing.
 */
export async function scanCamera(
  video: HTMLVideoElement,
  onCode: (code: Uint8Array) => void,
): Promise<{ stop(): void }> {
  if (navigator.mediaDevices === undefined) throw new Error('no camera here');
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: CAMERA_WIDTH } },
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  const read = () => {
    if (stopped) return;
    const { videoWidth: width, videoHeight: height } = video;
    if (width > 0) {
      Object.assign(canvas, { width, height });
      context.drawImage(video, 0, 0);
      const code = jsQR(context.getImageData(0, 0, width, height).data, width, height, {
        inversionAttempts: 'dontInvert',
      });
      if (code !== null) onCode(Uint8Array.from(code.binaryData));
    }
    timer = setTimeout(read, FRAME_PAUSE_MS);
  };
  video.srcObject = stream;
  await video.play();
  read();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      for (const track of stream.getTracks()) track.stop();
    },
  };
}
