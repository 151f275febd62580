import {
  ATTEMPT_ACTS,
  ATTEMPT_LIFE,
  ATTEMPT_STATES,
  type AttemptAct,
  type AttemptState,
  ORDER_ACTS,
  ORDER_LIFE,
  ORDER_STATES,
  type OrderAct,
  type OrderState,
  paymentEdge,
  REFUND_LIFE,
} from '@cunzheng/domain/payments';
import { eq } from 'drizzle-orm';
import t from 'tap';
import { asHouse } from '../../../src/access/scoped.ts';
import type { Court } from '../../../src/context.ts';
import {
  acceptAmount,
  askRefund,
  askRelief,
  beginPayment,
  cancelOrder,
  decideRelief,
  issueOrder,
  type OrderView,
  retryRefund,
  settleAttempt,
  sweepPayments,
  takeInStatement,
} from '../../../src/flows/payments/index.ts';
import { openPayments } from '../../../src/providers/payment/open.ts';
import { openWechatPayServer, type Trade } from '../../../src/providers/payment/wechat-testing.ts';
import { paymentAttempt } from '../../../src/store/tables/payments.ts';
import { openTestCourt } from '../../support/court.ts';
import { CLERK, JUDGE, LINA } from '../../support/filing.ts';
import { CLAIM, FEE, FINANCE, orderNow, orderOf, setRounding } from '../../support/payments.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const server = await openWechatPayServer(() => opened.court.clock());
t.teardown(() => server.close());
const payments = openPayments({ 京0491: { wechat: server.settings } }, () => opened.court.clock());
const court: Court = { ...opened.court, payments };
await setRounding(court);

let serial = 0;
function transfer(order: OrderView, yuan: string) {
  serial += 1;
  const line = `L${serial},2026-03-02,${yuan},李娜,${order.reference}`;
  return takeInStatement(court, FINANCE, '京0491', `流水号,交易日期,金额,付款人,附言\n${line}`);
}

/** Does one act on an order, as whoever may. */
async function act(order: OrderView, what: OrderAct): Promise<unknown> {
  const { remaining, credited, refunded } = await orderNow(court, order);
  switch (what) {
    case 'issue':
      return issueOrder(court, CLERK, { ...CLAIM, filing: order.filing });
    case 'creditPart':
      return transfer(order, '0.01');
    case 'creditRest':
      return transfer(order, ((remaining || FEE) / 100).toFixed(2));
    case 'cancel':
      return cancelOrder(court, CLERK, order.id, { words: '收费有误' });
    case 'waive': {
      const { id } = await askRelief(court, LINA, order.filing, {
        wanted: 'waived',
        words: '困难',
      });
      return decideRelief(court, JUDGE, id, { grant: 'waived', words: '准' });
    }
    default: {
      const amount = what === 'refundPart' ? 1 : Math.max(1, credited - refunded);
      return askRefund(court, JUDGE, order.id, { amount, words: '退费' });
    }
  }
}

const WAYS: Readonly<Record<OrderState, readonly OrderAct[]>> = {
  open: [],
  partly: ['creditPart'],
  paid: ['creditRest'],
  waived: ['waive'],
  cancelled: ['cancel'],
  refunded: ['creditRest', 'refundRest'],
};

for (const from of ORDER_STATES) {
  for (const what of ORDER_ACTS.filter((each) => each !== 'issue')) {
    const to = paymentEdge(ORDER_LIFE, from, what) ?? from;
    t.test(`an order that is ${from} is ${to} after ${what}`, async (t) => {
      const order = await orderOf(court);
      for (const before of WAYS[from]) await act(order, before);
      t.equal((await orderNow(court, order)).state, from);
      // What cannot be done is refused, or, for money that comes unasked, goes back; either way the state stays.
      const done = await act(order, what).then(
        () => true,
        () => false,
      );
      const after = await orderNow(court, order);
      t.equal(after.state, to);
      if (paymentEdge(ORDER_LIFE, from, what) !== undefined) t.ok(done);
      const gone = after.refunds.filter(({ kind }) => kind === 'credited');
      const sum = gone.reduce((all, { amount }) => all + amount, 0);
      t.equal(sum, after.refunded, 'what was given back has its refunds');
    });
  }
}

