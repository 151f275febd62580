import t from 'tap';
import {
  computeFee,
  FEE_MATTERS,
  type FeeChoices,
  type FeeMatterId,
  type FeeQuote,
  yuan,
} from '../../src/fees/index.ts';

/** Total in yuan, where it is known. */
function total(id: FeeMatterId, choices: FeeChoices = {}): number {
  const { least, most } = computeFee(id, choices).total;
  if (least !== most) throw new TypeError(`${id} is a range`);
  return least / 100;
}
const lineTexts = ({ lines }: FeeQuote) =>
  lines.map(({ what, amount }) => `${what['zh-CN']} ${amount.least}`);

t.test('a property claim is reckoned step by step, each with its article', async (t) => {
  const quote = computeFee('property', { amounts: [yuan(150_000)] });
  t.match(quote.lines, [
    { base: yuan(10_000), rate: undefined, amount: { least: '50.00', most: '50.00' } },
    { base: yuan(90_000), rate: 25, amount: { least: '2250.00' } },
    { base: yuan(50_000), rate: 20, amount: { least: '1000.00' } },
  ]);
  t.strictSame(
    quote.lines.map(({ law }) => law['zh-CN']),
    [1, 2, 3].map((point) => `《诉讼费用交纳办法》第13条（一）${point}`),
  );
  t.match(quote, { kind: 'suit', total: { least: 330_000 }, prepaid: true, open: [] });
  t.match(quote.payments, [{ who: { 'zh-CN': '原告' }, amount: { least: 330_000 } }]);
  t.match(quote.borne, { law: { 'zh-CN': '《诉讼费用交纳办法》第29条' } });
});

t.test('a fee is exact before it is rounded, and the rounding is a line', async (t) => {
  const asked = { amounts: [yuan(10_001)] };
  const open = computeFee('property', asked);
  t.strictSame(lineTexts(open).slice(1), ['超过1万元至10万元的部分 0.025', '分以下四舍五入 0.005']);
  t.match(open, { total: { least: 5003 }, open: ['rounding'], restsOn: ['rounding'] });
  const by = (rounding: 'fen' | 'yuanDown' | 'yuanNearest', claimed: number) =>
    computeFee('property', { amounts: [yuan(claimed)] }, { rounding });
  t.match(by('fen', 10_001), { total: { least: 5003 }, open: [], restsOn: ['rounding'] });
  t.strictSame(by('yuanDown', 20_000).restsOn, [], 'a whole sum rests on no rounding');
  t.match(by('yuanDown', 10_039), { total: { least: 5000 }, open: [] });
  t.match(by('yuanNearest', 10_019), { total: { least: 5000 }, open: [] });
  t.match(by('yuanNearest', 10_020), { total: { least: 5100 }, open: [] });
  t.strictSame(lineTexts(by('yuanDown', 10_039)).at(-1), '不足一元的部分舍去 -0.975');
  const third = computeFee('paymentOrder', { amounts: [yuan(100_000)] });
  t.strictSame(lineTexts(third).slice(2), [
    '支付令按上述标准的三分之一 -1533.3333…',
    '分以下四舍五入 0.0033…',
  ]);
});

t.test('divorce and personality rights add a share above what is free', async (t) => {
  const divorce = (property: number) =>
    computeFee('divorce', { amounts: [yuan(property)] }, { divorce: yuan(150) }).total.least / 100;
  t.equal(divorce(200_000), 150);
  t.equal(divorce(300_000), 650);
  const personality = (damages: number) =>
    computeFee('personality', { amounts: [yuan(damages)] }, { personality: yuan(300) }).total
      .least / 100;
  t.equal(personality(50_000), 300);
  t.equal(personality(80_000), 600);
  t.equal(personality(100_000), 800);
  t.equal(personality(200_000), 1300);
  const range = computeFee('divorce', { amounts: [yuan(300_000)], procedure: 'summary' });
  t.strictSame(range.total, { least: yuan(275), most: yuan(400) }, 'the range is halved too');
});

