import { inflateRawSync } from 'node:zlib';
import { parseDay } from '@cunzheng/domain/deadlines';
import {
  type Answers,
  FORM_IDS,
  makePaper,
  type Paper,
  PLEADING_FORMS,
} from '@cunzheng/domain/pleadings';
import t from 'tap';
import { makePleadingDocx, makePleadingPdf, missingGlyphs } from '../../src/pleadings/index.ts';
import { pinZipTimes } from '../../src/pleadings/zip-times.ts';
import { popplerMissing, textOf } from '../pdf/raster.ts';

const TIME = { time: new Date('2026-11-22T04:00:00Z') };
const FACTS = { courtName: '北京互联网法院', today: parseDay('2026-11-22') };

/** Answers that hold every rare thing: names beyond the basic plane, a middle dot, a very long story. */
function rare(sentences = 3): Answers {
  return {
    plaintiffs: [{ kind: 'person', name: '吴𠮷', sex: 'female' }],
    defendants: [
      { kind: 'person', name: '龚䶮' },
      { kind: 'person', name: '阿依古丽·买买提' },
    ],
    cause: '房屋租赁合同纠纷',
    claims: [{ text: '判令被告退还押金。', amount: 500_000 }],
    total: 500_000,
    story: Array.from({ length: sentences }, (_, i) => `第${i + 1}件事。`).join('\n'),
    evidence: [
      { name: '收条 <A&B>', source: '被告出具', purpose: '证明付过押金', form: 'original' },
    ],
    claimFees: true,
  };
}

const paper = (answers = rare()): Paper => makePaper(PLEADING_FORMS.general, answers, FACTS);

t.test('an empty draft of every form is printed both ways', async (t) => {
  for (const id of FORM_IDS) {
    const blank = makePaper(PLEADING_FORMS[id], {}, FACTS);
    t.equal(Buffer.from(await makePleadingPdf(blank, TIME)).toString('latin1', 0, 5), '%PDF-');
    t.match(partOf(await makePleadingDocx(blank, TIME), 'word/document.xml'), '民事起诉状');
  }
});

t.test('the same paper gives the same bytes', async (t) => {
  for (const make of [makePleadingPdf, makePleadingDocx])
    t.equal(Buffer.compare(await make(paper(), TIME), await make(paper(), TIME)), 0, make.name);
});

t.test(
  'names, ticks and capitals are text of the PDF, and a long story loses nothing over its pages',
  { skip: popplerMissing() },
  async (t) => {
    const pdf = await makePleadingPdf(paper(rare(300)), { ...TIME, mark: '草稿，尚未提交' });
    const text = textOf(pdf).replace(/\s/g, '');
    for (const words of ['吴𠮷', '龚䶮', '阿依古丽·买买提', '伍仟元整', '收条<A&B>'])
      t.ok(text.includes(words), words);
    t.match(text, '☑');
    t.match(text, '□');
    for (let i = 1; i <= 300; i++)
      if (!text.includes(`第${i}件事`)) t.fail(`sentence ${i} is lost`);
    const pages = Number(/共(\d+)页/.exec(text)?.[1]);
    t.ok(pages > 4, `${pages} pages`);
    t.equal(text.split('草稿，尚未提交').length - 1, pages, 'every page is marked');
  },
);

t.test('a name that no font draws is refused, not left out', async (t) => {
  const bad = paper({ plaintiffs: [{ kind: 'person', name: '王\u{10FFFD}' }] });
  await t.rejects(makePleadingPdf(bad, TIME), { code: 'GLYPH_MISSING' });
  t.same(missingGlyphs(bad), ['\u{10FFFD}'], 'and can be told beforehand');
  t.same(missingGlyphs(paper()), []);
});

t.test('the Word document names a font for rare characters and for boxes', async (t) => {
  const docx = await makePleadingDocx(paper(), TIME);
  const xml = partOf(docx, 'word/document.xml');
  const runs = xml.match(/<w:r>.*?<\/w:r>/gsu) ?? [];
  const fontOf = (text: string) =>
    /w:eastAsia="([^"]+)"/.exec(runs.find((run) => run.includes(`>${text}<`)) ?? '')?.[1];
  t.equal(fontOf('𠮷'), 'SimSun-ExtB');
  t.equal(fontOf('☑'), 'Segoe UI Symbol');
  t.equal(fontOf('民事起诉状'), '宋体');
  t.match(xml, '收条 &lt;A&amp;B&gt;');
  t.match(xml, '龚䶮');
  t.match(partOf(docx, 'docProps/core.xml'), '2026-11-22T04:00:00Z');
});

t.test('bytes that are no plain ZIP are not touched', async (t) => {
  t.throws(() => pinZipTimes(new Uint8Array(10)), TypeError);
  t.throws(() => pinZipTimes(new Uint8Array(100)), TypeError);
});

/** One entry of a ZIP, found by the central directory. */
function partOf(zip: Uint8Array, name: string): string {
  const bytes = Buffer.from(zip);
  let at = bytes.readUInt32LE(bytes.length - 6);
  for (;;) {
    const length = bytes.readUInt16LE(at + 28);
    const found = bytes.toString('utf8', at + 46, at + 46 + length) === name;
    if (found) break;
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  const local = bytes.readUInt32LE(at + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
  return (bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString();
}
