import t from 'tap';
import {
  computeFee,
  FEE_FIGURES,
  FEE_GROUPS,
  FEE_MATTERS,
  type FeeMatterId,
  feeMatter,
  isFeeMatter,
} from '../../src/fees/index.ts';
import { LANGUAGES } from '../../src/index.ts';

/** The law typed from its text and not from the table: yuan claimed → yuan to pay, with the articles of the lines. */
const RATES: Readonly<Record<string, readonly (readonly [claimed: number, fee: number])[]>> = {
  property: [
    ...([
      [0, 50],
      [1, 50],
      [10_000, 50],
      [100_000, 2300],
      [200_000, 4300],
    ] as const),
    ...([
      [500_000, 8800],
      [1_000_000, 13_800],
      [2_000_000, 22_800],
    ] as const),
    ...([
      [5_000_000, 46_800],
      [10_000_000, 81_800],
      [20_000_000, 141_800],
    ] as const),
    ...([
      [30_000_000, 191_800],
      [50_000, 1050],
      [150_000, 3300],
    ] as const),
  ],
  intellectualProperty: [
    [10_000, 50],
    [100_000, 2300],
    [30_000_000, 191_800],
  ],
  execution: [
    ...([
      [10_000, 50],
      [500_000, 7400],
      [5_000_000, 52_400],
      [10_000_000, 77_400],
    ] as const),
    ...([
      [20_000_000, 87_400],
      [300_000, 4400],
      [1_000_000, 12_400],
    ] as const),
  ],
  recognition: [
    [10_000, 50],
    [500_000, 7400],
    [5_000_000, 52_400],
    [10_000_000, 77_400],
  ],
  preservation: [
    ...([
      [0, 30],
      [1000, 30],
      [100_000, 1020],
      [895_998, 4999.99],
      [896_000, 5000],
    ] as const),
    ...([
      [896_002, 5000],
      [1_000_000_000, 5000],
    ] as const),
  ],
  paymentOrder: [
    [10_000, 16.67],
    [100_000, 766.67],
    [150_000, 1100],
    [30_000_000, 63_933.33],
  ],
  bankruptcy: [
    [10_000, 25],
    [20_000_000, 70_900],
    [111_640_000, 300_000],
    [1_000_000_000, 300_000],
  ],
};

t.test('every scale gives what the law says, at its bounds and between them', async (t) => {
  const scaled = FEE_MATTERS.filter(({ basis }) => basis.by === 'scale').map(({ id }) => id);
  t.strictSame(Object.keys(RATES).sort(), [...scaled].sort() as string[]);
  for (const [id, pairs] of Object.entries(RATES)) {
    for (const [claimed, fee] of pairs) {
      const { total } = computeFee(id as FeeMatterId, { amounts: [claimed * 100] });
      const expected = Math.round(fee * 100);
      t.strictSame(total, { least: expected, most: expected }, `${id} ${claimed}`);
    }
  }
});

/** What one pays who names no amount, in yuan; a pair where the law leaves a range. */
const FLAT: Readonly<Record<string, number | readonly [least: number, most: number]>> = {
  divorce: [50, 300],
  personality: [100, 500],
  nonProperty: [50, 100],
  intellectualProperty: [500, 1000],
  labour: 10,
  administrativeSpecial: 100,
  administrative: 50,
  jurisdictionObjection: [50, 100],
  execution: [50, 500],
  recognition: [50, 500],
  preservation: 30,
  publicSummons: 100,
  arbitration: 400,
  maritimeFund: [1000, 10_000],
  maritimeInjunction: [1000, 5000],
  maritimeLien: [1000, 5000],
  maritimeClaim: 1000,
  generalAverage: 1000,
  judicialConfirmation: 0,
  specialProcedure: 0,
  appealAgainstRuling: 0,
  administrativeCompensation: 0,
  stateCompensation: 0,
};

t.test('what costs so much each, a range or nothing is as the law says', async (t) => {
  const needy = ['property', 'paymentOrder', 'bankruptcy'];
  const flat = FEE_MATTERS.map(({ id }) => id as string).filter((id) => !needy.includes(id));
  t.strictSame(Object.keys(FLAT).sort(), flat.sort());
  for (const [id, fee] of Object.entries(FLAT)) {
    const [least, most] = typeof fee === 'number' ? [fee, fee] : fee;
    const quote = computeFee(id as FeeMatterId);
    t.strictSame(quote.total, { least: least * 100, most: most * 100 }, id);
    t.equal(quote.open.length, least === most ? 0 : 1, `${id} says why it is a range`);
    t.equal(quote.free !== undefined, most === 0, `${id} says why nothing is charged`);
  }
  for (const id of needy)
    t.throws(() => computeFee(id as FeeMatterId), { code: 'INPUT_INVALID' }, id);
});

t.test('the province’s figure takes the place of its range, and no other', async (t) => {
  const of = { jurisdictionObjection: 80, nonProperty: 80, personality: 300, divorce: 150 };
  const figures: Readonly<Record<string, number>> = { ...of, intellectualProperty: 750 };
  t.strictSame(Object.keys(figures).sort(), [...FEE_FIGURES].sort());
  for (const [figure, yuan] of Object.entries(figures)) {
    const id = figure as FeeMatterId;
    const quote = computeFee(id, {}, { [figure]: yuan * 100 });
    t.match(
      quote,
      { total: { least: yuan * 100, most: yuan * 100 }, open: [], restsOn: [figure] },
      figure,
    );
    t.throws(() => computeFee(id, {}, { [figure]: 100 }), { code: 'SETTING_INVALID' });
    t.throws(() => computeFee(id, {}, { [figure]: 200_000 }), { code: 'SETTING_INVALID' });
    for (const other of Object.keys(figures).filter((name) => name !== figure))
      t.strictSame(computeFee(id, {}, { [other]: (figures[other] ?? 0) * 100 }).open, ['province']);
  }
  t.strictSame(computeFee('execution').open, ['court'], 'of enforcement no province decides');
});

t.test('rows are told apart and each line cites an article in both languages', async (t) => {
  for (const language of LANGUAGES) {
    const names = FEE_MATTERS.map(({ name }) => name[language]);
    t.equal(new Set(names).size, names.length, language);
  }
  t.strictSame(new Set(FEE_MATTERS.map(({ group }) => group)), new Set(FEE_GROUPS));
  for (const { id, amount } of FEE_MATTERS) {
    t.ok(isFeeMatter(id));
    t.equal(feeMatter(id).id, id);
    const amounts = amount === undefined ? [] : [12_345_678];
    const { lines, free, payments, borne } = computeFee(id, { amounts });
    for (const law of [...lines, ...payments, ...[free ?? []].flat(), ...[borne ?? []].flat()].map(
      ({ law }) => law,
    )) {
      if (law?.['zh-CN'] === '没有统一规定，由法院决定') continue;
      t.match(law?.['zh-CN'], /^《.+》第\d+条/, id);
      t.match(law?.en, /^[A-Z].+ arts?\. \d+/, id);
    }
  }
});

t.test('a name is a matter only if it is in the table', async (t) => {
  for (const name of ['', 'toString', 'Property']) {
    t.notOk(isFeeMatter(name), name);
    t.throws(() => feeMatter(name as FeeMatterId), TypeError, name);
  }
});
