import t from 'tap';
import { parseDay } from '../../src/deadlines/index.ts';
import {
  type MadeFacts,
  makeAddressConfirmation,
  makeDeclaration,
} from '../../src/filing/index.ts';
import type { Paper } from '../../src/pleadings/index.ts';

const FACTS: MadeFacts = {
  ...{ courtName: '北京互联网法院', cause: '民间借贷纠纷', kind: 'civil', signer: '张三' },
  ...{ applicants: ['张三', '李四'], capacity: 'self', day: parseDay('2026-05-06') },
};

function wordsOf(paper: Paper): string {
  return JSON.stringify(paper.blocks);
}

t.test('a confirmation of the address says what was given and what was left open', async (t) => {
  const address = { name: '张三', address: '北京市海淀区一号', mobile: '13800000000' };
  const words = wordsOf(makeAddressConfirmation(FACTS, { ...address, eService: true }));
  for (const said of [...Object.values(address), '民间借贷纠纷', '李四', '2026年5月6日'])
    t.match(words, said);
  t.match(words, '"邮政编码","lines":["（未填写）"]');
  t.match(words, '☑ 同意');
  t.match(words, '□ 不同意');
});

for (const [consent, ticked] of [
  [true, '☑ 同意'],
  [false, '☑ 不同意'],
  [undefined, '（未表示）'],
] as const)
  t.test(`consent ${consent} is printed as ${ticked}`, async (t) => {
    const words = wordsOf(makeAddressConfirmation(FACTS, { eService: consent }));
    t.match(words, ticked);
    t.equal(words.split('☑').length - 1, consent === undefined ? 0 : 1);
  });

t.test('a declaration names the articles, and the agent who signs as such', async (t) => {
  const words = wordsOf(makeDeclaration({ ...FACTS, capacity: 'agent', signer: '王五' }));
  for (const said of ['第十三条', '第一百一十四条', '第一百一十五条', '诉讼代理人）：王五'])
    t.match(words, said);
});
