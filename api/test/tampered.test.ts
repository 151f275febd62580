import {
  type CaseSummary,
  type Integrity,
  type Me,
  type PublicDocument,
  type RecordView,
  receiptSheet,
  type ServiceView,
} from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { issueAndServe, type Person, samplePdf } from './support/person.ts';

/** An administrator of the database changes rows: nobody is told that the ledger holds what it does not hold. */
let court: TestCourt;
let clerk: Person;
let litigant: Person;
let stranger: Person;
let document: { id: string; number: string; code: string; sha256: string; recordId: string };
let service: ServiceView;

const FORGED = Buffer.alloc(32, 7).toString('base64url');
const sql = (text: string, values: unknown[]) => court.deployment.database.query(text, values);
const settled = (id: string) => court.deployment.notary.whenSettled(id as never, 'proven', 20_000);
const lookUp = () =>
  stranger.ask<PublicDocument>('POST', '/api/v1/public/documents', {
    number: document.number,
    code: document.code,
  });
const receipt = () => litigant.raw('GET', `/api/v1/receipts/${signed}.pdf`);
let signed: string;

t.before(async () => {
  court = await testCourt();
  clerk = await court.person('bj-clerk');
  litigant = await court.person('zhangwei');
  stranger = court.stranger();
  const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  const caseId = found.body.items[0]?.id as string;
  const partyId = found.body.items[0]?.parties.find(({ name }) => name === '张未')?.id as string;
  const served = await issueAndServe(clerk, { caseId, partyId });
  const { id, number, code, sha256, chain } = served.document;
  document = { id, number, code, sha256, recordId: chain?.recordId as string };
  service = served.service;
});
t.teardown(() => court.close());

t.test('no answer for a person is kept by a cache', async (t) => {
  const inbox = await litigant.ask('GET', '/api/v1/services');
  t.match(inbox.headers.get('cache-control'), /no-store/);
  t.match((await lookUp()).headers.get('cache-control'), /no-store/);
  const refused = await stranger.ask('GET', '/api/v1/services');
  t.match(refused.headers.get('cache-control'), /no-store/);
});

t.test('before he opens it, no paper tells the recipient the code', async (t) => {
  const arrived = (await litigant.ask<ServiceView[]>('GET', '/api/v1/services')).body.find(
    ({ id }) => id === service.id,
  );
  const receiptId = arrived?.receipts[0]?.chain.recordId as string;
  await settled(receiptId);
  const me = (await litigant.ask<Me>('GET', '/api/v1/session')).body;
  const actor = { person: me.id, name: me.name, offices: [] };
  for (const id of [receiptId, service.chain.recordId, document.recordId]) {
    await settled(id);
    const sheet = await receiptSheet(court.deployment.deps.court, actor, id);
    t.notOk(JSON.stringify({ ...sheet, qrParts: [] }).includes(document.code));
  }
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  const sheet = await receiptSheet(court.deployment.deps.court, actor, document.recordId);
  t.match(sheet, { code: document.code, url: /#n=/ }, 'afterwards it does');
});

t.test('a file that only the tables know is not found to be on chain', async (t) => {
  const done = await litigant.sign(`/api/v1/services/${service.id}/signing`, { event: 'signed' });
  signed = done.body.recordId;
  await settled(signed);
  t.equal((await receipt()).status, 200);
  t.equal((await lookUp()).body.sha256, document.sha256);

  await sql(
    'UPDATE court.document SET sha256 = $1, issued_at = issued_at - $2::interval WHERE id = $3',
    [FORGED, '1 year', document.id],
  );
  const forged = await stranger.ask('GET', `/api/v1/public/digests/${FORGED}`);
  t.match(forged, { status: 409, body: { code: 'RECORD_DIFFERS' } });
  const found = await lookUp();
  t.equal(found.body.sha256, document.sha256, 'by number, the digest of the ledger is told');
  t.not(found.body.issuedAt.slice(0, 4), String(new Date().getFullYear() - 1), 'and its time');
  t.match(await receipt(), { status: 409 }, 'no paper with the other digest');
  const integrity = await clerk.ask<Integrity>('GET', '/api/v1/integrity');
  t.match(
    integrity.body.items.find(({ documentId }) => documentId === document.id),
    { state: 'altered', stage: 'record' },
  );
  await sql(
    'UPDATE court.document SET sha256 = $1, issued_at = issued_at + $2::interval WHERE id = $3',
    [document.sha256, '1 year', document.id],
  );
  t.equal((await receipt()).status, 200);
});

t.test('what happened to a service is told as the ledger holds it', async (t) => {
  await sql(`UPDATE court.receipt SET event = 'objected' WHERE record_id = $1`, [signed]);
  const events = (await lookUp()).body.services[0]?.events.map(({ event }) => event);
  t.ok(events?.includes('signed'));
  t.notOk(events?.includes('objected'));
  t.match(await receipt(), { status: 409 });
  await sql(
    `UPDATE court.receipt SET event = 'signed', act_time = act_time - interval '1 day' WHERE record_id = $1`,
    [signed],
  );
  t.match(await receipt(), { status: 409 });
  const told = (await lookUp()).body.services[0]?.events.map(({ event }) => event);
  t.equal(told?.at(-1), 'signed', 'in the order of the ledger');
  const node = await litigant.ask<RecordView>('GET', `/api/v1/records/${signed}`);
  const acted = Date.parse(node.body.node.actTime);
  t.ok(Date.parse(node.body.node.txTime as string) - acted < 3_600_000, 'the time of the ledger');
  await sql(
    `UPDATE court.receipt SET act_time = act_time + interval '1 day' WHERE record_id = $1`,
    [signed],
  );
  await sql(`UPDATE court.party SET name = '某甲' WHERE name = '张未'`, []);
  t.match(await receipt(), { status: 409 }, 'nor another name');
  await sql(`UPDATE court.party SET name = '张未' WHERE name = '某甲'`, []);
  t.equal((await receipt()).status, 200);
});

t.test('another file put under the document is handed out to nobody', async (t) => {
  const other = await court.deployment.deps.court.files.put(await samplePdf());
  const point = (sha256: string) =>
    sql('UPDATE court.document SET sha256 = $1 WHERE id = $2', [sha256, document.id]);
  const files = [`/api/v1/services/${service.id}/file`, `/api/v1/documents/${document.id}/file`];
  await point(other.sha256);
  t.match(await litigant.ask('GET', files[0] as string), {
    status: 409,
    body: { code: 'FILE_ALTERED' },
  });
  t.match(await clerk.ask('GET', files[1] as string), {
    status: 409,
    body: { code: 'FILE_ALTERED' },
  });
  await point(document.sha256);
  t.equal((await litigant.raw('GET', files[0] as string)).status, 200);
});

t.test('a document whose row names another record is told to no one', async (t) => {
  await sql('UPDATE court.document SET record_id = $1 WHERE id = $2', [signed, document.id]);
  t.match(await lookUp(), { status: 409, body: { code: 'RECORD_DIFFERS' } });
  await sql('UPDATE court.document SET record_id = $1 WHERE id = $2', [
    document.recordId,
    document.id,
  ]);
});
