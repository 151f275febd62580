import t from 'tap';
import { exact, exactYuan, perMille, roundFee, roundYuan } from '../../src/fees/money.ts';

t.test('an amount is written in full, with two digits or as many as it has', async (t) => {
  const cases: [bigint, string][] = [
    [0n, '0.00'],
    [exact(5), '0.05'],
    [exact(123_450), '1234.50'],
    [perMille(100, 25), '0.025'],
    [-perMille(1, 25), '-0.00025'],
    [perMille(1, 25) / 2n, '0.000125'],
    [exact(100) / 3n, '0.3333…'],
    [-exact(200) / 3n, '-0.6666…'],
    [exact(10_000_000_000_000), '100000000000.00'],
  ];
  for (const [amount, text] of cases) t.equal(exactYuan(amount), text);
});

t.test('half a unit goes up, and less than a yuan goes where the court says', async (t) => {
  const half = exact(1) / 2n;
  t.equal(roundFee(half, 'fen'), 1);
  t.equal(roundFee(half - 1n, 'fen'), 0);
  t.equal(roundFee(exact(150), 'yuanNearest'), 200);
  t.equal(roundFee(exact(150) - 1n, 'yuanNearest'), 100);
  t.equal(roundFee(exact(200) - 1n, 'yuanDown'), 100);
});

t.test('round sums are named as tables name them', async (t) => {
  t.strictSame(roundYuan(100_000), { 'zh-CN': '1000元', en: '1,000 yuan' });
  t.strictSame(roundYuan(2_000_000_000), { 'zh-CN': '2000万元', en: '20,000,000 yuan' });
});
