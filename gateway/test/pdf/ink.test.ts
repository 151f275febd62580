import { deflateSync } from 'node:zlib';
import { degrees, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import t from 'tap';
import { seePage } from '../../src/pdf/geometry.ts';
import { isFree, type PageInk, pageInk } from '../../src/pdf/ink.ts';

async function inkOf(content: string, rotation = 0): Promise<PageInk> {
  const document = await PDFDocument.create();
  const page = document.addPage([200, 300]);
  page.setRotation(degrees(rotation));
  page.node.normalize();
  page.node.addContentStream(document.context.register(document.context.stream(content)));
  return pageInk(page, seePage(page));
}

const CASES: readonly (readonly [string, string, boolean])[] = [
  ['text above', 'BT /F1 12 Tf 10 100 Td (abc) Tj ET', true],
  ['text below', 'BT /F1 12 Tf 10 40 Td (abc) Tj ET', false],
  ['text whose feet reach below', 'BT /F1 20 Tf 10 55 Td (abc) Tj ET', false],
  [
    'text that steps down line by line',
    'BT /F1 10 Tf 15 TL 10 80 Td (a) Tj T* (b) Tj T* (c) Tj ET',
    false,
  ],
  ['text that runs downwards', 'BT /F1 10 Tf 0 -1 1 0 50 90 Tm (abcdef) Tj ET', false],
  ['invisible text of a scan', 'BT 3 Tr /F1 12 Tf 10 40 Td (abc) Tj ET', true],
  ['text upside down', 'BT /F1 -20 Tf 10 65 Td (abc) Tj ET', false],
  ['text of no known size', 'BT 10 100 Td (abc) Tj ET', false],
  ['a line', '0 0 m 200 0 l S', false],
  ['a thick line above', '20 w 0 55 m 200 55 l S', false],
  ['a clip that draws nothing', '0 0 200 300 re W n', true],
  ['a white ground', '1 g 0 0 200 300 re f', true],
  ['a grey ground', '0.9 g 0 0 200 300 re f', false],
  ['grey after a white that was given back', '0.5 g q 1 g Q 0 0 200 300 re f', false],
  ['something drawn below after a move', '1 0 0 1 0 -60 cm 0 100 m 200 100 l S', false],
  ['a curve that bulges down', '0 100 m 0 20 200 20 200 100 c S', false],
  ['a shading', '/S1 sh', false],
  ['an inline image', 'q 10 0 0 10 0 0 cm BI /W 1 /H 1 ID x EI Q', false],
  ['what cannot be read', '(open', false],
];

t.test('what is drawn in the lowest 50 points is seen', async (t) => {
  for (const [name, content, free] of CASES) {
    const { bands } = await inkOf(content);
    t.equal(isFree(bands, 0, 50), free, name);
  }
});

t.test('the foot is the reader’s, not the file’s', async (t) => {
  const left = '5 0 m 5 300 l S';
  const { bands } = await inkOf(left, 270);
  t.notOk(isFree((await inkOf(left, 0)).bands, 0, 50));
  t.notOk(isFree(bands, 0, 50), 'turned by 270 the left side is the foot');
  t.ok(isFree((await inkOf(left, 90)).bands, 0, 50), 'turned by 90 it is the head');
});

t.test('glyphs of a Type 3 font reach as far as its box says', async (t) => {
  const document = await PDFDocument.create();
  const page = document.addPage([200, 300]);
  page.node.normalize();
  const { context } = document;
  const content = 'BT /T3 10 Tf 10 100 Td (a) Tj ET';
  page.node.addContentStream(context.register(context.stream(content)));
  const bands = (FontBBox: number[]) => {
    const font = { Type: 'Font', Subtype: 'Type3', FontMatrix: [0.01, 0, 0, 0.01, 0, 0], FontBBox };
    page.node.setFontDictionary(PDFName.of('T3'), context.register(context.obj(font)));
    return pageInk(page, seePage(page)).bands;
  };
  t.ok(isFree(bands([0, -20, 100, 80]), 0, 97));
  t.notOk(isFree(bands([0, -20, 100, 80]), 0, 99));
  t.notOk(isFree(bands([0, -900, 100, 80]), 0, 50));
  t.equal(bands([0, 0, 0, 0]), undefined);
});

t.test('a form is followed into its own content', async (t) => {
  const inner = await PDFDocument.create();
  inner.addPage([100, 100]).drawLine({ start: { x: 0, y: 80 }, end: { x: 100, y: 80 } });
  const document = await PDFDocument.create();
  const page = document.addPage([200, 300]);
  const [form] = await document.embedPdf(await inner.save());
  page.drawPage(form as NonNullable<typeof form>, { x: 0, y: 0 });
  const [loaded] = (await PDFDocument.load(await document.save())).getPages();
  const { bands } = pageInk(loaded as typeof page, seePage(loaded as typeof page));
  t.ok(isFree(bands, 0, 70));
  t.notOk(isFree(bands, 70, 90));
});

t.test('a field counts as drawn', async (t) => {
  const document = await PDFDocument.create();
  const page = document.addPage([200, 300]);
  document.getForm().createTextField('a').addToPage(page, { x: 10, y: 10, width: 50, height: 20 });
  t.notOk(isFree(pageInk(page, seePage(page)).bands, 0, 50));
});

t.test('a state left open, or closed too often, is counted', async (t) => {
  t.match(await inkOf('q q Q q'), { unclosed: 2, unopened: 0 });
  t.match(await inkOf('Q Q q Q'), { unclosed: 0, unopened: 2 });
});

t.test('a stream that unpacks to more than any page needs is not read', async (t) => {
  const document = await PDFDocument.create();
  const page = document.addPage([200, 300]);
  page.node.normalize();
  const bomb = deflateSync(Buffer.alloc(80 * 1024 * 1024, ' '));
  const stream = document.context.stream(bomb, { Filter: 'FlateDecode' });
  page.node.addContentStream(document.context.register(stream));
  t.equal(pageInk(page, seePage(page)).bands, undefined);
});
