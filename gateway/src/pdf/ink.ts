import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFPage, PDFStream } from '@cantoo/pdf-lib';
import {
  lookupDict,
  type Operand,
  type Operation,
  operations,
  pageContent,
  streamBytes,
} from './content.ts';
import { apply, concat, IDENTITY, invert, type Matrix, type SeenPage } from './geometry.ts';

/** Something drawn, from the lowest to the highest point, as the reader sees the page (points from its foot). */
export interface Band {
  readonly low: number;
  readonly high: number;
}

export interface PageInk {
  /** `undefined`: the page cannot be read, and every place must be taken for used. */
  readonly bands: readonly Band[] | undefined;
  /** `q` left open at the end, and `Q` without `q`: both are errors that readers forgive, and both would move a stamp. */
  readonly unclosed: number;
  readonly unopened: number;
}

const MAX_OPERATIONS = 500_000;
const MAX_DEPTH = 8;

/**
 * Where on the page something is drawn, seen from its foot upwards: text, images, lines, fields. Errs on the side of more.
 */
export function pageInk(page: PDFPage, seen: SeenPage): PageInk {
  const content = pageContent(page);
  const scan = new Scan();
  if (content === undefined) return { bands: undefined, unclosed: 0, unopened: 0 };
  try {
    scan.run(content, page.node.Resources(), invert(seen.toPage), 0);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { bands: undefined, unclosed: 0, unopened: 0 };
  }
  const bands = [...scan.bands, ...annotationBands(page, seen)];
  return { bands, unclosed: scan.unclosed, unopened: scan.unopened };
}

/** True when nothing is drawn between the two heights. */
export function isFree(bands: readonly Band[] | undefined, low: number, high: number): boolean {
  return bands?.every((band) => band.high < low || band.low > high) ?? false;
}

function annotationBands(page: PDFPage, seen: SeenPage): Band[] {
  const annotations = page.node.lookup(PDFName.of('Annots'));
  if (!(annotations instanceof PDFArray)) return [];
  const toSeen = invert(seen.toPage);
  return annotations.asArray().flatMap((_, i) => {
    const annotation = annotations.lookup(i);
    const rect = annotation instanceof PDFDict ? annotation.lookup(PDFName.of('Rect')) : undefined;
    const numbers = rect instanceof PDFArray ? numbersOf(rect) : [];
    if (numbers.length !== 4) return [];
    const [a, b, c, d] = numbers as [number, number, number, number];
    return [bandOf([apply(toSeen, a, b)[1], apply(toSeen, c, d)[1]])];
  });
}

function numbersOf(array: PDFArray): number[] {
  return array
    .asArray()
    .map((_, i) => array.lookup(i))
    .flatMap((value) => (value instanceof PDFNumber ? [value.asNumber()] : []));
}

function bandOf(heights: readonly number[]): Band {
  return { low: Math.min(...heights), high: Math.max(...heights) };
}

interface State {
  matrix: Matrix;
  fillIsWhite: boolean;
  lineWidth: number;
  fontSize: number;
  reach: Reach;
  invisibleText: boolean;
  rise: number;
  leading: number;
}

class Scan {
  readonly bands: Band[] = [];
  unclosed = 0;
  unopened = 0;
  #left = MAX_OPERATIONS;
  #state: State = freshState(IDENTITY);
  #stack: State[] = [];
  #path: [number, number][] = [];
  #line: Matrix = IDENTITY;
  /** Most that shown text may have moved along the line since its start, text space. */
  #advanced = 0;

