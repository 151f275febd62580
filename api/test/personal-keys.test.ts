import type { RecordId } from '@cunzheng/domain';
import { type CaseSummary, openPool, rotateKeys, rotationStatus } from '@cunzheng/gateway';
import t from 'tap';
import { testCourt } from './support/deployment.ts';
import { issueAndServe } from './support/person.ts';

t.setTimeout(120_000);
const court = await testCourt();
t.teardown(() => court.close());
const { notary, database } = court.deployment;
const own = new URL(court.config.databaseUrl as string);
own.searchParams.set('options', '-c cunzheng.scope=house');
const house = openPool(`${own}`, () => {});
t.teardown(() => house.end());
const parts = {
  database: house,
  files: court.deployment.deps.court.files,
  keyFile: court.config.personalKeys,
};

interface Kept {
  readonly id: string;
  readonly openings: unknown;
}
const kept = async (table: string) =>
  (
    await database.query<Kept>(
      `SELECT id, openings FROM notary.${table} WHERE openings IS NOT NULL`,
    )
  ).rows;

t.test('openings lie sealed; proofs are the same bytes before and after', async (t) => {
  const clerk = await court.person('bj-clerk');
  const { body } = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  const found = body.items[0] as CaseSummary;
  const partyId = found.parties.find(({ name }) => name === '张未')?.id as string;
  await clerk.ask('GET', `/api/v1/cases/${found.id}`);
  const { service, document } = await issueAndServe(clerk, { caseId: found.id, partyId });
  const litigant = await court.person('zhangwei');
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  const signed = await litigant.sign(`/api/v1/services/${service.id}/signing`, { event: 'signed' });
  const id = signed.body.recordId as RecordId;
  // All of it, also what was noted beside: a record that comes later would make other proofs.
  const { rows: records } = await house.query<{ id: RecordId }>('SELECT id FROM notary.record');
  for (const record of records) await notary.whenSettled(record.id, 'proven', 20_000);
  for (const table of ['record', 'leaf']) {
    const rows = await kept(table);
    t.ok(rows.length > 0);
    for (const row of rows) t.match(row.openings, /^1\.1\./, `${table} is sealed`);
  }
  const at = court.deployment.deps.log.checkpoint()?.checkpoint.size;
  const proofs = () => Promise.all([notary.proof(id, 'full'), notary.proof(id, 'compact')]);
  const before = await proofs();
  const opened = await notary.openings(id);
  // As rows of an older version are.
  await house.query(`UPDATE notary.record SET openings = $1::json WHERE id = $2`, [
    JSON.stringify(opened),
    id,
  ]);
  t.strictSame(await notary.openings(id), opened, 'old rows are read');
  const clear = (await rotationStatus(parts)).uses.filter(({ key }) => key === '-');
  t.match(clear, [{ where: 'notary.record.openings', count: 1 }]);
  const rotated = await rotateKeys(parts);
  t.equal(rotated.added, false, 'what lies in the clear is sealed first');
  const next = await rotateKeys(parts);
  t.match(next, { key: '2', added: true });
  for (const row of await kept('record')) t.match(row.openings, /^1\.2\./);
  t.equal(court.deployment.deps.log.checkpoint()?.checkpoint.size, at, 'nothing was recorded');
  t.strictSame(
    (await proofs()).map((bytes) => Buffer.from(bytes).toString('base64')),
    before.map((bytes) => Buffer.from(bytes).toString('base64')),
  );
  const again = await clerk.ask('GET', `/api/v1/documents/${document.id}/file`);
  t.equal(again.status, 200, 'the server that runs goes on with the new key');
  const leaves = await kept('leaf');
  t.ok(leaves.every(({ openings }) => String(openings).startsWith('1.2.')));
});
