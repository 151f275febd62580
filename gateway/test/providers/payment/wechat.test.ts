import t from 'tap';
import { openPayments } from '../../../src/providers/payment/open.ts';
import type { PaymentProvider } from '../../../src/providers/payment/ports.ts';
import { openWechatPayServer } from '../../../src/providers/payment/wechat-testing.ts';

let now = Date.parse('2026-03-01T02:00:00.000Z');
const server = await openWechatPayServer(() => now);
t.teardown(() => server.close());
const CODE = '京0491';
const { wechat } = openPayments({ [CODE]: { wechat: server.settings } }, () => now).of(CODE);
const provider = wechat as PaymentProvider;

const wanted = (number: string, amount = 105_000) => ({
  ...{ number, amount, words: '诉讼费', expiresAt: now + 3_600_000 },
  tellAt: 'https://court.example/api/v1/payments/callback/wechat',
});
const UNAVAILABLE = { code: 'PROVIDER_UNAVAILABLE' };
const REFUSED = { code: 'PROVIDER_REFUSED' };

t.test('without an account there is no provider', async (t) => {
  const { of } = openPayments({ [CODE]: { wechat: server.settings } }, () => now);
  t.strictSame(of('浙0192'), {}, 'nor by another court’s account');
});

t.test('a payment is begun, asked about, and paid', async (t) => {
  t.same(await provider.query('N1'), { state: 'unknown' });
  t.match(await provider.create(wanted('N1')), { link: /^weixin:/ });
  t.match(await provider.create(wanted('N1')), { link: /^weixin:/ }, 'the same again is the same');
  t.equal(server.trades.size, 1);
  const sent = JSON.parse(server.requests.at(-1)?.body as string) as Record<string, unknown>;
  t.match(sent, {
    amount: { total: 105_000, currency: 'CNY' },
    time_expire: '2026-03-01T03:00:00Z',
  });
  t.same(await provider.query('N1'), { state: 'open' });
  server.pay('N1');
  t.same(await provider.query('N1'), { state: 'paid', amount: 105_000, at: now });
  await t.rejects(provider.close('N1'), { code: 'STATE_UNFIT' });
  await t.rejects(provider.create(wanted('N1')), REFUSED);
});

t.test('what is closed takes no money, and closing what is not there does nothing', async (t) => {
  await provider.create(wanted('N2'));
  await provider.close('N2');
  await provider.close('N2');
  await provider.close('nowhere');
  t.same(await provider.query('N2'), { state: 'closed' });
  await t.rejects(provider.create(wanted('N2')), REFUSED);
});

t.test('a refund with one number is made once, and no more goes back than came', async (t) => {
  await provider.create(wanted('N3', 1000));
  server.pay('N3');
  const back = { number: 'R1', of: 'N3', amount: 600, total: 1000, words: '多交退还' };
  t.match(await provider.queryRefund('R1', 'P1'), { state: 'unknown' });
  t.same(await provider.refund(back), { state: 'sent', said: 'PROCESSING' });
  t.same(await provider.refund(back), { state: 'sent', said: 'PROCESSING' });
  t.equal(server.trades.get('N3')?.refunded, 600);
  await t.rejects(provider.refund({ ...back, number: 'R2' }), REFUSED);
  server.refundsEnd('SUCCESS');
  t.same(await provider.queryRefund('R1', 'P1'), { state: 'done', said: 'SUCCESS' });
  server.refundsEnd('ABNORMAL');
  t.same(await provider.queryRefund('R1', 'P1'), { state: 'failed', said: 'ABNORMAL' });
  t.match(await provider.query('N3'), { state: 'paid' }, 'it was paid all the same');
});

t.test('a callback counts when the platform signed it just now, and only then', async (t) => {
  await provider.create(wanted('N4'));
  const callback = server.pay('N4');
  t.equal(provider.readCallback(callback), 'N4');
  t.equal(provider.readCallback(server.callback('REFUND.SUCCESS', {})), undefined);
  t.equal(provider.readCallback(server.callback('TRANSACTION.SUCCESS', {})), undefined);
  const { headers, body } = callback;
  for (const [what, altered] of [
    ['body', { headers, body: body.replace('TRANSACTION', 'TRANSACTIOM') }],
    ['signature', { headers: { ...headers, 'wechatpay-signature': 'AAAA' }, body }],
    ['key', { headers: { ...headers, 'wechatpay-serial': 'PUB_KEY_ID_02' }, body }],
    ['nothing', { headers: {}, body }],
  ] as const)
    t.throws(() => provider.readCallback(altered), REFUSED, what);
  now += 301_000;
  t.throws(() => provider.readCallback(callback), REFUSED, 'old');
  const account = { wechat: { ...server.settings, apiKey: 'x'.repeat(32) } };
  const other = openPayments({ [CODE]: account }, () => now).of(CODE);
  const fresh = server.callback('TRANSACTION.SUCCESS', { out_trade_no: 'N4' });
  t.throws(() => other.wechat?.readCallback(fresh), REFUSED, 'sealed under another key');
});

t.test('what cannot be read, or was not signed, is no answer', async (t) => {
  await provider.create(wanted('N5'));
  for (const fault of ['down', 'lost', 'garbage', 'cut'] as const) {
    server.failNext(fault);
    await t.rejects(provider.query('N5'), UNAVAILABLE, fault);
  }
  const forged = { out_trade_no: 'N5', trade_state: 'SUCCESS' };
  server.failNext({ answer: { json: forged } });
  await t.rejects(provider.query('N5'), UNAVAILABLE, 'unsigned');
  server.failNext({ answer: { status: 503 } });
  await t.rejects(provider.create(wanted('N6')), UNAVAILABLE, 'busy');
  t.same(await provider.query('N6'), { state: 'unknown' });
  server.failNext('lost');
  await t.rejects(provider.create(wanted('N6')), UNAVAILABLE);
  t.same(await provider.query('N6'), { state: 'open' }, 'it was begun, and the answer was lost');
  t.match(await provider.create(wanted('N6')), { link: /N6$/ });
});

t.test('another merchant’s key is refused', async (t) => {
  const wrong = { ...server.settings, serial: 'FFFF' };
  const other = openPayments({ [CODE]: { wechat: wrong } }, () => now).of(CODE)
    .wechat as PaymentProvider;
  await t.rejects(other.create(wanted('N7')), REFUSED);
});

t.test('a platform that takes too long is not waited for', async (t) => {
  server.failNext('hang');
  const { wechatPay } = await import('../../../src/providers/payment/wechat.ts');
  const impatient = wechatPay({ ...server.settings, clock: () => now, timeoutMs: 100 });
  await t.rejects(impatient.query('N5'), UNAVAILABLE);
});
