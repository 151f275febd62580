import t from 'tap';
import type { Court } from '../../../src/context.ts';
import {
  acceptAmount,
  askRefund,
  beginPayment,
  cancelOrder,
  closeDay,
  confirmBankRefund,
  matchLine,
  previewStatement,
  readDay,
  receiveCallback,
  returnLine,
  sweepPayments,
  takeInStatement,
} from '../../../src/flows/payments/index.ts';
import { openPayments } from '../../../src/providers/payment/open.ts';
import { openWechatPayServer } from '../../../src/providers/payment/wechat-testing.ts';
import { openTestCourt } from '../../support/court.ts';
import { CLERK, JUDGE, LINA, official } from '../../support/filing.ts';
import { FEE, FINANCE, orderNow, orderOf, setRounding } from '../../support/payments.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const server = await openWechatPayServer(() => opened.court.clock());
t.teardown(() => server.close());
const BY_WECHAT = { court: '京0491', channel: 'wechat' } as const;
const payments = openPayments({ 京0491: { wechat: server.settings } }, () => opened.court.clock());
const court: Court = { ...opened.court, payments };
const CODE = '京0491';
const DAY_MS = 24 * 3_600_000;
await setRounding(court);

let serial = 0;
const statement = (...lines: readonly (readonly [day: string, yuan: string, words: string])[]) =>
  [
    '流水号,交易日期,金额,付款人,付款账号,附言',
    ...lines.map(([day, yuan, words]) => {
      serial += 1;
      return `S${serial},${day},"${yuan}",李娜,6222000011112222,"${words}"`;
    }),
  ].join('\r\n');
const takeIn = (text: string) => takeInStatement(court, FINANCE, CODE, text);
const balanced = async (day: string) => {
  const books = await readDay(court, FINANCE, CODE, day);
  t.equal(books.received, books.credited + books.surplus + books.held, `${day} to the fen`);
  return books;
};

t.test('a statement that is none is refused with line and column', async (t) => {
  const head = '流水号,交易日期,金额,付款人,附言';
  for (const [rows, column] of [
    ['S,2026-02-30,1,x,', '交易日期'],
    ['S,昨天,1,x,', '交易日期'],
    ['S,2026-03-01,,x,', '金额'],
    ['S,2026-03-01,0.00,x,', '金额'],
    ['S,2026-03-01,-5,x,', '金额'],
    ['S,2026-03-01,1.005,x,', '金额'],
    ['S,2026-03-01,1e3,x,', '金额'],
    ['S,2026-03-01,"1,05",x,', '金额'],
    [',2026-03-01,1,x,', '流水号'],
    ['S,2026-03-01,1,,', '付款人'],
    ['S,2026-03-01,1,x,\nS,2026-03-01,1,x,', '流水号'],
  ] as const) {
    const refused = previewStatement(court, FINANCE, CODE, `${head}\n${rows}`);
    await t.rejects(refused, { code: 'INPUT_INVALID', details: { column } }, rows);
  }
  await t.rejects(takeIn(head), { code: 'INPUT_INVALID' });
  await t.rejects(previewStatement(court, JUDGE, CODE, head), { code: 'NOT_PERMITTED' });
  for (const actor of [LINA, official('hz-judge')])
    await t.rejects(previewStatement(court, actor, CODE, head), { code: 'NOT_FOUND' });
});

