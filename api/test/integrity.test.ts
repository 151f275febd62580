import type { CaseSummary, Integrity, IntegrityItem, ServiceView } from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { issueAndServe, type Person } from './support/person.ts';

/** Rows are taken away and altered in SQL, with its guards off: the judge's page says what, for the ledger still has it. */
let court: TestCourt;
let judge: Person;
let clerk: Person;
let litigant: Person;
let caseId: string;
let partyId: string;

const settled = (id: string) => court.deployment.notary.whenSettled(id as never, 'proven', 20_000);
const check = async (path = `/api/v1/integrity?case=${caseId}`) =>
  (await judge.ask<Integrity>('GET', path)).body;

/** Does something to SQL as its administrator could, and undoes it with all rows as they were. */
async function tampered(
  statement: string,
  values: unknown[],
  look: () => Promise<void>,
): Promise<void> {
  const client = await court.deployment.database.connect();
  const tables = ['document', 'service', 'receipt', 'signing_key'];
  try {
    await client.query(`SET session_replication_role = replica`);
    for (const table of tables) {
      await client.query(`CREATE TEMP TABLE kept_${table} AS TABLE court.${table}`);
    }
    await client.query(statement, values);
    await look();
  } finally {
    for (const table of tables) {
      await client.query(`DELETE FROM court.${table}`);
      await client.query(`INSERT INTO court.${table} TABLE kept_${table}`);
      await client.query(`DROP TABLE kept_${table}`);
    }
    await client.query(`SET session_replication_role = DEFAULT`);
    client.release();
  }
}

t.before(async () => {
  court = await testCourt();
  judge = await court.person('bj-judge');
  clerk = await court.person('bj-clerk');
  litigant = await court.person('zhangwei');
  const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  caseId = found.body.items[0]?.id as string;
  partyId = found.body.items[0]?.parties.find(({ name }) => name === '张未')?.id as string;
});
t.teardown(() => court.close());

/** A document that was signed for, with everything proven. */
async function signedFor() {
  const { document, service } = await issueAndServe(clerk, { caseId, partyId });
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  const path = `/api/v1/services/${service.id}/signing`;
  const { recordId } = (await litigant.sign(path, { event: 'signed' })).body;
  await settled(recordId);
  return { document, service, issue: document.chain?.recordId as string, receipt: recordId };
}

t.test('untouched, documents, services and receipts all agree', async (t) => {
  const { document, issue } = await signedFor();
  for (const found of [await check(), await check('/api/v1/integrity')]) {
    t.match(found, { documents: 1, checked: 5, intact: 5 });
    t.match(found.items, [{ kind: 'document', documentId: document.id, state: 'intact' }]);
    t.equal(found.ledger.from, undefined, 'everything was looked for');
  }
  t.equal((await check()).ledger.records, 5, 'issue, service, three receipts');
  t.ok((await check('/api/v1/integrity')).ledger.records > 5, 'and the keys of the court');
  t.equal((await check()).items[0]?.recordId, issue);
  const missing = '00000000-0000-4000-8000-000000000000';
  t.match(await judge.ask('GET', `/api/v1/integrity?case=${missing}`), { status: 404 });
  const foreign = await court.person('hz-judge');
  t.match(await foreign.ask('GET', `/api/v1/integrity?case=${caseId}`), { status: 404 });
});

t.test('a row that was deleted is missing, by the case and by the court', async (t) => {
  const { document, service, issue, receipt } = await signedFor();
  const { intact, checked } = await check();
  const cases: readonly [string, unknown[], Partial<IntegrityItem>[]][] = [
    [
      'DELETE FROM court.receipt WHERE record_id = $1',
      [receipt],
      [
        { kind: 'service', state: 'altered', stage: 'record', differs: ['state'] },
        { kind: 'receipt', recordId: receipt, event: 'signed', state: 'missing', stage: 'row' },
      ],
    ],
    [
      `WITH gone AS (DELETE FROM court.receipt WHERE record_id = $1)
       UPDATE court.service SET state = 'opened' WHERE id = (SELECT service_id FROM court.receipt WHERE record_id = $1)`,
      [receipt],
      [{ kind: 'receipt', recordId: receipt, number: document.number, documentId: document.id }],
    ],
    [
      `WITH r AS (DELETE FROM court.receipt WHERE service_id = $1) DELETE FROM court.service WHERE id = $1`,
      [service.id],
      [{ kind: 'service', recordId: service.chain.recordId, title: document.title }],
    ],
    [
      `WITH r AS (DELETE FROM court.receipt WHERE service_id = $2), s AS (DELETE FROM court.service WHERE id = $2)
       DELETE FROM court.document WHERE id = $1`,
      [document.id, service.id],
      [{ kind: 'document', recordId: issue, number: document.number, title: document.title }],
    ],
  ];
  for (const [statement, values, expected] of cases) {
    await tampered(statement, values, async () => {
      for (const path of [`/api/v1/integrity?case=${caseId}`, '/api/v1/integrity']) {
        const found = await check(path);
        for (const item of expected) {
          const like = found.items.find(
            ({ kind, state }) => kind === item.kind && state === (item.state ?? 'missing'),
          );
          t.match(like, item, `${path}: ${statement}`);
        }
        t.ok(found.intact < found.checked);
      }
    });
  }
  t.match(await check(), { checked, intact }, 'put back, all agrees');
  t.equal(intact, checked);
});

