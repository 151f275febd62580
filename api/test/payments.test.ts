import { beijingTime, dayOf } from '@cunzheng/domain/deadlines';
import type {
  DayView,
  FeeProposal,
  FilingView,
  OrderPage,
  OrderView,
  PaymentCallback,
  RefundLine,
  ReliefView,
  Signing,
  StatementResult,
} from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { decide, draftFiling, handIn } from './support/filing.ts';
import { newKey, type Person } from './support/person.ts';

t.setTimeout(400_000);
const CODE = '京0491';
/** A claim of 50,000 yuan costs 1,050. */
const CLAIM = 5_000_000;
const FEE = 105_000;

let court: TestCourt;
let lina: Person;
let clerk: Person;
let judge: Person;

t.before(async () => {
  court = await testCourt();
  lina = await court.person('lina');
  clerk = await court.person('bj-clerk');
  judge = await court.person('bj-judge');
});
t.teardown(() => court.close());

const now = () => court.deployment.deps.clock();
const today = () => dayOf(beijingTime(now()));

/** A filing that waits for the court, with a claim of so much. */
async function filed(claim: number | null = CLAIM): Promise<string> {
  const { id } = await draftFiling(lina, '李娜然');
  const answers = [{ field: 'principalOwed', value: claim, base: 0 }];
  if (claim !== null) await lina.ask('PUT', `/api/v1/filings/${id}/answers`, { answers });
  t.equal((await handIn(lina, id)).status, 201);
  return id;
}

const ordersOf = async (person: Person, id: string) =>
  (await person.ask<OrderView[]>('GET', `/api/v1/filings/${id}/payments`)).body;
const orderOf = async (person: Person, id: string) => (await ordersOf(person, id))[0] as OrderView;
const read = async (id: string) =>
  (await lina.ask<OrderView>('GET', `/api/v1/payments/${id}`)).body;

/** Accepted as proposed, with its order. */
async function charged(): Promise<OrderView> {
  const id = await filed();
  const accepted = await acceptAs(id, {});
  t.equal(accepted.status, 201);
  return orderOf(lina, id);
}

/** Signs an acceptance with exactly this said of the fee. */
const acceptAs = (id: string, said: object, person = judge) =>
  person.sign(`/api/v1/filings/${id}/decision`, { decision: { act: 'accept', ...said } });

const begin = async (id: string, channel = 'wechat') =>
  lina.ask<OrderView>('POST', `/api/v1/payments/${id}/attempts`, { channel });
const numberIn = ({ attempts }: OrderView) => attempts.at(-1)?.link?.split('/').at(-1) as string;
const act = (number: string, what: string) =>
  lina.ask('POST', `/api/v1/practice/payments/${number}/acts`, { act: what });
const callback = (number: string) =>
  lina.ask('POST', `/api/v1/practice/payments/${number}/callback`);
const lookAgain = async (id: string) =>
  (await lina.ask<OrderView>('POST', `/api/v1/payments/${id}/query`)).body;

const HEADING = '交易日期,流水号,金额,付款人,付款账号,附言';
const csv = (...lines: string[]) => [HEADING, ...lines].join('\n');
const takeIn = (text: string, preview = false) =>
  clerk.ask<StatementResult>('POST', `/api/v1/cashier/statements${preview ? '/preview' : ''}`, {
    ...{ court: CODE, csv: text },
  });
const dayBooks = async (day = today()) =>
  (await clerk.ask<DayView>('GET', `/api/v1/cashier/days/${day}?court=${encodeURIComponent(CODE)}`))
    .body;

t.test('the fee of a filing is proposed out of its claims, line by line', async (t) => {
  const id = await filed();
  const proposal = await judge.ask<FeeProposal>('GET', `/api/v1/filings/${id}/fee-proposal`);
  t.match(proposal, {
    status: 200,
    body: {
      question: { matter: 'property', amounts: [CLAIM] },
      claimed: CLAIM,
      quote: { prepaid: true, payments: [{ amount: { least: FEE, most: FEE } }] },
    },
  });
  t.match((await lina.ask('GET', `/api/v1/filings/${id}/fee-proposal`)).status, 200);
});

t.test('accepting it makes the order, in one act, and the signer sees the sum', async (t) => {
  const id = await filed();
  const { point } = await newKey();
  const path = `/api/v1/filings/${id}/decision`;
  const prepared = await judge.ask<Signing>('POST', path, { point, decision: { act: 'accept' } });
  t.match(
    prepared.body.summary.find(({ label }) => label === 'fee'),
    { value: '1,050.00' },
  );
  t.strictSame(await ordersOf(lina, id), [], 'nothing before the signature');
  t.equal((await acceptAs(id, {})).status, 201);
  const order = await orderOf(lina, id);
  t.match(order, {
    ...{ state: 'open', amount: FEE, remaining: FEE, mine: true, cause: '民间借贷纠纷' },
    ...{ channels: ['wechat', 'alipay'], deadline: { rule: 'feePayment' } },
    reference: /^JF\d{12}$/,
  });
  const notices = await lina.ask<{ items: { link?: string }[] }>('GET', '/api/v1/notices');
  t.ok(notices.body.items.some(({ link }) => link === `/payments/${order.id}`));
});

