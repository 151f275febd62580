import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { OUT_OF_ORDER, toBase64Url } from '@cunzheng/domain';
import t from 'tap';
import {
  beijingTime,
  makeReceiptPdf,
  type ReceiptSheet,
  SHEET_EVENTS,
} from '../../src/pdf/receipt.ts';
import { CODE, NUMBER } from './pages.ts';
import { popplerMissing, textOf } from './raster.ts';

const digest = (fill: number) => toBase64Url(new Uint8Array(32).fill(fill));

function sheet(changes: Partial<ReceiptSheet> = {}): ReceiptSheet {
  return {
    courtName: '北京互联网法院',
    caseNumber: '（2026）京0491民初1号',
    cause: '网络购物合同纠纷',
    document: {
      title: '民事判决书',
      number: NUMBER,
      pages: 3,
      sha256: digest(0xa1),
      sm3: digest(0xb2),
    },
    recipient: { name: '𠮷野㛃䶮〇', capacity: 'self' },
    channel: 'platform',
    event: 'signed',
    actTime: '2026-03-02T16:30:04.500Z',
    server: '周演示',
    signedBy: 'person',
    record: {
      id: digest(1),
      block: 1024,
      txId: '0123456789abcdef'.repeat(4),
      txTime: '2026-03-02T16:30:05.100Z',
      index: 20481,
    },
    checkpoint: {
      size: 20490,
      root: digest(3),
      members: 4,
      cosigners: ['北京互联网法院', '杭州互联网法院', '广州互联网法院'].map((name) => ({
        name,
        time: '2026-03-02T16:30:07.000Z',
      })),
    },
    url: `https://verify.example/verify#n=${NUMBER}&c=${CODE}`,
    number: NUMBER,
    code: CODE,
    qrParts: [1, 2, 3].map((fill) => new Uint8Array(540).fill(fill)),
    custody: 'demo',
    fingerprint: digest(4),
    madeAt: '2026-03-03T00:00:00.000Z',
    ...changes,
  };
}

t.test('the same sheet gives the same bytes', async (t) => {
  t.equal(Buffer.compare(await makeReceiptPdf(sheet()), await makeReceiptPdf(sheet())), 0);
});

t.test('a receipt is tagged, titled and in Chinese', async (t) => {
  const { catalog } = await PDFDocument.load(await makeReceiptPdf(sheet()));
  t.match(String(catalog.lookup(PDFName.of('ViewerPreferences'))), '/DisplayDocTitle true');
  t.match(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).toString(), '/Marked true');
  t.ok(catalog.lookup(PDFName.of('StructTreeRoot')) instanceof PDFDict);
  t.match(String(catalog.get(PDFName.of('Lang'))), 'zh-CN');
});

t.test('Beijing time is eight hours ahead, across midnight too', async (t) => {
  t.equal(beijingTime('2026-03-02T16:30:04.500Z'), '2026年3月3日 00:30:04（北京时间）');
  t.throws(() => beijingTime('soon'), TypeError);
});

t.test('four codes, or one too long, are a mistake of the caller', async (t) => {
  const part = new Uint8Array(540);
  await t.rejects(makeReceiptPdf(sheet({ qrParts: [part, part, part, part] })), TypeError);
  await t.rejects(makeReceiptPdf(sheet({ qrParts: [new Uint8Array(667)] })), TypeError);
  await t.resolves(makeReceiptPdf(sheet({ qrParts: [new Uint8Array(666)] })));
});

t.test('a recipient’s name that cannot be drawn is refused', async (t) => {
  const bad = sheet({ recipient: { name: '王\u{10FFFD}', capacity: 'self' } });
  await t.rejects(makeReceiptPdf(bad), { code: 'GLYPH_MISSING' });
});

t.test(
  'the fields of a 送达回证 and of the ledger are printed',
  { skip: popplerMissing() },
  async (t) => {
    const text = textOf(await makeReceiptPdf(sheet()));
    const wanted = [
      '电子送达凭证',
      '（2026）京0491民初1号',
      '网络购物合同纠纷',
      '民事判决书（一件，共3页）',
      '𠮷野㛃䶮〇（本人）',
      '诉讼平台',
      '行为时间2026年3月3日00:30:04',
      '上链时间2026年3月3日00:30:05',
      'a1'.repeat(32),
      'b2'.repeat(32),
      digest(1),
      '第1024块',
      '20490条记录时的树根',
      '广州互联网法院2026年3月3日00:30:07',
      '第十六条',
      '单机演示账本',
      NUMBER,
      CODE,
      '证明码（共3个）',
    ];
    for (const words of wanted) t.ok(text.includes(words), words);
    t.notMatch(text, /真实有效|公证|正品/);
  },
);

t.test('marks stand where they belong', { skip: popplerMissing() }, async (t) => {
  const own = textOf(await makeReceiptPdf(sheet({ custody: 'independent' })));
  t.notMatch(own, /演示账本|单一运营方|练习/);
  t.match(textOf(await makeReceiptPdf(sheet({ custody: 'single-operator' }))), '单一运营方');
  t.match(textOf(await makeReceiptPdf(sheet({ practice: true }))), '练习空间');
});

t.test(
  'times out of order are explained on the sheet, and no others',
  { skip: popplerMissing() },
  async (t) => {
    const told = OUT_OF_ORDER['zh-CN'];
    const ahead = sheet({ actTime: '2026-03-02T16:40:00.000Z' });
    t.match(textOf(await makeReceiptPdf(ahead)), told);
    t.notMatch(textOf(await makeReceiptPdf(sheet())), told);
  },
);

t.test(
  'a record that waits for its courts says so and has no codes',
  { skip: popplerMissing() },
  async (t) => {
    const { checkpoint, ...waiting } = sheet({ qrParts: [] });
    t.ok(checkpoint);
    const text = textOf(await makeReceiptPdf(waiting));
    t.match(text, '已上链，待多家法院共同签名');
    t.notMatch(text, /已证明|证明码（共/);
  },
);

t.test(
  'every event has its words, an issued document its own title',
  { skip: popplerMissing() },
  async (t) => {
    for (const event of SHEET_EVENTS) {
      const text = textOf(await makeReceiptPdf(sheet({ event })));
      t.match(text, event === 'issued' ? '存证回执' : '电子送达凭证', event);
    }
  },
);

t.test(
  'a long reason takes a further page and is printed whole',
  { skip: popplerMissing() },
  async (t) => {
    const reason = '受送达人称文书所列地址与其住所不符，'.repeat(30);
    const pdf = await makeReceiptPdf(sheet({ event: 'objected', reason, practice: true }));
    t.equal((await PDFDocument.load(pdf)).getPageCount(), 3);
    t.equal(textOf(pdf).split('与其住所不符').length - 1, 30);
  },
);
