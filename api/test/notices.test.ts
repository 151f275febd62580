import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addContact,
  asHouse,
  type CaseSummary,
  type MessageCheck,
  type NoticePreferences,
  type NoticeView,
  seedId,
  sweepNotices,
} from '@cunzheng/gateway';
import { type FlakyServer, startFlakyServer } from '@cunzheng/gateway/providers/testing';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { issueAndServe, type Person } from './support/person.ts';

let sms: FlakyServer;
let dir: string;
let court: TestCourt;
let clerk: Person;
let recipient: Person;

t.before(async () => {
  sms = await startFlakyServer({
    routes: {
      'POST /': () => ({
        json: { Response: { SendStatusSet: [{ Code: 'Ok', SerialNo: `serial-${randomUUID()}` }] } },
      }),
    },
  });
  dir = await mkdtemp(join(tmpdir(), 'cunzheng-providers-'));
  const providers = join(dir, 'providers.json');
  await writeFile(providers, JSON.stringify({ sms: smsAccount(sms.url) }));
  court = await testCourt({ CUNZHENG_PROVIDERS: providers });
  clerk = await court.person('bj-clerk');
  recipient = await court.person('zhangwei');
});
t.teardown(async () => {
  await court.close();
  await sms.close();
  await rm(dir, { recursive: true, force: true });
});

const SECRET = 'r'.repeat(32);
const smsAccount = (url: string) => ({
  secretId: 'id',
  secretKey: 'key',
  appId: '1400006666',
  sign: '存证',
  sender: '106900000001',
  region: 'ap-guangzhou',
  templates: { '*': { id: '1', fields: ['from', 'kind', 'link', 'digits'] } },
  reports: SECRET,
  url,
});

interface Inbox {
  readonly items: readonly NoticeView[];
  readonly total: number;
  readonly unread: number;
}
const inbox = async (person: Person, query = '', language = 'zh-CN') =>
  (
    await person.ask<Inbox>('GET', `/api/v1/notices${query}`, undefined, {
      'accept-language': language,
    })
  ).body;

async function serve() {
  const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  const { id: caseId, parties } = found.body.items[0] as CaseSummary;
  const partyId = parties.find(({ name }) => name === '张未')?.id as string;
  return issueAndServe(clerk, { caseId, partyId });
}

t.test('who is served is told so, with the way there, in his language', async (t) => {
  const { service } = await serve();
  const { items, unread } = await inbox(recipient);
  t.equal(unread, 1);
  t.match(items[0], {
    category: 'service',
    title: '北京互联网法院给您送来一份文书',
    link: `/inbox/${service.id}`,
    demanded: true,
  });
  const [english] = (await inbox(recipient, '', 'en')).items;
  t.match(english?.title, /^北京互联网法院 has served a document on you$/);
});

t.test('reading is noted once; another person’s notice is not found', async (t) => {
  const [{ id } = { id: '' }] = (await inbox(recipient)).items;
  for (const other of [await court.person('chenmo'), clerk]) {
    t.equal((await other.ask('GET', `/api/v1/notices/${id}`)).status, 404);
    t.equal((await other.ask('POST', `/api/v1/notices/${id}/read`)).status, 404);
    t.notOk((await inbox(other)).items.some((item) => item.id === id));
  }
  const looked = await recipient.ask<NoticeView>('GET', `/api/v1/notices/${id}`);
  t.equal(looked.body.readAt, undefined, 'looking alone notes nothing');
  const read = await recipient.ask<NoticeView>('POST', `/api/v1/notices/${id}/read`);
  t.ok(read.body.readAt);
  const again = await recipient.ask<NoticeView>('POST', `/api/v1/notices/${id}/read`);
  t.equal(again.body.readAt, read.body.readAt);
  t.strictSame((await recipient.ask('GET', '/api/v1/notices/unread')).body, { unread: 0 });
  t.match(await inbox(recipient, '?unread=true'), { total: 0 });
});

t.test('who opened the document has read that it came', async (t) => {
  const { service } = await serve();
  t.match(await inbox(recipient), { unread: 1 });
  await recipient.ask('POST', `/api/v1/services/${service.id}/open`);
  t.match(await inbox(recipient), { unread: 0, total: 2 });
});

t.test('what is asked for wrongly is refused', async (t) => {
  for (const query of ['?category=none', '?page=0', '?unread=no', '?more=1'])
    t.equal((await recipient.ask('GET', `/api/v1/notices${query}`)).status, 400, query);
  t.equal((await recipient.ask('GET', '/api/v1/notices/none')).status, 400);
});

