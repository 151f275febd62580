import { drawQr, makeQr } from './qr.ts';
import {
  breakLines,
  type Doc,
  drawLines,
  drawText,
  finish,
  INK,
  leadingOf,
  MM,
  newDocument,
  type Style,
  textHeight,
} from './typeset.ts';

/** A notice of the court: what its pages say, in the order in which they say it. */
export interface NoticeOrder {
  readonly courtName: string;
  readonly title: string;
  readonly caseNumber: string;
  /** With the colon that follows it. */
  readonly addressee: string;
  readonly paragraphs: readonly string[];
  /** How the addressee comes to his case on line. */
  readonly access?: NoticeAccess | undefined;
  /** As printed at the end: 二〇二六年一月五日. */
  readonly date: string;
  /** Framed at the head of every page; of a demo. */
  readonly mark?: string | undefined;
  /** The document's only clock. */
  readonly time: Date;
}

/** The frame with the case access code. */
export interface NoticeAccess {
  readonly heading: string;
  readonly code: string;
  /** What the QR code says. */
  readonly url: string;
  readonly alternative: string;
  readonly lines: readonly string[];
}

/** 党政机关公文格式 GB/T 9704: 三号 text, margins 37, 35, 28, 26 mm; the foot is left to the stamp. */
const PAGE = { left: 28 * MM, right: 26 * MM, top: 37 * MM, bottom: 37 * MM, width: 210 * MM };
const COLUMN = PAGE.width - PAGE.left - PAGE.right;
const LOWEST = 297 * MM - PAGE.bottom;

const COURT: Style = { size: 22, leading: 34, weight: 'bold', align: 'centre' };
const TITLE: Style = { size: 26, leading: 44, weight: 'bold', align: 'centre' };
const NUMBER: Style = { size: 16, leading: 29, align: 'right' };
const ADDRESSEE: Style = { size: 16, leading: 29 };
const BODY: Style = { size: 16, leading: 29, indent: 32, align: 'justify' };
const RIGHT: Style = { size: 16, leading: 29, align: 'right' };
const MARK: Style = { size: 10.5, leading: 17, align: 'centre', weight: 'bold' };
const ACCESS_HEADING: Style = { size: 13, leading: 21, weight: 'bold' };
const ACCESS_CODE: Style = { size: 19, leading: 30, weight: 'bold' };
const ACCESS_LINE: Style = { size: 11, leading: 17.5 };
const CLOSING_GAP = 29;
const QR = 36 * MM;
const PAD = 4 * MM;

/** A tagged A4 notice in the look of the courts' own. Same order, same bytes. Throws `GLYPH_MISSING`. */
export async function makeNoticePdf(order: NoticeOrder): Promise<Uint8Array> {
  const letter = new Letter(order);
  letter.block('P', order.courtName, COURT);
  letter.block('H1', spread(order.title), TITLE);
  letter.skip(6);
  letter.block('P', order.caseNumber, NUMBER);
  letter.skip(6);
  letter.block('P', order.addressee, ADDRESSEE);
  const closing = [order.date, `（${order.courtName}　印）`];
  const [last = '', ...before] = order.paragraphs.toReversed();
  for (const paragraph of before.reverse()) letter.block('P', paragraph, BODY);
  if (order.access === undefined) letter.keep(last, closing);
  letter.block('P', last, BODY);
  if (order.access !== undefined) letter.access(order.access, closing);
  letter.close(closing);
  return letter.finish();
}

/** A short title stands with spaces between its characters. */
function spread(title: string): string {
  const characters = [...title];
  return characters.length > 9 ? title : characters.join(' ');
}

const closingHeight = (lines: readonly string[]) => CLOSING_GAP + lines.length * leadingOf(RIGHT);

class Letter {
  #doc: Doc;
  #root: PDFKit.PDFStructureElement;
  #y = 0;
  #mark: string | undefined;

