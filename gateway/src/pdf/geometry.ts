import { PDFArray, PDFName, PDFNumber, type PDFPage } from '@cantoo/pdf-lib';

/** A transformation as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** `first`, then `second`. */
export function concat(first: Matrix, second: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [g, h, i, j, k, l] = second;
  return [
    a * g + b * i,
    a * h + b * j,
    c * g + d * i,
    c * h + d * j,
    e * g + f * i + k,
    e * h + f * j + l,
  ];
}

export function apply(m: Matrix, x: number, y: number): readonly [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

export function invert(m: Matrix): Matrix {
  const [a, b, c, d, e, f] = m;
  const det = a * d - b * c;
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}

export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** A page as the reader sees it: crop box, turned by /Rotate, in points (UserUnit counted). */
export interface SeenPage {
  readonly width: number;
  readonly height: number;
  readonly rotation: 0 | 90 | 180 | 270;
  readonly box: Box;
  readonly unit: number;
  /** From seen coordinates (origin bottom left, y up, points) to the page's own. */
  readonly toPage: Matrix;
}

/** How a reader sees `page` (ISO 32000-2, 14.11.2 boxes, 7.7.3.3 Rotate and UserUnit). */
export function seePage(page: PDFPage): SeenPage {
  const box = visibleBox(page);
  const rotation = ((((Math.round(page.getRotation().angle / 90) * 90) % 360) + 360) % 360) as
    | 0
    | 90
    | 180
    | 270;
  const unit = userUnit(page);
  const [w, h] = [(box.right - box.left) * unit, (box.top - box.bottom) * unit];
  const upright = rotation % 180 === 0;
  return {
    width: upright ? w : h,
    height: upright ? h : w,
    rotation,
    box,
    unit,
    toPage: turn(rotation, box, 1 / unit),
  };
}

function turn(rotation: 0 | 90 | 180 | 270, box: Box, s: number): Matrix {
  switch (rotation) {
    case 0:
      return [s, 0, 0, s, box.left, box.bottom];
    case 90:
      return [0, s, -s, 0, box.right, box.bottom];
    case 180:
      return [-s, 0, 0, -s, box.right, box.top];
    case 270:
      return [0, -s, s, 0, box.left, box.top];
  }
}

function visibleBox(page: PDFPage): Box {
  const media = toBox(page.getMediaBox());
  const crop = toBox(page.getCropBox());
  const both = {
    left: Math.max(media.left, crop.left),
    bottom: Math.max(media.bottom, crop.bottom),
    right: Math.min(media.right, crop.right),
    top: Math.min(media.top, crop.top),
  };
  const empty = both.right - both.left < 1 || both.top - both.bottom < 1;
  return empty ? media : both;
}

function toBox(r: { x: number; y: number; width: number; height: number }): Box {
  return {
    left: Math.min(r.x, r.x + r.width),
    right: Math.max(r.x, r.x + r.width),
    bottom: Math.min(r.y, r.y + r.height),
    top: Math.max(r.y, r.y + r.height),
  };
}

function userUnit(page: PDFPage): number {
  const unit = page.node.lookup(PDFName.of('UserUnit'));
  return unit instanceof PDFNumber && unit.asNumber() > 0 ? unit.asNumber() : 1;
}

/**
 * Makes the page larger at the side that the reader sees as its foot (and, if need be, at his right), in points. What lay hidden outside
 * the crop box there is for the caller to paint over.
 */
export function growPage(page: PDFPage, seen: SeenPage, below: number, right = 0): SeenPage {
  const from = apply(seen.toPage, 0, -below);
  const to = apply(seen.toPage, seen.width + right, seen.height);
  const crop = normalise(from, to);
  const media = toBox(page.getMediaBox());
  const outer = {
    left: Math.min(crop.left, media.left),
    bottom: Math.min(crop.bottom, media.bottom),
    right: Math.max(crop.right, media.right),
    top: Math.max(crop.top, media.top),
  };
  setBox(page, 'MediaBox', outer);
  setBox(page, 'CropBox', crop);
  return seePage(page);
}

function normalise(a: readonly [number, number], b: readonly [number, number]): Box {
  return {
    left: Math.min(a[0], b[0]),
    right: Math.max(a[0], b[0]),
    bottom: Math.min(a[1], b[1]),
    top: Math.max(a[1], b[1]),
  };
}

function setBox(page: PDFPage, name: string, box: Box): void {
  const array = PDFArray.withContext(page.doc.context);
  for (const value of [box.left, box.bottom, box.right, box.top]) array.push(PDFNumber.of(value));
  page.node.set(PDFName.of(name), array);
}