t.test(
  'exact, partial, too much, double, wrong and ended: shown first, then done, once',
  async (t) => {
    const orders = [];
    for (let i = 0; i < 5; i++) orders.push(await orderOf(court));
    const [exact, partly, over, twice, ended] = orders as [
      ...[(typeof orders)[0], (typeof orders)[0], (typeof orders)[0]],
      ...[(typeof orders)[0], (typeof orders)[0]],
    ];
    await cancelOrder(court, CLERK, ended.id, { words: '收费有误' });
    const text = statement(
      ['2026-03-02', '1,050.00', `诉讼费${exact.reference}`],
      ['2026/3/2', '50', partly.reference],
      ['20260302', '1000', partly.reference.slice(2)],
      ['2026-03-02', '1,050.01', over.reference],
      ['2026-03-02', '1050.00', twice.reference],
      ['2026-03-02', '1050.00', twice.reference],
      ['2026-03-02', '1050.00', ended.reference],
      ['2026-03-02', '88.88', '诉讼费 JF000000000000'],
      ['2026-03-02', '0.01', ''],
    );
    const shown = await previewStatement(court, FINANCE, CODE, text);
    const fits = shown.lines.map(({ fit }) => fit);
    t.same(fits, [
      ...['exact', 'partial', 'exact', 'over', 'exact', 'double', 'ended'],
      ...['wrongReference', 'wrongReference'],
    ]);
    t.match(shown, { credited: 4 * FEE, surplus: 2 * FEE + 1, held: 8889 });
    t.equal(shown.received, shown.credited + shown.surplus + shown.held);
    t.match(await orderNow(court, exact), { state: 'open' }, 'a preview changes nothing');

    t.same(await takeIn(text), shown, 'what was shown is what is done');
    for (const order of [exact, partly, over, twice])
      t.match(await orderNow(court, order), { state: 'paid', credited: FEE, refunded: 0 });
    t.match((await orderNow(court, partly)).deadline, { state: 'met' });
    t.match((await orderNow(court, over)).refunds, [{ amount: 1, kind: 'surplus', by: 'bank' }]);
    t.match((await orderNow(court, twice)).refunds, [{ amount: FEE, by: 'bank' }]);
    t.match((await orderNow(court, ended)).refunds, [{ amount: FEE, by: 'bank' }]);

    const again = await takeIn(text);
    t.ok(again.lines.every(({ fit }) => fit === 'known'));
    t.match(again, { received: 0, credited: 0, surplus: 0, held: 0 });
    t.match(await orderNow(court, twice), { refunds: [{ amount: FEE }] });
    await t.rejects(takeIn(text.replace('88.88', '88.89')), {
      ...{ code: 'STATEMENT_DIFFERS', details: { line: 9 } },
    });
    const { rows } = await opened.pool.query('SELECT * FROM court.bank_line');
    t.notMatch(JSON.stringify(rows), /李娜|6222/, 'who paid lies sealed');
    const books = await balanced('2026-03-02');
    t.match(books, { received: shown.received, held: 8889, problems: [] });
    const held = books.lines.filter(({ held }) => held > 0);
    t.match(held, [{ because: 'wrongReference', payer: { payer: '李娜' } }, { held: 1 }]);
  },
);

t.test('the same statement by two people at once counts once', async (t) => {
  const order = await orderOf(court);
  const text = statement(['2026-03-03', '1050', order.reference]);
  const both = await Promise.allSettled([takeIn(text), takeIn(text)]);
  t.ok(both.some(({ status }) => status === 'fulfilled'));
  t.match(await orderNow(court, order), { state: 'paid', credited: FEE, refunds: [] });
  await balanced('2026-03-03');
});

t.test('a line that is held finds its order by hand, or goes back', async (t) => {
  const order = await orderOf(court);
  await takeIn(statement(['2026-03-04', '1060', '忘了填'], ['2026-03-04', '5', '不知道']));
  const { lines } = await balanced('2026-03-04');
  const [one, two] = lines.map(({ id }) => id) as [string, string];
  const words = '经电话与付款人核实';
  const match = (reference: string, actor = FINANCE) =>
    matchLine(court, actor, one, { reference, words });
  await t.rejects(match('JF000000000000'), { code: 'NOT_FOUND' });
  await t.rejects(match(order.reference, JUDGE), { code: 'NOT_PERMITTED' });
  await t.rejects(match(order.reference, official('hz-judge')), { code: 'NOT_FOUND' });
  await match(order.reference);
  await t.rejects(match(order.reference), { code: 'STATE_UNFIT' });
  const paid = await orderNow(court, order);
  t.match(paid, { state: 'paid', refunds: [{ amount: 1000, by: 'bank' }] });
  await returnLine(court, FINANCE, two, { words: '无法查明用途' });
  await t.rejects(returnLine(court, FINANCE, two, { words }), { code: 'STATE_UNFIT' });
  const after = await balanced('2026-03-04');
  t.match(after, { credited: FEE, surplus: 1500, held: 0, problems: [] });

  const refund = paid.refunds[0]?.id as string;
  await sweepPayments(court);
  t.match((await orderNow(court, order)).refunds, [{ state: 'asked' }], 'no provider sends it');
  await t.rejects(confirmBankRefund(court, JUDGE, refund, { serial: 'B1' }), {
    code: 'NOT_PERMITTED',
  });
  await confirmBankRefund(court, FINANCE, refund, { serial: 'B1' });
  await t.rejects(confirmBankRefund(court, FINANCE, refund, { serial: 'B1' }), {
    code: 'STATE_UNFIT',
  });
  const today = new Date(court.clock() + 8 * 3_600_000).toISOString().slice(0, 10);
  t.equal((await readDay(court, FINANCE, CODE, today)).refunded, 1000);
});

