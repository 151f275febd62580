import fc from 'fast-check';
import t from 'tap';
import { capitalAmount, formatFen, MAX_FEN, readYuan } from '../../src/pleadings/amount.ts';

t.test('amounts are written in capitals as on a cheque', async (t) => {
  const rows: readonly (readonly [string, string])[] = [
    ['0', '零元整'],
    ['0.05', '伍分'],
    ['0.50', '伍角'],
    ['10', '壹拾元整'],
    ['100000', '壹拾万元整'],
    ['1409.50', '壹仟肆佰零玖元伍角'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['1680.32', '壹仟陆佰捌拾元叁角贰分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['107000.53', '壹拾万零柒仟元伍角叁分'],
    ['100000001', '壹亿零壹元整'],
    ['1000100000', '壹拾亿零壹拾万元整'],
    ['999999999999.99', '玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
  ];
  for (const [typed, words] of rows) t.equal(capitalAmount(readYuan(typed)), words, typed);
  t.throws(() => capitalAmount(MAX_FEN + 1), TypeError);
  t.throws(() => formatFen(0.5), TypeError);
  t.throws(() => formatFen(-1), TypeError);
  t.equal(formatFen(2 * MAX_FEN), '1,999,999,999,999.98', 'a sum beyond the greatest amount');
  t.equal(formatFen(1e22), '100,000,000,000,000,000,000.00');
});

t.test('what people type for an amount is read, and what is no amount is refused', async (t) => {
  for (const typed of ['12345.6', '12,345.60', '１２３４５．６元', '¥12345.60'])
    t.equal(readYuan(typed), 1_234_560, typed);
  for (const typed of ['', '1.234', '-1', '一百', '1e3', '1.5万', '9999999999999'])
    t.throws(() => readYuan(typed), { code: 'INPUT_INVALID' }, typed);
});

const PLACES: Readonly<Record<string, number>> = { 拾: 10, 佰: 100, 仟: 1000 };
const ENDS: Readonly<Record<string, number>> = { 亿: 1e10, 万: 1e6, 元: 100, 角: 10, 分: 1 };

/** The value of capitals, read word by word: not the way they are written. */
function valueRead(words: string): number {
  const read = { total: 0, group: 0, digit: 0 };
  for (const word of words) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(word);
    if (value >= 0) read.digit = value;
    if (value >= 0 || word === '整') continue;
    read.group += read.digit * (PLACES[word] ?? 1);
    read.digit = 0;
    if (word in PLACES) continue;
    read.total += read.group * (ENDS[word] ?? Number.NaN);
    read.group = 0;
  }
  return read.total;
}

t.test('capitals and figures read back to the amount, with no two zeros in a row', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_FEN }), (fen) => {
      const words = capitalAmount(fen);
      return (
        valueRead(words) === fen && !words.includes('零零') && readYuan(formatFen(fen)) === fen
      );
    }),
  );
  t.pass('the property holds');
});