t.test('a case that is gone with all its rows is still missed', async (t) => {
  const { document } = await signedFor();
  await tampered(
    `WITH r AS (DELETE FROM court.receipt), s AS (DELETE FROM court.service) DELETE FROM court.document`,
    [],
    async () => {
      const { items, intact } = await check('/api/v1/integrity');
      const gone = items.filter(({ state, stage }) => state === 'missing' && stage === 'row');
      t.ok(gone.some(({ kind, number }) => kind === 'document' && number === document.number));
      t.equal(intact, 0);
    },
  );
});

t.test('a row that was altered is named, with what it says otherwise', async (t) => {
  const { document, service, receipt } = await signedFor();
  const altered: readonly [string, unknown[], Partial<IntegrityItem>][] = [
    [
      `UPDATE court.receipt SET event = 'objected' WHERE record_id = $1`,
      [receipt],
      { kind: 'receipt', recordId: receipt, differs: ['event'] },
    ],
    [
      `UPDATE court.receipt SET act_time = act_time - interval '1 day', capacity = 'agent', reason = '因' WHERE record_id = $1`,
      [receipt],
      { kind: 'receipt', recordId: receipt, differs: ['actTime', 'capacity', 'reason'] },
    ],
    [
      `UPDATE court.receipt SET actor = NULL WHERE record_id = $1`,
      [receipt],
      { kind: 'receipt', recordId: receipt, differs: ['signer'] },
    ],
    [
      `UPDATE court.service SET state = 'refused' WHERE id = $1`,
      [service.id],
      { kind: 'service', recordId: service.chain.recordId, differs: ['state'] },
    ],
    [
      `UPDATE court.document SET title = '民事调解书', issued_at = issued_at - interval '1 day' WHERE id = $1`,
      [document.id],
      { kind: 'document', documentId: document.id, differs: ['actTime', 'title'] },
    ],
    [
      `UPDATE court.service SET record_id = $2 WHERE id = $1`,
      [service.id, Buffer.alloc(32, 9).toString('base64url')],
      { kind: 'service', state: 'notRecorded', stage: 'record' },
    ],
  ];
  for (const [statement, values, expected] of altered) {
    await tampered(statement, values, async () => {
      const { items } = await check();
      const bad = items.find(
        (item) =>
          item.state !== 'intact' && item.state !== 'missing' && item.kind === expected.kind,
      );
      t.match(bad, { state: 'altered', stage: 'record', ...expected }, statement);
    });
  }
  await tampered(
    `UPDATE court.document SET record_id = $2 WHERE id = $1`,
    [document.id, receipt],
    async () => {
      const bad = (await check()).items.filter(({ documentId }) => documentId === document.id);
      t.match(
        bad.find(({ kind }) => kind === 'document'),
        { state: 'altered', differs: ['record'] },
        'a row that names a record of another kind',
      );
    },
  );
  const after = await check();
  t.equal(after.intact, after.checked);
});

t.test('a key that was taken out of the list is missed', async (t) => {
  const { receipt } = await signedFor();
  const view = await litigant.ask<ServiceView[]>('GET', '/api/v1/services');
  t.ok(view.body.length > 0 && receipt !== '');
  const { rows } = await court.deployment.database.query<{ record_id: string }>(
    `SELECT record_id FROM court.signing_key WHERE role = 'litigant' ORDER BY not_before DESC LIMIT 1`,
  );
  const id = rows[0]?.record_id as string;
  await tampered('DELETE FROM court.signing_key WHERE record_id = $1', [id], async () => {
    const { items } = await check('/api/v1/integrity');
    t.match(
      items.filter(({ state }) => state !== 'intact'),
      [{ kind: 'key', recordId: id, state: 'missing', stage: 'row' }],
    );
  });
});
