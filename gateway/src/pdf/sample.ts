import { type Doc, drawText, finish, MM, newDocument, type Style, textHeight } from './typeset.ts';

export const SAMPLE_KINDS = [
  '民事判决书',
  '民事裁定书',
  '民事调解书',
  '应诉通知书',
  '传票',
  '举证通知书',
  '受理案件通知书',
  '出庭通知书',
] as const;
export type SampleKind = (typeof SAMPLE_KINDS)[number];

export interface SampleOrder {
  readonly kind: SampleKind;
  readonly courtName: string;
  /** `（2026）京0491民初1号`. */
  readonly caseNumber: string;
  /** Under the court's name; default the kind. */
  readonly title?: string;
  /** Printed one a line before the text: `原告：林示例，女，……`. */
  readonly parties: readonly {
    readonly side: string;
    readonly name: string;
    readonly detail?: string;
  }[];
  readonly paragraphs: readonly string[];
  /** At the end, right: `审判员` 周示例, `书记员` …. */
  readonly signers: readonly { readonly post: string; readonly name: string }[];
  /** As printed: 二〇二六年一月五日. */
  readonly date: string;
}

/** 党政机关公文格式 GB/T 9704: 三号 text, margins 37, 35, 28, 26 mm. */
const PAGE = { left: 28 * MM, right: 26 * MM, top: 37 * MM, bottom: 37 * MM, width: 210 * MM };
const COLUMN = PAGE.width - PAGE.left - PAGE.right;
const LOWEST = 297 * MM - PAGE.bottom;

const COURT: Style = { size: 22, leading: 34, weight: 'bold', align: 'centre' };
const TITLE: Style = { size: 26, leading: 44, weight: 'bold', align: 'centre' };
const BODY: Style = { size: 16, leading: 29, indent: 32, align: 'justify' };
const RIGHT: Style = { size: 16, leading: 29, align: 'right' };
const MARK: Style = { size: 10.5, leading: 17, align: 'centre', weight: 'bold' };

const MARK_TEXT = '演示文书　人物、案情、案号均为虚构，不产生法律效力';

/**
 * A made-up court document for the demo, in the look of the real ones, every page marked 演示. Leaves head and foot of the page free for the
 * stamp. Same order, same bytes. Throws `GLYPH_MISSING`.
 */
export async function makeSampleDocument(order: SampleOrder): Promise<Uint8Array> {
  const doc = newDocument({ title: `${order.courtName}${order.title ?? order.kind}（演示）` });
  const flow = new Flow(doc);
  flow.add(order.courtName, COURT);
  flow.add([...(order.title ?? order.kind)].join(' '), TITLE);
  flow.skip(6);
  flow.add(order.caseNumber, RIGHT);
  flow.skip(8);
  for (const party of order.parties) flow.add(partyLine(party), BODY);
  for (const paragraph of order.paragraphs) flow.add(paragraph, BODY);
  flow.skip(29);
  flow.together(
    [...order.signers.map(signerLine), order.date, `（${order.courtName}　演示，未用印）`],
    RIGHT,
  );
  return finish(doc);
}

function partyLine(party: SampleOrder['parties'][number]): string {
  return `${party.side}：${party.name}${party.detail === undefined ? '' : `，${party.detail}`}。`;
}

function signerLine(signer: SampleOrder['signers'][number]): string {
  return `${[...signer.post].join('　')}　　${signer.name}`;
}

class Flow {
  #doc: Doc;
  #y = 0;

  constructor(doc: Doc) {
    this.#doc = doc;
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

  /** Lines that stay on one page. */
  together(lines: readonly string[], style: Style): void {
    const height = lines.reduce((sum, line) => sum + textHeight(this.#doc, line, COLUMN, style), 0);
    if (this.#y + height > LOWEST) this.#turnPage();
    for (const line of lines) this.add(line, style);
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
    const mark = { x: PAGE.left, y: PAGE.top - 9 * MM, width: COLUMN };
    this.#doc
      .lineWidth(0.8)
      .rect(mark.x, mark.y - 1, mark.width, 19)
      .stroke('#1a2233');
    drawText(this.#doc, MARK_TEXT, mark, MARK);
    this.#y += 4 * MM;
  }

  #box() {
    return { x: PAGE.left, y: this.#y, width: COLUMN };
  }
}
