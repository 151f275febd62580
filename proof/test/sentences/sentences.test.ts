import t from 'tap';
import { PAGE_TEXT } from '../../src/page/text/text.ts';
import {
  durationText,
  SENTENCES,
  stageText,
  timeText,
  verdictText,
} from '../../src/sentences/sentences.ts';

/** Every path to a sentence, with the facts the sentence names. */
function shapeOf(value: unknown, path = ''): string[] {
  if (typeof value === 'string')
    return [`${path} ${(value.match(/\{\w+\}/g) ?? []).sort().join('')}`];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    shapeOf(inner, `${path}.${key}`),
  );
}

t.test('both languages have the same sentences with the same facts', async (t) => {
  t.strictSame(shapeOf(SENTENCES.zh).sort(), shapeOf(SENTENCES.en).sort());
  t.strictSame(shapeOf(PAGE_TEXT.zh).sort(), shapeOf(PAGE_TEXT.en).sort());
});

t.test('no sentence is empty or claims more than was checked', async (t) => {
  const words = JSON.stringify([SENTENCES, PAGE_TEXT]);
  t.notMatch(words, /""/);
  t.notMatch(words, /公证|authentic/i);
});

t.test('times are in the time of the courts and durations in two units', async (t) => {
  t.equal(timeText('2026-03-01T16:00:01.000Z', 'zh'), '2026年3月2日 00:00:01（北京时间）');
  t.equal(timeText('2026-03-01T16:00:01.000Z', 'en'), '2026-03-02 00:00:01 (Beijing time)');
  t.equal(durationText(90_061_000, 'zh'), '1 天 1 小时');
  t.equal(durationText(-1500, 'en'), 'minus 1 s');
  t.equal(durationText(0, 'en'), '0 s');
});

t.test(
  'an act stated as later than its transaction is said to be, without a negative duration',
  async (t) => {
    const facts = { recordedBy: '2026-03-02T01:00:00.000Z', acted: '2026-03-02T01:02:00.000Z' };
    const told = (lag: number) =>
      stageText('time', { state: 'ok' }, { ...facts, lag, outOfOrder: lag < 0 }, true);
    t.match(told(-120_000).zh, /比提交账本的时间晚 2 分钟。.+时钟/);
    t.match(told(-120_000).en, /2 min after it reached the ledger\. .+clock/);
    t.match(told(1000).zh, /1 秒后提交账本。$/);
    t.match(told(1000).en, /1 s later\.$/);
  },
);

t.test(
  'of a filing it is told that a file is one of its papers, or none that is shown',
  async (t) => {
    const papers = 'shown' as const;
    const differs = { state: 'failed', reason: 'DOCUMENT_DIFFERS' } as const;
    t.match(stageText('document', { state: 'ok' }, { papers }, true).zh, /材料之一/);
    t.match(stageText('document', differs, { papers }, true).en, /none of the papers/);
    t.match(verdictText('differs', 'document', { papers }).zh, /没有出示的另一份.+不等于伪造/);
    const none = { papers: 'none' } as const;
    const without = { state: 'failed', reason: 'NO_DIGEST' } as const;
    t.match(stageText('document', without, none, true).zh, /没有出示材料/);
    t.match(verdictText('recorded', undefined, none).en, /no file need be given/);
    t.notMatch(stageText('record', { state: 'ok' }, { papers }, true).zh, /材料之一/);
    t.notMatch(stageText('document', differs, {}, true).zh, /材料/);
  },
);
