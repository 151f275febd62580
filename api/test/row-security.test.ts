import { randomUUID } from 'node:crypto';
import {
  type Actor,
  asActor,
  type CaseSummary,
  openPool,
  type Pool,
  type ServiceView,
  seedId,
} from '@cunzheng/gateway';
import t, { type Test } from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { type Person, samplePdf } from './support/person.ts';

/** A document of 京0491 issued, served, opened and signed for by 张未. Returns its number and code. */
async function story(court: TestCourt): Promise<{ number: string; code: string }> {
  const clerk = await court.person('bj-clerk');
  const { body } = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  const found = body.items[0] as CaseSummary;
  const { id, number, code } = (await clerk.upload(found.id, { pdf: await samplePdf() })).body;
  t.equal((await clerk.sign(`/api/v1/documents/${id}/signing`)).status, 201);
  const recipients = found.parties.filter(({ name }) => name === '张未').map((party) => party.id);
  const sent = await clerk.ask<ServiceView[]>('POST', `/api/v1/documents/${id}/services`, {
    recipients,
    channel: 'platform',
  });
  const service = sent.body[0]?.id;
  const party = await court.person('zhangwei');
  await party.ask('GET', '/api/v1/services');
  await party.ask('POST', `/api/v1/services/${service}/open`);
  const signed = await party.sign(`/api/v1/services/${service}/signing`, { event: 'signed' });
  t.equal(signed.status, 201);
  return { number, code };
}

/** Every record of the outbox, asked for without any filter. */
async function outbox(court: TestCourt, actor: Actor): Promise<{ court: string; kind: string }[]> {
  const { store } = asActor(court.deployment.deps.court, actor);
  return store.transaction(async ({ client }) => {
    const { rows } = await client.query(
      'SELECT court, body::json->>$1 AS kind FROM notary.record',
      ['kind'],
    );
    return rows as { court: string; kind: string }[];
  });
}

const litigant = (account: string): Actor => ({ person: seedId(account), name: '', offices: [] });
const judge = (short: string, code: string): Actor => ({
  person: seedId(`${short}-judge`),
  name: '',
  offices: [{ court: code, role: 'judge' }],
});

async function demandOutboxGuarded(t: Test, court: TestCourt): Promise<void> {
  const own = await outbox(court, judge('bj', '京0491'));
  t.ok(own.length >= 5 && own.every((row) => row.court === '京0491'), 'an official’s own court');
  const other = await outbox(court, judge('hz', '浙0192'));
  t.ok(other.length > 0 && other.every((row) => row.court === '浙0192'), 'and another’s');
  const kinds = (await outbox(court, litigant('zhangwei'))).map(({ kind }) => kind).sort();
  t.strictSame(kinds, ['key', 'receipt', 'receipt', 'receipt', 'service'], 'a recipient’s own');
  t.strictSame(await outbox(court, litigant('lina')), [], 'nothing of the other party’s');
}

t.test('what opens hidden fields is kept apart as the tables are', async (t) => {
  const court = await testCourt();
  t.teardown(() => court.close());
  await story(court);
  await demandOutboxGuarded(t, court);
  const { rows } = await court.deployment.database.query<{ name: string; held: boolean }>(
    `SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS held FROM pg_class
     WHERE relnamespace IN ('court'::regnamespace, 'notary'::regnamespace) AND relkind = 'r'`,
  );
  // Calls under way and errands name records by their ids, batches and checkpoints are roots, and how far the ledger was read is no court's matter; the
  // role of the court's statements may read none of them.
  const apart = ['batch', 'migrations', 'call', 'progress', 'errand', 'checkpoint'];
  for (const { name, held } of rows.filter((row) => !apart.includes(row.name))) t.ok(held, name);
  const { store } = asActor(court.deployment.deps.court, judge('bj', '京0491'));
  for (const name of apart) {
    const asked = store.transaction(({ client }) => client.query(`SELECT FROM notary."${name}"`));
    await t.rejects(asked, { code: '42501' }, name);
  }
});

t.test('a database whose role may make no role serves the same, and is bound itself', async (t) => {
  const name = `plain_${process.pid}`;
  let admin: Pool | undefined;
  const court = await testCourt({}, async (url) => {
    admin = openPool(url, () => {});
    const password = randomUUID();
    await admin.query(`CREATE ROLE ${name} LOGIN NOCREATEROLE NOBYPASSRLS PASSWORD '${password}'`);
    await admin.query(`ALTER DATABASE "${new URL(url).pathname.slice(1)}" OWNER TO ${name}`);
    const own = new URL(url);
    Object.assign(own, { username: name, password });
    return own.href;
  });
  t.teardown(async () => {
    await court.app.close();
    await court.deployment.close();
    await admin?.query(`REASSIGN OWNED BY ${name} TO CURRENT_USER`);
    await admin?.query(`DROP OWNED BY ${name}`);
    await admin?.query(`DROP ROLE ${name}`);
    await admin?.end();
    await court.close();
  });
  const { rows } = await court.deployment.database.query('SELECT current_user AS is');
  t.match(rows, [{ is: name }]);
  const { number, code } = await story(court);
  const stranger: Person = court.stranger();
  const shown = await stranger.ask('POST', '/api/v1/public/documents', { number, code });
  t.equal(shown.status, 200);
  await demandOutboxGuarded(t, court);
});