t.test('half is taken once, whatever else holds', async (t) => {
  const amounts = [yuan(50_000)];
  for (const procedure of ['summary', 'smallClaims'] as const)
    t.equal(total('property', { amounts, procedure }), 525);
  for (const side of ['counterclaim', 'thirdParty'] as const)
    t.equal(total('property', { amounts, side }), 525);
  for (const outcome of ['mediated', 'withdrawn'] as const)
    t.equal(total('property', { amounts, outcome }), 525);
  const all = { amounts, procedure: 'summary', side: 'counterclaim', outcome: 'mediated' } as const;
  const quote = computeFee('property', all);
  t.equal(quote.total.least, yuan(525));
  t.strictSame(quote.halved, { by: 'summary', spent: ['counterclaim', 'mediated'] });
  t.match(quote.lines.at(-1)?.law['zh-CN'], /第16条、《民诉法解释》第206条/);
  t.equal(quote.refund, undefined, 'half was paid, half is due');
  t.equal(total('labour', { procedure: 'summary' }), 5);
  t.equal(total('administrative', { outcome: 'withdrawn' }), 25);
});

t.test('who settles or withdraws in ordinary procedure gets half back', async (t) => {
  const quote = computeFee('property', { amounts: [yuan(50_000)], outcome: 'mediated' });
  t.match(quote, {
    total: { least: yuan(525) },
    payments: [{ amount: { least: yuan(1050) } }],
    refund: { amount: { least: yuan(525), most: yuan(525) } },
    borne: { law: { 'zh-CN': '《诉讼费用交纳办法》第31条' } },
  });
});

t.test('a summary case that becomes an ordinary one pays the other half', async (t) => {
  const asked = { amounts: [yuan(50_000)], procedure: 'converted' } as const;
  const quote = computeFee('property', asked);
  t.equal(quote.total.least, yuan(1050));
  t.match(quote.payments, [
    { amount: { least: yuan(525) }, law: { 'zh-CN': '《诉讼费用交纳办法》第20条、第22条' } },
    { amount: { least: yuan(525) }, law: { 'zh-CN': '《民诉法解释》第199条' } },
  ]);
  const withdrawn = computeFee('property', { ...asked, outcome: 'withdrawn' });
  t.match(withdrawn.refund, { amount: { least: yuan(525) } });
  const counterclaim = computeFee('property', { ...asked, side: 'counterclaim' });
  t.equal(counterclaim.payments.length, 1, 'a counterclaim stays halved');
  t.equal(counterclaim.total.least, yuan(525));
});

t.test(
  'several claims of property are added up, those without property cost no more',
  async (t) => {
    const amounts = [yuan(50_000), yuan(100_000)];
    const quote = computeFee('property', { amounts, withNonProperty: true });
    t.equal(quote.total.least, yuan(3300));
    t.match(quote.lines.at(-1), {
      amount: { least: '0.00' },
      law: { 'zh-CN': '《民诉法解释》第201条' },
    });
    t.match(quote.notes[0], { law: { 'zh-CN': '《民诉法解释》第201条' } });
  },
);

t.test('an appeal and a retrial are of the contested part', async (t) => {
  const amounts = [yuan(50_000)];
  const appeal = computeFee('property', { amounts, instance: 'appeal' });
  t.equal(appeal.total.least, yuan(1050));
  t.match(appeal.payments, [{ who: { 'zh-CN': /^上诉人/ } }]);
  t.match(appeal.notes[0], { law: { 'zh-CN': '《诉讼费用交纳办法》第17条' } });
  for (const ground of ['newEvidence', 'noAppeal'] as const)
    t.equal(total('property', { amounts, instance: 'retrial', ground }), 1050);
  const free = computeFee('property', { amounts, instance: 'retrial' });
  t.match(free, { total: { most: 0 }, payments: [], lines: [] });
  t.match(free.free?.law, { 'zh-CN': '《诉讼费用交纳办法》第9条' });
  t.equal(total('labour', { instance: 'appeal' }), 10);
});

