/** A place on a photo, as parts of its width and height: 0 to 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point];

/** The whole photo. */
export const WHOLE: Corners = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

const within = (part: number) => Math.min(1, Math.max(0, part));

/** The corners with one of them elsewhere, never outside the photo. */
export function moved(corners: Corners, n: number, { x, y }: Point): Corners {
  const point = { x: within(x), y: within(y) };
  return corners.map((each, i) => (i === n ? point : each)) as unknown as Corners;
}

/** Whether nothing has to be straightened. */
export function isWhole(corners: Corners): boolean {
  return corners.every((each, i) => each.x === WHOLE[i]?.x && each.y === WHOLE[i]?.y);
}

/** Whether the corners go round once without crossing: only then there is a sheet between them. */
export function isSheet(corners: Corners): boolean {
  return corners.every((at, i) => {
    const next = corners[(i + 1) % 4] as Point;
    const after = corners[(i + 2) % 4] as Point;
    const turn = (next.x - at.x) * (after.y - next.y) - (next.y - at.y) * (after.x - next.x);
    return turn > 0.001;
  });
}

/** Width and height that the sheet between the corners gets, in pixels of a photo of that size. */
export function sheetSize(
  [a, b, c, d]: Corners,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  const far = (p: Point, q: Point) => Math.hypot((p.x - q.x) * width, (p.y - q.y) * height);
  return {
    width: Math.max(1, Math.round(Math.max(far(a, b), far(d, c)))),
    height: Math.max(1, Math.round(Math.max(far(a, d), far(b, c)))),
  };
}

/**
 * Where a point of the straightened sheet (parts of its width and height) lies on the photo: the projection that takes the
 * unit square to the four corners.
 */
export function projection([a, b, c, d]: Corners): (u: number, v: number) => Point {
  const dx1 = b.x - c.x;
  const dx2 = d.x - c.x;
  const dy1 = b.y - c.y;
  const dy2 = d.y - c.y;
  const sx = a.x - b.x + c.x - d.x;
  const sy = a.y - b.y + c.y - d.y;
  const scale = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / scale;
  const h = (dx1 * sy - sx * dy1) / scale;
  const [mx, nx] = [b.x - a.x + g * b.x, d.x - a.x + h * d.x];
  const [my, ny] = [b.y - a.y + g * b.y, d.y - a.y + h * d.y];
  return (u, v) => {
    const w = g * u + h * v + 1;
    return { x: (mx * u + nx * v + a.x) / w, y: (my * u + ny * v + a.y) / w };
  };
}
