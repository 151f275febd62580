import type { RecordId } from '@cunzheng/domain';
import type { CaseSummary, KeyView, SignatureView } from '@cunzheng/gateway';
import t from 'tap';
import { testCourt } from './support/deployment.ts';
import { issueAndServe, type Person } from './support/person.ts';
import { unzip } from './support/unzip.ts';

t.setTimeout(120_000);
const court = await testCourt();
t.teardown(() => court.close());
const { database, notary } = court.deployment;
const clerk = await court.person('bj-clerk');
const litigant = await court.person('zhangwei');
const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
const { id: caseId, parties } = found.body.items[0] as CaseSummary;
const partyId = parties.find(({ name }) => name === '张未')?.id as string;

type Signatures = { items: SignatureView[]; total: number };
const signatures = async (person: Person, query = '') =>
  (await person.ask<Signatures>('GET', `/api/v1/account/signatures${query}`)).body;
const proven = (id: string) => notary.whenSettled(id as RecordId, 'proven', 20_000);

t.test('who has signed nothing has an empty list', async (t) => {
  for (const person of [clerk, litigant]) t.same(await signatures(person), { items: [], total: 0 });
  t.equal((await court.stranger().ask('GET', '/api/v1/account/signatures')).status, 401);
});

t.test('official and recipient each see what they signed, with key, state and proof', async (t) => {
  const { document, service } = await issueAndServe(clerk, { caseId, partyId });
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  const path = `/api/v1/services/${service.id}/signing`;
  const signed = await litigant.sign(path, { event: 'signed', capacity: 'self' });
  await litigant.sign(path, { event: 'objected', reason: '不同意' });
  await proven(signed.body.recordId);
  const mine = await signatures(litigant);
  t.match(mine, {
    total: 2,
    items: [
      { event: 'objected', asStaff: false, court: { code: '京0491' } },
      {
        ...{ event: 'signed', recordId: signed.body.recordId, chain: { state: 'proven' } },
        paper: {
          ...{ title: '民事判决书', number: document.number, documentId: document.id },
          ...{ caseNumber: '（2026）京0491民初1001号', serviceId: service.id, capacity: 'self' },
        },
        key: { revoked: false },
      },
    ],
  });
  const keys = (await litigant.ask<KeyView[]>('GET', '/api/v1/me/keys')).body;
  t.same(
    mine.items.map(({ key }) => key.recordId).sort(),
    keys.map(({ recordId }) => recordId).sort(),
    'each of its own sitting key',
  );
  t.same(await signatures(clerk), {
    total: 1,
    items: [
      {
        ...{ ...(await signatures(clerk)).items[0], event: 'issued', asStaff: true },
        paper: {
          ...{ title: '民事判决书', number: document.number, documentId: document.id },
          caseNumber: '（2026）京0491民初1001号',
        },
      },
    ],
  });
  const file = await litigant.raw('GET', `/api/v1/records/${mine.items[1]?.recordId}/proof`);
  t.equal(file.status, 200, 'its proof');
});

t.test('nobody sees another person’s, whatever his office', async (t) => {
  for (const account of ['bj-judge', 'bj-administrator', 'hz-clerk', 'chenmo', 'lina'])
    t.same(await signatures(await court.person(account)), { items: [], total: 0 }, account);
});

t.test('a key that is revoked is said to be', async (t) => {
  const [line] = (await signatures(litigant)).items;
  const id = line?.key.recordId;
  t.equal((await litigant.ask('POST', `/api/v1/me/keys/${id}/revocation`)).status, 201);
  t.match((await signatures(litigant)).items[0], { key: { recordId: id, revoked: true } });
});

t.test('what the table says other than the ledger is said to differ', async (t) => {
  const [, line] = (await signatures(litigant)).items;
  await database.query(`UPDATE court.signature SET event = 'refused' WHERE record_id = $1`, [
    line?.recordId,
  ]);
  t.match((await signatures(litigant)).items[1], {
    chain: { state: 'differs', differs: ['event'] },
  });
  await database.query(`UPDATE court.signature SET event = 'signed' WHERE record_id = $1`, [
    line?.recordId,
  ]);
});

t.test('who left the court keeps line and proof, and sees no paper of it', async (t) => {
  const [line] = (await signatures(clerk)).items;
  await proven(line?.recordId as string);
  await database.query(
    `UPDATE court.staff_role SET ends_at = now() WHERE person = (SELECT id FROM court.person WHERE account = 'bj-clerk')`,
  );
  const [kept] = (await signatures(clerk)).items;
  t.match(kept, { event: 'issued', court: { name: '北京互联网法院' }, chain: { state: 'proven' } });
  t.notOk(kept && 'paper' in kept);
  t.equal((await clerk.raw('GET', `/api/v1/records/${line?.recordId}/proof`)).status, 200);
  t.equal((await clerk.ask('GET', `/api/v1/documents/${line?.paper?.documentId}`)).status, 404);
  await database.query(
    `UPDATE court.staff_role SET ends_at = NULL WHERE person = (SELECT id FROM court.person WHERE account = 'bj-clerk')`,
  );
});

t.test('a long list has pages', async (t) => {
  const [line] = (await signatures(litigant)).items;
  await database.query(
    `INSERT INTO court.signature
     SELECT rpad('old' || n, 43, 'A'), court, person, key, purpose, event, subject, signed_at - make_interval(mins => n)
     FROM court.signature, generate_series(1, 25) AS n WHERE record_id = $1`,
    [line?.recordId],
  );
  const [first, second] = [await signatures(litigant), await signatures(litigant, '?page=2')];
  t.match([first.total, second.total], [27, 27]);
  t.match([first.items.length, second.items.length], [20, 7]);
  const times = [...first.items, ...second.items].map(({ signedAt }) => signedAt);
  t.same(times, [...times].sort().reverse(), 'by time');
  t.same((await signatures(litigant, '?page=3')).items, []);
  t.equal((await litigant.ask('GET', '/api/v1/account/signatures?page=0')).status, 400);
});

t.test('they are in the copy of one’s data', async (t) => {
  const archive = await litigant.raw('GET', '/api/v1/account/export');
  const files = unzip(Buffer.from(archive.bytes));
  t.ok([...files.keys()].includes('data/signatures.json'));
});