  constructor({ courtName, title, time, mark }: NoticeOrder) {
    this.#doc = newDocument({ title: `${courtName}${title}`, time, tagged: true });
    this.#mark = mark;
    this.#root = this.#doc.struct('Document');
    this.#doc.addStructure(this.#root);
    this.#turn();
  }

  skip(points: number): void {
    this.#y += points;
  }

  /** A paragraph, cut at the foot of the page line by line; it stays one element. */
  block(tag: string, text: string, style: Style): void {
    const leading = leadingOf(style);
    let lines = breakLines(this.#doc, text, COLUMN, style);
    const element = this.#open(tag);
    while (lines.length > 0) {
      const room = Math.floor((LOWEST - this.#y) / leading);
      if (room < Math.min(2, lines.length)) {
        this.#turn();
        continue;
      }
      const part = lines.slice(0, room);
      const at = this.#box();
      element.add(() => {
        drawLines(this.#doc, part, at, style);
      });
      this.#y += part.length * leading;
      lines = lines.slice(room);
    }
    element.end();
  }

  /** The last paragraph goes to the next page where it would leave the closing alone there: 落款 stands below text. */
  keep(last: string, closing: readonly string[]): void {
    const end = this.#y + textHeight(this.#doc, last, COLUMN, BODY);
    if (end <= LOWEST && end + closingHeight(closing) > LOWEST) this.#turn();
  }

  /** The frame with the code, on one page with the closing: QR at the left, the code large, then what to do. */
  access(
    { heading, code, url, alternative, lines }: NoticeAccess,
    closing: readonly string[],
  ): void {
    const width = COLUMN - QR - 3 * PAD;
    const column = [
      { text: heading, style: ACCESS_HEADING },
      { text: code, style: ACCESS_CODE },
      ...lines.map((text) => ({ text, style: ACCESS_LINE })),
    ];
    const text = column.reduce(
      (sum, each) => sum + textHeight(this.#doc, each.text, width, each.style),
      0,
    );
    const height = Math.max(QR, text) + 2 * PAD;
    if (this.#y + height + 16 + closingHeight(closing) > LOWEST) this.#turn();
    const top = this.#y + 8;
    this.#artifact(() => this.#doc.lineWidth(1).rect(PAGE.left, top, COLUMN, height).stroke(INK));
    this.#figure(alternative, () => drawQr(this.#doc, makeQr(url), PAGE.left + PAD, top + PAD, QR));
    let y = top + PAD;
    for (const each of column) {
      const box = { x: PAGE.left + QR + 2 * PAD, y, width };
      const element = this.#open('P');
      element.add(() => {
        y = drawText(this.#doc, each.text, box, each.style);
      });
      element.end();
    }
    this.#y = top + height + 8;
  }

  /** Lines at the end, right, together on one page. */
  close(lines: readonly string[]): void {
    if (this.#y + closingHeight(lines) > LOWEST) this.#turn();
    this.skip(CLOSING_GAP);
    for (const line of lines) this.block('P', line, RIGHT);
  }

  finish(): Promise<Uint8Array> {
    this.#root.end();
    return finish(this.#doc);
  }

  #turn(): void {
    this.#doc.addPage({ size: 'A4', margin: 0 });
    this.#y = PAGE.top;
    const text = this.#mark;
    if (text === undefined) return;
    const mark = { x: PAGE.left, y: PAGE.top - 9 * MM, width: COLUMN };
    this.#artifact(() => {
      this.#doc
        .lineWidth(0.8)
        .rect(mark.x, mark.y - 1, mark.width, 19)
        .stroke(INK);
      drawText(this.#doc, text, mark, MARK);
    });
    this.#y += 4 * MM;
  }

  #open(tag: string): PDFKit.PDFStructureElement {
    const element = this.#doc.struct(tag);
    this.#root.add(element);
    return element;
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
    return { x: PAGE.left, y: this.#y, width: COLUMN };
  }
}
