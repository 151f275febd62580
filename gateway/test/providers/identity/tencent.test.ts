import t from 'tap';
import { tencentFaceid } from '../../../src/providers/identity/tencent.ts';
import { FACEID_BUSY, openFaceidServer } from '../../../src/providers/tencent/faceid-testing.ts';

const server = await openFaceidServer();
t.teardown(() => server.close());
server.people.push({ name: '张未', number: '11010519491231002X' });
const { url, secretId, secretKey, ruleId } = server;
const options = {
  url,
  secretId,
  secretKey,
  ruleId,
  clock: () => 1_700_000_000_000,
};
const { register, portrait } = tencentFaceid(options) as Required<ReturnType<typeof tencentFaceid>>;
const asking = (other: ReturnType<typeof tencentFaceid>) =>
  (other.register as NonNullable<typeof other.register>).ask(known);
const known = { name: '张未', number: '11010519491231002X' };

t.test('a name and number that belong together match', async (t) => {
  t.match(await register.ask(known), { outcome: 'match' });
  t.match(await register.ask({ ...known, name: '李四' }), { outcome: 'mismatch' });
  t.match(await register.ask({ ...known, number: '0' }), { outcome: 'unknown' });
});

t.test(
  'a portrait has no result until the person has finished, and then the same for ever',
  async (t) => {
    const begun = await portrait.begin(known, 'https://court.example/proofing');
    const { reference } = begun;
    t.equal(await portrait.result(reference), undefined);
    server.finish(reference, 0);
    t.match(await portrait.result(reference), { outcome: 'match' });
    t.match(await portrait.result(reference), { outcome: 'match' });
    server.finish(reference, 1001);
    t.match(await portrait.result(reference), { outcome: 'mismatch', said: 'ErrCode 1001' });
  },
);

t.test(
  'a service that is silent, broken, busy or talks of something else is unavailable',
  async (t) => {
    const broken = { answer: { status: 502 } };
    const hurried = tencentFaceid({ ...options, timeoutMs: 200 });
    server.fail('hang');
    await t.rejects(asking(hurried), { code: 'PROVIDER_UNAVAILABLE' });
    await t.rejects(hurried.portrait?.begin(known, 'https://x') as Promise<unknown>, {
      code: 'PROVIDER_UNAVAILABLE',
    });
    for (const fault of [broken, 'garbage', 'cut', { answer: FACEID_BUSY }] as const) {
      server.fail(fault);
      await t.rejects(register.ask(known), { code: 'PROVIDER_UNAVAILABLE' });
      await t.rejects(portrait.begin(known, 'https://x'), { code: 'PROVIDER_UNAVAILABLE' });
    }
    server.fail(undefined);
  },
);

t.test('another key is refused, and no address is no answer', async (t) => {
  const other = tencentFaceid({ ...options, secretKey: 'other' });
  await t.rejects(asking(other), {
    code: 'PROVIDER_UNAVAILABLE',
    message: /Signature/,
  });
  const nowhere = tencentFaceid({ ...options, url: 'http://127.0.0.1:1' });
  await t.rejects(asking(nowhere), { code: 'PROVIDER_UNAVAILABLE' });
});

t.test('without a rule there is no portrait check', async (t) => {
  t.equal(tencentFaceid({ ...options, ruleId: undefined }).portrait, undefined);
});
