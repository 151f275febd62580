import type { Paper, PaperBlock, PaperRow } from '@cunzheng/domain/pleadings';
import {
  AlignmentType,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { pinZipTimes } from './zip-times.ts';

/** Twentieths of a point. */
const PAGE = { width: 11_906, height: 16_838, side: 1304, top: 1247 };
const WIDTH = PAGE.width - 2 * PAGE.side;
const LABEL_SHARE = 27;

/** Half points. */
interface Look {
  readonly size: number;
  readonly bold?: boolean;
  readonly align?: (typeof AlignmentType)[keyof typeof AlignmentType];
  readonly after?: number;
  /** Twentieths of a point. */
  readonly indent?: number;
}
const TITLE: Look = { size: 44, bold: true, align: AlignmentType.CENTER, after: 60 };
const UNDER: Look = { size: 30, align: AlignmentType.CENTER, after: 160 };
const HEADING: Look = { size: 26, bold: true, align: AlignmentType.CENTER };
const LABEL: Look = { size: 21, bold: true };
const VALUE: Look = { size: 21 };
const FIGURES: Look = { size: 21, align: AlignmentType.RIGHT };
const COLUMN_NAME: Look = { size: 21, bold: true, align: AlignmentType.CENTER };
const TEXT: Look = { size: 24, after: 60 };
const CLOSING: Look = { size: 24, after: 160, indent: Math.round(WIDTH * 0.46) };

export interface DocxOptions {
  /** The document's only clock. */
  readonly time: Date;
}

/**
 * The same paper as a Word document, for those who want to go on writing: fonts are named, not embedded (宋体, and SimSun-ExtB
 * for characters beyond its range). Same paper, same bytes.
 */
export async function makePleadingDocx(paper: Paper, { time }: DocxOptions): Promise<Uint8Array> {
  const document = new Document({
    title: paper.title,
    creator: 'Cunzheng',
    styles: { default: { document: { run: { font: SONG, size: 21, language: CHINESE } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { top: PAGE.top, bottom: PAGE.top, left: PAGE.side, right: PAGE.side },
          },
        },
        footers: { default: new Footer({ children: [pageNumber()] }) },
        children: childrenOf(paper.blocks),
      },
    ],
  });
  const zip = await Packer.toBuffer(document, undefined, [
    { path: 'docProps/core.xml', data: coreProperties(paper.title, time) },
  ]);
  return pinZipTimes(new Uint8Array(zip));
}

const SONG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体', cs: '宋体' };
const EXTENSION = { ascii: 'SimSun-ExtB', hAnsi: 'SimSun-ExtB', eastAsia: 'SimSun-ExtB' };
const SYMBOLS = { ascii: 'Segoe UI Symbol', hAnsi: 'Segoe UI Symbol', eastAsia: 'Segoe UI Symbol' };
const CHINESE = { value: 'zh-CN', eastAsia: 'zh-CN' };

/** The library writes the hour of the call; a paper has its own time. */
function coreProperties(title: string, time: Date): string {
  const at = time.toISOString().replace(/\.\d+Z$/, 'Z');
  const stamp = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`;
  return `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${title}</dc:title><dc:creator>Cunzheng</dc:creator>${stamp('created')}${stamp('modified')}</cp:coreProperties>`;
}

function childrenOf(blocks: readonly PaperBlock[]): (Paragraph | Table)[] {
  let newPage = false;
  return blocks.flatMap((block) => {
    if (block.block === 'newPage') {
      newPage = true;
      return [];
    }
    const children = blockOf(block, newPage);
    newPage = false;
    return children;
  });
}

function blockOf(block: Exclude<PaperBlock, { block: 'newPage' }>, newPage: boolean) {
  switch (block.block) {
    case 'title':
      return [
        paragraph(block.text, TITLE, newPage),
        ...(block.under === undefined ? [] : [paragraph(block.under, UNDER)]),
      ];
    case 'note':
      return [
        table([100], [[cell([block.heading], LABEL, 100)], [cell(block.lines, VALUE, 100)]]),
        paragraph('', VALUE),
      ];
    case 'form':
      return [formTable(block.parts)];
    case 'grid':
      return [gridTable(block)];
    case 'text':
      return [paragraph('', VALUE), ...block.lines.map((line) => paragraph(line, TEXT))];
    case 'closing':
      return [paragraph('', VALUE), ...block.lines.map((line) => paragraph(line, CLOSING))];
  }
}

function formTable(parts: Extract<PaperBlock, { block: 'form' }>['parts']): Table {
  return table(
    [LABEL_SHARE, 100 - LABEL_SHARE],
    parts.flatMap(({ heading, rows }) => [
      [cell([heading], HEADING, 100, 2)],
      ...rows.map(({ label, lines }: PaperRow) => [
        cell(label.split('\n'), LABEL, LABEL_SHARE),
        cell(lines, VALUE, 100 - LABEL_SHARE),
      ]),
    ]),
  );
}

function gridTable({ columns, rows }: Extract<PaperBlock, { block: 'grid' }>): Table {
  return table(
    columns.map(({ share }) => share),
    [
      columns.map(({ name, share }) => cell([name], COLUMN_NAME, share)),
      ...rows.map((row) =>
        columns.map(({ share, figures }, i) =>
          cell((row[i] ?? '').split('\n'), figures ? FIGURES : VALUE, share),
        ),
      ),
    ],
  );
}

const twips = (share: number) => Math.round((WIDTH * share) / 100);

function table(shares: readonly number[], rows: readonly (readonly TableCell[])[]): Table {
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: shares.map(twips),
    rows: rows.map((children) => new TableRow({ children })),
  });
}

function cell(lines: readonly string[], look: Look, share: number, span = 1): TableCell {
  return new TableCell({
    width: { size: twips(share), type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: lines.map((line) => paragraph(line, look)),
  });
}

function paragraph(text: string, look: Look, pageBreakBefore = false): Paragraph {
  return new Paragraph({
    pageBreakBefore,
    alignment: look.align ?? AlignmentType.LEFT,
    spacing: { after: look.after ?? 0, line: 320 },
    indent: { left: look.indent ?? 0 },
    children: runsOf(text, look),
  });
}

/** Cut where the font changes: boxes to tick, and characters beyond the basic plane. */
function runsOf(text: string, { size, bold = false }: Look): TextRun[] {
  return text
    .split(/([☑□]+|[\u{20000}-\u{3FFFF}]+)/u)
    .filter((part) => part !== '')
    .map((part) => new TextRun({ text: part, size, bold, font: fontOf(part) }));
}

function fontOf(part: string) {
  if (/^[☑□]/u.test(part)) return SYMBOLS;
  return (part.codePointAt(0) as number) > 0xffff ? EXTENSION : SONG;
}

function pageNumber(): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [
      new TextRun({
        size: 18,
        font: SONG,
        children: ['第 ', PageNumber.CURRENT, ' 页，共 ', PageNumber.TOTAL_PAGES, ' 页'],
      }),
    ],
  });
}
