import type { Paper, PaperBlock } from '@cunzheng/domain/pleadings';
import {
  breakLines,
  type Doc,
  drawLines,
  drawText,
  finish,
  INK,
  type Line,
  leadingOf,
  MM,
  newDocument,
  type Style,
  textHeight,
} from '../pdf/typeset.ts';

const LEFT = 23 * MM;
const WIDTH = 164 * MM;
const TOP = 22 * MM;
const LOWEST = 297 * MM - 22 * MM;
const FOOT = 297 * MM - 15 * MM;
const LABEL_SHARE = 27;
const PAD = { x: 5, y: 3.5 };

const TITLE: Style = { size: 22, leading: 34, weight: 'bold', align: 'centre' };
const UNDER: Style = { size: 15, leading: 24, align: 'centre' };
const HEADING: Style = { size: 13, leading: 19, weight: 'bold', align: 'centre' };
const LABEL: Style = { size: 10.5, leading: 16, weight: 'bold' };
const VALUE: Style = { size: 10.5, leading: 16 };
const FIGURES: Style = { ...VALUE, align: 'right' };
const COLUMN_NAME: Style = { size: 10.5, leading: 16, weight: 'bold', align: 'centre' };
const TEXT: Style = { size: 12, leading: 21 };
const CLOSING: Style = { size: 12, leading: 30 };
/** Where the signature begins. */
const CLOSING_AT = WIDTH * 0.46;
const FOOTER: Style = { size: 9, leading: 12, align: 'centre' };
const MARK: Style = { size: 9.5, leading: 13, weight: 'bold', align: 'right' };

export interface PdfOptions {
  /** The document's only clock. */
  readonly time: Date;
  /** Printed at the head of every page: `草稿，尚未提交`. */
  readonly mark?: string;
}

/**
 * A pleading as tagged A4 PDF in the manner of the element-style samples. A row that does not fit goes on overleaf line by
 * line, so that no length of text is too long. Same paper, same bytes. Throws `GLYPH_MISSING`.
 */
export async function makePleadingPdf(paper: Paper, options: PdfOptions): Promise<Uint8Array> {
  const pages = new Pages(paper.title, options);
  for (const block of paper.blocks) pages.write(block);
  return pages.finish();
}

interface Cell {
  readonly tag: 'TH' | 'TD';
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly style: Style;
}

class Pages {
  #doc: Doc;
  #root: PDFKit.PDFStructureElement;
  #y = 0;
  #mark: string | undefined;

  constructor(title: string, { time, mark }: PdfOptions) {
    this.#doc = newDocument({ title, time, tagged: true });
    this.#mark = mark;
    this.#root = this.#doc.struct('Document');
    this.#doc.addStructure(this.#root);
    this.#turn();
  }

  write(block: PaperBlock): void {
    if (block.block === 'newPage') this.#turn();
    else if (block.block === 'title') this.#title(block.text, block.under);
    else if (block.block === 'note') this.#note(block);
    else if (block.block === 'form') this.#form(block);
    else if (block.block === 'grid') this.#grid(block);
    else if (block.block === 'text') this.#text(block.lines, TEXT, 0);
    else this.#text(block.lines, CLOSING, CLOSING_AT);
  }

  async finish(): Promise<Uint8Array> {
    const { start, count } = this.#doc.bufferedPageRange();
    for (let page = start; page < start + count; page++) {
      this.#doc.switchToPage(page);
      const text = `第 ${page + 1} 页，共 ${count} 页`;
      this.#artifact(() => {
        drawText(this.#doc, text, { x: LEFT, y: FOOT, width: WIDTH }, FOOTER);
        if (this.#mark === undefined) return;
        drawText(this.#doc, this.#mark, { x: LEFT, y: TOP - 18, width: WIDTH }, MARK);
      });
    }
    this.#root.end();
    return finish(this.#doc);
  }

  #turn(): void {
    this.#doc.addPage({ size: 'A4', margin: 0 });
    this.#y = TOP;
  }

  #title(text: string, under: string | undefined): void {
    this.#element('H1', text, TITLE);
    if (under !== undefined) this.#element('P', under, UNDER);
    this.#y += 8;
  }

