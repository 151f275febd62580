import type { CourtEntry, Listing, Me, Region, SetupView } from '@cunzheng/gateway';
import t from 'tap';
import { testCourt } from './support/deployment.ts';

const court = await testCourt();
t.teardown(() => court.close());

const bj = await court.person('bj-administrator');
const hz = await court.person('hz-administrator');
const spc = await court.person('spc-administrator');
const clerk = await court.person('bj-clerk');

t.test('anybody finds a court by what he types', async (t) => {
  const stranger = court.stranger();
  const ask = async (query: string) =>
    (await stranger.ask<{ items: CourtEntry[]; total: number }>('GET', `/api/v1/courts?${query}`))
      .body;
  for (const q of ['京0491', '北京互联网', 'beijinghulian', 'bjhlw']) {
    t.match(
      (await ask(`q=${encodeURIComponent(q)}`)).items[0],
      { code: '京0491', served: true },
      q,
    );
  }
  t.equal((await ask('served=true')).total, 4);
  const entry = await stranger.ask('GET', `/api/v1/courts/${encodeURIComponent('粤0785')}`);
  t.match(entry.body, { name: '广东省恩平市人民法院', parent: { code: '粤07' } });
  t.equal((await stranger.ask('GET', '/api/v1/courts/none')).status, 404);
  const regions = await stranger.ask<Region[]>('GET', '/api/v1/courts/regions');
  t.equal(regions.body.length, 31);
});

t.test('a court goes on the ledger with the approvals of three members, and works', async (t) => {
  const body = { code: '京0105', administrator: 'sunling' };
  const proposed = await bj.ask<SetupView>('POST', '/api/v1/court-setups', body);
  t.equal(proposed.status, 201);
  t.match(proposed.body, { state: 'proposed', approvals: ['BjicMSP'], needed: 3 });
  const path = `/api/v1/court-setups/${encodeURIComponent('京0105')}/approval`;
  t.match((await hz.ask('POST', path, {})).body, { approvals: ['BjicMSP', 'HzicMSP'] });
  t.match((await spc.ask('POST', path, {})).body, { state: 'inEffect' });
  const network = await court
    .stranger()
    .ask<{ members: { courts: { code: string }[] }[] }>('GET', '/api/v1/network');
  const codes = network.body.members.flatMap(({ courts }) => courts.map(({ code }) => code));
  t.ok(codes.includes('京0105'), 'on chain');
  const own = await court.person('sunling');
  const me = await own.ask<Me>('GET', '/api/v1/session');
  t.match(me.body.roles, [
    { role: 'administrator', court: { code: '京0105', name: '北京市朝阳区人民法院' } },
  ]);
  const cases = await own.ask<{ total: number }>('GET', '/api/v1/cases');
  t.equal(cases.body.total, 0, 'a new court has no cases, and sees nobody else’s');
});

t.test('nobody but administrators sets courts up or lists them', async (t) => {
  const csv = 'code,name,province,source\n浙11,浙江省丽水市中级人民法院,浙江省,公告';
  for (const [method, path, body] of [
    ['GET', '/api/v1/court-setups', undefined],
    ['POST', '/api/v1/court-setups', { code: '京0107', administrator: 'lina' }],
    ['POST', '/api/v1/court-listings/preview', { csv }],
    ['POST', '/api/v1/court-listings', { csv }],
  ] as const) {
    t.equal((await clerk.ask(method, path, body)).status, 403, path);
    t.equal((await court.stranger().ask(method, path, body)).status, 401, path);
  }
  const preview = await bj.ask<Listing>('POST', '/api/v1/court-listings/preview', { csv });
  t.match(preview.body.counts, { add: 1, refused: 0 });
  t.equal((await bj.ask('POST', '/api/v1/court-listings', { csv })).status, 201);
  const found = await court.stranger().ask('GET', `/api/v1/courts/${encodeURIComponent('浙11')}`);
  t.equal(found.status, 200);
});

t.test('a file of four thousand courts fits, a larger one is refused', async (t) => {
  const line = (i: number) => `浙${String(i).padStart(4, '0')},浙江省第${i}人民法院,浙江省,试验`;
  const csv = (n: number) =>
    ['code,name,province,source', ...Array.from({ length: n }, (_, i) => line(i))].join('\n');
  const preview = await bj.ask<Listing>('POST', '/api/v1/court-listings/preview', {
    csv: csv(4000),
  });
  t.equal(preview.status, 200);
  t.equal(preview.body.lines.length, 4000);
  const more = await bj.ask('POST', '/api/v1/court-listings/preview', { csv: csv(4001) });
  t.equal(more.status, 400);
});
