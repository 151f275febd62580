import fc from 'fast-check';
import t from 'tap';
import { type CaseNumber, formatCaseNumber, parseCaseNumber } from '../../src/index.ts';

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
  '黔01',
);
const types = fc.constantFrom(
  '民初',
  '民终',
  '行初',
  '刑初',
  '执',
  '执恢',
  '民辖终',
  '知民初',
  '财保',
  '破申',
);
const suffixes = fc.constantFrom(undefined, '之一', '之二', '之十二');
const numbers = fc
  .record({
    year: fc.integer({ min: 2016, max: 2099 }),
    court: courts,
    type: types,
    serial: fc.integer({ min: 1, max: 99_999_999 }),
    suffix: suffixes,
  })
  .map(({ suffix, ...rest }): CaseNumber => (suffix === undefined ? rest : { ...rest, suffix }));

t.test('a case number is read back as it was written, with brackets of either width', async (t) => {
  fc.assert(
    fc.property(numbers, (number) => {
      const text = formatCaseNumber(number);
      t.same(parseCaseNumber(text), number);
      t.same(parseCaseNumber(` ${text.replace('（', '(').replace('）', ')')}\n`), number);
    }),
  );
});

t.test('a case number falls into year, court, type and serial', async (t) => {
  t.same(parseCaseNumber('(2026)京0491民初1024号'), {
    year: 2026,
    court: '京0491',
    type: '民初',
    serial: 1024,
  });
  t.same(parseCaseNumber('（2025）最高法知民终7号之一'), {
    year: 2025,
    court: '最高法',
    type: '知民终',
    serial: 7,
    suffix: '之一',
  });
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
    '（2026）京0491民初1号x',
    '（2026）京0491<b>1号',
  ]) {
    t.throws(() => parseCaseNumber(text), { code: 'INPUT_INVALID' }, text);
  }
});
