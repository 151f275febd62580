import PDFDocument from 'pdfkit';
import { type FontName, fontRuns, loadFont, type Run } from './fonts.ts';

/** Points per millimetre. */
export const MM = 72 / 25.4;

export type Doc = InstanceType<typeof PDFDocument>;

export interface Style {
  readonly weight?: 'text' | 'bold';
  /** Points. */
  readonly size: number;
  /** Baseline to baseline, points; default 1.6 of the size. */
  readonly leading?: number;
  readonly colour?: string;
  readonly align?: 'left' | 'centre' | 'right' | 'justify';
  /** First line's indent, points. */
  readonly indent?: number;
}

/** Ink of every printed text; dark enough for a black and white print. */
export const INK = '#1a2233';

/**
 * A new pdfkit document, the three fonts registered. Without `time` its dates are 1 January 2000, so that the same
 * input gives the same bytes: the process's clock never enters a PDF.
 */
export function newDocument(options: {
  readonly title: string;
  readonly time?: Date;
  readonly tagged?: boolean;
}): Doc {
  const time = options.time ?? new Date(Date.UTC(2000, 0, 1));
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    tagged: options.tagged ?? false,
    displayTitle: true,
    info: { Title: options.title, Producer: 'Cunzheng', CreationDate: time, ModDate: time },
  });
  return doc;
}

function useFont(doc: Doc, name: FontName): void {
  // registered by name on first use only: a font that is never used is not read
  const registered = doc as unknown as { _registeredFonts: Record<string, unknown> };
  if (registered._registeredFonts[name] === undefined)
    doc.registerFont(name, loadFont(name).file as unknown as PDFKit.Mixins.PDFFontSource);
  doc.font(name);
}

/** The finished bytes. Call once. */
export async function finish(doc: Doc): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  doc.end();
  await done;
  return new Uint8Array(Buffer.concat(chunks));
}

/** One line of laid-out text. */
export interface Line {
  readonly text: string;
  readonly width: number;
  /** Begins a paragraph: indented. */
  readonly first: boolean;
  /** Ends a paragraph: never stretched. */
  readonly last: boolean;
}

/** Height that `drawText` will take. Throws `GLYPH_MISSING`. */
export function textHeight(doc: Doc, text: string, width: number, style: Style): number {
  return breakLines(doc, text, width, style).length * leadingOf(style);
}

/**
 * Draws text in a column and gives the y below it. Lines break between Chinese characters and at spaces, never before
 * closing punctuation; a word longer than the column is cut. Throws `GLYPH_MISSING` before anything is drawn.
 */
export function drawText(
  doc: Doc,
  text: string,
  box: { readonly x: number; readonly y: number; readonly width: number },
  style: Style,
): number {
  return drawLines(doc, breakLines(doc, text, box.width, style), box, style);
}

/** Draws lines that `breakLines` made for a column of the same width, and gives the y below; for text that runs over several pages. */
export function drawLines(
  doc: Doc,
  lines: readonly Line[],
  box: { readonly x: number; readonly y: number; readonly width: number },
  style: Style,
): number {
  const leading = leadingOf(style);
  const free = { left: 0, justify: 0, centre: 0.5, right: 1 }[style.align ?? 'left'];
  doc.fillColor(style.colour ?? INK);
  lines.forEach((line, i) => {
    const indent = line.first ? (style.indent ?? 0) : 0;
    const slack = box.width - indent - line.width;
    const stretch =
      style.align === 'justify' && !line.last ? slack / ([...line.text].length - 1) : 0;
    const at = { x: box.x + indent + slack * free, y: box.y + i * leading, stretch };
    drawRuns(doc, runsOf(line.text, style.weight ?? 'text'), at, style);
  });
  return box.y + lines.length * leading;
}

/** Width of text on one line. Throws `GLYPH_MISSING`. */
export function textWidth(doc: Doc, text: string, style: Style): number {
  doc.fontSize(style.size);
  return runsOf(text, style.weight ?? 'text').reduce(
    (sum, run) => sum + runWidth(doc, run, style.size),
    0,
  );
}

