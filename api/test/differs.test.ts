import { CunzhengError } from '@cunzheng/domain';
import type {
  CaseSummary,
  CaseView,
  ChainState,
  Difference,
  DocumentView,
  KeyView,
  ServiceView,
} from '@cunzheng/gateway';
import t from 'tap';
import { overInject, type TestCourt, testApp, testCourt } from './support/deployment.ts';
import { issueAndServe, Person } from './support/person.ts';

/** Rows are altered in SQL: nothing that is then shown to anybody stands beside 已证明. */
let court: TestCourt;
let clerk: Person;
let litigant: Person;
let caseId: string;
let issued: DocumentView;
let sent: ServiceView;
let signed: string;

const sql = (text: string, values: unknown[]) => court.deployment.database.query(text, values);

t.before(async () => {
  court = await testCourt();
  clerk = await court.person('bj-clerk');
  litigant = await court.person('zhangwei');
  const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  caseId = found.body.items[0]?.id as string;
  const partyId = found.body.items[0]?.parties.find(({ name }) => name === '张未')?.id as string;
  ({ document: issued, service: sent } = await issueAndServe(clerk, { caseId, partyId }));
  await litigant.ask('POST', `/api/v1/services/${sent.id}/open`);
  const done = await litigant.sign(`/api/v1/services/${sent.id}/signing`, {
    event: 'refused',
    reason: '地址有误',
  });
  signed = done.body.recordId;
  await court.deployment.notary.whenSettled(signed as never, 'proven', 20_000);
});
t.teardown(() => court.close());

/** Chain states by the page and the act they stand beside. */
async function shown(asked = { clerk, litigant }): Promise<Record<string, ChainState>> {
  const inbox = await asked.litigant.ask<ServiceView[]>('GET', '/api/v1/services');
  const one = await asked.litigant.ask<ServiceView>('GET', `/api/v1/services/${sent.id}`);
  const document = await asked.clerk.ask<DocumentView>('GET', `/api/v1/documents/${issued.id}`);
  const found = await asked.clerk.ask<CaseView>('GET', `/api/v1/cases/${caseId}`);
  const listed = found.body.documents[0] as DocumentView;
  return {
    ...ofService('inbox', inbox.body[0] as ServiceView),
    ...ofService('service', one.body),
    'document issue': document.body.chain as ChainState,
    ...ofService('document', document.body.services[0] as ServiceView),
    'case issue': listed.chain as ChainState,
    ...ofService('case', listed.services[0] as ServiceView),
  };
}

function ofService(page: string, service: ServiceView): Record<string, ChainState> {
  const states: [string, ChainState][] = [
    [`${page} service`, service.chain],
    ...service.receipts.map(({ id, chain }): [string, ChainState] => [
      id === signed
        ? `${page} answer`
        : `${page} ${service.receipts.findIndex((r) => r.id === id)}`,
      chain,
    ]),
  ];
  return Object.fromEntries(states);
}

const everywhere = (act: string, ...pages: string[]) => pages.map((page) => `${page} ${act}`);
const PAGES = ['inbox', 'service', 'document', 'case'];