  run(bytes: Uint8Array, resources: PDFDict | undefined, matrix: Matrix, depth: number): void {
    if (depth > MAX_DEPTH) throw new RangeError('forms nested too deep');
    const outer = { state: this.#state, stack: this.#stack, path: this.#path };
    this.#state = { ...this.#state, matrix };
    if (depth === 0) this.#state = freshState(matrix);
    this.#stack = [];
    this.#path = [];
    for (const operation of operations(bytes)) {
      if (--this.#left < 0) throw new RangeError('too many operations');
      if (operation.operator === 'Do') this.#paintObject(operation, resources, depth);
      else this.#step(operation, resources);
    }
    if (depth === 0) this.unclosed = this.#stack.length;
    this.#state = outer.state;
    this.#stack = outer.stack;
    this.#path = outer.path;
  }

  #step(operation: Operation, resources: PDFDict | undefined): void {
    const n = operation.operands.filter((value) => typeof value === 'number');
    const handled =
      this.#graphics(operation, n) ||
      this.#construct(operation.operator, n) ||
      this.#text(operation, n);
    if (!handled && operation.operator === 'Tf') this.#font(operation, resources, n[0] ?? 0);
  }

  #graphics(operation: Operation, n: readonly number[]): boolean {
    const state = this.#state;
    switch (operation.operator) {
      case 'q':
        this.#stack.push({ ...state });
        return true;
      case 'Q':
        if (this.#stack.length === 0) this.unopened++;
        this.#state = this.#stack.pop() ?? state;
        return true;
      case 'cm':
        state.matrix = concat(matrixOf(n), state.matrix);
        return true;
      case 'w':
        state.lineWidth = n[0] ?? 1;
        return true;
      case 'g':
      case 'rg':
        state.fillIsWhite = n.length > 0 && n.every((value) => value === 1);
        return true;
      case 'k':
        state.fillIsWhite = n.length > 0 && n.every((value) => value === 0);
        return true;
      case 'cs':
      case 'sc':
      case 'scn':
        state.fillIsWhite = false;
        return true;
      case 'sh':
        throw new RangeError('shading fills an unknown area');
      case 'BI':
        this.#mark(SQUARE);
        return true;
      default:
        return false;
    }
  }

  #construct(operator: string, n: readonly number[]): boolean {
    switch (operator) {
      case 'm':
      case 'l':
      case 'c':
      case 'v':
      case 'y':
        for (let i = 0; i + 1 < n.length; i += 2)
          this.#path.push([n[i] as number, n[i + 1] as number]);
        return true;
      case 're': {
        const [x = 0, y = 0, w = 0, h = 0] = n;
        this.#path.push([x, y], [x + w, y], [x, y + h], [x + w, y + h]);
        return true;
      }
      case 'f':
      case 'F':
      case 'f*':
        if (!this.#state.fillIsWhite) this.#mark(this.#path);
        this.#path = [];
        return true;
      case 'S':
      case 's':
      case 'B':
      case 'B*':
      case 'b':
      case 'b*':
        this.#mark(this.#path, this.#state.lineWidth / 2);
        this.#path = [];
        return true;
      case 'n':
        this.#path = [];
        return true;
      default:
        return false;
    }
  }

  #text(operation: Operation, n: readonly number[]): boolean {
    const state = this.#state;
    switch (operation.operator) {
      case 'BT':
        this.#startLine(IDENTITY);
        return true;
      case 'Tm':
        this.#startLine(matrixOf(n));
        return true;
      case 'TD':
        state.leading = -(n[1] ?? 0);
        this.#moveLine(n[0] ?? 0, n[1] ?? 0);
        return true;
      case 'Td':
        this.#moveLine(n[0] ?? 0, n[1] ?? 0);
        return true;
      case 'T*':
        this.#moveLine(0, -state.leading);
        return true;
      case 'TL':
        state.leading = n[0] ?? 0;
        return true;
      case 'Ts':
        state.rise = n[0] ?? 0;
        return true;
      case 'Tr':
        state.invisibleText = n[0] === 3;
        return true;
      case "'":
      case '"':
        this.#moveLine(0, -state.leading);
        this.#show(operation.operands);
        return true;
      case 'Tj':
      case 'TJ':
        this.#show(operation.operands);
        return true;
      default:
        return false;
    }
  }

