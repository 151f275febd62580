import { createHash } from 'node:crypto';
import type { Me, NoticeView } from '@cunzheng/gateway';
import { startFlakyServer } from '@cunzheng/gateway/providers/testing';
import t, { type Test } from 'tap';
import { testCourt } from './support/deployment.ts';
import { newcomer, withCode } from './support/newcomer.ts';
import type { Person } from './support/person.ts';
import { providersFile } from './support/providers.ts';

t.setTimeout(120_000);
/** Codes that WeChat has given out, and whose they are. */
const codes = new Map<string, string>();
const wechat = await startFlakyServer({
  routes: {
    'GET /sns/oauth2/access_token': ({ query }) => {
      const code = query.get('code') ?? '';
      const openid = codes.get(code);
      codes.delete(code);
      return openid === undefined
        ? { json: { errcode: 40163, errmsg: 'code been used' } }
        : { json: { access_token: 'x', expires_in: 7200, openid } };
    },
  },
});
const providers = await providersFile({
  wechat: {
    sender: '北京互联网法院',
    official: { appId: 'wx1', secret: 's', templates: {}, url: wechat.url },
  },
});
const court = await testCourt({ CUNZHENG_PROVIDERS: providers.path });
t.teardown(async () => {
  await court.close();
  await wechat.close();
  await providers.remove();
});
t.beforeEach(() => wechat.fail(undefined));

let given = 0;
/** WeChat’s user agrees. */
const agree = (openid: string) => {
  given += 1;
  codes.set(`code-${given}`, openid);
  return `code-${given}`;
};

/** Begins in this browser; the state as it went to WeChat. */
async function begin(browser: Person, path = '/api/v1/session/wechat/begin'): Promise<string> {
  const { body } = await browser.ask<{ address: string }>('POST', path);
  return new URL(body.address).searchParams.get('state') as string;
}
const finish = (browser: Person, code: string, state: string) =>
  browser.ask<Me & { code?: string; needs?: string; ceremony?: string }>(
    'POST',
    '/api/v1/session/wechat',
    { code, state },
  );
async function signIn(browser: Person, openid: string) {
  const state = await begin(browser);
  return finish(browser, agree(openid), state);
}
async function bind(person: Person, openid: string) {
  const state = await begin(person, '/api/v1/wechat/begin');
  const body = { code: agree(openid), state };
  return person.ask<{ code?: string }>('POST', '/api/v1/wechat/binding', body);
}
const refused = (t: Test, answer: { status: number; body: unknown }, code: string) =>
  t.match(answer.body, { code });

/** Somebody with a phone who has proofed nothing yet. */
const someone = async () => (await withCode(court, newcomer().mobile)).person;

t.test('who bound his WeChat comes in by it, and by nobody else’s', async (t) => {
  t.same((await court.stranger().ask('GET', '/api/v1/session/ways')).body, {
    wechat: true,
    unified: false,
  });
  const person = await someone();
  refused(t, await signIn(court.stranger(), 'open-1'), 'WECHAT_NOT_BOUND');
  t.equal((await bind(person, 'open-1')).status, 200);
  const browser = court.stranger();
  const came = await signIn(browser, 'open-1');
  t.equal(came.status, 200);
  t.same(came.body.id, (await person.ask<Me>('GET', '/api/v1/session')).body.id);
  t.equal((await browser.ask('GET', '/api/v1/session')).status, 200);
  const { body } = await browser.ask<{ sessions: { current: boolean; method: string }[] }>(
    'GET',
    '/api/v1/account/security',
  );
  t.match(
    body.sessions.find(({ current }) => current),
    { method: 'wechat', level: 'code' },
  );
  refused(t, await signIn(court.stranger(), 'open-2'), 'WECHAT_NOT_BOUND');
});

t.test('who is proofed says the one more fact, as after a code', async (t) => {
  const person = await court.person('zhangwei');
  t.equal((await bind(person, 'open-zhang')).status, 200);
  const id = (await person.ask<Me>('GET', '/api/v1/session')).body.id;
  const number = '110105194807120111';
  const sealed = court.deployment.deps.court.vault.seal(number, `proofing.number/${id}`);
  await court.deployment.database.query(
    'UPDATE court.proofing SET number_sealed = $1 WHERE person = $2',
    [sealed, id],
  );
  const browser = court.stranger();
  const came = await signIn(browser, 'open-zhang');
  t.match(came, { status: 202, body: { needs: 'documentEnd' } });
  t.equal((await browser.ask('GET', '/api/v1/session')).status, 401, 'not in yet');
  const say = (end: string, ceremony = came.body.ceremony) =>
    browser.ask<Me & { code?: string }>('POST', '/api/v1/session/wechat/fact', { ceremony, end });
  refused(t, await say('0000'), 'SIGN_IN_FACT_WRONG');
  refused(t, await say(number.slice(-4), 'A'.repeat(43)), 'SIGN_IN_CODE_WRONG');
  t.match(await say(number.slice(-4)), { status: 200, body: { id } });
  refused(t, await say(number.slice(-4)), 'SIGN_IN_CODE_WRONG');
  const thief = court.stranger();
  const again = (await signIn(thief, 'open-zhang')).body.ceremony;
  for (let i = 0; i < 5; i++) refused(t, await say('0000', again), 'SIGN_IN_FACT_WRONG');
  refused(t, await say(number.slice(-4), again), 'SIGN_IN_LOCKED');
});

