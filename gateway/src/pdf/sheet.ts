import { drawQr, makeQr } from './qr.ts';
import {
  type Doc,
  drawText,
  finish,
  INK,
  MM,
  newDocument,
  type Style,
  textHeight,
} from './typeset.ts';

const BLUE = '#174a8c';
const LEFT = 20 * MM;
const WIDTH = 170 * MM;
const TOP = 15 * MM;
const FOOT = 297 * MM - 12 * MM;
const LOWEST = FOOT - 6;

const COURT: Style = { size: 17, leading: 25, weight: 'bold', align: 'centre' };
const TITLE: Style = { size: 22, leading: 32, weight: 'bold', align: 'centre' };
const HEADING: Style = { size: 12.5, leading: 20, weight: 'bold' };
const PARAGRAPH: Style = { size: 10.5, leading: 16.5, align: 'justify' };
const LABEL: Style = { size: 11, leading: 17.5, weight: 'bold' };
const VALUE: Style = { size: 11, leading: 17.5 };
const SMALL_LABEL: Style = { size: 9, leading: 13.5, weight: 'bold' };
const SMALL: Style = { size: 9, leading: 13.5 };
const BANNER: Style = { size: 10.5, leading: 16, weight: 'bold', align: 'centre' };
const FOOTER: Style = { size: 8, leading: 11 };

export interface CodeBlock {
  readonly data: Uint8Array;
  readonly caption: string;
  /** Read aloud instead of the picture. */
  readonly alternative: string;
}

/** A tagged A4 document written from top to bottom; every block is a structure element, every ornament an artifact. */
export class Sheet {
  #doc: Doc;
  #root: PDFKit.PDFStructureElement;
  #y = 0;
  #footer: string;

  constructor(options: {
    readonly title: string;
    readonly time: Date;
    readonly footer: string;
  }) {
    this.#doc = newDocument({ title: options.title, time: options.time, tagged: true });
    this.#footer = options.footer;
    this.#root = this.#doc.struct('Document');
    this.#doc.addStructure(this.#root);
    this.turn();
  }

  /** Begins the next page. */
  turn(): void {
    this.#doc.addPage({ size: 'A4', margin: 0 });
    this.#y = TOP;
  }

