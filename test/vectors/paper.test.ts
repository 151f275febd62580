import { toBase64Url, utf8 } from '@cunzheng/domain';
import {
  makeReceiptPdf,
  makeSampleDocument,
  type ReceiptSheet,
  stampDocument,
} from '@cunzheng/gateway/pdf';
import { joinQr, splitForQr } from '@cunzheng/proof';
import jsqr from 'jsqr';
import t, { type Test } from 'tap';
import { askTypeScript } from './cases.ts';
import { forgeGolden } from './golden.ts';
import { blur, crop, type Picture, popplerMissing, print, rgba, scale, turn } from './photo.ts';
import { type Seen, zxing } from './scanner.ts';

const readQr = jsqr as unknown as (typeof jsqr)['default'];

const NUMBER = '京0491-2026-000001';
const CODE = 'ABCD-EFGH-JKMN';
const URL_TEXT = `https://verify.example/verify#n=${NUMBER}&c=${CODE}`;
const digest = (fill: number) => toBase64Url(new Uint8Array(32).fill(fill));

function receipt(compact: Uint8Array): ReceiptSheet {
  return {
    courtName: '北京互联网法院',
    caseNumber: '（2026）京0491民初1号',
    document: { title: '民事判决书', number: NUMBER, pages: 3, sha256: digest(1), sm3: digest(2) },
    recipient: { name: '林示例', capacity: 'self' },
    channel: 'platform',
    event: 'signed',
    actTime: '2026-03-02T16:30:04.500Z',
    signedBy: 'person',
    record: {
      id: digest(3),
      block: 1024,
      txId: 'ab'.repeat(32),
      txTime: '2026-03-02T16:30:05.100Z',
      index: 20481,
    },
    checkpoint: {
      size: 20490,
      root: digest(4),
      members: 4,
      cosigners: [{ name: '北京互联网法院', time: '2026-03-02T16:30:07.000Z' }],
    },
    url: URL_TEXT,
    number: NUMBER,
    code: CODE,
    qrParts: splitForQr(compact),
    custody: 'demo',
    fingerprint: digest(5),
    practice: true,
    madeAt: '2026-03-03T00:00:00.000Z',
  };
}

/** How close the phone is held, one after the other, as parts of the code's size left around it. */
const FRAMES = [0.06, 0.08, 0.04, 0.1, 0.02, 0.12];

/**
 * jsQR looks for one code, so each is held before it as a person holds the phone. Its search for the corners fails on one
 * frame in five or so, and a camera gives thirty a second: it gets six.
 */
function jsQr(picture: Picture, codes: readonly Seen[]): Uint8Array[] {
  return codes.flatMap((code) => {
    for (const edge of FRAMES) {
      const found = jsQrFrame(picture, code, edge * code.size);
      if (found !== undefined) return [found];
    }
    return [];
  });
}

function jsQrFrame(picture: Picture, { left, top, size }: Seen, edge: number) {
  const view = crop(picture, left - edge, top - edge, size + 2 * edge, size + 2 * edge);
  const options = { inversionAttempts: 'dontInvert' } as const;
  const found = readQr(rgba(view), view.width, view.height, options);
  return found === null ? undefined : Uint8Array.from(found.binaryData);
}

/** A print at 150 dpi seen by a middling camera: other size, out of focus, held askew. */
function photographs(pdf: Uint8Array, page: number): [string, Picture][] {
  const paper = print(pdf, page, 150);
  return [
    ['as printed', paper],
    ['larger, blurred, turned by 3°', turn(blur(scale(paper, 1.4), 1), 3)],
    ['smaller, turned by −3°', turn(scale(paper, 0.9), -3)],
    ['half as large again, much blurred, turned by 3°', turn(blur(scale(paper, 1.5), 2), 3)],
  ];
}

function joined(parts: readonly Uint8Array[]): Buffer | string {
  const result = joinQr(parts);
  return result.state === 'whole' ? Buffer.from(result.compact) : result.state;
}

async function scansBack(t: Test, compact: Uint8Array, codes: number): Promise<Uint8Array[]> {
  const pdf = await makeReceiptPdf(receipt(compact));
  const read: Uint8Array[] = [];
  for (const [name, photo] of photographs(pdf, 2)) {
    const found = await zxing(photo);
    const byZxing = joined(found.map(({ bytes }) => bytes));
    const byJsQr = joined(jsQr(photo, found));
    t.equal(found.length, codes, `${name}: ${codes} codes found`);
    t.same(byZxing, Buffer.from(compact), `${name}: zxing reads the proof`);
    t.same(byJsQr, Buffer.from(compact), `${name}: jsQR reads the proof`);
    for (const bytes of [byZxing, byJsQr])
      if (typeof bytes !== 'string') read.push(new Uint8Array(bytes));
  }
  return read;
}

const skip = popplerMissing();

// Pictures are turned and blurred in plain JavaScript; a busy machine takes its time.
t.setTimeout(300_000);

t.test('a proof printed on paper verifies after a photograph of it', { skip }, async (t) => {
  const document = utf8('%PDF-1.7 a document');
  const golden = (await forgeGolden(document)).find(({ name }) => name === 'receipt-signed');
  if (golden === undefined) throw new Error('no golden receipt');
  const { compact, trust } = golden;
  const read = await scansBack(t, compact, splitForQr(compact).length);
  t.equal(read.length, 8, 'both readers read every photograph');
  for (const proof of read) {
    const answer = await askTypeScript({ name: 'paper', proof, trust, file: document });
    t.equal(answer.verdict, 'unalteredSinceRecorded');
  }
});

t.test('proofs of one code, of two, and of the greatest length come back', { skip }, async (t) => {
  for (const [length, codes] of [
    [600, 1],
    [1000, 2],
    [1600, 3],
  ] as const) {
    let state = length;
    const bytes = Uint8Array.from({ length }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return state & 255;
    });
    await scansBack(t, bytes, codes);
  }
});

t.test('the codes of receipt and stamp say the address of the verify page', { skip }, async (t) => {
  const url = new URL(URL_TEXT).href;
  const sample = await makeSampleDocument({
    kind: '传票',
    courtName: '北京互联网法院',
    caseNumber: '（2026）京0491民初1号',
    parties: [{ side: '被传唤人', name: '林示例' }],
    paragraphs: ['请按时到庭。'],
    signers: [{ post: '书记员', name: '吴样例' }],
    date: '二〇二六年一月五日',
  });
  const stamped = await stampDocument({
    pdf: sample,
    number: NUMBER,
    code: CODE,
    url: URL_TEXT,
    courtName: '北京互联网法院',
    random: new Uint8Array(16),
  });
  for (const pdf of [await makeReceiptPdf(receipt(new Uint8Array(600))), stamped.pdf]) {
    for (const [name, photo] of photographs(pdf, 1)) {
      const found = await zxing(photo);
      t.same(
        found.map(({ bytes }) => Buffer.from(bytes).toString()),
        [url],
        `${name}: zxing`,
      );
      t.same(
        jsQr(photo, found).map((bytes) => Buffer.from(bytes).toString()),
        [url],
        `${name}: jsQR`,
      );
    }
  }
});
