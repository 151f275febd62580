import type { Added, ChangeView, Me, PeopleFile, StaffView, TeamView } from '@cunzheng/gateway';
import { leafOf, todayOf } from '@cunzheng/gateway';
import t from 'tap';
import { NO_ID } from './access/row.ts';
import { STAFF_ROWS } from './access/staff.ts';
import { testCourt } from './support/deployment.ts';

const court = await testCourt();
t.setTimeout(120_000);
t.teardown(() => court.close());
const BJ = `/api/v1/courts/${encodeURIComponent('京0491')}`;
const reason = '工作需要';
const administrator = await court.person('bj-administrator');

interface Page {
  items: StaffView[];
  total: number;
}
const list = async (query = '') =>
  (await administrator.ask<Page>('GET', `${BJ}/staff${query}`)).body;
const idOf = async (name: string) =>
  (await list(`?q=${encodeURIComponent(name)}`)).items[0]?.id as string;

t.test('another court’s administrator learns nothing of this one', async (t) => {
  const foreign = await court.person('hz-administrator');
  const rows = STAFF_ROWS.filter(({ route }) => route.includes('/courts/:court/'));
  t.ok(rows.length >= 13);
  for (const { route, path, body } of rows) {
    const [method = ''] = route.split(' ');
    const answer = await foreign.ask(method, path({} as never), body?.({} as never));
    t.equal(answer.status, 404, route);
  }
  const own = `/api/v1/courts/${encodeURIComponent('浙0192')}`;
  const judge = await idOf('苏明衡');
  for (const path of [`staff/${judge}`, `staff-changes?person=${judge}`]) {
    const { status, body } = await foreign.ask('GET', `${own}/${path}`);
    t.ok(status === 404 || (body as unknown[]).length === 0, 'his person under my court');
  }
  t.equal(
    (await foreign.ask('POST', `${own}/staff/${judge}/offices`, { role: 'clerk', reason })).status,
    404,
  );
  t.equal((await foreign.ask('POST', `${own}/staff/${judge}/reset`, { reason })).status, 404);
});

t.test(
  'a role that is taken away gives no right at the next request, and both are recorded',
  async (t) => {
    const clerk = await court.person('bj-clerk');
    t.equal((await clerk.ask('GET', '/api/v1/cases')).status, 200);
    const id = await idOf('林知远');
    const end = await administrator.ask('POST', `${BJ}/staff/${id}/offices/clerk/end`, { reason });
    t.equal(end.status, 204);
    t.match(await clerk.ask('GET', '/api/v1/cases'), {
      status: 403,
      body: { code: 'NOT_PERMITTED' },
    });
    t.match((await list('?state=ended')).items, [
      { name: '林知远', offices: [{ state: 'ended' }] },
    ]);
    const again = await administrator.ask<StaffView>('POST', `${BJ}/staff/${id}/offices`, {
      ...{ role: 'clerk', reason },
    });
    t.match(again.body.offices, [{ role: 'clerk', state: 'holds' }]);
    t.equal((await clerk.ask('GET', '/api/v1/cases')).status, 200, 'with the same session');
    const changes = await administrator.ask<ChangeView[]>(
      'GET',
      `${BJ}/staff-changes?person=${id}`,
    );
    t.match(changes.body, [
      { change: 'given', role: 'clerk', by: '高以宁', reason },
      { change: 'ended', role: 'clerk', by: '高以宁', reason },
    ]);
  },
);

t.test('a colleague of another court keeps his sign-in and his addresses', async (t) => {
  const foreign = await court.person('hz-administrator');
  const staff = `/api/v1/courts/${encodeURIComponent('浙0192')}/staff`;
  const given = { name: '苏明衡', account: 'bj-judge', roles: ['judge'], reason };
  const number = '13900000999';
  const judge = await court.person('bj-judge');
  const addresses = () => judge.ask('GET', '/api/v1/notice-preferences');
  const before = await addresses();
  t.equal(before.status, 200);
  const { status, body } = await foreign.ask<Added>('POST', staff, { ...given, mobile: number });
  t.match({ status, body }, { status: 201, body: { name: '苏明衡', invitation: undefined } });
  t.strictSame((await addresses()).body, before.body, 'nobody else adds an address');
  const end = await foreign.ask('POST', `${staff}/${body.id}/offices/judge/end`, { reason });
  t.equal(end.status, 204);
});

