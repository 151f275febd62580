import { FILING_KIND_ROWS, FILING_KINDS, type FilingKind } from '@cunzheng/domain/filing';
import t from 'tap';
import { dayWords, factsFor } from '../../../src/flows/docketing/facts.ts';
import {
  FEE_DUE,
  FEE_PAID,
  NEW_CODE,
  type NoticeText,
  noticesFor,
  paragraphsOf,
  sendsCopy,
} from '../../../src/flows/docketing/texts/index.ts';
import { periodsFrom } from '../../../src/flows/service/clocks.ts';
import { chineseDay } from '../../../src/pdf/index.ts';
import type { PartyRow } from '../../../src/store/schema.ts';

const FACTS = {
  ...{ caseNumber: '（2026）京0491民初1号', cause: '民间借贷纠纷', site: 'https://example.cn' },
  ...{ applicants: '李娜然', others: '张未', filedOn: '2026年1月5日', docketedOn: '2026年1月9日' },
  ...{ evidenceDays: '15', feeLines: '案件受理费', feeAmount: '50.00', feeCapital: '伍拾元整' },
  ...{ feeReference: 'JF000000000197', feePaidOn: '2026年1月8日' },
};
const reader = (kind: 'person' | 'organisation') => ({ kind }) as PartyRow;

const ALL: readonly (readonly [FilingKind, string, NoticeText])[] = FILING_KINDS.flatMap((kind) =>
  FILING_KIND_ROWS[kind].types.flatMap((type) =>
    Object.values(noticesFor(kind, type))
      .flat()
      .map((text) => [kind, type, text] as const),
  ),
);

t.test('every notice of every kind and type has a fact for each of its places', async (t) => {
  for (const [kind, type, text] of [
    ...ALL,
    ...[FEE_DUE, FEE_PAID, NEW_CODE].map((text) => ['civil', '民初', text] as const),
  ]) {
    for (const who of ['person', 'organisation'] as const) {
      const words = paragraphsOf(text, factsFor(FACTS, kind, reader(who))).join('\n');
      t.notMatch(words, /[{}]|undefined/, `${kind} ${type} ${text.title}`);
      t.equal(words.includes('你单位'), who === 'organisation' && words.includes('你'));
    }
  }
});

t.test('each part with a rule names its article, and one alone bears no number', async (t) => {
  const [, text] = noticesFor('civil', '民初').applicant;
  const [, first] = paragraphsOf(text as NoticeText, factsFor(FACTS, 'civil', reader('person')));
  t.match(first, /^一、.*（《民事诉讼法》第67条、《民诉法解释》第90条）。$/);
  t.match(paragraphsOf(NEW_CODE, factsFor(FACTS, 'civil', reader('person')))[1], /^本案文书/);
});

t.test('who files, who is sued and a third party each get their own notices', async (t) => {
  const titles = (kind: FilingKind, type: string) =>
    Object.values(noticesFor(kind, type)).map((texts) => texts.map(({ title }) => title));
  const suit = [
    ['受理案件通知书', '举证通知书'],
    ['应诉通知书', '举证通知书'],
    ['参加诉讼通知书', '举证通知书'],
  ];
  t.strictSame(titles('civil', '民初'), suit);
  t.strictSame(titles('administrative', '行初'), suit);
  for (const [kind, type] of [
    ['civil', '民特'],
    ['enforcement', '执'],
    ['privateProsecution', '刑初'],
  ] as const) {
    t.strictSame(titles(kind, type), [['受理案件通知书'], [], []], type);
    t.notOk(sendsCopy(kind, type));
  }
  t.ok(sendsCopy('civil', '民初'));
});

t.test('no notice of the fee starts a time to pay that was met', async (t) => {
  const rules = (title: string) =>
    periodsFrom({
      document: { title, kind: title },
      courtCase: { caseNumber: FACTS.caseNumber } as never,
      party: { side: '原告' },
    });
  t.strictSame(rules(FEE_DUE.title), ['feePayment']);
  t.strictSame(rules(FEE_PAID.title), []);
});

t.test('days are those in Beijing, in figures and in characters', async (t) => {
  const at = new Date('2026-11-29T16:00:00Z');
  t.equal(dayWords(at), '2026年11月30日');
  t.equal(chineseDay(at), '二〇二六年十一月三十日');
  t.equal(chineseDay(new Date('2026-01-10T02:00:00Z')), '二〇二六年一月十日');
  t.equal(chineseDay(new Date('2026-10-21T02:00:00Z')), '二〇二六年十月二十一日');
});
