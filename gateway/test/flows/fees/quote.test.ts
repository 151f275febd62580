import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { listFeeMatters } from '../../../src/flows/fees/matters.ts';
import { quoteFee } from '../../../src/flows/fees/quote.ts';
import { setSetting } from '../../../src/flows/settings/change.ts';
import { DEMO_OFFICIALS } from '../../../src/seeds/demo.ts';
import { seedId } from '../../../src/seeds/plant.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court } = opened;
const CODE = '京0491';

const found = DEMO_OFFICIALS.find(({ account }) => account === 'bj-administrator');
if (found === undefined) throw new TypeError('the demo has an administrator');
const administrator: Actor = {
  person: seedId(found.account),
  name: found.name,
  offices: [{ court: found.court, role: found.role }],
};
const set = (name: string, value: unknown, more: object = {}) =>
  setSetting(court, administrator, {
    court: CODE,
    name,
    value,
    source: '京发改〔2026〕1号',
    ...more,
  });

t.test('without a court the province’s range stays a range', async (t) => {
  const quote = await quoteFee(court, { matter: 'divorce' });
  t.match(quote, { total: { least: 5000, most: 30_000 }, open: ['province'], settings: [] });
  t.equal(quote.court, undefined);
});

t.test('a court that has set nothing gets the range too, and nothing is made up', async (t) => {
  const quote = await quoteFee(court, { matter: 'divorce', court: CODE });
  t.match(quote, { total: { least: 5000, most: 30_000 }, open: ['province'], settings: [] });
  t.match(quote.court, { code: CODE, name: '北京互联网法院' });
});

t.test(
  'the figure and the rounding of the court count from their day on, with source',
  async (t) => {
    await set('fee.divorce', 150, { validFrom: '2026-04-01' });
    await set('choice.feeRounding', 'yuanDown', { validFrom: '2026-05-01' });
    const asked = { matter: 'divorce', court: CODE, amounts: [20_100_100] } as const;
    const before = await quoteFee(court, { ...asked, day: '2026-03-31' });
    t.match(before, { open: ['province', 'rounding'], settings: [], day: '2026-03-31' });
    const april = await quoteFee(court, { ...asked, day: '2026-04-01' });
    t.match(april, { total: { least: 15_501, most: 15_501 }, open: ['rounding'] });
    t.match(april.settings, [
      { name: 'fee.divorce', source: '京发改〔2026〕1号', court: { code: CODE } },
    ]);
    const may = await quoteFee(court, { ...asked, day: '2026-05-01' });
    t.match(may, { total: { least: 15_500, most: 15_500 }, open: [] });
    t.strictSame(
      may.settings.map(({ name }) => name),
      ['fee.divorce', 'choice.feeRounding'],
    );
    const property = await quoteFee(court, {
      ...{ matter: 'property', amounts: [5_000_000], court: CODE, day: '2026-05-01' },
    });
    t.match(
      property,
      { total: { least: 105_000 }, settings: [] },
      'a whole sum rests on no setting',
    );
  },
);

t.test('a court that is only listed has what those above it set for all below', async (t) => {
  const listed = await quoteFee(court, { matter: 'divorce', court: '京0105' });
  t.match(listed, { court: { code: '京0105' }, open: ['province'] });
});

t.test(
  'a court nobody knows, a day that is none and a choice that does not fit are refused',
  async (t) => {
    await t.rejects(quoteFee(court, { matter: 'divorce', court: '京9999' }), { code: 'NOT_FOUND' });
    await t.rejects(quoteFee(court, { matter: 'divorce', day: '2026-02-30' }), {
      code: 'INPUT_INVALID',
    });
    await t.rejects(quoteFee(court, { matter: 'property' }), {
      ...{ code: 'INPUT_INVALID', details: { field: 'amounts' } },
    });
  },
);

t.test('the list says of each matter what may be said of it', async (t) => {
  const of = (wanted: string) => listFeeMatters().find(({ id }) => id === wanted);
  t.match(of('property'), { amount: 'needed', several: true, suit: true, wages: true });
  t.match(of('divorce'), { amount: 'optional', several: false, suit: true, wages: false });
  t.match(of('execution'), { amount: 'optional', suit: false });
  t.match(of('labour'), { amount: 'none', wages: true });
});
