import fc from 'fast-check';
import t from 'tap';
import {
  CASE_MARKS,
  CASE_TYPES,
  type CaseNumber,
  caseSuffix,
  caseType,
  formatCaseNumber,
  formatLegacyCaseNumber,
  makeCaseNumber,
  parseCaseNumber,
  readCaseNumber,
} from '../../src/index.ts';

const courts = fc.constantFrom(
  '最高法',
  '京',
  '京04',
  '京0491',
  '浙0192',
  '粤0192',
  '新40',
  '兵',
  '军',
  '内',
  '黔01',
);
const types = fc.constantFrom(...CASE_MARKS, '商初', '民诉前调', '知');
const suffixes = fc.option(fc.integer({ min: 1, max: 99 }).map(caseSuffix), { nil: undefined });
const numbers = fc
  .record({
    year: fc.integer({ min: 2016, max: 2099 }),
    court: courts,
    special: fc.constantFrom(undefined, '知' as const),
    type: types,
    serial: fc.integer({ min: 1, max: 99_999_999 }),
    suffix: suffixes,
  })
  .map(
    ({ suffix, special, ...rest }): CaseNumber => ({
      ...rest,
      ...(special && { special }),
      ...(suffix && { suffix }),
    }),
  );

t.test('a case number is read back as it was written, with brackets of either width', async (t) => {
  fc.assert(
    fc.property(numbers, (number) => {
      const text = makeCaseNumber(number);
      t.same(parseCaseNumber(text), number);
      t.same(parseCaseNumber(` ${text.replace('（', '(').replace('）', ')')}\n`), number);
      t.equal(formatCaseNumber(parseCaseNumber(text)), text);
      t.same(readCaseNumber(text), { form: 'standard', number });
    }),
  );
});

t.test(
  'a case number falls into year, court, specialised character, type and serial',
  async (t) => {
    t.same(parseCaseNumber('(2026)京0491民初1024号'), {
      year: 2026,
      court: '京0491',
      type: '民初',
      serial: 1024,
    });
    t.same(parseCaseNumber('（2025）最高法知民终7号之一'), {
      year: 2025,
      court: '最高法',
      special: '知',
      type: '民终',
      serial: 7,
      suffix: '之一',
    });
    t.match(parseCaseNumber('(2021)川0104民诉前调801号'), { court: '川0104', type: '民诉前调' });
    t.match(parseCaseNumber('（2022）沪0115民初13290号之一'), { serial: 13290, suffix: '之一' });
    t.match(parseCaseNumber('(2022)京73民终2463号'), { court: '京73', type: '民终' });
    t.match(parseCaseNumber('（2026）兵行审复3号'), { court: '兵', type: '行审复' });
    t.match(parseCaseNumber('（2026）京执1号'), { court: '京', type: '执' });
  },
);

t.test('a number from before 2016 is recognised as one of its time', async (t) => {
  for (const [text, number] of [
    ['(2015)海民初字第5号', { year: 2015, words: '海民初', type: '民初', serial: 5 }],
    [
      '（2013）一中民特监字第12号之二',
      { year: 2013, words: '一中民特监', type: '民特监', serial: 12, suffix: '之二' },
    ],
    ['（2012）浙杭商终字第77-1号', { year: 2012, words: '浙杭商终', serial: 77, part: 1 }],
  ] as const) {
    const read = readCaseNumber(text);
    t.same(read, { form: 'legacy', number });
    if (read.form === 'legacy') {
      const printed = formatLegacyCaseNumber(read.number);
      t.equal(printed, text.replace('(', '（').replace(')', '）'));
    }
    t.throws(() => parseCaseNumber(text), { code: 'INPUT_INVALID' });
  }
});

t.test('what is no case number is refused', async (t) => {
  for (const text of [
    '',
    '2026京0491民初1号',
    '（26）京0491民初1号',
    '（2026）美0491民初1号',
    '（2026）京049民初1号',
    '（2026）京0491民初0号',
    '（2026）京0491民初01号',
    '（2026）京0491民初1',
    '（2026）京04911号',
    '（2026）京0491民初123456789号',
    '（２０２６）京0491民初1号',
    '（2026）京0491民初1号之',
    '（2026）京0491民初1号之一一',
    '（2026）京0491民初1号之十十',
    '（2026）京0491民初1号x',
    '（2026）京0491<b>1号',
    '（2026）京0491民事第一审1号',
    '（2015）京0491民初1号',
    '（2016）海民初字第5号',
    '（1948）海民初字第5号',
    '（2015）海民初字第0号',
  ]) {
    t.throws(() => readCaseNumber(text), { code: 'INPUT_INVALID' }, text);
    t.throws(() => parseCaseNumber(text), { code: 'INPUT_INVALID' }, text);
  }
});

t.test('parts that make no number, or another one, are refused', async (t) => {
  const parts = { year: 2026, court: '京0491', type: '民初', serial: 1 };
  t.equal(makeCaseNumber(parts), '（2026）京0491民初1号');
  for (const wrong of [
    { serial: 0 },
    { serial: 1.5 },
    { year: 2015 },
    { court: '京049' },
    { type: '' },
    { type: '知民初' },
    { type: '民初1' },
    { suffix: '之零' },
  ]) {
    t.throws(() => makeCaseNumber({ ...parts, ...wrong }), { code: 'INPUT_INVALID' });
  }
});

t.test('counts of a shared number are written in Chinese', async (t) => {
  const written = [1, 2, 10, 11, 19, 20, 21, 99].map(caseSuffix);
  t.same(written, ['之一', '之二', '之十', '之十一', '之十九', '之二十', '之二十一', '之九十九']);
  for (const count of [0, 100, 1.5]) t.throws(() => caseSuffix(count), TypeError);
});

t.test('every mark stands once, its codes in order and no code twice', async (t) => {
  t.equal(new Set(CASE_TYPES.map(({ mark }) => mark)).size, CASE_TYPES.length);
  let last = '0000';
  for (const { mark, from, to, name } of CASE_TYPES) {
    t.match(from, /^\d{4}$/);
    t.ok(last < from && from <= to, mark);
    t.ok([...mark].length <= 3 || mark === '民诉前调', `${mark}: at most three characters`);
    t.ok(name['zh-CN'] !== '' && name.en !== '');
    last = to;
  }
});

t.test('the longest mark is looked for first', async (t) => {
  for (const [long, short] of [
    ['民特监', '民特'],
    ['民督监', '民督'],
    ['行审复', '行审'],
    ['执恢', '执'],
  ] as const) {
    t.ok(CASE_MARKS.indexOf(long) < CASE_MARKS.indexOf(short), long);
  }
  t.match(caseType('民特'), { from: '0310', to: '0322' });
  t.equal(caseType('商初'), undefined);
});