/** What the platform says makes an attempt go each way. */
const SAYS: Readonly<Record<Exclude<AttemptAct, 'begin' | 'accept'>, Partial<Trade>>> = {
  pay: { state: 'SUCCESS', amount: FEE },
  differ: { state: 'SUCCESS', amount: 7 },
  fail: { state: 'PAYERROR' },
  close: { state: 'CLOSED' },
};
const TO: Readonly<Record<AttemptState, readonly (keyof typeof SAYS)[]>> = {
  begun: [],
  paid: ['pay'],
  failed: ['fail'],
  closed: ['close'],
  differs: ['differ'],
};

async function attemptIn(state: AttemptState) {
  const order = await orderOf(court);
  const view = await beginPayment(court, LINA, order.id, 'wechat');
  const id = view.attempts[0]?.id as string;
  const { db } = asHouse(court, 'sweep').store;
  const [row] = await db.select().from(paymentAttempt).where(eq(paymentAttempt.id, id));
  const trade = server.trades.get(row?.number as string) as Trade;
  const say = async (what: keyof typeof SAYS) => {
    const paidAt = new Date(court.clock()).toISOString();
    Object.assign(trade, SAYS[what], { paidAt });
    return settleAttempt(court, id);
  };
  for (const what of TO[state]) await say(what);
  return { order, id, say };
}

for (const from of ATTEMPT_STATES) {
  for (const what of ATTEMPT_ACTS.filter((each) => each !== 'begin')) {
    const to = paymentEdge(ATTEMPT_LIFE, from, what) ?? from;
    t.test(`an attempt that is ${from} is ${to} after ${what}`, async (t) => {
      const { order, id, say } = await attemptIn(from);
      t.equal((await orderNow(court, order)).attempts[0]?.state, from);
      if (what === 'accept') {
        const accepted = acceptAmount(court, FINANCE, id, { words: '已核对' });
        if (from === 'differs') await accepted;
        else await t.rejects(accepted, { code: 'STATE_UNFIT' });
      } else await say(what);
      const after = await orderNow(court, order);
      t.equal(after.attempts[0]?.state, to);
      const credited = to === 'paid' ? (what === 'accept' && from === 'differs' ? 7 : FEE) : 0;
      t.equal(after.credited, credited);
    });
  }
}

t.test('a refund goes every way that its table has, under one number', async (t) => {
  const seen = new Set<string>();
  const { order: paid, say } = await attemptIn('begun');
  await say('pay');
  await askRefund(court, JUDGE, paid.id, { amount: 1, words: '退费' });
  const state = async () => (await orderNow(court, paid)).refunds[0]?.state;
  const step = async (end: 'PROCESSING' | 'ABNORMAL' | 'SUCCESS') => {
    const from = await state();
    server.refundsEnd(end);
    opened.advance(24 * 3_600_000);
    await sweepPayments(court);
    seen.add(`${from} ${await state()}`);
  };
  const again = async () => {
    const from = await state();
    const [refund] = (await orderNow(court, paid)).refunds;
    await retryRefund(court, FINANCE, refund?.id as string);
    seen.add(`${from} ${await state()}`);
  };
  await step('PROCESSING');
  await step('ABNORMAL');
  await again();
  await step('ABNORMAL');
  await again();
  await step('PROCESSING');
  await step('SUCCESS');
  await askRefund(court, JUDGE, paid.id, { amount: 2, words: '再退' });
  await sweepPayments(court);
  t.match((await orderNow(court, paid)).refunds[1], { state: 'done' });
  seen.add('asked done');
  const edges = REFUND_LIFE.filter(({ from }) => from !== undefined);
  t.same([...seen].sort(), edges.map(({ from, to }) => `${from} ${to}`).sort());
  t.equal(server.refunds.size, 2, 'tried often, made once');
});