/** Gives the recipient a number, and makes it day in Beijing. */
async function reachable(): Promise<void> {
  const { court: own } = court.deployment.deps;
  await asHouse(own, 'seed').store.transaction((unit) =>
    addContact(own, unit, {
      person: seedId('zhangwei'),
      kind: 'mobile',
      address: '13812345678',
      verified: true,
    }),
  );
  const hour = (court.deployment.deps.clock() / 3_600_000 + 8) % 24;
  court.advance(((34 - hour) % 24) * 3_600_000);
}

t.test('a message goes out, is known as ours, and its report is noted once', async (t) => {
  await reachable();
  recipient = await court.person('zhangwei');
  clerk = await court.person('bj-clerk');
  await serve();
  await sweepNotices(court.deployment.deps.court);
  const body = JSON.parse(sms.requests.at(-1)?.body ?? '{}');
  t.strictSame(body.PhoneNumberSet, ['+8613812345678']);
  const [from, kind, link, digits] = body.TemplateParamSet;
  t.strictSame([from, kind], ['北京互联网法院', '文书送达']);
  const { items } = await inbox(recipient);
  t.equal(link, `http://127.0.0.1:1/notices/${items[0]?.id}`);
  const check = async (sender: string, told: string) =>
    (
      await court.stranger().ask<MessageCheck>('POST', '/api/v1/public/message-checks', {
        sender,
        digits: told,
      })
    ).body;
  t.match(await check('106900000001', digits), {
    ours: true,
    court: { code: '京0491' },
    category: 'service',
    channel: 'sms',
  });
  t.strictSame(await check('106900000002', digits), { ours: false });
  t.strictSame(await check('106900000001', '00000 00000'), { ours: false });
  const { rows } = await court.deployment.database.query<{ reference: string }>(
    'SELECT reference FROM court.notice_delivery WHERE reference IS NOT NULL',
  );
  const report = [{ sid: rows[0]?.reference, report_status: 'SUCCESS' }];
  for (const secret of ['x', SECRET.replace('r', 's')])
    t.equal((await court.stranger().ask('POST', `/hooks/sms/${secret}`, report)).status, 404);
  t.match((await inbox(recipient)).items[0]?.deliveries, [{ state: 'accepted' }]);
  for (let twice = 0; twice < 2; twice += 1) {
    const noted = await court.stranger().ask('POST', `/hooks/sms/${SECRET}`, report, {
      'x-cunzheng-csrf': '0',
    });
    t.match(noted, { status: 200, body: { result: 0, errmsg: 'OK' } });
  }
  t.match((await inbox(recipient)).items[0]?.deliveries, [{ channel: 'sms', state: 'delivered' }]);
});

t.test('a key in my name is told to me, and that it was revoked', async (t) => {
  const { service } = await serve();
  await recipient.ask('POST', `/api/v1/services/${service.id}/open`);
  const path = `/api/v1/services/${service.id}/signing`;
  t.equal((await recipient.sign(path, { event: 'signed' })).status, 201);
  const told = await inbox(recipient, '?category=account');
  t.match(told.items[0], { title: '以您的名义登记了一个签名密钥', link: '/keys', demanded: false });
  const keys = await recipient.ask<{ recordId: string }[]>('GET', '/api/v1/me/keys');
  await recipient.ask('POST', `/api/v1/me/keys/${keys.body[0]?.recordId}/revocation`);
  t.match((await inbox(recipient, '?category=account')).total, told.total + 1);
});

t.test('preferences tell what is offered, and keep what is chosen', async (t) => {
  const path = '/api/v1/notice-preferences';
  const read = await recipient.ask<NoticePreferences>('GET', path);
  t.match(read.body.channels, [
    { channel: 'sms', offered: true, sender: '106900000001', contacts: [{ shown: '138****5678' }] },
    { channel: 'mail', offered: false },
    { channel: 'wechat', offered: false },
    { channel: 'push', offered: false },
  ]);
  const choices = [{ category: 'case', channel: 'sms', wanted: false }];
  const chosen = await recipient.ask<NoticePreferences>('PUT', path, { choices, language: 'en' });
  t.match(chosen.body, { language: 'en' });
  t.notOk(
    chosen.body.categories.find(({ category }) => category === 'case')?.wanted.includes('sms'),
  );
  const number = read.body.channels[0]?.contacts[0]?.id;
  t.equal((await recipient.ask('DELETE', `${path}/addresses/${number}`)).status, 404);
  const wrong = { choices: [{ category: 'case', channel: 'fax', wanted: true }] };
  t.equal((await recipient.ask('PUT', path, wrong)).status, 400);
});