t.test('a suit that is ruled out costs nothing, and what was paid comes back', async (t) => {
  const quote = computeFee('property', { amounts: [yuan(50_000)], outcome: 'dismissed' });
  t.match(quote, {
    total: { least: 0, most: 0 },
    refund: { amount: { least: yuan(1050) }, law: { 'zh-CN': /第27条、第53条/ } },
    free: { law: { 'zh-CN': '《诉讼费用交纳办法》第8条（二）' } },
    halved: undefined,
    borne: undefined,
  });
});

t.test('enforcement, bankruptcy and wages are not paid in advance', async (t) => {
  const amounts = [yuan(500_000)];
  for (const id of ['execution', 'bankruptcy'] as const)
    t.match(computeFee(id, { amounts }), { prepaid: false, payments: [{ prepaid: false }] });
  t.match(computeFee('recognition', { amounts }), { prepaid: true });
  for (const id of ['property', 'labour'] as const) {
    const wages = computeFee(id, {
      ...(id === 'property' && { amounts }),
      ...{ wages: true, outcome: 'mediated' },
    });
    t.match(wages, { prepaid: false, refund: undefined });
    t.strictSame(wages.payments[0]?.amount, wages.total);
  }
});

t.test('relief waives for people, takes at least 30 per cent off, or defers', async (t) => {
  const amounts = [yuan(50_000)];
  const waived = { kind: 'waived', applicant: 'person' } as const;
  t.match(computeFee('property', { amounts, relief: waived }), {
    total: { most: 0 },
    payments: [],
  });
  const company = { ...waived, applicant: 'organisation' } as const;
  const reduced = { kind: 'reduced', percent: 30 } as const;
  t.equal(total('property', { amounts, relief: reduced }), 735);
  t.equal(total('property', { amounts, relief: reduced, procedure: 'summary' }), 367.5);
  const deferred = computeFee('property', { amounts, relief: { kind: 'deferred' } });
  t.match(deferred, { total: { least: yuan(1050) }, prepaid: false });
  for (const relief of [company, { ...reduced, percent: 29 }, { ...reduced, percent: 100 }])
    t.throws(() => computeFee('property', { amounts, relief }), { code: 'INPUT_INVALID' });
});

t.test('a choice that does not fit the matter is refused by name', async (t) => {
  const property = { amounts: [yuan(1)] };
  const cases: [FeeMatterId, FeeChoices, string][] = [
    ['property', {}, 'amounts'],
    ['property', { amounts: Array(51).fill(1) }, 'amounts'],
    ['property', { amounts: [1e14, 1] }, 'amounts'],
    ['divorce', { amounts: [1, 2] }, 'amounts'],
    ['labour', { amounts: [1] }, 'amounts'],
    ['execution', { procedure: 'summary' }, 'course'],
    ['preservation', { outcome: 'withdrawn' }, 'course'],
    ['judicialConfirmation', { instance: 'appeal' }, 'course'],
    ['property', { ...property, instance: 'appeal', procedure: 'summary' }, 'instance'],
    ['property', { ...property, instance: 'appeal', side: 'counterclaim' }, 'instance'],
    ['property', { ...property, ground: 'noAppeal' }, 'ground'],
    ['divorce', { wages: true }, 'wages'],
    ['labour', { withNonProperty: true }, 'withNonProperty'],
    ['intellectualProperty', { withNonProperty: true }, 'withNonProperty'],
  ];
  for (const [id, choices, field] of cases)
    t.throws(() => computeFee(id, choices), { code: 'INPUT_INVALID', details: { field } }, field);
  for (const amount of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e14 + 1])
    t.throws(() => computeFee('property', { amounts: [amount] }), { code: 'INPUT_INVALID' });
  t.equal(total('property', { amounts: [1e14] }), 5_000_041_800, 'the greatest amount');
});

t.test('who pays, when and who bears it is said wherever something is due', async (t) => {
  for (const { id, amount } of FEE_MATTERS) {
    const amounts = amount === undefined ? [] : [yuan(300_000)];
    const { payments, borne, total, free } = computeFee(id, { amounts });
    t.equal(payments.length, total.most > 0 ? 1 : 0, id);
    t.equal(borne === undefined, free !== undefined, id);
  }
});
