import type { LeafId } from '@cunzheng/domain';
import type { AuditPage, AuditView, CaseSummary } from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { issueAndServe, type Person } from './support/person.ts';

let court: TestCourt;
let clerk: Person;
let party: Person;
let administrator: Person;
let caseId: string;
let documentId: string;

t.setTimeout(120_000);
t.before(async () => {
  court = await testCourt();
  clerk = await court.person('bj-clerk');
  party = await court.person('zhangwei');
  administrator = await court.person('bj-administrator');
  const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  const { id, parties } = found.body.items[0] as CaseSummary;
  const partyId = parties.find(({ name }) => name === '张未')?.id as string;
  caseId = id;
  documentId = (await issueAndServe(clerk, { caseId, partyId })).document.id;
});
t.teardown(() => court.close());

async function log(query = ''): Promise<AuditView[]> {
  const answer = await administrator.ask<AuditPage>('GET', `/api/v1/audit${query}`);
  t.equal(answer.status, 200);
  t.ok(answer.body.total >= answer.body.items.length);
  return [...answer.body.items];
}

async function mine(person: Person): Promise<AuditView[]> {
  return [...(await person.ask<AuditPage>('GET', '/api/v1/me/reads')).body.items];
}

t.test(
  'whoever opens a document’s file is in the log, for the court and for the party',
  async (t) => {
    t.equal((await clerk.ask('GET', `/api/v1/documents/${documentId}/file`)).status, 200);
    const [entry] = await log('?act=document.file');
    t.match(entry, {
      act: 'document.file',
      name: '林知远',
      office: 'clerk',
      court: { code: '京0491' },
    });
    t.ok(entry?.thing?.includes('2026'), 'the document’s number');
    t.match((await mine(party))[0], { id: entry?.id, name: '林知远' });
    t.strictSame(await mine(await court.person('chenmo')), [], 'nobody else learns of it');
  },
);

t.test('a file that cannot be noted is not handed out', async (t) => {
  const { database } = court.deployment;
  await database.query('ALTER TABLE court.audit_entry RENAME TO away');
  t.equal((await clerk.ask('GET', `/api/v1/documents/${documentId}/file`)).status, 500);
  await database.query('ALTER TABLE court.away RENAME TO audit_entry');
  t.equal((await clerk.ask('GET', `/api/v1/documents/${documentId}/file`)).status, 200);
});

t.test(
  'a case page that asks again and again is one look, and another after a while',
  async (t) => {
    const opened = async () =>
      (await log('?act=case.read')).filter((e) => e.name === '苏明衡').length;
    const judge = await court.person('bj-judge');
    for (let i = 0; i < 3; i++) await judge.ask('GET', `/api/v1/cases/${caseId}`);
    t.equal(await opened(), 1);
    court.advance(10 * 60_000);
    await judge.ask('GET', `/api/v1/cases/${caseId}`);
    t.equal(await opened(), 2);
  },
);

t.test(
  'an official of another court who tries a case is told nothing, and is in its log',
  async (t) => {
    const foreign = await court.person('hz-clerk');
    t.equal((await foreign.ask('GET', `/api/v1/cases/${caseId}`)).status, 404);
    const [entry] = await log('?act=access.denied');
    t.match(entry, {
      name: '沈亦舟',
      office: 'clerk',
      from: '浙0192',
      thing: 'GET /api/v1/cases/:id',
    });
    const own = await (await court.person('hz-administrator')).ask<AuditPage>(
      'GET',
      '/api/v1/audit',
    );
    t.notOk(
      own.body.items.some(({ id }) => id === entry?.id),
      'not in the log of his own court',
    );
    t.notOk((await mine(party)).some(({ act }) => act === 'access.denied'));
  },
);

t.test('an id that names nothing was not denied; what nobody of his kind may do was', async (t) => {
  const denied = async () => (await log('?act=access.denied')).length;
  const before = await denied();
  await clerk.ask('GET', '/api/v1/cases/00000000-0000-4000-8000-000000000000');
  t.equal(await denied(), before);
  t.equal((await clerk.ask('GET', '/api/v1/court-setups')).status, 403);
  t.equal(await denied(), before + 1);
});

t.test('filters narrow the log, and pages go through it', async (t) => {
  const past = encodeURIComponent(new Date(0).toISOString());
  t.strictSame(await log(`?to=${past}`), []);
  t.ok((await log(`?from=${past}`)).length > 0);
  const all = await administrator.ask<AuditPage>('GET', '/api/v1/audit');
  const [first] = all.body.items;
  t.ok(all.body.items.every((entry, i, list) => i === 0 || entry.at <= (list[i - 1]?.at ?? '')));
  t.ok(first !== undefined);
  t.strictSame(
    (await administrator.ask<AuditPage>('GET', '/api/v1/audit?page=999')).body.items,
    [],
  );
});

t.test('an entry is a leaf with a proof; neither table nor chain tells who it was', async (t) => {
  const [entry] = await log('?act=document.file');
  const id = entry?.id as LeafId;
  await court.deployment.notary.whenLeafSettled(id, 'proven', 30_000);
  t.equal((await log('?act=document.file'))[0]?.state, 'proven');
  const proof = await party.raw('GET', `/api/v1/audit/${id}/proof`);
  t.equal(proof.status, 200);
  t.match(Buffer.from(proof.bytes).toString(), /林知远/, 'the proof opens who it was');
  const { rows } = await court.deployment.database.query('SELECT * FROM court.audit_entry');
  t.notMatch(JSON.stringify(rows), /林知远|苏明衡/);
});