t.test('another fee than the proposed one wants a reason, and none is said as such', async (t) => {
  const id = await filed();
  const other = { matter: 'property', amounts: [10_000_000] };
  t.match(await acceptAs(id, { fee: other }), { status: 400, body: { code: 'INPUT_INVALID' } });
  const changed = await acceptAs(id, { fee: { ...other, words: '标的额以请求为准' } });
  t.equal(changed.status, 201);
  t.match(await orderOf(lina, id), { amount: 230_000 });
  const free = await filed();
  t.equal((await acceptAs(free, { fee: { none: '追索赡养费，缓交' } })).status, 201);
  t.strictSame(await ordersOf(lina, free), []);
  t.match((await lina.ask<FilingView>('GET', `/api/v1/filings/${free}`)).body, {
    state: 'accepted',
    timeline: [{}, {}, {}, { act: 'accept', detail: 'nothingDue' }],
  });
  t.equal((await decide(judge, free, { act: 'docket' })).status, 201, 'nothing is owed');
});

t.test('without an amount nobody is told a sum: the official says it', async (t) => {
  const id = await filed(null);
  t.match(await judge.ask('GET', `/api/v1/filings/${id}/fee-proposal`), {
    body: { missing: 'amount', question: { matter: 'property' } },
  });
  t.match(await acceptAs(id, {}), { status: 409, body: { code: 'FEE_UNSAID' } });
  const said = await acceptAs(id, { fee: { matter: 'labour' } });
  t.equal(said.status, 201, 'no reason is asked where nothing was proposed');
  t.match(await orderOf(lina, id), { amount: 1000 });
});

t.test('a case gets its number once the fee is paid', async (t) => {
  const order = await charged();
  const early = await decide(judge, order.filing, { act: 'docket' });
  t.match(early, { status: 409, body: { code: 'FEE_UNPAID', details: { because: 'payment' } } });
  const begun = await begin(order.id);
  t.match(begun, { status: 201, body: { attempts: [{ state: 'begun', channel: 'wechat' }] } });
  const number = numberIn(begun.body);
  await act(number, 'pay');
  t.match(await lookAgain(order.id), { state: 'paid', remaining: 0 });
  t.equal((await decide(judge, order.filing, { act: 'docket' })).status, 201);
});

t.test('a payment that fails twice arrives late, and what is too much goes back', async (t) => {
  const order = await charged();
  const first = numberIn((await begin(order.id)).body);
  await act(first, 'fail');
  t.match(await lookAgain(order.id), { state: 'open', attempts: [{ state: 'failed' }] });
  const second = numberIn((await begin(order.id)).body);
  t.not(second, first);
  await act(second, 'payLate');
  t.match(await lookAgain(order.id), { state: 'open' }, 'nobody has told yet');
  const third = numberIn((await begin(order.id, 'alipay')).body);
  await act(third, 'pay');
  t.equal((await callback(third)).status, 204);
  t.equal((await callback(third)).status, 204, 'told twice');
  t.match(await read(order.id), { state: 'paid', credited: FEE });
  await act(second, 'arrive');
  await callback(second);
  const after = await read(order.id);
  t.match(after, {
    ...{ state: 'paid', credited: FEE, refunded: 0 },
    refunds: [{ amount: FEE, kind: 'surplus', by: 'provider' }],
  });
  t.match(
    after.attempts.find(({ channel, state }) => channel === 'wechat' && state === 'paid'),
    { late: true },
  );
});

t.test('a hook that nobody signed changes nothing', async (t) => {
  const order = await charged();
  const number = numberIn((await begin(order.id)).body);
  const hook = `/hooks/payments/wechat/${encodeURIComponent(CODE)}`;
  const forged = await court.stranger().raw('POST', hook, {
    headers: { 'content-type': 'application/json', 'x-practice-signature': '0'.repeat(64) },
    body: JSON.stringify({ number }),
  });
  t.equal(forged.status, 422);
  t.equal((await court.stranger().raw('POST', '/hooks/payments/cash/x')).status, 404);
  t.match(await read(order.id), { state: 'open' });
  const { practice } = court.deployment.deps;
  t.ok(practice);
  const callback = (await practice?.callback(number)) as PaymentCallback;
  const headers = callback.headers as Record<string, string>;
  await act(number, 'pay');
  const signed = await court.stranger().raw('POST', hook, {
    headers: { ...headers, 'content-type': 'application/json' },
    body: callback.body,
  });
  t.equal(signed.status, 200);
  t.match(await read(order.id), { state: 'paid' });
});

