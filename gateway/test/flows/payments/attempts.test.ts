import { and, eq } from 'drizzle-orm';
import t from 'tap';
import { asHouse } from '../../../src/access/scoped.ts';
import type { Court } from '../../../src/context.ts';
import { sweepClocks } from '../../../src/flows/clocks/sweep.ts';
import { DUE_TASKS } from '../../../src/flows/due-tasks.ts';
import { readFiling } from '../../../src/flows/filing/index.ts';
import {
  ATTEMPT_LIFE_MS,
  acceptAmount,
  askRefund,
  beginPayment,
  cancelOrder,
  issueOrder,
  listMyOrders,
  listUnpaid,
  lookAgain,
  type OrderView,
  receiveCallback,
  retryRefund,
  settleAttempt,
  sweepPayments,
} from '../../../src/flows/payments/index.ts';
import { openPayments } from '../../../src/providers/payment/open.ts';
import { openWechatPayServer } from '../../../src/providers/payment/wechat-testing.ts';
import { notice } from '../../../src/store/tables/notices.ts';
import { paymentAttempt } from '../../../src/store/tables/payments.ts';
import { openTestCourt } from '../../support/court.ts';
import {
  CLERK,
  DECISIONS,
  decide,
  filingIn,
  JUDGE,
  LINA,
  litigant,
  official,
  withdraw,
} from '../../support/filing.ts';
import { CLAIM, FEE, FINANCE, orderNow, orderOf, setRounding } from '../../support/payments.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const server = await openWechatPayServer(() => opened.court.clock());
t.teardown(() => server.close());
const BY_WECHAT = { court: '京0491', channel: 'wechat' } as const;
const payments = openPayments({ 京0491: { wechat: server.settings } }, () => opened.court.clock());
const court: Court = { ...opened.court, payments };
const house = asHouse(court, 'sweep');
const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

const attemptsOf = (order: { readonly id: string }) =>
  house.store.db.select().from(paymentAttempt).where(eq(paymentAttempt.paymentOrder, order.id));
const numberOf = async (order: { readonly id: string }) =>
  (await attemptsOf(order)).find(({ state }) => state === 'begun')?.number as string;
const begin = (order: { readonly id: string }) => beginPayment(court, LINA, order.id, 'wechat');
const told = async (order: OrderView, template: string) =>
  house.store.db.$count(
    notice,
    and(eq(notice.about, `payment/${order.id}`), eq(notice.template, template)),
  );

t.test('while a figure is open nobody is told a sum', async (t) => {
  const filing = await filingIn(court, 'accepted');
  const odd = { matter: 'property', amounts: [5_000_100], filing } as const;
  await t.rejects(issueOrder(court, CLERK, odd), {
    ...{ code: 'FEE_OPEN', details: { open: 'rounding' } },
  });
  await setRounding(court);
  await t.rejects(issueOrder(court, CLERK, { matter: 'divorce', filing }), { code: 'FEE_OPEN' });
  t.match(await issueOrder(court, CLERK, odd), { amount: 105_003 });
});

t.test('an accepted filing has one order, with its clock and its notice', async (t) => {
  const order = await orderOf(court);
  t.match(order, { state: 'open', amount: FEE, remaining: FEE, purpose: 'suit', attempts: [] });
  t.match(order.reference, /^JF\d{12}$/);
  t.match(
    order.deadline,
    { rule: 'feePayment', state: 'running', daysLeft: 8 },
    'the seventh is a Sunday',
  );
  t.equal(order.quote.lines.length > 0, true);
  t.equal(await told(order, 'feeDue'), 1);
  const again = issueOrder(court, CLERK, { ...CLAIM, filing: order.filing });
  await t.rejects(again, { code: 'ORDER_EXISTS' });
  t.equal((await orderNow(court, order)).id, order.id);
  t.ok((await listMyOrders(court, LINA)).some(({ id }) => id === order.id));
});

