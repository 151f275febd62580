import { type Corners, isWhole, projection, sheetSize } from './geometry.ts';

/** Longest side of what is kept of a photo: an A4 page at 250 dots an inch is sharp on paper. */
const MAX_SIDE = 2900;
/** Longest side while it is looked at. */
const LOOK_SIDE = 900;
const QUALITY = 0.85;

/** What is done to a photo. */
export interface Treatment {
  readonly corners: Corners;
  /** Quarter turns to the right. */
  readonly turns: number;
  readonly bright: boolean;
}

type Size = { readonly width: number; readonly height: number };

/**
 * Opens a photo the right way up, made smaller where it is larger than needed; `look`: small, for the screen, as a phone has
 * no room for many large ones. Throws for what is no picture.
 */
export async function openPhoto(file: Blob, look = false): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const most = look ? LOOK_SIDE : MAX_SIDE;
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  const canvas = canvasOf({
    width: Math.round(bitmap.width * scale),
    height: Math.round(bitmap.height * scale),
  });
  contextOf(canvas).drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** The photo as it will be handed in: straightened, turned, brightened. `look`: small, for the screen. */
export function treat(
  photo: HTMLCanvasElement,
  { corners, turns, bright }: Treatment,
  look = false,
): HTMLCanvasElement {
  const most = look ? LOOK_SIDE : MAX_SIDE;
  const flat = straighten(photo, corners, most);
  if (bright) brighten(flat);
  return turn(flat, turns);
}

/** JPEG of a canvas. */
export function jpegOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)),
      'image/jpeg',
      QUALITY,
    ),
  );
}

function straighten(photo: HTMLCanvasElement, corners: Corners, most: number): HTMLCanvasElement {
  const full = sheetSize(corners, photo);
  const scale = Math.min(1, most / Math.max(full.width, full.height));
  const to = canvasOf({
    width: Math.max(1, Math.round(full.width * scale)),
    height: Math.max(1, Math.round(full.height * scale)),
  });
  if (isWhole(corners)) contextOf(to).drawImage(photo, 0, 0, to.width, to.height);
  else project(photo, corners, to);
  return to;
}

/** Each point of the sheet from where it lies on the photo, between its four neighbours. */
function project(photo: HTMLCanvasElement, corners: Corners, to: HTMLCanvasElement): void {
  const { width, height } = photo;
  const source = contextOf(photo).getImageData(0, 0, width, height).data;
  const sheet = new ImageData(to.width, to.height);
  const at = projection(corners);
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const { x: px, y: py } = at((x + 0.5) / to.width, (y + 0.5) / to.height);
      mix(
        source,
        { width, height },
        px * width - 0.5,
        py * height - 0.5,
        sheet.data,
        (y * to.width + x) * 4,
      );
    }
  }
  contextOf(to).putImageData(sheet, 0, 0);
}

function mix(
  source: Uint8ClampedArray,
  { width, height }: Size,
  x: number,
  y: number,
  into: Uint8ClampedArray,
  place: number,
): void {
  const x0 = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const y0 = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const fx = Math.min(1, Math.max(0, x - x0));
  const fy = Math.min(1, Math.max(0, y - y0));
  for (let c = 0; c < 3; c++) {
    const value = (px: number, py: number) => source[(py * width + px) * 4 + c] as number;
    const top = value(x0, y0) * (1 - fx) + value(x1, y0) * fx;
    const bottom = value(x0, y1) * (1 - fx) + value(x1, y1) * fx;
    into[place + c] = top * (1 - fy) + bottom * fy;
  }
  into[place + 3] = 255;
}

/** Parts of all points that count as the darkest and the lightest. */
const DARKEST = 0.02;
const LIGHTEST = 0.6;

/** Stretches light: most of a sheet is paper, and becomes white; ink stays dark. */
function brighten(canvas: HTMLCanvasElement): void {
  const context = contextOf(canvas);
  const picture = context.getImageData(0, 0, canvas.width, canvas.height);
  const { data } = picture;
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i += 4)
    counts[lightAt(data, i)] = (counts[lightAt(data, i)] ?? 0) + 1;
  const dark = levelAt(counts, (data.length / 4) * DARKEST);
  const light = Math.max(dark + 32, levelAt(counts, (data.length / 4) * LIGHTEST));
  const table = Uint8ClampedArray.from(
    { length: 256 },
    (_, v) => ((v - dark) * 255) / (light - dark),
  );
  for (let i = 0; i < data.length; i++)
    if (i % 4 !== 3) data[i] = table[data[i] as number] as number;
  context.putImageData(picture, 0, 0);
}

const lightAt = (data: Uint8ClampedArray, i: number): number =>
  ((data[i] as number) * 77 + (data[i + 1] as number) * 150 + (data[i + 2] as number) * 29) >> 8;

function levelAt(counts: Uint32Array, wanted: number): number {
  let seen = 0;
  for (let level = 0; level < 256; level++) {
    seen += counts[level] as number;
    if (seen >= wanted) return level;
  }
  return 255;
}

function turn(flat: HTMLCanvasElement, turns: number): HTMLCanvasElement {
  const quarter = ((turns % 4) + 4) % 4;
  if (quarter === 0) return flat;
  const lies = quarter % 2 === 1;
  const canvas = canvasOf(lies ? { width: flat.height, height: flat.width } : flat);
  const context = contextOf(canvas);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((quarter * Math.PI) / 2);
  context.drawImage(flat, -flat.width / 2, -flat.height / 2);
  return canvas;
}

function canvasOf({ width, height }: Size): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  return context;
}