const ALTERED: readonly {
  readonly what: string;
  readonly to: string;
  readonly back: string;
  readonly where: string[];
  readonly differs: Difference[];
}[] = [
  {
    what: 'the digests of the document',
    to: `UPDATE court.document SET sha256 = repeat('A', 43), sm3 = repeat('A', 43) WHERE id = $1`,
    back: 'UPDATE court.document SET sha256 = $2, sm3 = $3 WHERE id = $1',
    where: [...everywhere('issue', 'document', 'case'), ...everywhere('service', ...PAGES)],
    differs: ['sha256', 'sm3'],
  },
  {
    what: 'when it was issued',
    to: `UPDATE court.document SET issued_at = issued_at - interval '1 day' WHERE id = $1`,
    back: `UPDATE court.document SET issued_at = issued_at + interval '1 day' WHERE id = $1`,
    where: [...everywhere('issue', 'document', 'case'), ...everywhere('service', ...PAGES)],
    differs: ['actTime'],
  },
  {
    what: 'its title',
    to: `UPDATE court.document SET title = '民事调解书' WHERE id = $1`,
    back: `UPDATE court.document SET title = '民事判决书' WHERE id = $1`,
    where: [...everywhere('issue', 'document', 'case'), ...everywhere('service', ...PAGES)],
    differs: ['title'],
  },
  {
    what: 'who issued it',
    to: `UPDATE court.document SET issued_by = (SELECT id FROM court.person WHERE account = 'bj-judge') WHERE id = $1`,
    back: `UPDATE court.document SET issued_by = (SELECT id FROM court.person WHERE account = 'bj-clerk') WHERE id = $1`,
    where: everywhere('issue', 'document', 'case'),
    differs: ['signer'],
  },
  {
    what: 'when it was sent',
    to: `UPDATE court.service SET sent_at = sent_at - interval '1 day' WHERE document_id = $1`,
    back: `UPDATE court.service SET sent_at = sent_at + interval '1 day' WHERE document_id = $1`,
    where: everywhere('service', ...PAGES),
    differs: ['actTime'],
  },
  {
    what: 'the state of the service',
    to: `UPDATE court.service SET state = 'signed' WHERE document_id = $1`,
    back: `UPDATE court.service SET state = 'refused' WHERE document_id = $1`,
    where: everywhere('service', ...PAGES),
    differs: ['state'],
  },
  {
    what: 'the recipient’s name',
    to: `UPDATE court.party SET name = '某甲' WHERE name = '张未' AND $1 <> ''`,
    back: `UPDATE court.party SET name = '张未' WHERE name = '某甲' AND $1 <> ''`,
    where: everywhere('service', ...PAGES),
    differs: ['name'],
  },
  {
    what: 'what the recipient answered, when and why',
    to: `UPDATE court.receipt SET event = 'objected', reason = '无', act_time = act_time + interval '1 minute'
         WHERE event = 'refused' AND $1 <> ''`,
    back: `UPDATE court.receipt SET event = 'refused', reason = '地址有误', act_time = act_time - interval '1 minute'
           WHERE event = 'objected' AND $1 <> ''`,
    where: [...everywhere('answer', ...PAGES)],
    differs: ['actTime', 'event', 'reason'],
  },
  {
    what: 'who answered',
    to: `UPDATE court.receipt SET actor = (SELECT id FROM court.person WHERE account = 'chenmo') WHERE event = 'refused' AND $1 <> ''`,
    back: `UPDATE court.receipt SET actor = (SELECT id FROM court.person WHERE account = 'zhangwei') WHERE event = 'refused' AND $1 <> ''`,
    where: everywhere('answer', ...PAGES),
    differs: ['signer'],
  },
];

const asText = (statement: string) => statement.replace(/\$1 <> ''/g, `$1::text <> ''`);

async function run(statement: string): Promise<void> {
  const values = [issued.id, issued.sha256, issued.sm3];
  await sql(asText(statement), values.slice(0, statement.includes('$3') ? 3 : 1));
}

t.test('untouched, everything is proven', async (t) => {
  const states = await shown();
  t.equal(Object.keys(states).length, 18);
  for (const [where, { state }] of Object.entries(states)) t.equal(state, 'proven', where);
});

t.test('an altered row stands nowhere beside 已证明', async (t) => {
  for (const { what, to, back, where, differs } of ALTERED) {
    await run(to);
    const states = await shown();
    for (const place of where) {
      const { state, differs: told = [] } = states[place] ?? {};
      t.equal(state, 'differs', `${what}: ${place}`);
      for (const each of differs) t.ok(told.includes(each), `${what}: ${place} names ${each}`);
    }
    await run(back);
    const after = Object.values(await shown()).map(({ state }) => state);
    t.ok(
      after.every((state) => state === 'proven'),
      `${what}: put back, it is proven again`,
    );
  }
});

