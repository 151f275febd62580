import t from 'tap';
import { sweepClocks } from '../../../src/flows/clocks/sweep.ts';
import { DUE_TASKS } from '../../../src/flows/due-tasks.ts';
import { beginFiling, nameParties } from '../../../src/flows/filing/index.ts';
import { addPaper } from '../../../src/flows/filing/papers.ts';
import {
  askRelief,
  decideRelief,
  issueOrder,
  listMyOrders,
  listRelief,
  listUnpaid,
  takeInStatement,
  withdrawRelief,
} from '../../../src/flows/payments/index.ts';
import { openTestCourt } from '../../support/court.ts';
import {
  CLERK,
  DECISIONS,
  decide,
  filingIn,
  JUDGE,
  LINA,
  litigant,
  pdf,
  submit,
} from '../../support/filing.ts';
import { CLAIM, FEE, FINANCE, orderNow, orderOf, setRounding } from '../../support/payments.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court } = opened;
const DAY_MS = 24 * 3_600_000;
await setRounding(court);

const ask = (filing: string, wanted = 'waived') =>
  askRelief(court, LINA, filing, { wanted, words: '领取最低生活保障金' });
const WORDS = { words: '符合第四十五条' };

t.test('somebody asks with his grounds, which lie sealed, and once at a time', async (t) => {
  const filing = await filingIn(court, 'review');
  const asked = await ask(filing);
  t.match(asked, { state: 'asked', wanted: 'waived', grounds: '领取最低生活保障金' });
  await t.rejects(ask(filing, 'deferred'), { code: 'STATE_UNFIT' });
  await t.rejects(ask(filing, 'gift'), { code: 'INPUT_INVALID' });
  const stranger = litigant('zhangwei');
  await t.rejects(listRelief(court, stranger, filing), { code: 'NOT_FOUND' });
  await t.rejects(withdrawRelief(court, stranger, asked.id), { code: 'NOT_FOUND' });
  await t.rejects(decideRelief(court, CLERK, asked.id, WORDS), { code: 'NOT_PERMITTED' });
  t.match(await listRelief(court, JUDGE, filing), [{ grounds: '领取最低生活保障金' }]);
  const { rows } = await opened.pool.query('SELECT * FROM court.fee_relief');
  t.notMatch(JSON.stringify(rows), /最低生活/);
  await withdrawRelief(court, LINA, asked.id);
  await t.rejects(withdrawRelief(court, LINA, asked.id), { code: 'STATE_UNFIT' });
  await t.resolves(ask(filing, 'deferred'));
});

t.test('an organisation is exempted of nothing', async (t) => {
  const begun = await beginFiling(court, LINA, {
    ...{ court: '京0491', kind: 'civil', cause: '买卖合同纠纷', capacity: 'agent' },
    authority: 'general',
  });
  await nameParties(court, LINA, begun.id, [
    { side: 'applicant', kind: 'organisation', name: '某公司' },
    { side: 'other', kind: 'person', name: '张未' },
  ]);
  await addPaper(court, LINA, begun.id, { slot: 'complaint', name: '起诉状', source: pdf('co') });
  await submit(court, begun.id);
  await t.rejects(ask(begun.id), { code: 'RELIEF_UNFIT' });
  const { id } = await ask(begun.id, 'deferred');
  const waive = decideRelief(court, JUDGE, id, { grant: 'waived', ...WORDS });
  await t.rejects(waive, { code: 'RELIEF_UNFIT' });
});