t.test('nothing is asked of who owes nothing, and not before it is accepted', async (t) => {
  const filing = await filingIn(court, 'accepted');
  const wages = { matter: 'labour', wages: true, filing } as const;
  await t.rejects(issueOrder(court, CLERK, wages), { code: 'FEE_NOTHING_DUE' });
  const early = await filingIn(court, 'review');
  await t.rejects(issueOrder(court, CLERK, { ...CLAIM, filing: early }), { code: 'STATE_UNFIT' });
  await t.rejects(issueOrder(court, LINA, { ...CLAIM, filing }), { code: 'NOT_PERMITTED' });
  const far = issueOrder(court, official('hz-judge'), { ...CLAIM, filing });
  await t.rejects(far, { code: 'NOT_FOUND' });
});

t.test('nobody but who owes it pays it, and strangers see nothing', async (t) => {
  const order = await orderOf(court);
  for (const stranger of [litigant('zhangwei'), official('hz-judge')])
    await t.rejects(beginPayment(court, stranger, order.id, 'wechat'), { code: 'NOT_FOUND' });
  await t.rejects(beginPayment(court, CLERK, order.id, 'wechat'), { code: 'NOT_PERMITTED' });
  await begin(order);
  await t.rejects(beginPayment(court, CLERK, order.id, 'wechat'), { code: 'NOT_PERMITTED' });
  t.match((await orderNow(court, order)).attempts, [{ state: 'begun' }], 'and closes nothing');
  await t.rejects(beginPayment(court, LINA, order.id, 'alipay'), { code: 'NOT_SUPPORTED' });
});

t.test(
  'a payment is begun, told by a callback, and counts once however often it is told',
  async (t) => {
    const order = await orderOf(court);
    const [one, two] = await Promise.all([begin(order), begin(order)]);
    t.equal(one.attempts[0]?.id, two.attempts[0]?.id, 'two devices share one attempt');
    t.match(two.attempts[0], { state: 'begun', amount: FEE, link: /^weixin:/ });
    const callback = server.pay(await numberOf(order));
    const tellings = [1, 2, 3, 4].map(() => receiveCallback(court, BY_WECHAT, callback));
    await Promise.all(tellings);
    const paid = await orderNow(court, order);
    t.match(paid, { state: 'paid', credited: FEE, remaining: 0, refunds: [] });
    t.equal(paid.deadline?.state, 'met');
    t.match(paid.attempts, [{ state: 'paid', late: false }]);
    t.equal(await told(order, 'feePaid'), 1);
    await t.rejects(begin(order), { code: 'STATE_UNFIT' });
  },
);

t.test('a callback that nobody signed, or that lies, credits nothing', async (t) => {
  const order = await orderOf(court);
  await begin(order);
  const number = await numberOf(order);
  const said = { out_trade_no: number, trade_state: 'SUCCESS', amount: { total: FEE } };
  const premature = server.callback('TRANSACTION.SUCCESS', said);
  await receiveCallback(court, BY_WECHAT, premature);
  t.match(await orderNow(court, order), { state: 'open', credited: 0 });
  const forged = { headers: {}, body: premature.body };
  await t.rejects(receiveCallback(court, BY_WECHAT, forged), { code: 'PROVIDER_REFUSED' });
  await t.resolves(
    receiveCallback(
      court,
      BY_WECHAT,
      server.callback('TRANSACTION.SUCCESS', { out_trade_no: 'x' }),
    ),
  );
});

t.test('an answer that was lost is asked for again under the same number', async (t) => {
  const order = await orderOf(court);
  for (const fault of ['down', 'lost', 'garbage'] as const) {
    server.failNext(fault);
    await t.rejects(begin(order), { code: 'PROVIDER_UNAVAILABLE' }, fault);
  }
  t.match((await begin(order)).attempts, [{ state: 'begun', link: /^weixin:/ }]);
  t.equal((await attemptsOf(order)).length, 1);
});

t.test('without any callback the sweep finds what was paid', async (t) => {
  const order = await orderOf(court);
  await begin(order);
  server.pay(await numberOf(order));
  opened.advance(MINUTE_MS);
  server.fail('down');
  t.ok((await sweepPayments(court)).failures.length > 0);
  t.match(await orderNow(court, order), { state: 'open' });
  server.fail(undefined);
  opened.advance(15 * MINUTE_MS);
  await Promise.all([sweepPayments(court), sweepPayments(court)]);
  t.match(await orderNow(court, order), { state: 'paid', credited: FEE });
});