t.test('the slip says what came, and that it is no invoice', async (t) => {
  const order = await charged();
  const path = `/api/v1/payments/${order.id}/receipt.pdf`;
  t.match(await lina.ask('GET', path), { status: 409 }, 'before it is paid there is none');
  await act(numberIn((await begin(order.id)).body), 'pay');
  await lookAgain(order.id);
  const slip = await lina.raw('GET', path);
  t.equal(slip.status, 200);
  t.equal(Buffer.from(slip.bytes.subarray(0, 5)).toString(), '%PDF-');
  t.match(slip.headers.get('content-disposition'), encodeURIComponent(order.reference));
});

t.test('a transfer with a wrong reference is held, and matched by hand', async (t) => {
  const [exact, wrong] = [await charged(), await charged()];
  const typo = `${wrong.reference.slice(0, -2)}00`;
  const text = csv(
    `${today()},S1,1050.00,李娜然,6222,诉讼费${exact.reference}`,
    `${today()},S2,1050.00,李娜然,6222,诉讼费${typo}`,
  );
  const preview = await takeIn(text, true);
  t.match(preview, {
    status: 200,
    body: { lines: [{ fit: 'exact' }, { fit: 'wrongReference' }], held: FEE, credited: FEE },
  });
  t.match(await read(exact.id), { state: 'open' }, 'a preview changes nothing');
  t.equal((await takeIn(text)).status, 201);
  t.match((await takeIn(text)).body.lines, [{ fit: 'known' }, { fit: 'known' }]);
  t.match(await read(exact.id), { state: 'paid' });
  const held = await clerk.ask<{ id: string; payer: object }[]>('GET', '/api/v1/cashier/held');
  t.match(held.body, [{ number: 'S2', payer: { words: `诉讼费${typo}` }, court: CODE }]);
  const [{ id } = { id: '' }] = held.body;
  const match = { reference: wrong.reference, words: '末两位写错，付款人相符' };
  t.equal((await clerk.ask('POST', `/api/v1/cashier/lines/${id}/match`, match)).status, 204);
  t.match(await clerk.ask('POST', `/api/v1/cashier/lines/${id}/match`, match), { status: 409 });
  t.match(await read(wrong.id), { state: 'paid' });
  t.strictSame((await clerk.ask('GET', '/api/v1/cashier/held')).body, []);
});

t.test('the day balances to the fen, and is closed when it is over', async (t) => {
  const day = today();
  const books = await dayBooks(day);
  t.strictSame(books.problems, []);
  t.equal(books.received, books.credited + books.surplus + books.held);
  t.ok(books.lines.length >= 5);
  const search = `?court=${encodeURIComponent(CODE)}`;
  const table = await clerk.raw('GET', `/api/v1/cashier/days/${day}/lines.csv${search}`);
  const text = Buffer.from(table.bytes).toString();
  t.equal(text.trimEnd().split('\r\n').length, books.lines.length + 2);
  t.match(text, /合计/);
  const close = () => clerk.ask('POST', `/api/v1/cashier/days/${day}/closing`, { court: CODE });
  t.match(await close(), { status: 409, body: { code: 'DAY_UNBALANCED' } }, 'it is not over');
});

t.test('money sent back by the bank is confirmed with the bank’s number', async (t) => {
  const order = await charged();
  const line = `${today()},S9,1060.00,李娜然,6222,${order.reference}`;
  t.match((await takeIn(csv(line))).body, { surplus: 1000 });
  const list = async () => (await clerk.ask<RefundLine[]>('GET', '/api/v1/cashier/refunds')).body;
  const own = (await list()).find(({ reference }) => reference === order.reference);
  t.match(own, { amount: 1000, by: 'bank', payee: { payer: '李娜然', account: '6222' } });
  const path = `/api/v1/cashier/refunds/${own?.id}/confirmation`;
  t.equal((await clerk.ask('POST', path, { serial: 'B1' })).status, 204);
  t.notOk((await list()).some(({ id }) => id === own?.id));
});

