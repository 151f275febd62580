import t from 'tap';
import { parseDay } from '../../src/deadlines/index.ts';
import {
  FILING_KINDS,
  RULING_APPEAL_DAYS,
  type RulingFacts,
  refusalRuling,
} from '../../src/filing/index.ts';

const facts: RulingFacts = {
  ...{ kind: 'civil', cause: '民间借贷纠纷', applicants: ['李娜然'], others: ['张未'] },
  ...{
    received: parseDay('2026-11-23'),
    grounds: '没有明确的被告',
    upper: '北京市第四中级人民法院',
  },
};

t.test('a ruling says what was filed, why it is refused and where to appeal', (t) => {
  const { title, parties, paragraphs } = refusalRuling(facts);
  t.equal(title, '民事裁定书');
  t.strictSame(parties, ['起诉人：李娜然。']);
  t.strictSame(paragraphs, [
    '2026年11月23日，本院收到起诉人李娜然以张未为被告，就民间借贷纠纷提交的材料。',
    '本院经审查认为，没有明确的被告。',
    '依照《中华人民共和国民事诉讼法》第一百二十二条、第一百二十六条规定，裁定如下：',
    '对李娜然的起诉，本院不予受理。',
    '如不服本裁定，可以在裁定书送达之日起十日内，向本院递交上诉状，上诉于北京市第四中级人民法院。',
  ]);
  t.end();
});

t.test('grounds of several lines keep them, and a full stop is not doubled', (t) => {
  const { paragraphs } = refusalRuling({ ...facts, grounds: '第一。\n\n第二' });
  t.strictSame(paragraphs.slice(1, 3), ['本院经审查认为，第一。', '第二']);
  t.end();
});

t.test('every kind has a ruling, with an appeal where the law gives one', (t) => {
  for (const kind of FILING_KINDS) {
    const { paragraphs } = refusalRuling({ ...facts, kind, others: [], upper: undefined });
    const appeals = paragraphs.some((text) => text.includes('上一级人民法院'));
    t.equal(appeals, RULING_APPEAL_DAYS[kind] !== undefined, kind);
  }
  t.end();
});
