import { fromBase64Url, OUT_OF_ORDER } from '@cunzheng/domain';
import t from 'tap';
import { type ChainState, type PublicDocument, standingOf } from '../../../src/page/lookup.ts';
import type { Page } from '../../../src/page/page.ts';
import { PAGE_TEXT } from '../../../src/page/text/text.ts';
import { fileResult, numberResult } from '../../../src/page/views/look-up.ts';
import type { Language } from '../../../src/sentences/sentences.ts';
import { type Drawn, drawWithoutBrowser } from '../drawn.ts';

t.before(drawWithoutBrowser);

const DIGEST = 'A'.repeat(43);

function documentIn(state: ChainState): PublicDocument {
  return {
    court: { code: '京0491', name: '北京互联网法院' },
    ...{ issuedAt: '2026-03-02T01:00:00.000Z', sha256: DIGEST, sm3: DIGEST, size: 1, pages: 1 },
    ...{ chain: { state, recordId: DIGEST }, services: [] },
  };
}

/** Class and words of the answer's panel. */
function answer(
  view: (page: Page) => HTMLElement,
  state: ChainState,
  { lang = 'zh', withFile = false }: { lang?: Language; withFile?: boolean } = {},
): readonly [look: string | undefined, words: string | undefined] {
  const found = { state: 'found', document: documentIn(state) };
  const digest = fromBase64Url(DIGEST);
  const file = withFile ? { digests: { sha256: digest, sm3: digest } } : undefined;
  const page = {
    text: PAGE_TEXT[lang],
    state: { lang, file, answer: found, fileAnswer: found, busy: false },
  };
  const drawn = view(page as unknown as Page) as unknown as Drawn;
  const panel = drawn.find('answer');
  return [panel?.attributes.get('class'), panel?.text];
}

const WAYS = [
  ['by number', numberResult, false],
  ['by number, compared', numberResult, true],
  ['by file', fileResult, true],
] as const;

t.test('a record that failed to reach the ledger is told as a problem', async (t) => {
  for (const [name, view, withFile] of WAYS) {
    const [look, words] = answer(view, 'failed', { withFile });
    t.equal(look, 'answer wait', name);
    t.match(words, '上链异常 法院的登记没有写入司法链，请联系法院或拨打 12368。', name);
    t.notMatch(words, /正在上链|签发过|自上链以来|✓/, name);
    const english = answer(view, 'failed', { withFile, lang: 'en' });
    t.match(english[1], 'was not written to the judicial ledger', name);
    t.notMatch(english[1], /on its way|issued this|unaltered/, name);
  }
});

t.test('a record on its way, and one on the ledger, keep their words', async (t) => {
  for (const [name, view, withFile] of WAYS.slice(1)) {
    const pending = answer(view, 'pending', { withFile });
    t.equal(pending[0], 'answer plain', name);
    t.match(pending[1], '登记正在上链，尚未形成证明', name);
    for (const state of ['recorded', 'proven'] as const) {
      const [look, words] = answer(view, state, { withFile });
      t.equal(look, 'answer good', `${name} ${state}`);
      t.match(words, '自上链以来未被改动', `${name} ${state}`);
    }
  }
  t.match(answer(numberResult, 'pending'), ['answer plain', /法院签发过这份文书/]);
});

t.test(
  'an act that bears a later time than its transaction is explained, another is not',
  async (t) => {
    const document = documentIn('proven');
    const told = (txTime: string, lang: Language) => {
      const found = {
        state: 'found',
        document: { ...document, chain: { ...document.chain, txTime } },
      };
      const page = { text: PAGE_TEXT[lang], state: { lang, answer: found, busy: false } };
      const drawn = numberResult(page as unknown as Page) as unknown as Drawn;
      return drawn.find('clocks')?.text;
    };
    t.equal(told('2026-03-02T00:59:00.000Z', 'zh'), OUT_OF_ORDER['zh-CN']);
    t.equal(told('2026-03-02T00:59:00.000Z', 'en'), OUT_OF_ORDER.en);
    t.equal(told('2026-03-02T01:00:01.000Z', 'zh'), undefined);
  },
);

t.test('a state this page does not know is never good', async (t) => {
  t.equal(standingOf(documentIn('elsewhere' as ChainState)), 'failed');
});
