import type { CaseSummary, NoticeView } from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { issueAndServe, type Person } from './support/person.ts';

let court: TestCourt;
let clerk: Person;
let recipient: Person;

t.before(async () => {
  court = await testCourt();
  clerk = await court.person('bj-clerk');
  recipient = await court.person('zhangwei');
});
t.teardown(() => court.close());

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
    t.match(await inbox(other), { items: [], unread: 0 });
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