t.test('the payer who says that he has paid is believed when the provider says so', async (t) => {
  const order = await orderOf(court);
  await begin(order);
  t.match(await lookAgain(court, LINA, order.id), { state: 'open' });
  server.pay(await numberOf(order));
  t.match(await lookAgain(court, LINA, order.id), { state: 'paid' });
});

t.test('what nobody pays is closed, and can be begun anew', async (t) => {
  const order = await orderOf(court);
  await begin(order);
  opened.advance(ATTEMPT_LIFE_MS);
  await sweepPayments(court);
  t.match((await orderNow(court, order)).attempts, [{ state: 'closed' }]);
  t.match((await begin(order)).attempts, [{ state: 'closed' }, { state: 'begun' }]);
});

t.test('money that comes after an attempt was closed counts while it is owed', async (t) => {
  const order = await orderOf(court);
  await begin(order);
  const number = await numberOf(order);
  opened.advance(ATTEMPT_LIFE_MS);
  await sweepPayments(court);
  server.pay(number);
  opened.advance(2 * 3_600_000);
  await sweepPayments(court);
  t.match(await orderNow(court, order), {
    ...{ state: 'paid', attempts: [{ state: 'paid', late: true }], refunds: [] },
  });
});

t.test('paid twice is paid once, and the second goes back by itself', async (t) => {
  const order = await orderOf(court);
  await begin(order);
  const first = await numberOf(order);
  opened.advance(ATTEMPT_LIFE_MS);
  await sweepPayments(court);
  await begin(order);
  const second = server.pay(await numberOf(order));
  await receiveCallback(court, BY_WECHAT, second);
  await receiveCallback(court, BY_WECHAT, server.pay(first));
  const twice = await orderNow(court, order);
  t.match(twice, { state: 'paid', credited: FEE, refunded: 0 });
  t.match(twice.attempts, [
    { state: 'paid', late: true },
    { state: 'paid', late: false },
  ]);
  t.match(twice.refunds, [{ amount: FEE, kind: 'surplus', state: 'asked', by: 'provider' }]);
  server.failNext('lost');
  await sweepPayments(court);
  t.equal(server.trades.get(first)?.refunded, FEE, 'the answer was lost, the refund was made');
  opened.advance(5 * MINUTE_MS);
  await sweepPayments(court);
  t.match((await orderNow(court, order)).refunds, [{ state: 'sent' }]);
  server.refundsEnd('SUCCESS');
  opened.advance(3_600_000);
  await Promise.all([sweepPayments(court), sweepPayments(court)]);
  t.match((await orderNow(court, order)).refunds, [{ state: 'done', endedAt: /^2026/ }]);
  t.equal(server.trades.get(first)?.refunded, FEE, 'once');
  t.equal(await told(order, 'feeReturned'), 1);
  server.refundsEnd('PROCESSING');
});

t.test('a provider that says another sum credits nothing before finance has looked', async (t) => {
  for (const [lie, state, back] of [
    [FEE - 5000, 'partly', undefined],
    [FEE + 5000, 'paid', 5000],
  ] as const) {
    const order = await orderOf(court);
    await begin(order);
    await receiveCallback(court, BY_WECHAT, server.pay(await numberOf(order), lie));
    const held = await orderNow(court, order);
    t.match(held, { state: 'open', credited: 0, attempts: [{ state: 'differs' }] });
    const attempt = held.attempts[0]?.id as string;
    const said = { words: '已与微信支付核对' };
    await t.rejects(acceptAmount(court, LINA, attempt, said), { code: 'NOT_FOUND' });
    await t.rejects(acceptAmount(court, JUDGE, attempt, said), { code: 'NOT_PERMITTED' });
    await acceptAmount(court, FINANCE, attempt, said);
    await t.rejects(acceptAmount(court, FINANCE, attempt, said), { code: 'STATE_UNFIT' });
    const after = await orderNow(court, order);
    t.match(after, { state, credited: Math.min(lie, FEE) });
    t.equal(after.refunds[0]?.amount, back);
  }
});

t.test('a provider that corrects itself is believed', async (t) => {
  const order = await orderOf(court);
  await begin(order);
  const number = await numberOf(order);
  await receiveCallback(court, BY_WECHAT, server.pay(number, 1));
  await receiveCallback(court, BY_WECHAT, server.pay(number));
  t.match(await orderNow(court, order), { state: 'paid', credited: FEE });
});

