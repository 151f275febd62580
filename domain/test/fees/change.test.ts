import t from 'tap';
import { changeOfClaims, computeFee, type FeeChoices, yuan } from '../../src/fees/index.ts';

const fee = (claimed: number, more: FeeChoices = {}) =>
  computeFee('property', { ...more, amounts: [yuan(claimed)] }).total;
const early = { investigationClosed: false };
const late = { investigationClosed: true };

t.test('a claim that is raised is topped up, at any time', async (t) => {
  for (const when of [early, late])
    t.match(changeOfClaims(fee(50_000), fee(150_000), when), {
      act: 'topUp',
      amount: { least: yuan(2250), most: yuan(2250) },
    });
});

t.test('of a claim that is lowered the difference comes back, if it was in time', async (t) => {
  t.match(changeOfClaims(fee(150_000), fee(50_000), early), {
    ...{ act: 'refund', amount: { least: yuan(2250) } },
    law: { 'zh-CN': '《诉讼费用交纳办法》第21条' },
  });
  t.match(changeOfClaims(fee(150_000), fee(50_000), late), {
    ...{ act: 'nothing', borneByChanger: { least: yuan(2250) } },
    law: { 'zh-CN': '《诉讼费用交纳办法》第35条' },
  });
});

t.test('a change that costs the same moves nothing', async (t) => {
  t.match(changeOfClaims(fee(5000), fee(9000), early), {
    ...{ act: 'nothing', borneByChanger: undefined },
  });
});
