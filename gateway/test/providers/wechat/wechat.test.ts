import t from 'tap';
import { type FlakyServer, startFlakyServer } from '../../../src/providers/testing/index.ts';
import { openWechat } from '../../../src/providers/wechat/messages.ts';
import { openWechatSignIn } from '../../../src/providers/wechat/sign-in.ts';
import { messageTo } from '../../support/message.ts';

let server: FlakyServer;
let tokens = 0;
let good = 'none';
let codes = new Set<string>();

t.before(async () => {
  const checked = (query: URLSearchParams, done: object) =>
    query.get('access_token') === good
      ? { json: { errcode: 0, errmsg: 'ok', ...done } }
      : { json: { errcode: 40001, errmsg: 'invalid credential' } };
  server = await startFlakyServer({
    routes: {
      'POST /cgi-bin/stable_token': () => {
        tokens += 1;
        good = `token-${tokens}`;
        return { json: { access_token: good, expires_in: 7200 } };
      },
      'POST /cgi-bin/message/template/send': ({ query }) => checked(query, { msgid: 200163836 }),
      'POST /cgi-bin/message/subscribe/send': ({ query }) => checked(query, {}),
      'GET /sns/oauth2/access_token': ({ query }) => {
        const code = query.get('code') ?? '';
        if (!codes.delete(code)) return { json: { errcode: 40163, errmsg: 'code been used' } };
        return { json: { access_token: 'x', expires_in: 7200, openid: `open-${code}` } };
      },
    },
  });
});
t.beforeEach(() => {
  codes = new Set(['c1']);
});
t.teardown(() => server.close());

let now = Date.parse('2026-11-22T02:00:00.000Z');
const open = () => {
  const account = { appId: 'wx1', secret: 's', url: server.url };
  const thing = { thing1: 'from', thing2: 'title', character_string3: 'digits' } as const;
  const templates = { '*': { id: 'T1', fields: thing } };
  return openWechat(
    {
      sender: '北京互联网法院',
      official: { ...account, templates },
      mini: { ...account, appId: 'wx2', templates, page: 'pages/notice' },
    },
    () => now,
  );
};
const lastBody = () => JSON.parse(server.requests.at(-1)?.body ?? '');

t.test('an official account’s template message goes out in the published form', async (t) => {
  const long = messageTo('oa:o1', { title: '一'.repeat(30) });
  const sent = await open().send(long, '7d4b2c1e-0000-4000-8000-000000000000');
  t.strictSame(sent, { state: 'accepted', reference: '200163836' });
  t.strictSame(lastBody(), {
    touser: 'o1',
    template_id: 'T1',
    url: long.link,
    client_msg_id: '7d4b2c1e000040008000000000000000',
    data: {
      thing1: { value: '北京互联网法院' },
      thing2: { value: '一'.repeat(20) },
      character_string3: { value: '12345 67890' },
    },
  });
});

t.test('a mini program’s subscription message goes out in the published form', async (t) => {
  t.strictSame(await open().send(messageTo('mini:m1', { language: 'en' }), 'k'), {
    state: 'accepted',
  });
  t.match(lastBody(), {
    touser: 'm1',
    template_id: 'T1',
    page: /^pages\/notice\?link=https%3A%2F%2Fcourt\.example%2Fnotices%2F/,
    miniprogram_state: 'formal',
    lang: 'en_US',
  });
});

t.test(
  'a token is kept until shortly before its end, and replaced once when refused',
  async (t) => {
    const sender = open();
    const asked = tokens;
    await sender.send(messageTo('oa:o1'), 'k1');
    await sender.send(messageTo('oa:o1'), 'k2');
    t.equal(tokens - asked, 1);
    now += 7200_000 - 4 * 60_000;
    await sender.send(messageTo('oa:o1'), 'k3');
    t.equal(tokens - asked, 2);
    good = 'another';
    await sender.send(messageTo('oa:o1'), 'k4');
    t.equal(tokens - asked, 3);
    t.match(JSON.parse(server.requests.at(-2)?.body ?? ''), {
      grant_type: 'client_credential',
      appid: 'wx1',
      force_refresh: true,
    });
    const expired = { answer: { json: { errcode: 42001 } } };
    server.failNext(expired, { answer: { json: { access_token: 'still-bad', expires_in: 7200 } } });
    await t.rejects(sender.send(messageTo('oa:o1'), 'k5'), { code: 'PROVIDER_UNAVAILABLE' });
  },
);

for (const [errcode, code] of [
  [-1, 'PROVIDER_UNAVAILABLE'],
  [45009, 'PROVIDER_UNAVAILABLE'],
  [43101, 'PROVIDER_REFUSED'],
  [43004, 'PROVIDER_REFUSED'],
  [47003, 'PROVIDER_REFUSED'],
  [40003, 'CONTACT_GONE'],
] as const) {
  t.test(`errcode ${errcode} is ${code}`, async (t) => {
    const sender = open();
    await sender.send(messageTo('mini:m1'), 'k');
    server.failNext({ answer: { json: { errcode } } });
    await t.rejects(sender.send(messageTo('mini:m1'), 'k'), { code });
  });
}

t.test('an address of no account is gone', async (t) => {
  await t.rejects(open().send(messageTo('o1'), 'k'), { code: 'CONTACT_GONE' });
  const none = openWechat({ sender: 'x' }, () => now);
  await t.rejects(none.send(messageTo('oa:o1'), 'k'), { code: 'CONTACT_GONE' });
});

const signIn = () => openWechatSignIn({ appId: 'wx1', secret: 's', url: server.url });

t.test('the browser is sent where WeChat publishes, in its order', async (t) => {
  t.equal(
    signIn().address('https://court.example/account/wechat', 'a b'),
    'https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx1' +
      '&redirect_uri=https%3A%2F%2Fcourt.example%2Faccount%2Fwechat' +
      '&response_type=code&scope=snsapi_base&state=a%20b#wechat_redirect',
  );
});

t.test('a code gives its open id once', async (t) => {
  t.equal(await signIn().openId('c1'), 'open-c1');
  await t.rejects(signIn().openId('c1'), { code: 'PROVIDER_REFUSED' });
  server.failNext('lost');
  await t.rejects(signIn().openId('c2'), { code: 'PROVIDER_UNAVAILABLE' });
  server.failNext({ answer: { json: { openid: 'x', is_snapshotuser: 1 } } });
  await t.rejects(signIn().openId('c3'), { code: 'PROVIDER_REFUSED' });
});