t.test('a row that names another record is not proven by it', async (t) => {
  await sql('UPDATE court.service SET record_id = $2 WHERE id = $1', [
    sent.id,
    issued.chain?.recordId,
  ]);
  t.match((await shown())['inbox service'], { state: 'differs', differs: ['record'] });
  await sql('UPDATE court.service SET record_id = $2 WHERE id = $1', [
    sent.id,
    sent.chain.recordId,
  ]);
  t.equal((await shown())['inbox service']?.state, 'proven');
});

t.test(
  'a document whose row names its receipt’s record is not proven by that either',
  async (t) => {
    const point = 'UPDATE court.document SET record_id = $2 WHERE id = $1';
    await sql(point, [issued.id, signed]);
    const states = await shown();
    t.match(states['document issue'], { state: 'differs', differs: ['record'] });
    t.match(states['inbox service'], { state: 'differs' });
    await sql(point, [issued.id, issued.chain?.recordId]);
    t.equal((await shown())['document issue']?.state, 'proven');
  },
);

t.test('what opens the hidden fields is missed when it is gone', async (t) => {
  const { rows } = await sql('SELECT openings FROM notary.record WHERE id = $1', [
    sent.chain.recordId,
  ]);
  await sql('UPDATE notary.record SET openings = NULL WHERE id = $1', [sent.chain.recordId]);
  t.match((await shown())['service service'], { state: 'differs', differs: ['openings'] });
  const { openings } = rows[0] as { openings: unknown };
  await sql('UPDATE notary.record SET openings = $2 WHERE id = $1', [
    sent.chain.recordId,
    JSON.stringify(openings),
  ]);
  t.equal((await shown())['service service']?.state, 'proven');
});

t.test('a key’s life and revocation are the ledger’s', async (t) => {
  const keys = async () => (await litigant.ask<KeyView[]>('GET', '/api/v1/me/keys')).body[0];
  const key = (await keys()) as KeyView;
  t.equal(key.chain.state, 'proven');
  const life = `UPDATE court.signing_key SET not_after = not_after + $2::interval WHERE record_id = $1`;
  await sql(life, [key.recordId, '1 year']);
  t.match(await keys(), { chain: { state: 'differs', differs: ['life'] } });
  await sql(life, [key.recordId, '-1 year']);
  const path = `/api/v1/me/keys/${key.recordId}/revocation`;
  t.match(await litigant.ask('POST', path), { status: 201, body: { revoked: true } });
  const { rows } = await sql(
    'SELECT revoked_at, revocation FROM court.signing_key WHERE record_id = $1',
    [key.recordId],
  );
  const { revoked_at: at, revocation } = rows[0] as { revoked_at: Date; revocation: string };
  await court.deployment.notary.whenSettled(revocation as never, 'proven', 20_000);
  t.match(await keys(), { revoked: true, chain: { state: 'proven' } });
  const revoke =
    'UPDATE court.signing_key SET revoked_at = $2, revocation = $3 WHERE record_id = $1';
  await sql(revoke, [key.recordId, null, null]);
  t.match(await keys(), { revoked: false, chain: { state: 'differs', differs: ['revoked'] } });
  await sql(revoke, [key.recordId, at, revocation]);
});

t.test('while the ledger cannot be read, nothing is called proven', async (t) => {
  const { deps } = court.deployment;
  const down = async () => {
    throw new CunzhengError('LEDGER_UNAVAILABLE');
  };
  const chain = { ...deps.court.chain, readRecord: down, isRevoked: down };
  const app = await testApp(court.config, { ...deps, court: { ...deps.court, chain } });
  t.teardown(() => app.close());
  const people = { clerk: new Person(overInject(app)), litigant: new Person(overInject(app)) };
  await people.clerk.signIn('bj-clerk');
  await people.litigant.signIn('zhangwei');
  for (const [where, { state }] of Object.entries(await shown(people)))
    t.equal(state, 'unchecked', where);
  const keys = await people.litigant.ask<KeyView[]>('GET', '/api/v1/me/keys');
  t.equal(keys.body[0]?.chain.state, 'unchecked');
});