t.test('officials never come in by WeChat', async (t) => {
  const clerk = await court.person('bj-clerk');
  t.equal((await bind(clerk, 'open-clerk')).status, 200, 'he may be told by it');
  refused(t, await signIn(court.stranger(), 'open-clerk'), 'NOT_PERMITTED');
});

t.test('a state is good once, in the browser where it was begun, for ten minutes', async (t) => {
  const [mine, other] = [court.stranger(), court.stranger()];
  const state = await begin(mine);
  refused(t, await finish(other, agree('open-1'), state), 'SIGN_IN_CODE_WRONG');
  await begin(other);
  refused(t, await finish(other, agree('open-1'), state), 'SIGN_IN_CODE_WRONG');
  t.equal((await finish(mine, agree('open-1'), state)).status, 200);
  const cookie = `cunzheng_wechat_sign_in=${'B'.repeat(43)}`;
  const forged = await court.stranger().ask(
    'POST',
    '/api/v1/session/wechat',
    {
      code: agree('open-1'),
      state: createHash('sha256').update('B'.repeat(43)).digest('base64url'),
    },
    { cookie },
  );
  refused(t, forged, 'SIGN_IN_CODE_WRONG');
  refused(t, await finish(mine, agree('open-1'), state), 'SIGN_IN_CODE_WRONG');
  const late = court.stranger();
  const old = await begin(late);
  court.advance(11 * 60_000);
  refused(t, await finish(late, agree('open-1'), old), 'SIGN_IN_CODE_WRONG');
});

t.test('a code that WeChat takes back, or answers twice, opens nothing twice', async (t) => {
  const browser = court.stranger();
  const code = agree('open-1');
  t.equal((await finish(browser, code, await begin(browser))).status, 200);
  const second = court.stranger();
  refused(t, await finish(second, code, await begin(second)), 'PROVIDER_REFUSED');
  wechat.failNext('twice');
  const third = court.stranger();
  refused(t, await signIn(third, 'open-1'), 'PROVIDER_REFUSED');
  t.equal((await signIn(third, 'open-1')).status, 200, 'and the next one is well again');
});

t.test('slow, down and wrong: nobody is in, and the next try works', async (t) => {
  const snapshot = { json: { openid: 'open-1', is_snapshotuser: 1 } };
  for (const [fault, code] of [
    ['down', 'PROVIDER_UNAVAILABLE'],
    ['lost', 'PROVIDER_UNAVAILABLE'],
    ['garbage', 'PROVIDER_UNAVAILABLE'],
    ['cut', 'PROVIDER_UNAVAILABLE'],
    [{ answer: { status: 500 } }, 'PROVIDER_UNAVAILABLE'],
    [{ answer: { json: { errcode: -1 } } }, 'PROVIDER_UNAVAILABLE'],
    [{ answer: { json: { errcode: 40029 } } }, 'PROVIDER_REFUSED'],
    [{ answer: { json: {} } }, 'PROVIDER_REFUSED'],
    [{ answer: snapshot }, 'PROVIDER_REFUSED'],
  ] as const) {
    const browser = court.stranger();
    wechat.fail(fault);
    refused(t, await signIn(browser, 'open-1'), code);
    wechat.fail(undefined);
    t.equal((await browser.ask('GET', '/api/v1/session')).status, 401, JSON.stringify(fault));
    t.equal((await signIn(browser, 'open-1')).status, 200);
  }
  wechat.failNext({ slow: 300 });
  t.equal((await signIn(court.stranger(), 'open-1')).status, 200, 'slow is waited for');
});

t.test('a WeChat that two people bound opens neither account', async (t) => {
  await bind(await someone(), 'open-shared');
  await bind(await someone(), 'open-shared');
  refused(t, await signIn(court.stranger(), 'open-shared'), 'WECHAT_NOT_BOUND');
});

t.test('binding needs a fresh sign-in, and every change of a contact is told once', async (t) => {
  const person = await someone();
  const told = async () =>
    (await person.ask<{ items: NoticeView[] }>('GET', '/api/v1/notices')).body.items
      .filter(({ title }) => title === '您的联系方式有变动')
      .map(({ body }) => body ?? '');
  t.same(await told(), []);
  await bind(person, 'open-told');
  await bind(person, 'open-told');
  t.match(await told(), [/\+ 微信/], 'the second time nothing changed');
  const { body } = await person.ask<{
    channels: { channel: string; contacts: { id: string }[] }[];
  }>('GET', '/api/v1/notice-preferences');
  const id = body.channels.find(({ channel }) => channel === 'wechat')?.contacts[0]?.id;
  await person.ask('DELETE', `/api/v1/notice-preferences/addresses/${id}`);
  t.equal((await told()).length, 2);
  refused(t, await signIn(court.stranger(), 'open-told'), 'WECHAT_NOT_BOUND');
  court.advance(16 * 60_000);
  refused(t, await bind(person, 'open-told'), 'FRESH_SIGN_IN_NEEDED');
});