t.test('money for what was cancelled goes back by itself', async (t) => {
  const order = await orderOf(court);
  await begin(order);
  const number = await numberOf(order);
  await cancelOrder(court, CLERK, order.id, { words: '收费有误' });
  t.match(await orderNow(court, order), { state: 'cancelled', ended: { words: '收费有误' } });
  t.equal((await orderNow(court, order)).deadline?.state, 'ended');
  await sweepPayments(court);
  t.equal(server.trades.get(number)?.state, 'CLOSED', 'nobody can pay it any more');
  await receiveCallback(court, BY_WECHAT, server.pay(number));
  const after = await orderNow(court, order);
  t.match(after, { state: 'cancelled', credited: 0, attempts: [{ late: true }] });
  t.match(after.refunds, [{ amount: FEE, kind: 'surplus' }]);
  await t.rejects(cancelOrder(court, CLERK, order.id, { words: 'x' }), { code: 'STATE_UNFIT' });
  await t.resolves(orderOf(court));
});

t.test('a filing that is taken back is not paid for any more', async (t) => {
  const order = await orderOf(court);
  await withdraw(court, order.filing);
  t.match(await orderNow(court, order), { state: 'cancelled' });
  t.match(await readFiling(court, LINA, order.filing), { state: 'withdrawn' });
});

t.test('nobody decides what he pays himself', async (t) => {
  const order = await orderOf(court);
  const both = { ...LINA, offices: JUDGE.offices };
  await t.rejects(cancelOrder(court, both, order.id, { words: 'x' }), { code: 'NOT_PERMITTED' });
});

t.test('a judge gives back a part, then the rest, and no more than was paid', async (t) => {
  const order = await orderOf(court);
  await begin(order);
  await receiveCallback(court, BY_WECHAT, server.pay(await numberOf(order)));
  const back = (amount: number, actor = JUDGE) =>
    askRefund(court, actor, order.id, { amount, words: '撤诉减半收取' });
  await t.rejects(back(1, CLERK), { code: 'NOT_PERMITTED' });
  for (const wrong of [0, -1, 0.5]) await t.rejects(back(wrong), { code: 'INPUT_INVALID' });
  await t.rejects(back(FEE + 1), { code: 'REFUND_TOO_MUCH' });
  const both = await Promise.allSettled([back(FEE - 40_000), back(FEE - 40_000)]);
  t.same(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'], 'two judges at once');
  t.match(await orderNow(court, order), { state: 'paid', refunded: FEE - 40_000 });
  await back(40_000);
  t.match(await orderNow(court, order), { state: 'refunded', refunded: FEE });
  await t.rejects(back(1), { code: 'STATE_UNFIT' });
  server.refundsEnd('ABNORMAL');
  await sweepPayments(court);
  const failed = (await orderNow(court, order)).refunds;
  t.match(failed, [{ state: 'failed' }, { state: 'failed' }]);
  await retryRefund(court, FINANCE, failed[0]?.id as string);
  server.refundsEnd('SUCCESS');
  await sweepPayments(court);
  t.match((await orderNow(court, order)).refunds, [{ state: 'done' }, { state: 'failed' }]);
  server.refundsEnd('PROCESSING');
});

t.test('what is not paid in time is put to a judge, and nothing happens by itself', async (t) => {
  const order = await orderOf(court);
  opened.advance(12 * DAY_MS);
  await sweepClocks(court, DUE_TASKS);
  t.match(await orderNow(court, order), { state: 'open', deadline: { state: 'overdue' } });
  t.match(await readFiling(court, LINA, order.filing), { state: 'accepted' });
  const unpaid = await listUnpaid(court, JUDGE);
  t.ok(unpaid.some(({ id }) => id === order.id));
  t.equal(await house.store.db.$count(notice, eq(notice.about, `payment/${order.id}/unpaid`)), 1);
  await t.rejects(listUnpaid(court, CLERK), { code: 'NOT_PERMITTED' });
  await decide(court, order.filing, DECISIONS.deemWithdrawn);
  t.match(await orderNow(court, order), { state: 'cancelled' });
});

t.test('an attempt that is none is not found', async (t) => {
  await t.rejects(settleAttempt(court, '00000000-0000-4000-8000-000000000000'), {
    code: 'NOT_FOUND',
  });
});