t.test('a poor man asks, the judge waives, and the case gets its number unpaid', async (t) => {
  const order = await charged();
  const path = `/api/v1/filings/${order.filing}/relief`;
  const wish = { wanted: 'waived', words: '领取最低生活保障金' };
  const asked = await lina.ask<ReliefView>('POST', path, wish);
  t.match(asked, { status: 201, body: { state: 'asked' } });
  const early = await decide(judge, order.filing, { act: 'docket' });
  t.match(early, { status: 409, body: { details: { because: 'relief' } } });
  t.match((await judge.ask('GET', path)).body, [{ grounds: '领取最低生活保障金' }]);
  const answer = `/api/v1/relief/${asked.body.id}/decision`;
  const decision = { grant: 'waived', words: '符合第四十五条' };
  t.equal((await clerk.ask('POST', answer, { decision })).status, 403);
  t.match(await judge.ask('POST', answer, { decision }), {
    status: 200,
    body: { state: 'granted', granted: 'waived' },
  });
  t.match(await read(order.id), { state: 'waived' });
  t.equal((await decide(judge, order.filing, { act: 'docket' })).status, 201);
});

t.test('what was deferred is docketed, what was reduced is asked for anew', async (t) => {
  const later = await charged();
  const ask = async (order: OrderView, wanted: string) => {
    const body = { wanted, words: '暂时没有收入' };
    const path = `/api/v1/filings/${order.filing}/relief`;
    return (await lina.ask<ReliefView>('POST', path, body)).body.id;
  };
  const decided = async (relief: string, decision: object) =>
    (await judge.ask('POST', `/api/v1/relief/${relief}/decision`, { decision })).status;
  const words = '理由';
  const untilDay = dayOf(beijingTime(now() + 60 * 24 * 3_600_000));
  const grant = { grant: 'deferred', untilDay, words };
  t.equal(await decided(await ask(later, 'deferred'), grant), 200);
  t.equal((await decide(judge, later.filing, { act: 'docket' })).status, 201);
  const less = await charged();
  const half = { grant: 'reduced', percent: 50, words };
  t.equal(await decided(await ask(less, 'reduced'), half), 200);
  const orders = await ordersOf(lina, less.filing);
  t.match(
    orders.map(({ state, amount }) => ({ state, amount })).sort((a, b) => a.amount - b.amount),
    [
      { state: 'open', amount: FEE / 2 },
      { state: 'cancelled', amount: FEE },
    ],
  );
  t.equal((await lina.ask('DELETE', `/api/v1/relief/${less.id}`)).status, 404);
});

t.test('a judge gives back a part, a clerk ends an order', async (t) => {
  const order = await charged();
  await act(numberIn((await begin(order.id)).body), 'pay');
  await lookAgain(order.id);
  const half = { amount: FEE / 2, words: '撤诉，退还一半' };
  const path = `/api/v1/payments/${order.id}/refunds`;
  t.equal((await clerk.ask('POST', path, half)).status, 403);
  t.equal((await judge.ask('POST', path, half)).status, 204);
  t.match(await read(order.id), { state: 'paid', refunded: FEE / 2 });
  const other = await charged();
  const cancel = `/api/v1/payments/${other.id}/cancellation`;
  t.equal((await clerk.ask('POST', cancel, { words: '金额有误' })).status, 204);
  t.match(await read(other.id), { state: 'cancelled', ended: { words: '金额有误' } });
  const again = { matter: 'property', amounts: [CLAIM] };
  const issued = await clerk.ask('POST', `/api/v1/filings/${other.filing}/payments`, again);
  t.match(issued, { status: 201, body: { state: 'open' } });
});

t.test(
  'what is not paid in time is proposed to the judge, who alone ends the filing',
  async (t) => {
    const order = await charged();
    court.advance(12 * 24 * 3_600_000);
    const [lateClerk, lateJudge] = [await court.person('bj-clerk'), await court.person('bj-judge')];
    [lina, clerk, judge] = [await court.person('lina'), lateClerk, lateJudge];
    for (;;) {
      const { body } = await judge.ask<OrderView[]>('GET', '/api/v1/payments/unpaid');
      if (body.some(({ id }) => id === order.id)) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    t.match(await read(order.id), { state: 'open' }, 'nothing happens by itself');
    const lapse = { act: 'deemWithdrawn', words: '逾期未交纳诉讼费用（民诉法解释213）' };
    t.equal((await decide(judge, order.filing, lapse)).status, 201);
    t.match(await read(order.id), { state: 'cancelled' });
  },
);

t.test('the cashier lists what waits and what is paid', async (t) => {
  const list = async (show: string) =>
    (await clerk.ask<OrderPage>('GET', `/api/v1/cashier/orders?show=${show}`)).body;
  const [waiting, paid, all] = [await list('waiting'), await list('paid'), await list('all')];
  t.ok(waiting.items.every(({ state }) => state === 'open' || state === 'partly'));
  t.ok(paid.total >= 6 && paid.items.every(({ mine }) => !mine));
  t.ok(all.total >= waiting.total + paid.total);
  t.match(await judge.ask('GET', '/api/v1/cashier/orders'), { status: 403 });
});
