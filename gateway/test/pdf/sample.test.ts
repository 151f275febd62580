import t from 'tap';
import { makeSampleDocument, SAMPLE_KINDS, type SampleOrder } from '../../src/pdf/sample.ts';
import { stampDocument } from '../../src/pdf/stamp.ts';
import { order } from './pages.ts';
import { popplerMissing, textOf } from './raster.ts';

function sample(kind: SampleOrder['kind'], paragraphs = 2): SampleOrder {
  return {
    kind,
    courtName: '北京互联网法院',
    caseNumber: '（2026）京0491民初1号',
    parties: [
      { side: '原告', name: '林示例', detail: '女，住北京市虚构区样例路1号' },
      { side: '被告', name: '演示䶮商贸有限公司' },
    ],
    paragraphs: Array.from(
      { length: paragraphs },
      (_, i) => `第${i + 1}段。${'本院依法审理了本案，'.repeat(20)}现已审理终结。`,
    ),
    signers: [
      { post: '审判员', name: '周演示' },
      { post: '书记员', name: '吴𠮷' },
    ],
    date: '二〇二六年一月五日',
  };
}

t.test('a sample of each kind leaves room for the stamp at the foot', async (t) => {
  for (const kind of SAMPLE_KINDS) {
    const stamped = await stampDocument(order(await makeSampleDocument(sample(kind))));
    t.match(stamped, { place: 'foot', signatures: 0 }, kind);
  }
});

t.test('the same order gives the same bytes', async (t) => {
  const [first, again] = [
    await makeSampleDocument(sample('传票')),
    await makeSampleDocument(sample('传票')),
  ];
  t.equal(Buffer.compare(first, again), 0);
});

t.test('a name that cannot be drawn is refused', async (t) => {
  const bad = { ...sample('传票'), courtName: '\u{10FFFD}' };
  await t.rejects(makeSampleDocument(bad), { code: 'GLYPH_MISSING' });
});

t.test(
  'every page says that it is a demonstration and no text is lost',
  { skip: popplerMissing() },
  async (t) => {
    const text = textOf(await makeSampleDocument(sample('民事判决书', 9)));
    const pages = text.split('演示文书').length - 1;
    t.ok(pages >= 4, `${pages} pages`);
    for (let i = 1; i <= 9; i++) t.match(text, `第${i}段。本院`);
    t.equal(text.split('现已审理终结。').length - 1, 9);
    t.match(text, '吴𠮷');
  },
);
