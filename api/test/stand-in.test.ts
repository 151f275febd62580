import {
  type Added,
  type AuditPage,
  addContact,
  asHouse,
  type ChangeView,
  type Me,
  type StaffView,
  todayOf,
} from '@cunzheng/gateway';
import { startMailbox } from '@cunzheng/gateway/providers/testing';
import t from 'tap';
import { testCourt } from './support/deployment.ts';
import type { Person } from './support/person.ts';
import { providersFile } from './support/providers.ts';

t.setTimeout(120_000);
const mailbox = await startMailbox();
const providers = await providersFile({
  mail: { url: mailbox.url, from: '北京互联网法院 <notice@court.example>', plain: true },
});
const court = await testCourt({ CUNZHENG_PROVIDERS: providers.path });
t.teardown(async () => {
  await court.close();
  await mailbox.close();
  await providers.remove();
});
const BJ = `/api/v1/courts/${encodeURIComponent('京0491')}`;
const reason = '工作需要';
const administrator = await court.person('bj-administrator');
const idOf = async (person: Person) => (await person.ask<Me>('GET', '/api/v1/session')).body.id;
const add = async (account: string, name: string) =>
  administrator.ask<Added>('POST', `${BJ}/staff`, { account, name, roles: ['archivist'], reason });
const log = async (who: Person) =>
  (await who.ask<AuditPage>('GET', '/api/v1/audit?act=act.standIn')).body.items;
const changes = async (who: Person) =>
  (await who.ask<ChangeView[]>('GET', `${BJ}/staff-changes`)).body;

t.test('what only a substitution allows is logged with whom one stood in for', async (t) => {
  const clerk = await court.person('bj-clerk');
  t.equal((await clerk.ask('GET', `${BJ}/staff`)).status, 403, 'not his office');
  await add('own-right', '甲某');
  t.same(await log(administrator), [], 'by his own right nothing is noted');
  const today = todayOf(court.deployment.deps.court);
  const me = await idOf(administrator);
  const { name } = (await administrator.ask<Me>('GET', '/api/v1/session')).body;
  const away = { from: today, to: today, substitute: await idOf(clerk), reason: '年休假' };
  t.equal((await administrator.ask('POST', `${BJ}/staff/${me}/absences`, away)).status, 201);
  const added = await clerk.ask<Added>('POST', `${BJ}/staff`, {
    ...{ account: 'by-substitute', name: '乙某', roles: ['archivist', 'finance'], reason },
  });
  t.equal(added.status, 201);
  const said = { court: '京0491', name: 'fee.divorce', value: 150, source: '院发〔2026〕1号' };
  t.equal((await clerk.ask('POST', '/api/v1/settings', said)).status, 201);
  const entries = await log(administrator);
  t.match(
    entries.map(({ thing }) => thing),
    ['setting.change', 'staff.manage', 'staff.manage', 'staff.manage'],
    'two offices and an invitation',
  );
  for (const entry of entries)
    t.match(entry, { name: '林知远', actingFor: name, office: /clerk .*administrator/ });
  const [newest] = await changes(administrator);
  t.match(newest, { by: '林知远', actingFor: name });
  const own = (await changes(administrator)).find(({ person }) => person.name === '甲某');
  t.match(own, { by: name });
  t.notOk(own && 'actingFor' in own);
});

t.test('a read while standing in says so too, and after the leave nothing does', async (t) => {
  const clerk = await court.person('bj-clerk');
  const found = await clerk.ask<{ items: { id: string }[] }>('GET', '/api/v1/cases?q=1001');
  await clerk.ask('GET', `/api/v1/cases/${found.body.items[0]?.id}`);
  const reads = async () =>
    (await administrator.ask<AuditPage>('GET', '/api/v1/audit?act=case.read')).body.items;
  t.ok((await reads())[0]?.actingFor, 'in the office of somebody away just then');
  const me = await idOf(administrator);
  const { body } = await administrator.ask<StaffView>('GET', `${BJ}/staff/${me}`);
  const leave = body.absences[0]?.id;
  t.equal((await administrator.ask('POST', `${BJ}/absences/${leave}/end`)).status, 204);
  t.equal((await clerk.ask('GET', `${BJ}/staff`)).status, 403);
  court.advance(11 * 60_000);
  await clerk.ask('GET', `/api/v1/cases/${found.body.items[0]?.id}`);
  t.notOk('actingFor' in ((await reads())[0] ?? {}));
});

t.test('an invitation goes out where a contact is known, and its link works', async (t) => {
  const first = await add('with-mail', '丙某');
  t.notOk(first.body.invitation?.sentTo, 'nothing known, nothing sent');
  const { id } = first.body;
  await asHouse(court.deployment.deps.court, 'staff').store.transaction((unit) =>
    addContact(court.deployment.deps.court, unit, {
      ...{ person: id, kind: 'mail', address: 'bing@example.com', verified: false },
    }),
  );
  const sent = mailbox.texts.length;
  const again = await administrator.ask<Added>('POST', `${BJ}/staff/${id}/reset`, { reason });
  t.match(again.body.invitation, { sentTo: ['b***@example.com'] });
  t.equal(mailbox.texts.length, sent + 1);
  const [, token] = /\/invitation#([A-Za-z0-9_-]{43})/.exec(mailbox.texts.at(-1) ?? '') ?? [];
  t.match(again.body.invitation?.path, token);
  const opened = await court.stranger().ask('POST', '/api/v1/invitations/open', { token });
  t.match(opened, { status: 200, body: { name: '丙某' } });
  const { rows } = await court.deployment.database.query('SELECT * FROM court.notice_delivery');
  t.notMatch(JSON.stringify(rows), new RegExp(token as string), 'and is stored nowhere');
});

t.test('a provider that is down does not keep anybody from being invited', async (t) => {
  await mailbox.close();
  const { body } = await administrator.ask<{ items: StaffView[] }>(
    'GET',
    `${BJ}/staff?q=with-mail`,
  );
  const path = `${BJ}/staff/${body.items[0]?.id}/reset`;
  const again = await administrator.ask<Added>('POST', path, { reason });
  t.equal(again.status, 201);
  t.ok(again.body.invitation?.path);
  t.notOk(again.body.invitation?.sentTo);
});
