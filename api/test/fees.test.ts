import type { FeeAnswer, FeeMatterView } from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';

t.setTimeout(120_000);

let court: TestCourt;
t.before(async () => {
  court = await testCourt();
});
t.teardown(() => court.close());

const quote = (question: unknown) =>
  court.stranger().ask<FeeAnswer>('POST', '/api/v1/fees/quote', question);

t.test('a stranger gets the fee line by line, with lines that add up', async (t) => {
  const question = { matter: 'property', amounts: [12_345_678], procedure: 'summary' };
  const { status, body } = await quote(question);
  t.equal(status, 200);
  t.match(body, {
    ...{ kind: 'suit', total: { least: 138_457, most: 138_457 }, open: ['rounding'] },
    payments: [{ prepaid: true, amount: { least: 138_457 } }],
    settings: [],
  });
  const sum = body.lines.reduce((all, { amount }) => all + Number(amount.least), 0);
  t.equal(sum.toFixed(4), '1384.5700');
  t.equal(body.court, undefined);
});

t.test('every matter of the list can be asked about as the list says', async (t) => {
  const { body } = await court
    .stranger()
    .ask<readonly FeeMatterView[]>('GET', '/api/v1/fees/matters');
  t.ok(body.length > 20);
  for (const { id, amount, several, suit, wages } of body) {
    const amounts = amount === 'none' ? [] : several ? [100, 200] : [100];
    const course = { instance: 'first', procedure: 'summary', outcome: 'mediated' };
    const full = { amounts, ...(suit && course), ...(wages && { wages }) };
    t.equal((await quote({ matter: id, ...full })).status, 200, id);
    const { status } = await quote({ matter: id });
    t.equal(status, amount === 'needed' ? 400 : 200, `${id} without an amount`);
  }
});

t.test('what is no question is refused in words, and nothing breaks', async (t) => {
  const property = { matter: 'property', amounts: [100] };
  for (const question of [
    undefined,
    {},
    { matter: 'toString' },
    { ...property, amounts: [0.5] },
    { ...property, amounts: [-1] },
    { ...property, amounts: ['100'] },
    { ...property, amounts: Array(51).fill(1) },
    { ...property, amounts: [1e14, 1e14] },
    { ...property, instance: 'appeal', procedure: 'summary' },
    { ...property, day: '2026-02-30' },
    { ...property, relief: { kind: 'waived' } },
  ])
    t.match(
      await quote(question),
      { status: 400, body: { code: 'INPUT_INVALID' } },
      JSON.stringify(question),
    );
  t.match(await quote({ ...property, court: '京9999' }), {
    ...{ status: 404, body: { code: 'NOT_FOUND' } },
  });
});

t.test('a court of the directory is named in the answer', async (t) => {
  const { body } = await quote({ matter: 'divorce', court: '京0491', day: '2026-03-01' });
  t.match(body, { court: { code: '京0491', name: '北京互联网法院' }, day: '2026-03-01' });
  t.match(body, { total: { least: 5000, most: 30_000 }, open: ['province'] });
});