t.test('an office ends by itself on its day', async (t) => {
  const id = await idOf('苏明衡');
  const until = todayOf(court.deployment.deps);
  const path = `${BJ}/staff/${id}/offices`;
  await administrator.ask('POST', path, { role: 'archivist', until, reason });
  const judge = await court.person('bj-judge');
  const roles = async () =>
    (await judge.ask<Me>('GET', '/api/v1/session')).body.roles.map(({ role }) => role).sort();
  t.strictSame(await roles(), ['archivist', 'judge']);
  await court.deployment.database.query(
    `UPDATE court.staff_role SET ends_at = now() - interval '1 second' WHERE role = 'archivist'`,
  );
  t.strictSame(await roles(), ['judge']);
});

t.test('the last administrator stays, and nobody ends his own office by accident', async (t) => {
  const id = await idOf('高以宁');
  const path = `${BJ}/staff/${id}/offices/administrator/end`;
  t.match((await administrator.ask('POST', path, { reason, myself: true })).body, {
    code: 'LAST_ADMINISTRATOR',
  });
  const judge = await idOf('苏明衡');
  await administrator.ask('POST', `${BJ}/staff/${judge}/offices`, {
    role: 'administrator',
    reason,
  });
  t.match((await administrator.ask('POST', path, { reason })).body, { code: 'OWN_OFFICE' });
  const second = await court.person('bj-judge');
  const ends = await Promise.all([
    administrator.ask('POST', `${BJ}/staff/${judge}/offices/administrator/end`, { reason }),
    second.ask('POST', path, { reason }),
  ]);
  t.equal(ends.filter(({ status }) => status === 204).length, 1, 'one of two wins');
  const { rows } = await court.deployment.database.query(
    `SELECT FROM court.staff_role WHERE court = '京0491' AND role = 'administrator' AND ends_at IS NULL`,
  );
  t.equal(rows.length, 1);
  await court.deployment.database.query(
    `UPDATE court.staff_role SET ends_at = NULL WHERE court = '京0491' AND person = $1`,
    [id],
  );
});

t.test('a substitute acts for who is away, in his name, and only until the day', async (t) => {
  const [clerk, judge] = [await idOf('林知远'), await idOf('苏明衡')];
  const today = todayOf(court.deployment.deps);
  const away = (person: string, body: object) =>
    administrator.ask('POST', `${BJ}/staff/${person}/absences`, {
      from: today,
      to: today,
      reason,
      ...body,
    });
  await administrator.ask('POST', `${BJ}/staff/${clerk}/offices`, { role: 'finance', reason });
  t.match((await away(judge, { substitute: clerk })).body, { code: 'SUBSTITUTE_UNFIT' });
  t.match((await away(clerk, { substitute: clerk })).body, { code: 'SUBSTITUTE_UNFIT' });
  t.match((await away(clerk, { substitute: NO_ID })).body, { code: 'SUBSTITUTE_UNFIT' });
  await administrator.ask('POST', `${BJ}/staff/${judge}/offices`, { role: 'clerk', reason });
  t.equal((await away(clerk, { substitute: judge })).status, 201);
  t.match((await away(clerk, {})).body, { code: 'STATE_UNFIT' }, 'away already');
  const second = await court.person('bj-judge');
  const me = await second.ask<Me>('GET', '/api/v1/session');
  const acting = me.body.roles.filter(({ actingFor }) => actingFor === '林知远');
  t.strictSame(acting.map(({ role }) => role).sort(), ['clerk', 'finance']);
  court.advance(24 * 3_600_000);
  const later = await court.person('bj-judge');
  const then = await later.ask<Me>('GET', '/api/v1/session');
  t.notOk(
    then.body.roles.some(({ actingFor }) => actingFor !== undefined),
    'it ended by itself',
  );
});

t.test('a panel has one presiding judge and an odd number of three or more', async (t) => {
  const boss = await court.person('bj-administrator');
  const judge = await idOfWith(boss, '苏明衡');
  const clerk = await idOfWith(boss, '林知远');
  const make = (members: object[]) =>
    boss.ask<{ id: string }>('POST', `${BJ}/teams`, {
      name: '第一合议庭',
      from: '2026-01-01',
      members,
    });
  const presiding = { seat: 'presiding', person: judge };
  const assessor = (name: string) => ({ seat: 'assessor', name });
  for (const [members, why] of [
    [[presiding], 'few'],
    [[presiding, assessor('甲'), assessor('乙'), assessor('丙')], 'even'],
    [[assessor('甲'), assessor('乙'), assessor('丙')], 'presiding'],
    [[{ seat: 'presiding', person: clerk }, assessor('甲'), assessor('乙')], 'notJudge'],
    [[presiding, { seat: 'judge', person: judge }, assessor('乙')], 'twice'],
  ] as const)
    t.match((await make([...members])).body, { code: 'TEAM_UNFIT', details: { why } }, why);
  const made = await make([
    presiding,
    assessor('甲'),
    assessor('乙'),
    { seat: 'clerk', person: clerk },
  ]);
  t.equal(made.status, 201);
  const teams = await boss.ask<TeamView[]>('GET', `${BJ}/teams`);
  t.match(teams.body, [
    { state: 'standing', members: [{ name: '苏明衡' }, { name: '甲' }, {}, {}] },
  ]);
  t.equal((await boss.ask('POST', `${BJ}/teams/${made.body.id}/end`)).status, 204);
});

