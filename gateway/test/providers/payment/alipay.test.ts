import t from 'tap';
import { openAlipayServer } from '../../../src/providers/payment/alipay-testing.ts';
import { openPayments } from '../../../src/providers/payment/open.ts';
import type { PaymentProvider } from '../../../src/providers/payment/ports.ts';

const CODE = '京0491';
const now = Date.parse('2026-03-01T02:00:00.000Z');
const server = await openAlipayServer(() => now);
t.teardown(() => server.close());
const { of } = openPayments({ [CODE]: { alipay: server.settings } }, () => now);
const provider = of(CODE).alipay as PaymentProvider;

const wanted = (number: string, amount = 105_003) => ({
  ...{ number, amount, words: '案件受理费', expiresAt: now + 7_200_000 },
  tellAt: 'https://court.example/hooks/payments/alipay/x',
});
const UNAVAILABLE = { code: 'PROVIDER_UNAVAILABLE' };
const REFUSED = { code: 'PROVIDER_REFUSED' };

t.test('a payment is begun in yuan, asked about, and paid in fen', async (t) => {
  t.same(await provider.query('N1'), { state: 'unknown' });
  t.match(await provider.create(wanted('N1')), { link: /^https:\/\/qr\.alipay\.com\/N1$/ });
  t.match(await provider.create(wanted('N1')), { link: /N1$/ }, 'the same again is the same');
  await t.rejects(provider.create(wanted('N1', 1)), REFUSED, 'another sum is another payment');
  const content = JSON.parse(
    new URLSearchParams(server.requests[1]?.body).get('biz_content') ?? '{}',
  ) as object;
  t.match(content, { total_amount: '1050.03', time_expire: '2026-03-01 12:00:00' });
  t.same(await provider.query('N1'), { state: 'unknown' }, 'until somebody scans it');
  server.scan('N1');
  t.same(await provider.query('N1'), { state: 'open' });
  server.pay('N1');
  t.same(await provider.query('N1'), { state: 'paid', amount: 105_003, at: now });
});

t.test('what was closed can turn out paid, and what was paid is not closed', async (t) => {
  await provider.create(wanted('N2'));
  await t.resolves(provider.close('N2'), 'nobody has scanned it');
  server.scan('N2');
  await provider.close('N2');
  t.same(await provider.query('N2'), { state: 'closed' });
  await t.resolves(provider.close('N2'), 'closed before');
  server.pay('N2', '1.00');
  t.match(await provider.query('N2'), { state: 'paid', amount: 100 });
  await t.rejects(provider.close('N2'), { code: 'STATE_UNFIT' });
});

t.test('money goes back under one number, and is done when the query says so', async (t) => {
  await provider.create(wanted('N3'));
  server.pay('N3');
  server.refundsEnd(false);
  const refund = { number: 'R1', of: 'N3', amount: 105_003, total: 105_003, words: '退费' };
  t.match(await provider.queryRefund('R1', 'N3'), { state: 'unknown' });
  t.match(await provider.refund(refund), { state: 'sent' });
  t.match(await provider.refund(refund), { state: 'sent' }, 'once more is the same');
  t.equal(server.trades.get('N3')?.refunds.size, 1);
  server.refundsEnd(true);
  t.match(await provider.queryRefund('R1', 'N3'), { state: 'done' });
  t.match(await provider.query('N3'), { state: 'paid' }, 'given back in full, it was paid');
  const more = { ...refund, number: 'R2', amount: 200_000 };
  await t.rejects(provider.refund(more), REFUSED, 'more than was paid');
});

t.test('a notification is believed when the platform signed it', async (t) => {
  await provider.create(wanted('N4'));
  const callback = server.pay('N4');
  t.equal(provider.readCallback(callback), 'N4');
  const about = { out_trade_no: 'N4', trade_status: 'TRADE_CLOSED' };
  t.equal(provider.readCallback(server.notification(about)), undefined, 'not of a payment');
  for (const body of ['', callback.body.replace('N4', 'N1'), `${callback.body}&x=1`])
    t.throws(() => provider.readCallback({ headers: {}, body }), REFUSED);
  const foreign = await openAlipayServer(() => now);
  t.teardown(() => foreign.close());
  const forged = foreign.notification({ out_trade_no: 'N4', trade_status: 'TRADE_SUCCESS' });
  t.throws(() => provider.readCallback(forged), REFUSED, 'signed by somebody else');
});

t.test('what cannot be read, or was not signed, is no answer', async (t) => {
  await provider.create(wanted('N5'));
  for (const fault of ['down', 'lost', 'garbage', 'cut'] as const) {
    server.failNext(fault);
    await t.rejects(provider.query('N5'), UNAVAILABLE, fault);
  }
  const paid = { code: '10000', trade_status: 'TRADE_SUCCESS', total_amount: '1050.03' };
  const text = JSON.stringify({ alipay_trade_query_response: paid, sign: 'AAAA' });
  server.failNext({ answer: { text } });
  await t.rejects(provider.query('N5'), UNAVAILABLE, 'forged');
  const wrong = { ...server.settings, appId: '0' };
  const other = openPayments({ [CODE]: { alipay: wrong } }, () => now).of(CODE).alipay;
  await t.rejects((other as PaymentProvider).create(wanted('N6')), REFUSED, 'another application');
});
