import { migrate } from '@cunzheng/notary/postgres';
import { testDatabase } from '@cunzheng/notary/postgres/testing';
import { getTableConfig } from 'drizzle-orm/pg-core';
import t from 'tap';
import { storeFault } from '../../src/store/faults.ts';
import { guardedRole } from '../../src/store/guarded-role.ts';
import { COURT_MIGRATIONS } from '../../src/store/migrations.ts';
import { openPool } from '../../src/store/pool.ts';
import { TABLES } from '../../src/store/schema.ts';
import { openStore } from '../../src/store/store.ts';

const database = await testDatabase();
const pool = openPool(database.url, () => {});
t.teardown(async () => {
  await pool.end();
  await database.drop();
});
await migrate(pool, 'court', COURT_MIGRATIONS);

t.test('migrations make exactly the tables and columns that the program knows', async (t) => {
  const { rows } = await pool.query<{ name: string; nullable: string }>(
    `SELECT table_name || '.' || column_name AS name, is_nullable AS nullable
     FROM information_schema.columns WHERE table_schema = 'court' AND table_name <> 'migrations' ORDER BY 1`,
  );
  const made = rows.map(({ name, nullable }) => `${name} ${nullable}`).sort();
  const known = Object.values(TABLES).flatMap((table) => {
    const { name, columns } = getTableConfig(table);
    return columns.map((column) => `${name}.${column.name} ${column.notNull ? 'NO' : 'YES'}`);
  });
  t.strictSame(made, known.sort());
});

/** A notice may be of nobody's court: of a person's own account. */
const NOTICES = ['notice', 'notice_delivery', 'notice_preference', 'notice_language'];

t.test('every table of a court carries the court', async (t) => {
  const ofPersons = [
    ...['person', 'session', 'challenge', 'court', 'listed_court', 'contact', 'password', 'totp'],
    ...['recovery_code', 'passkey', 'ceremony', 'throttle', 'known_device'],
    ...['phone_code', 'identity_photo', 'provider_call', 'proofing_event', 'proofing'],
    ...['recovery', 'recovery_photo', 'helper_pass', 'hand_over', 'unified_account'],
    'erasure',
    ...NOTICES,
  ];
  for (const table of Object.values(TABLES)) {
    const { name, columns } = getTableConfig(table);
    if (ofPersons.includes(name)) continue;
    t.ok(
      columns.some((column) => column.name === 'court' && column.notNull),
      name,
    );
  }
});

t.test('a transaction that throws leaves nothing behind', async (t) => {
  const store = openStore(pool, await guardedRole(pool)).as({ as: 'house', task: 'seed' });
  const row = { code: '京0491', name: 'x', member: 'BjicMSP', systemTag: 'x' };
  const failing = store.transaction(async ({ db }) => {
    await db.insert(TABLES.court).values(row);
    throw new Error('on purpose');
  });
  await t.rejects(failing, /on purpose/);
  t.strictSame(await store.db.select().from(TABLES.court), []);
});

t.test('a database that does not answer is known as such', async (t) => {
  const nowhere = openPool('postgres://nobody@127.0.0.1:1/none', () => {});
  const error = await openStore(nowhere, undefined)
    .db.select()
    .from(TABLES.court)
    .catch((fault: unknown) => fault);
  t.match(storeFault(error), { code: 'DATABASE_UNAVAILABLE' });
  await nowhere.end();
  t.equal(storeFault(new TypeError('mistake')), undefined);
  t.equal(storeFault('text'), undefined);
});