  /** Paragraphs that stay on one page together. */
  #text(lines: readonly string[], style: Style, indent: number): void {
    this.#y += 8;
    const height = lines.reduce(
      (sum, line) => sum + textHeight(this.#doc, line, WIDTH - indent, style),
      0,
    );
    if (this.#y + height > LOWEST) this.#turn();
    for (const line of lines) this.#element('P', line, style, indent);
  }

  #element(tag: string, text: string, style: Style, indent = 0): void {
    const at = { x: LEFT + indent, y: this.#y, width: WIDTH - indent };
    const element = this.#doc.struct(tag, {}, () => {
      this.#y = drawText(this.#doc, text, at, style);
    });
    this.#root.add(element);
    element.end();
  }

  #note({ heading, lines }: Extract<PaperBlock, { block: 'note' }>): void {
    const table = this.#open('Table', this.#root);
    const cell = { tag: 'TD', x: LEFT, width: WIDTH } as const;
    this.#row(table, [{ ...cell, text: heading, style: LABEL }]);
    this.#row(table, [{ ...cell, text: lines.join('\n'), style: VALUE }]);
    table.end();
    this.#y += 6;
  }

  #form({ parts }: Extract<PaperBlock, { block: 'form' }>): void {
    const table = this.#open('Table', this.#root);
    const label = (WIDTH * LABEL_SHARE) / 100;
    for (const { heading, rows } of parts) {
      if (this.#y + 70 > LOWEST) this.#turn();
      this.#row(table, [{ tag: 'TH', text: heading, x: LEFT, width: WIDTH, style: HEADING }]);
      for (const row of rows) {
        this.#row(table, [
          { tag: 'TH', text: row.label, x: LEFT, width: label, style: LABEL },
          {
            tag: 'TD',
            text: row.lines.join('\n'),
            x: LEFT + label,
            width: WIDTH - label,
            style: VALUE,
          },
        ]);
      }
    }
    table.end();
  }

  #grid({ columns, rows }: Extract<PaperBlock, { block: 'grid' }>): void {
    const table = this.#open('Table', this.#root);
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    let x = LEFT;
    const placed = columns.map(({ name, share, figures }) => {
      const width = (WIDTH * share) / total;
      x += width;
      return { name, x: x - width, width, style: figures ? FIGURES : VALUE };
    });
    this.#row(
      table,
      placed.map(({ name, ...at }) => ({ ...at, tag: 'TH', text: name, style: COLUMN_NAME })),
    );
    for (const row of rows) {
      this.#row(
        table,
        placed.map(({ name: _, ...at }, i) => ({ ...at, tag: 'TD', text: row[i] ?? '' })),
      );
    }
    table.end();
  }

  /** One row of a table, over as many pages as it takes; every cell stays one element. */
  #row(table: PDFKit.PDFStructureElement, cells: readonly Cell[]): void {
    const row = this.#open('TR', table);
    const laid = cells.map((cell) => ({
      cell,
      element: this.#open(cell.tag, row),
      lines: breakLines(this.#doc, cell.text, cell.width - 2 * PAD.x, cell.style),
    }));
    const longest = Math.max(...laid.map(({ lines }) => lines.length));
    const leading = Math.max(...cells.map(({ style }) => leadingOf(style)));
    for (let done = 0; done < longest; ) {
      const room = Math.floor((LOWEST - this.#y - 2 * PAD.y) / leading);
      if (room < Math.min(2, longest - done)) {
        this.#turn();
        continue;
      }
      const count = Math.min(room, longest - done);
      this.#frame(cells, count * leading + 2 * PAD.y);
      for (const { cell, element, lines } of laid)
        this.#fragment(element, cell, lines.slice(done, done + count));
      this.#y += count * leading + 2 * PAD.y;
      done += count;
    }
    for (const { element } of laid) element.end();
    row.end();
  }

  #fragment(element: PDFKit.PDFStructureElement, cell: Cell, lines: readonly Line[]): void {
    if (lines.length === 0) return;
    const at = { x: cell.x + PAD.x, y: this.#y + PAD.y, width: cell.width - 2 * PAD.x };
    element.add(() => drawLines(this.#doc, lines, at, cell.style));
  }

  #frame(cells: readonly Cell[], height: number): void {
    this.#artifact(() => {
      for (const { x, width } of cells)
        this.#doc.lineWidth(0.6).rect(x, this.#y, width, height).stroke(INK);
    });
  }

  #open(tag: string, parent: PDFKit.PDFStructureElement): PDFKit.PDFStructureElement {
    const element = this.#doc.struct(tag);
    parent.add(element);
    return element;
  }

  #artifact(draw: () => void): void {
    this.#doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.#doc.endMarkedContent();
  }
}