t.test('what was granted counts in the order that follows', async (t) => {
  for (const [decision, code] of [
    [{ grant: 'waived', ...WORDS }, 'FEE_NOTHING_DUE'],
    [{ grant: 'deferred', untilDay: '2026-12-31', ...WORDS }, 'FEE_NOTHING_DUE'],
  ] as const) {
    const filing = await filingIn(court, 'accepted');
    const { id } = await ask(filing);
    t.match(await decideRelief(court, JUDGE, id, decision), {
      state: 'granted',
      words: WORDS.words,
    });
    await t.rejects(issueOrder(court, CLERK, { ...CLAIM, filing }), { code });
  }
  const filing = await filingIn(court, 'accepted');
  const { id } = await ask(filing, 'reduced');
  const reduce = (percent: number) =>
    decideRelief(court, JUDGE, id, { grant: 'reduced', percent, ...WORDS });
  await t.rejects(reduce(29), { code: 'RELIEF_UNFIT' });
  for (const wrong of [100, 30.5]) await t.rejects(reduce(wrong), { code: 'INPUT_INVALID' });
  t.match(await reduce(30), { granted: 'reduced', percent: 30 });
  t.match(await issueOrder(court, CLERK, { ...CLAIM, filing }), { amount: FEE * 0.7 });
  await t.rejects(reduce(40), { code: 'STATE_UNFIT' });
});

t.test('an order that waits follows the decision, and what was paid on it goes back', async (t) => {
  const waived = await orderOf(court);
  const statement = `流水号,交易日期,金额,付款人,附言\nR1,2026-03-01,100,李娜,${waived.reference}`;
  await takeInStatement(court, FINANCE, '京0491', statement);
  t.match(await orderNow(court, waived), { state: 'partly', credited: 10_000 });
  const first = await ask(waived.filing);
  await decideRelief(court, JUDGE, first.id, { grant: 'waived', ...WORDS });
  const after = await orderNow(court, waived);
  t.match(after, { state: 'waived', refunded: 10_000, deadline: { state: 'ended' } });
  t.match(after.refunds, [{ amount: 10_000, kind: 'credited', by: 'bank' }]);

  const reduced = await orderOf(court);
  const second = await ask(reduced.filing, 'reduced');
  await decideRelief(court, JUDGE, second.id, { grant: 'reduced', percent: 50, ...WORDS });
  t.match(await orderNow(court, reduced), { state: 'cancelled' });
  const anew = (await listMyOrders(court, LINA)).filter(({ filing }) => filing === reduced.filing);
  t.same(anew.map(({ state, amount }) => [state, amount]).sort(), [
    ['cancelled', FEE],
    ['open', FEE / 2],
  ]);
});

t.test('while relief is asked for nobody is put to a judge; refused, he is', async (t) => {
  const order = await orderOf(court);
  const { id } = await ask(order.filing, 'deferred');
  opened.advance(12 * DAY_MS);
  await sweepClocks(court, DUE_TASKS);
  const proposed = async () =>
    (await listUnpaid(court, JUDGE)).some((each) => each.id === order.id);
  t.equal(await proposed(), false);
  await decideRelief(court, JUDGE, id, { words: '不符合条件' });
  t.equal(await proposed(), true);
});

t.test('a deferment stops the time, and yesterday is no day to defer to', async (t) => {
  const order = await orderOf(court);
  const { id } = await ask(order.filing, 'deferred');
  const defer = (untilDay: string) =>
    decideRelief(court, JUDGE, id, { grant: 'deferred', untilDay, ...WORDS });
  for (const wrong of ['2026-01-01', '2026-02-30'])
    await t.rejects(defer(wrong), { code: 'INPUT_INVALID' });
  t.match(await defer('2026-12-31'), { granted: 'deferred', untilDay: '2026-12-31' });
  t.match(await orderNow(court, order), { state: 'open', deadline: { state: 'ended' } });
});

t.test('after the case is filed it is too late', async (t) => {
  const filing = await filingIn(court, 'accepted');
  const { id } = await ask(filing);
  const early = decide(court, filing, DECISIONS.docket);
  await t.rejects(early, { code: 'FEE_UNPAID', details: { because: 'relief' } }, 'decided before');
  await decide(court, filing, DECISIONS.deemWithdrawn);
  await t.rejects(decideRelief(court, JUDGE, id, WORDS), { code: 'STATE_UNFIT' });
  await t.rejects(ask(await filingIn(court, 'docketed')), { code: 'STATE_UNFIT' });
});
