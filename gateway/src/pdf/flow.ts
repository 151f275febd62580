import { type Doc, drawText, MM, type Style, textHeight } from './typeset.ts';

/** 党政机关公文格式 GB/T 9704: 三号 text, margins 37, 35, 28, 26 mm. */
const PAGE = { left: 28 * MM, right: 26 * MM, top: 37 * MM, bottom: 37 * MM, width: 210 * MM };
const COLUMN = PAGE.width - PAGE.left - PAGE.right;
const LOWEST = 297 * MM - PAGE.bottom;

/** Name of the court at the head. */
export const COURT: Style = { size: 22, leading: 34, weight: 'bold', align: 'centre' };
export const TITLE: Style = { size: 26, leading: 44, weight: 'bold', align: 'centre' };
export const BODY: Style = { size: 16, leading: 29, indent: 32, align: 'justify' };
/** Number, signers and day. */
export const RIGHT: Style = { size: 16, leading: 29, align: 'right' };
const CLOSING_GAP = 29;
const MARK: Style = { size: 10.5, leading: 17, align: 'centre', weight: 'bold' };

/** Text of a court's document from page to page. */
export class Flow {
  #doc: Doc;
  #mark: string | undefined;
  #y = 0;

  /** `mark` stands in a frame at the head of every page. */
  constructor(doc: Doc, mark?: string) {
    this.#doc = doc;
    this.#mark = mark;
    this.#turnPage();
  }

  skip(points: number): void {
    this.#y += points;
  }

  /** A paragraph, cut at the foot of the page line by line. */
  add(text: string, style: Style): void {
    for (const part of this.#cut(text, style)) {
      const height = textHeight(this.#doc, part.text, COLUMN, part.style);
      if (this.#y + height > LOWEST) this.#turnPage();
      this.#y = drawText(this.#doc, part.text, this.#box(), part.style);
    }
  }

  /** The text and below it the closing 落款, which never stands alone on a page: the last paragraph goes there with it. */
  addAll(paragraphs: readonly string[], closing: readonly string[]): void {
    const closingHeight = CLOSING_GAP + this.#heightOf(closing, RIGHT);
    for (const [i, paragraph] of paragraphs.entries()) {
      const end = this.#y + this.#heightOf([paragraph], BODY);
      const last = i === paragraphs.length - 1;
      if (last && end <= LOWEST && end + closingHeight > LOWEST) this.#turnPage();
      this.add(paragraph, BODY);
    }
    if (this.#y + closingHeight > LOWEST) this.#turnPage();
    this.skip(CLOSING_GAP);
    for (const line of closing) this.add(line, RIGHT);
  }

  #heightOf(lines: readonly string[], style: Style): number {
    return lines.reduce((sum, line) => sum + textHeight(this.#doc, line, COLUMN, style), 0);
  }

  /** Splits a paragraph that does not fit into what fits and the rest. */
  #cut(text: string, style: Style): { text: string; style: Style }[] {
    const room = LOWEST - this.#y;
    if (textHeight(this.#doc, text, COLUMN, style) <= room) return [{ text, style }];
    const fits = this.#longestFitting(text, style, room);
    if (fits === '') return [{ text, style }];
    const rest = { ...style, indent: 0 };
    return [
      { text: fits, style },
      { text: text.slice(fits.length), style: rest },
    ];
  }

  #longestFitting(text: string, style: Style, room: number): string {
    const sentences = text.match(/[^，。；：]*[，。；：]?/g) ?? [];
    let fits = '';
    for (const sentence of sentences) {
      if (textHeight(this.#doc, fits + sentence, COLUMN, style) > room) break;
      fits += sentence;
    }
    return fits;
  }

  #turnPage(): void {
    this.#doc.addPage({ size: 'A4', margin: 0 });
    this.#y = PAGE.top;
    if (this.#mark === undefined) return;
    const mark = { x: PAGE.left, y: PAGE.top - 9 * MM, width: COLUMN };
    this.#doc
      .lineWidth(0.8)
      .rect(mark.x, mark.y - 1, mark.width, 19)
      .stroke('#1a2233');
    drawText(this.#doc, this.#mark, mark, MARK);
    this.#y += 4 * MM;
  }

  #box() {
    return { x: PAGE.left, y: this.#y, width: COLUMN };
  }
}