/** No font here has a ticked box: the empty one is printed and ticked by a line, and read as ☑. */
const TICKED = /(☑)/u;
type DrawnRun = Run | { readonly font: 'ticked'; readonly text: '☑' };

function runsOf(text: string, weight: 'text' | 'bold'): DrawnRun[] {
  return text
    .split(TICKED)
    .flatMap((part): DrawnRun[] =>
      part === '☑' ? [{ font: 'ticked', text: part }] : fontRuns(part, weight),
    );
}

/** Baseline to baseline, points. */
export function leadingOf(style: Style): number {
  return style.leading ?? style.size * 1.6;
}

function runWidth(doc: Doc, run: DrawnRun, size: number): number {
  if (run.font === 'ticked') return size;
  useFont(doc, run.font);
  return doc.widthOfString(run.text);
}

function drawRuns(
  doc: Doc,
  runs: readonly DrawnRun[],
  at: { readonly x: number; readonly y: number; readonly stretch: number },
  style: Style,
): void {
  doc.fontSize(style.size);
  const baseline = at.y + (leadingOf(style) - style.size) / 2 + style.size * 0.88;
  let x = at.x;
  for (const run of runs) {
    if (run.font === 'ticked') {
      drawTicked(doc, { x, baseline, size: style.size });
      x += style.size + at.stretch;
      continue;
    }
    useFont(doc, run.font);
    doc.text(run.text, x, baseline, {
      lineBreak: false,
      baseline: 'alphabetic',
      characterSpacing: at.stretch,
    });
    x += doc.widthOfString(run.text) + at.stretch * [...run.text].length;
  }
}

function drawTicked(
  doc: Doc,
  at: { readonly x: number; readonly baseline: number; readonly size: number },
): void {
  const x = (share: number) => at.x + at.size * share;
  const y = (share: number) => at.baseline + at.size * (0.12 - share);
  doc.markContent('Span', { actual: '☑' });
  useFont(doc, 'text');
  doc.text('□', at.x, at.baseline, { lineBreak: false, baseline: 'alphabetic' });
  doc
    .lineWidth(at.size * 0.11)
    .moveTo(x(0.24), y(0.52))
    .lineTo(x(0.44), y(0.3))
    .lineTo(x(0.82), y(0.86))
    .stroke(INK);
  doc.endMarkedContent();
}

const NOT_FIRST = new Set('，。、；：！？）》〉」』】〕”’…—%‰.,:;!?)]}');
const NOT_LAST = new Set('（《〈「『【〔“‘([{');
const WORD = /[!-~]/;

/** Text as the lines that `drawText` would draw. Throws `GLYPH_MISSING`. */
export function breakLines(doc: Doc, text: string, width: number, style: Style): Line[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(doc, paragraph, width, style));
}

function breakParagraph(doc: Doc, paragraph: string, width: number, style: Style): Line[] {
  const lines: Line[] = [];
  let current = '';
  const room = () => width - (lines.length === 0 ? (style.indent ?? 0) : 0) + 0.01;
  const close = (last = false) => {
    const text = current.trimEnd();
    lines.push({ text, width: textWidth(doc, text, style), first: lines.length === 0, last });
    current = '';
  };
  for (const piece of unbreakables(paragraph)) {
    if (textWidth(doc, (current + piece).trimEnd(), style) <= room()) {
      current += piece;
      continue;
    }
    if (current !== '') close();
    for (const character of piece.trimStart()) {
      if (textWidth(doc, current + character, style) > room() && current !== '') close();
      current += character;
    }
  }
  close(true);
  return lines;
}

/** Pieces that stay together: a Latin word or figure, a Chinese character with the punctuation that clings to it. */
function unbreakables(text: string): string[] {
  const pieces: string[] = [];
  for (const character of text) {
    const last = pieces.at(-1);
    if (last !== undefined && clings(last, character)) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  return pieces;
}

function clings(piece: string, next: string): boolean {
  const end = [...piece].at(-1) as string;
  if (NOT_LAST.has(end) || NOT_FIRST.has(next)) return true;
  return WORD.test(end) && WORD.test(next);
}