  /** A framed line that marks what kind of paper this is. */
  banner(text: string): void {
    const height = textHeight(this.#doc, text, WIDTH - 12, BANNER) + 6;
    this.#room(height);
    this.#artifact(() => this.#doc.lineWidth(1).rect(LEFT, this.#y, WIDTH, height).stroke(INK));
    this.#text('P', text, { x: LEFT + 6, y: this.#y + 3, width: WIDTH - 12 }, BANNER);
    this.#y += height + 6;
  }

  /** Court and title over a blue rule. */
  title(court: string, title: string): void {
    this.#y += 4;
    this.#y = this.#text('P', court, this.#box(), COURT);
    this.#y = this.#text('H1', title, this.#box(), TITLE);
    this.#artifact(() => {
      this.#doc
        .lineWidth(1.6)
        .moveTo(LEFT, this.#y + 3)
        .lineTo(LEFT + WIDTH, this.#y + 3)
        .stroke(BLUE);
      this.#doc
        .lineWidth(0.5)
        .moveTo(LEFT, this.#y + 6)
        .lineTo(LEFT + WIDTH, this.#y + 6)
        .stroke(BLUE);
    });
    this.#y += 10;
  }

  heading(text: string): void {
    this.#room(80);
    this.#y = this.#text('H2', text, { ...this.#box(), y: this.#y + 7 }, HEADING);
  }

  paragraph(text: string): void {
    this.#room(textHeight(this.#doc, text, WIDTH, PARAGRAPH));
    this.#y = this.#text('P', text, this.#box(), PARAGRAPH) + 2;
  }

  /** Label and value, ruled, as a table. */
  rows(rows: readonly (readonly [string, string])[]): void {
    this.#table(rows, { label: LABEL, value: VALUE, column: 24 * MM, padding: 2.2 });
  }

  smallRows(rows: readonly (readonly [string, string])[]): void {
    this.#table(rows, { label: SMALL_LABEL, value: SMALL, column: 27 * MM, padding: 1.2 });
  }

  /** A QR code of text at the left, lines beside it. */
  codeWithText(
    data: string,
    alternative: string,
    lines: readonly { readonly text: string; readonly bold?: boolean }[],
  ): void {
    const size = 34 * MM;
    this.#room(size + 14);
    const top = this.#y + 10;
    this.#figure(alternative, () => drawQr(this.#doc, makeQr(data), LEFT, top, size));
    const box = { x: LEFT + size + 4 * MM, width: WIDTH - size - 4 * MM };
    let y = top + 3 * MM;
    for (const { text, bold } of lines)
      y = this.#text('P', text, { ...box, y }, bold === true ? LABEL : VALUE);
    this.#y = Math.max(top + size, y) + 4;
  }

  /** QR codes of bytes side by side, each `size` points with its quiet zone. */
  codes(codes: readonly CodeBlock[], size: number): void {
    this.#room(size + 22);
    const top = this.#y + 2;
    const gap = codes.length > 1 ? (WIDTH - codes.length * size) / (codes.length - 1) : 0;
    codes.forEach((code, i) => {
      const x = LEFT + i * (size + gap);
      this.#figure(code.alternative, () => drawQr(this.#doc, makeQr(code.data), x, top, size));
      this.#text(
        'P',
        code.caption,
        { x, y: top + size, width: size },
        { ...SMALL, align: 'centre' },
      );
    });
    this.#y = top + size + 20;
  }

  /** Ends the document. Throws `TypeError` when one block is higher than a page. */
  async finish(): Promise<Uint8Array> {
    const { start, count } = this.#doc.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.#doc.switchToPage(page);
      this.#footerOf(page + 1, count);
    }
    this.#root.end();
    return finish(this.#doc);
  }

  #footerOf(page: number, pages: number): void {
    this.#artifact(() => {
      this.#doc
        .lineWidth(0.5)
        .moveTo(LEFT, FOOT - 3)
        .lineTo(LEFT + WIDTH, FOOT - 3)
        .stroke(BLUE);
      const box = { x: LEFT, y: FOOT, width: WIDTH };
      drawText(this.#doc, this.#footer, { ...box, width: WIDTH - 80 }, FOOTER);
      drawText(this.#doc, `第 ${page} 页，共 ${pages} 页`, box, { ...FOOTER, align: 'right' });
    });
  }

  /** Turns the page unless `height` points are left on it. */
  #room(height: number): void {
    if (this.#y + height > LOWEST && this.#y > TOP) this.turn();
  }

  #table(
    rows: readonly (readonly [string, string])[],
    look: {
      readonly label: Style;
      readonly value: Style;
      readonly column: number;
      readonly padding: number;
    },
  ): void {
    const table = this.#doc.struct('Table');
    this.#root.add(table);
    this.#rule();
    for (const [label, value] of rows) {
      const width = WIDTH - look.column - 9;
      this.#room(textHeight(this.#doc, value, width, look.value) + 2 * look.padding);
      const y = this.#y + look.padding;
      const row = this.#doc.struct('TR');
      table.add(row);
      const name = { x: LEFT + 3, y, width: look.column };
      const body = { x: LEFT + look.column + 6, y, width };
      this.#text('TH', label, name, look.label, row);
      this.#y = this.#text('TD', value, body, look.value, row) + look.padding;
      row.end();
      this.#rule();
    }
    table.end();
  }

  #rule(): void {
    this.#artifact(() =>
      this.#doc
        .lineWidth(0.4)
        .moveTo(LEFT, this.#y)
        .lineTo(LEFT + WIDTH, this.#y)
        .stroke('#8a93a3'),
    );
  }

  #text(
    tag: string,
    text: string,
    box: { readonly x: number; readonly y: number; readonly width: number },
    style: Style,
    parent = this.#root,
  ): number {
    let bottom = box.y;
    const element = this.#doc.struct(tag, {}, () => {
      bottom = drawText(this.#doc, text, box, style);
    });
    parent.add(element);
    element.end();
    if (bottom > FOOT) throw new TypeError('a block is higher than a page');
    return bottom;
  }

  #figure(alternative: string, draw: () => void): void {
    const element = this.#doc.struct('Figure', { alt: alternative }, draw);
    this.#root.add(element);
    element.end();
  }

  #artifact(draw: () => void): void {
    this.#doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.#doc.endMarkedContent();
  }

  #box() {
    return { x: LEFT, y: this.#y, width: WIDTH };
  }
}
