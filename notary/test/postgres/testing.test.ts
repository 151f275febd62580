import pg from 'pg';
import t from 'tap';
import { testDatabase } from '../../src/postgres/testing.ts';

async function ask(url: string, text: string): Promise<pg.QueryResultRow> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(text)
    .then(({ rows }) => rows[0] as pg.QueryResultRow)
    .finally(() => client.end());
}

t.test('two databases of one process do not see each other', async (t) => {
  const [a, b] = await Promise.all([testDatabase(), testDatabase()]);
  await ask(a.url, 'create table only_here (n integer)');
  t.same(await ask(b.url, `select to_regclass('only_here') as found`), { found: null });
  await a.drop();
  t.ok(await ask(b.url, 'select 1 as one'), 'the server stays for the other');
  await b.drop();
});

t.test('a template is prepared once and copied', async (t) => {
  let prepared = 0;
  const template = {
    key: `template of ${process.pid}`,
    prepare: async (url: string) => {
      prepared++;
      await ask(url, 'create table ready as select 1 as n');
    },
  };
  const [a, b] = await Promise.all([testDatabase(template), testDatabase(template)]);
  t.equal(prepared, 1);
  t.same(await ask(a.url, 'select n from ready'), { n: 1 });
  await ask(a.url, 'delete from ready');
  t.same(await ask(b.url, 'select n from ready'), { n: 1 });
  await Promise.all([a.drop(), b.drop()]);
});
