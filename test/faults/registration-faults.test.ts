import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, Person, type Refusal } from '@cunzheng/api/client';
import type { ProofingView } from '@cunzheng/gateway';
import { startFlakyServer } from '@cunzheng/gateway/providers/testing';
import { openFaceidServer } from '@cunzheng/gateway/testing';
import t from 'tap';
import { untilReady, withoutDatabase } from '../house/database.ts';
import { eventually, freePort, newDataDir } from '../house/house.ts';
import { goOn, Mortal, type Step } from '../house/mortal.ts';
import { registration } from '../house/registration.ts';

t.setTimeout(300_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const faceid = await openFaceidServer();
t.teardown(() => faceid.close());
const { url, secretId, secretKey, ruleId } = faceid;
const sms = await startFlakyServer({
  routes: {
    'POST /': () => ({ json: { Response: { SendStatusSet: [{ Code: 'Ok', SerialNo: '1' }] } } }),
  },
});
t.teardown(() => sms.close());
const folder = t.testdir();
const providers = join(folder, 'providers.json');
const account = {
  secretId: 'AKIDtest',
  secretKey: 'secret',
  appId: '1',
  sign: '存证',
  sender: '106900000001',
};
writeFileSync(
  providers,
  JSON.stringify({
    identity: { url, secretId, secretKey, ruleId },
    sms: {
      ...{ ...account, region: 'ap-guangzhou', url: sms.url },
      templates: { '*': { id: '1', fields: ['from', 'kind', 'link', 'digits'] } },
    },
    mail: {
      url: `smtp://127.0.0.1:${await freePort()}`,
      from: '北京互联网法院 <notice@court.example>',
      plain: true,
    },
  }),
);
const house = new Mortal(await newDataDir(), folder, {
  CUNZHENG_PROVIDERS: providers,
  CUNZHENG_LOG_LEVEL: 'fatal',
});
// Ten in the morning in Beijing: at night messages wait.
house.pass(((2 * HOUR - Date.now()) % DAY) + DAY);
await house.start();
t.teardown(() => house.leave());

const codeOf = ({ body }: Answer<unknown>) => (body as Refusal).code;

t.test('every provider and the mail are down for a whole registration', async (t) => {
  faceid.fail('down');
  sms.fail('down');
  const steps = registration(house, { name: '安久', serial: '011', mobile: '13910000001' });
  await goOn(steps);
  t.pass('by a clerk, to the end');
  t.ok(faceid.requests.length > 0, 'the provider was asked');
  await eventually('a message was tried', async () => sms.requests.length > 0);
  const tried = sms.requests.length;
  sms.fail(undefined);
  faceid.fail(undefined);
  house.pass(HOUR);
  await eventually('what was told meanwhile is sent now', async () => sms.requests.length > tried);
});

t.test('the clock is moved by hours in the midst of it', async (t) => {
  const mobile = '13910000002';
  const steps = registration(house, { name: '齐新', serial: '023', mobile });
  const person = steps.person;
  await goOn(steps.slice(0, 5));
  house.pass(3 * HOUR);
  t.match(await person.ask('GET', '/proofing'), { status: 401, body: { code: 'NOT_SIGNED_IN' } });
  const [asked, typed] = steps as unknown as [Step, Step];
  house.pass(61_000);
  await asked.act();
  await typed.act();
  t.match(await person.get<ProofingView>('/proofing'), { step: 'photos' }, 'where he was');

  house.pass(61_000);
  await asked.act();
  house.pass(10 * 60_000);
  const late = await typed.act().catch((error: unknown) => error);
  t.match(late, { code: 'SIGN_IN_CODE_WRONG' }, 'forward: a code has run out');

  house.pass(-3 * HOUR);
  await asked.act();
  await typed.act();
  t.match(
    await person.get<ProofingView>('/proofing'),
    { step: 'photos' },
    'back: a new code is sent at once, and is good',
  );
  const staff = { account: 'gz-clerk', password: 'not the password' };
  const stranger = new Person(house.url);
  house.pass(3 * HOUR);
  t.match(codeOf(await stranger.ask('POST', '/session/password', staff)), 'SIGN_IN_REFUSED');
  house.pass(-3 * HOUR);
  t.match(
    codeOf(await stranger.ask('POST', '/session/password', staff)),
    'SIGN_IN_REFUSED',
    'back: nobody waits until the clock has caught up',
  );
  await goOn(steps.slice(5));
  t.match(await person.get<ProofingView>('/proofing'), { step: 'done', level: 'verified' });
});

t.test('the database is gone in the midst of it', async (t) => {
  const steps = registration(house, { name: '鲁宁', serial: '035', mobile: '13910000003' });
  await goOn(steps.slice(0, 5));
  await withoutDatabase(house.dataDir, async () => {
    const there = steps.person;
    for (const [method, path, body] of [
      ['GET', '/proofing', undefined],
      ['POST', '/proofing/photos', {}],
      ['POST', '/proofing/register', {}],
      ['POST', '/session/phone', { mobile: '13910000004' }],
      ['POST', '/session/password', { account: 'gz-clerk', password: 'not the password' }],
    ] as const) {
      const { status, body: said } = await there.ask(method, path, body);
      t.match({ status, code: said.code }, { status: 503, code: 'DATABASE_UNAVAILABLE' }, path);
    }
  });
  await untilReady(house.url);
  t.match(await steps.person.get<ProofingView>('/proofing'), { step: 'photos' }, 'nothing is lost');
  await goOn(steps.slice(5));
  t.match(await steps.person.get<ProofingView>('/proofing'), { step: 'done', level: 'verified' });
});