async function idOfWith(boss: typeof administrator, name: string): Promise<string> {
  const found = await boss.ask<Page>('GET', `${BJ}/staff?q=${encodeURIComponent(name)}`);
  return found.body.items[0]?.id as string;
}

t.test('a file of people is shown first, and taken whole or not at all', async (t) => {
  const boss = await court.person('bj-administrator');
  const lines = Array.from(
    { length: 10 },
    (_, i) => `新人${i},xinren${i},1380000010${i},书记员、财务,`,
  );
  const csv = ['\uFEFF姓名,账号,手机号,角色,任期至', ...lines].join('\r\n');
  const preview = (text: string) =>
    boss.ask<PeopleFile>('POST', `${BJ}/staff-files/preview`, { csv: text });
  t.match((await preview(csv)).body.counts, { invite: 10, refused: 0 });
  t.equal((await boss.ask<Page>('GET', `${BJ}/staff?q=xinren`)).body.total, 0, 'nothing changed');
  const bad = [
    csv,
    '新人0,xinren0,,书记员,',
    '甲,BAD NAME,1,国王,2020-01-01',
    '李娜然,lina,,法官,',
  ].join('\r\n');
  const judged = await preview(bad);
  t.strictSame(
    judged.body.lines.slice(-3).map(({ faults }) => faults),
    [
      ['accountTwice'],
      ['accountInvalid', 'mobileInvalid', 'roleUnknown', 'untilInvalid'],
      ['accountTaken'],
    ],
  );
  t.equal((await boss.ask('POST', `${BJ}/staff-files`, { csv: bad, reason })).status, 400);
  t.equal((await boss.ask<Page>('GET', `${BJ}/staff?q=xinren`)).body.total, 0, 'not one of them');
  const taken = await boss.ask<PeopleFile & { invited: Added[] }>('POST', `${BJ}/staff-files`, {
    ...{ csv, reason },
  });
  t.equal(taken.body.invited.filter(({ invitation }) => invitation !== undefined).length, 10);
  t.match((await preview(csv)).body.counts, { nothing: 10 });
  const { rows } = await court.deployment.database.query<{ text: string }>(
    `SELECT c::text AS text FROM court.contact c`,
  );
  t.notOk(
    rows.some(({ text }) => text.includes('1380000010')),
    'numbers are sealed',
  );
});

t.test('a reset ends the sessions, and is for accounts of the staff alone', async (t) => {
  const boss = await court.person('bj-administrator');
  const clerk = await court.person('bj-clerk');
  const id = await idOfWith(boss, '林知远');
  const reset = await boss.ask<Added>('POST', `${BJ}/staff/${id}/reset`, { reason });
  t.equal(reset.status, 201);
  t.match(reset.body.invitation?.path, /^\/invitation#/);
  t.equal((await clerk.ask('GET', '/api/v1/session')).status, 401);
  const litigant = { name: '李娜然', account: 'lina', roles: ['clerk'], reason };
  t.match((await boss.ask('POST', `${BJ}/staff`, litigant)).body, { code: 'ACCOUNT_EXISTS' });
});

t.test('a change gives the same leaf whenever it is asked', async (t) => {
  const row = {
    ...{ id: NO_ID, court: '京0491', person: NO_ID, change: 'given', role: 'clerk', by: null },
    ...{ detail: { from: 'x' }, reason, at: new Date(0) },
  };
  t.strictSame(leafOf(row), leafOf({ ...row, detail: { ...row.detail } }));
  t.not(leafOf(row).said, leafOf({ ...row, reason: '另一个' }).said);
  t.notMatch(JSON.stringify(leafOf(row)), new RegExp(reason), 'words stay with the court');
});