  #startLine(matrix: Matrix): void {
    this.#line = matrix;
    this.#advanced = 0;
  }

  #moveLine(x: number, y: number): void {
    this.#startLine(concat([1, 0, 0, 1, x, y], this.#line));
  }

  #font(operation: Operation, resources: PDFDict | undefined, size: number): void {
    this.#state.fontSize = size;
    const name = operation.operands.find(isName)?.name ?? '';
    const font = lookupDict(lookupDict(resources, 'Font'), name);
    const ownGlyphs = font?.lookup(PDFName.of('Subtype')) === PDFName.of('Type3');
    this.#state.reach = ownGlyphs ? reachOfType3(font) : USUAL_REACH;
  }

  #show(operands: readonly Operand[]): void {
    const { fontSize, reach, rise, matrix, invisibleText } = this.#state;
    if (fontSize === 0)
      throw new RangeError('text of unknown size: the font may come from elsewhere');
    this.#advanced += lengthOf(operands) * fontSize * reach.across;
    if (invisibleText) return;
    const toSeen = concat(this.#line, matrix);
    const corners = [0, this.#advanced].flatMap((x) =>
      [rise + reach.below * fontSize, rise + reach.above * fontSize].map(
        (y) => apply(toSeen, x, y)[1],
      ),
    );
    this.bands.push(bandOf(corners));
  }

  #paintObject(operation: Operation, resources: PDFDict | undefined, depth: number): void {
    const name = operation.operands.find(isName)?.name ?? '';
    const object = lookupDict(resources, 'XObject')?.lookup(PDFName.of(name));
    if (!(object instanceof PDFStream)) return;
    if (object.dict.lookup(PDFName.of('Subtype')) !== PDFName.of('Form')) {
      this.#mark(SQUARE);
      return;
    }
    const bytes = streamBytes(object);
    if (bytes === undefined) throw new RangeError('a form cannot be decoded');
    const own = object.dict.lookup(PDFName.of('Matrix'));
    const matrix = own instanceof PDFArray ? matrixOf(numbersOf(own)) : IDENTITY;
    const line = this.#line;
    this.run(
      bytes,
      lookupDict(object.dict, 'Resources') ?? resources,
      concat(matrix, this.#state.matrix),
      depth + 1,
    );
    this.#line = line;
  }

  #mark(points: readonly (readonly [number, number])[], margin = 0): void {
    if (points.length === 0) return;
    const { matrix } = this.#state;
    const spread = margin * Math.max(Math.abs(matrix[1]), Math.abs(matrix[3]));
    const band = bandOf(points.map(([x, y]) => apply(matrix, x, y)[1]));
    this.bands.push({ low: band.low - spread, high: band.high + spread });
  }
}

/** How far a font's glyphs reach from the pen, in sizes of the font; `across` for each byte shown. */
interface Reach {
  readonly below: number;
  readonly above: number;
  readonly across: number;
}

/** No usual font's glyphs go further. */
const USUAL_REACH: Reach = { below: -0.4, above: 1.1, across: 1.5 };

/** A Type 3 font has any scale: its own box tells. Throws `RangeError` when that is missing or empty, as it may be. */
function reachOfType3(font: PDFDict): Reach {
  const box = font.lookup(PDFName.of('FontBBox'));
  const scale = font.lookup(PDFName.of('FontMatrix'));
  const [left = 0, bottom = 0, right = 0, top = 0] = box instanceof PDFArray ? numbersOf(box) : [];
  const matrix = scale instanceof PDFArray ? matrixOf(numbersOf(scale)) : IDENTITY;
  if (left === right || bottom === top) throw new RangeError('a Type 3 font without a box');
  const corners = [left, right].flatMap((x) => [bottom, top].map((y) => apply(matrix, x, y)));
  const { low, high } = bandOf(corners.map(([, y]) => y));
  const across = Math.max(1.5, ...corners.map(([x]) => 2 * Math.abs(x)));
  return { below: low, above: high, across };
}

const SQUARE: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];

function freshState(matrix: Matrix): State {
  return {
    matrix,
    fillIsWhite: false,
    lineWidth: 1,
    fontSize: 0,
    reach: USUAL_REACH,
    invisibleText: false,
    rise: 0,
    leading: 0,
  };
}

function matrixOf(n: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = n;
  return [a, b, c, d, e, f];
}

function isName(operand: Operand): operand is { readonly name: string } {
  return typeof operand === 'object' && 'name' in operand;
}

/** Bytes shown by the strings among the operands; a TJ's numbers move the pen by thousandths and count as one each. */
function lengthOf(operands: readonly Operand[]): number {
  return operands.reduce<number>((sum, operand) => {
    if (Array.isArray(operand)) return sum + lengthOf(operand);
    if (typeof operand === 'number') return sum + Math.abs(operand) / 1000;
    return 'length' in operand ? sum + operand.length : sum;
  }, 0);
}
