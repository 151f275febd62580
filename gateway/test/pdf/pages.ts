import { degrees, PDFDocument, PDFName, type PDFPage, PDFString, rgb } from '@cantoo/pdf-lib';
import type { StampOrder } from '../../src/pdf/stamp.ts';

export const NUMBER = '京0491-2026-000001';
export const CODE = 'ABCD-EFGH-JKMN';

export function order(pdf: Uint8Array): StampOrder {
  return {
    pdf,
    number: NUMBER,
    code: CODE,
    url: `https://verify.example/verify#n=${NUMBER}&c=${CODE}`,
    courtName: '北京互联网法院',
    random: new Uint8Array(16).fill(7),
  };
}

/** A PDF whose first page is drawn by `draw`; the same bytes every time. */
export async function makePdf(
  draw: (page: PDFPage, document: PDFDocument) => void | Promise<void>,
  size: [number, number] = [595, 842],
): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  await draw(document.addPage(size), document);
  return document.save();
}

const PAINT = rgb(0.3, 0.3, 0.3);

function lines(page: PDFPage): void {
  page.drawText('The text of the document', { x: 90, y: 600, size: 16 });
}

/** Pages of every shape that courts get. `place` is where the stamp is expected. */
export const SHAPES: readonly {
  readonly name: string;
  readonly place: 'foot' | 'head' | 'added';
  readonly pdf: () => Promise<Uint8Array>;
}[] = [
  { name: 'plain', place: 'foot', pdf: () => makePdf(lines) },
  {
    name: 'text at the foot',
    place: 'head',
    pdf: () =>
      makePdf((page) => {
        lines(page);
        page.drawText('- 1 -', { x: 290, y: 40, size: 12 });
      }),
  },
  {
    name: 'a picture over the whole page',
    place: 'added',
    pdf: () => makePdf((page) => page.drawRectangle({ width: 595, height: 842, color: PAINT })),
  },
  {
    name: 'a white ground',
    place: 'foot',
    pdf: () =>
      makePdf((page) => {
        page.drawRectangle({ width: 595, height: 842, color: rgb(1, 1, 1) });
        lines(page);
      }),
  },
  {
    name: 'landscape',
    place: 'foot',
    pdf: () => makePdf((page) => page.drawText('wide', { x: 90, y: 400 }), [842, 595]),
  },
  { name: 'turned by 90', place: 'foot', pdf: () => turned(90, { x: 200, y: 100 }) },
  { name: 'turned by 180', place: 'foot', pdf: () => turned(180, { x: 400, y: 400 }) },
  { name: 'turned by 270', place: 'foot', pdf: () => turned(270, { x: 200, y: 700 }) },
  {
    name: 'turned by 90, full',
    place: 'added',
    pdf: () =>
      makePdf((page) => {
        page.setRotation(degrees(90));
        page.drawRectangle({ x: 10, y: 10, width: 575, height: 822, color: PAINT });
      }),
  },
  {
    name: 'cropped, with marks outside',
    place: 'added',
    pdf: () =>
      makePdf(
        (page) => {
          page.setCropBox(100, 120, 400, 600);
          page.drawText('at the foot', { x: 120, y: 125, size: 14 });
          page.drawText('outside', { x: 120, y: 90, size: 30 });
          page.drawText('at the head', { x: 120, y: 690, size: 14 });
        },
        [700, 1000],
      ),
  },
  {
    name: 'very small',
    place: 'added',
    pdf: () => makePdf((page) => page.drawText('x', { x: 10, y: 80, size: 12 }), [120, 160]),
  },
  {
    name: 'state left open',
    place: 'foot',
    pdf: () =>
      makePdf((page) => {
        lines(page);
        page.node.normalize();
        const { context } = page.doc;
        const stray = context.stream('q 0.1 0 0 0.1 50 50 cm Q Q Q q q 3 0 0 3 9 9 cm');
        page.node.addContentStream(context.register(stray));
      }),
  },
];

async function turned(angle: number, at: { x: number; y: number }): Promise<Uint8Array> {
  return makePdf((page) => {
    page.setRotation(degrees(angle));
    page.drawText('The text of the document', { ...at, size: 16, rotate: degrees(angle) });
  });
}

/** A PDF with a text field, filled in. */
export async function formPdf(): Promise<Uint8Array> {
  return makePdf((page, document) => {
    const field = document.getForm().createTextField('name');
    field.setText('filled in');
    field.addToPage(page, { x: 90, y: 500, width: 200, height: 30 });
  });
}

/** A PDF with a signature field whose value is there (its contents are no real signature; nobody looks). */
export async function signedPdf(): Promise<Uint8Array> {
  return makePdf((page, document) => {
    lines(page);
    const { context } = document;
    const value = context.register(
      context.obj({
        Type: 'Sig',
        Filter: 'Adobe.PPKLite',
        ByteRange: [0, 1, 2, 3],
        Contents: PDFString.of('x'),
      }),
    );
    const field = context.register(
      context.obj({
        FT: 'Sig',
        T: PDFString.of('seal'),
        V: value,
        Type: 'Annot',
        Subtype: 'Widget',
        Rect: [0, 0, 0, 0],
      }),
    );
    const form = context.register(context.obj({ Fields: [field], SigFlags: 3 }));
    document.catalog.set(PDFName.of('AcroForm'), form);
  });
}
