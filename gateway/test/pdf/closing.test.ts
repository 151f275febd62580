import t from 'tap';
import { makeNoticePdf, makeRulingPdf } from '../../src/pdf/index.ts';
import { makeSampleDocument } from '../../src/pdf/sample.ts';
import { popplerMissing, textsOf } from './raster.ts';

const COURT = '北京互联网法院';
const TIME = new Date('2026-01-05T02:00:00Z');

/** So many paragraphs of text, of two lines each, then one more. */
const textOfLength = (count: number) => [
  ...Array.from({ length: count }, (_, i) => `第${i + 1}段。${'本院依法审查了材料，'.repeat(4)}`),
  '有疑问的，可以拨打12368诉讼服务热线。',
];

const MAKERS: Readonly<Record<string, (paragraphs: string[]) => Promise<Uint8Array>>> = {
  notice: (paragraphs) =>
    makeNoticePdf({
      ...{ courtName: COURT, title: '受理案件通知书', caseNumber: '（2026）京0491民初1号' },
      ...{ addressee: '李娜然：', paragraphs, date: '二〇二六年一月五日', time: TIME },
    }),
  ruling: (paragraphs) =>
    makeRulingPdf({
      ...{ courtName: COURT, title: '民事裁定书', parties: [], paragraphs, judge: '周演示' },
      time: TIME,
    }),
  sample: (paragraphs) =>
    makeSampleDocument({
      ...{ kind: '传票', courtName: COURT, caseNumber: '（2026）京0491民初1号', parties: [] },
      ...{ paragraphs, signers: [], date: '二〇二六年一月五日' },
    }),
};

t.test(
  'day and seal never stand alone on a page, whatever the length of the text',
  { skip: popplerMissing() },
  async (t) => {
    for (const [name, make] of Object.entries(MAKERS)) {
      let turned = 0;
      for (let count = 5; count <= 9; count++) {
        const pages = textsOf(await make(textOfLength(count)));
        turned += pages.length > 1 ? 1 : 0;
        t.match(pages.at(-1), /12368|第\d+段/, `${name} of ${count} paragraphs`);
        t.match(pages.at(-1), '二〇二六年一月五日', `${name} of ${count} paragraphs`);
      }
      t.ok(turned > 0, `${name} went over the foot of its first page`);
    }
  },
);
