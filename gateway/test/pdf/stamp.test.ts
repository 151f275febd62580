import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import t from 'tap';
import { stampDocument } from '../../src/pdf/stamp.ts';
import { formPdf, makePdf, NUMBER, order, SHAPES, signedPdf } from './pages.ts';
import { darkPixels, lostPixels, popplerMissing, render, textOf } from './raster.ts';

t.test('the same order gives the same bytes, other random bits another file', async (t) => {
  const pdf = await makePdf((page) => page.drawText('text', { x: 90, y: 600 }));
  const first = await stampDocument(order(pdf));
  const again = await stampDocument(order(pdf));
  const other = await stampDocument({ ...order(pdf), random: new Uint8Array(16).fill(8) });
  t.equal(Buffer.compare(first.pdf, again.pdf), 0);
  t.not(Buffer.compare(first.pdf, other.pdf), 0);
  t.match(first, { pages: 1, signatures: 0, place: 'foot' });
});

t.test('the metadata hold number and random bits and keep what was there', async (t) => {
  const pdf = await makePdf((_, document) => document.setTitle('民事判决书'));
  const stamped = await PDFDocument.load((await stampDocument(order(pdf))).pdf);
  const info = stamped.context.lookup(stamped.context.trailerInfo.Info, PDFDict);
  t.equal(stamped.getTitle(), '民事判决书');
  t.equal(String(info.get(PDFName.of('CunzhengRandom'))), `<${'07'.repeat(16)}>`);
  t.match(info.lookup(PDFName.of('CunzhengNumber')), { decodeText: Function });
});

t.test('what is no PDF for us is refused by its own code', async (t) => {
  const good = await makePdf((page) => page.drawText('text', { x: 90, y: 600 }));
  const locked = await PDFDocument.load(good);
  locked.encrypt({ userPassword: '', ownerPassword: 'secret' });
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const cases = [
    ['FILE_EMPTY', new Uint8Array()],
    ['FILE_NOT_PDF', png],
    ['FILE_NOT_PDF', Buffer.from('PK\x03\x04 a Word file by another name')],
    ['FILE_ENCRYPTED', await locked.save()],
    ['FILE_DAMAGED', Buffer.from('%PDF-1.7\nnothing follows')],
    ['FILE_DAMAGED', good.subarray(0, 200)],
  ] as const;
  for (const [code, pdf] of cases) await t.rejects(stampDocument(order(pdf)), { code }, code);
});

t.test('a court name that cannot be drawn is refused', async (t) => {
  const pdf = await makePdf(() => undefined);
  const bad = { ...order(pdf), courtName: '\u{10FFFD}法院' };
  await t.rejects(stampDocument(bad), { code: 'GLYPH_MISSING' });
});

t.test('fifteen random bytes are a mistake of the caller', async (t) => {
  const pdf = await makePdf(() => undefined);
  await t.rejects(stampDocument({ ...order(pdf), random: new Uint8Array(15) }), TypeError);
});

t.test('form fields stay as they were', async (t) => {
  const stamped = await PDFDocument.load((await stampDocument(order(await formPdf()))).pdf);
  t.equal(stamped.getForm().getTextField('name').getText(), 'filled in');
});

t.test('a signed file keeps its signed bytes at the front', async (t) => {
  const pdf = await signedPdf();
  const stamped = await stampDocument(order(pdf));
  t.equal(stamped.signatures, 1);
  t.equal(Buffer.compare(stamped.pdf.subarray(0, pdf.length), pdf), 0);
  const again = await PDFDocument.load(stamped.pdf);
  t.equal(again.getPageCount(), 1);
});

t.test('the stamp finds its place and covers nothing', { skip: popplerMissing() }, async (t) => {
  for (const shape of SHAPES) {
    const pdf = await shape.pdf();
    const stamped = await stampDocument(order(pdf));
    t.equal(stamped.place, shape.place, shape.name);
    const [before, after] = [render(pdf), render(stamped.pdf)];
    t.equal(lostPixels(before, after), 0, `${shape.name}: what was drawn is still there`);
    const strip = Math.round((stamped.place === 'head' ? 28 : 31) * (100 / 25.4));
    const top = stamped.place === 'head' ? 0 : after.height - strip;
    const ink = darkPixels(after, { left: 0, top, width: after.width, height: strip });
    t.ok(ink > 3000, `${shape.name}: the stamp is there (${ink})`);
    t.match(textOf(stamped.pdf), `文书编号${NUMBER}`, `${shape.name}: upright and readable`);
  }
});

t.test('every page carries number and page', { skip: popplerMissing() }, async (t) => {
  const pdf = await makePdf((page, document) => {
    page.drawText('one', { x: 90, y: 600 });
    document.addPage([595, 842]).drawText('low', { x: 90, y: 12 });
    document.addPage([300, 200]).drawText('small', { x: 20, y: 100 });
  });
  const stamped = await stampDocument(order(pdf));
  t.equal(stamped.pages, 3);
  const text = textOf(stamped.pdf);
  for (const page of [1, 2, 3]) t.match(text, `第${page}页，共3页`);
  t.equal(text.split(NUMBER).length - 1, 4, 'in the strip and in each footer');
});

t.test('a signed file shows the stamp too', { skip: popplerMissing() }, async (t) => {
  t.match(textOf((await stampDocument(order(await signedPdf()))).pdf), `文书编号${NUMBER}`);
});