t.test('bank and provider at once: paid once, the rest goes back the way it came', async (t) => {
  const order = await orderOf(court);
  await beginPayment(court, LINA, order.id, 'wechat');
  const number = [...server.trades.keys()].at(-1) as string;
  const [callback, text] = [server.pay(number), statement(['2026-03-05', '400', order.reference])];
  await Promise.all([receiveCallback(court, BY_WECHAT, callback), takeIn(text)]);
  const paid = await orderNow(court, order);
  t.match(paid, { state: 'paid', credited: FEE });
  t.match(paid.refunds, [{ amount: 40_000, kind: 'surplus' }]);
  await askRefund(court, JUDGE, order.id, { amount: FEE, words: '不予受理' });
  const back = (await orderNow(court, order)).refunds;
  t.equal(
    back.reduce((sum, { amount }) => sum + amount, 0),
    FEE + 40_000,
    'all that came goes back',
  );
  await balanced('2026-03-05');
});

t.test('a day is closed when it is over and balances, and names what does not', async (t) => {
  const order = await orderOf(court);
  await beginPayment(court, LINA, order.id, 'wechat');
  const number = [...server.trades.keys()].at(-1) as string;
  const today = new Date(court.clock() + 8 * 3_600_000).toISOString().slice(0, 10);
  await receiveCallback(court, BY_WECHAT, server.pay(number, 5));
  const close = (actor = FINANCE) => closeDay(court, actor, CODE, today);
  await t.rejects(close(JUDGE), { code: 'NOT_PERMITTED' });
  await t.rejects(close(), { code: 'DAY_UNBALANCED' });
  opened.advance(DAY_MS);
  await t.rejects(close(), { code: 'DAY_UNBALANCED', details: { lines: 1 } });
  const before = await balanced(today);
  t.match(before.problems, [{ problem: 'amountDiffers', number, expected: FEE, found: 5 }]);
  const attempt = (await orderNow(court, order)).attempts[0]?.id as string;
  await acceptAmount(court, FINANCE, attempt, { words: '已核对' });
  const closed = await close();
  t.match(closed, { problems: [], closed: { received: closed.received, at: /^2026/ } });
  await t.rejects(close(), { code: 'STATE_UNFIT' });
  await t.rejects(readDay(court, FINANCE, CODE, '2026-02-30'), { code: 'INPUT_INVALID' });
});

t.test('books that were tampered with name the line', async (t) => {
  const order = await orderOf(court);
  await takeIn(statement(['2026-03-06', '2000', order.reference]));
  t.same((await balanced('2026-03-06')).problems, []);
  for (const [statement_, problem] of [
    [`UPDATE court.bank_line SET credited = 104999, surplus = 95001 WHERE day = '2026-03-06'`, 2],
    [`UPDATE court.bank_line SET credited = 105000, surplus = 95000 WHERE day = '2026-03-06'`, 0],
    [`UPDATE court.payment_refund SET amount = 1 WHERE payment_order = '${order.id}'`, 1],
  ] as const) {
    await opened.pool.query(statement_);
    t.equal((await readDay(court, FINANCE, CODE, '2026-03-06')).problems.length, problem);
  }
  for (const impossible of [
    `UPDATE court.bank_line SET credited = 1 WHERE day = '2026-03-06'`,
    `UPDATE court.payment_order SET credited = amount + 1 WHERE id = '${order.id}'`,
    `UPDATE court.payment_order SET state = 'open' WHERE id = '${order.id}'`,
  ])
    await t.rejects(opened.pool.query(impossible), { code: '23514' }, impossible);
});
