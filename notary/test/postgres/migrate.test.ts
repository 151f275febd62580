import pg from 'pg';
import t from 'tap';
import { migrate } from '../../src/postgres/migrate.ts';
import { testDatabase } from '../../src/postgres/testing.ts';

const database = await testDatabase();
const pool = new pg.Pool({ connectionString: database.url });
t.teardown(async () => {
  await pool.end();
  await database.drop();
});

const FIRST = { id: 'one', sql: 'create table thing (n integer)' };
const SECOND = { id: 'two', sql: 'insert into thing values (1)' };

async function things(schema: string): Promise<number> {
  return (await pool.query(`select count(*)::int as n from ${schema}.thing`)).rows[0].n;
}

t.test('migrations run once, in order, whoever starts them', async (t) => {
  await migrate(pool, 'a', [FIRST]);
  await Promise.all([1, 2, 3].map(() => migrate(pool, 'a', [FIRST, SECOND])));
  t.equal(await things('a'), 1);
});

t.test('a migration that fails leaves nothing behind', async (t) => {
  await t.rejects(migrate(pool, 'b', [FIRST, { id: 'bad', sql: 'select nonsense' }]), {
    code: '42703',
  });
  const { rows } = await pool.query(`select to_regclass('b.thing') as thing`);
  t.same(rows, [{ thing: null }]);
});

t.test('an applied migration whose text changed is refused', async (t) => {
  await migrate(pool, 'c', [FIRST, SECOND]);
  const changed = { ...SECOND, sql: 'insert into thing values (2)' };
  await t.rejects(migrate(pool, 'c', [FIRST, changed]), { code: 'MIGRATION_DIFFERS' });
  await t.rejects(migrate(pool, 'c', [SECOND, FIRST]), { code: 'MIGRATION_DIFFERS' });
  await t.rejects(migrate(pool, 'c', [FIRST]), { code: 'MIGRATION_DIFFERS' });
  t.equal(await things('c'), 1);
});
