import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { getTableConfig } from 'drizzle-orm/pg-core';
import pg from 'pg';
import t from 'tap';
import { asHouse } from '../../src/access/scoped.ts';
import { addContact, contactsOf } from '../../src/personal/contacts.ts';
import { retireKey, rotateKeys, rotationStatus } from '../../src/personal/rotation.ts';
import { SEALED_COLUMNS, SEALED_FILES } from '../../src/personal/sealed-columns.ts';
import { seedId } from '../../src/seeds/plant.ts';
import { TABLES } from '../../src/store/schema.ts';
import { identityPhoto } from '../../src/store/tables/accounts.ts';
import { openTestCourt } from '../support/court.ts';

const opened = await openTestCourt();
const { court, dir } = opened;
const keyFile = join(dir, 'keys', 'personal.json');
// The scope of the house, as the command takes it.
const { connectionString } = opened.pool.options;
const database = new pg.Pool({ connectionString, options: '-c cunzheng.scope=house' });
t.teardown(async () => {
  await database.end();
  await opened.close();
});
const parts = { database, files: court.files, keyFile };
const house = asHouse(court, 'sweep');
const me = seedId('zhangwei');
const MANY = 450;
const PHOTO = '5f0b9d7e-6c3b-4a27-9d3e-0b1f4c1d2e3f';

t.before(async () => {
  await house.store.transaction(async (unit) => {
    for (let i = 0; i < MANY; i++) {
      const address = `138${String(10_000_000 + i)}`;
      await addContact(court, unit, { person: me, kind: 'mobile', address, verified: true });
    }
    const bytes = court.vault.sealBytes(Buffer.from('照片'), `photo/${PHOTO}`);
    const { sha256, size } = await court.files.put(bytes);
    const row = { id: PHOTO, person: me, side: 'front', sha256, type: 'image/png', size };
    await unit.db.insert(identityPhoto).values({ ...row, takenAt: new Date(court.clock()) });
  });
});

t.test('every column with sealed values is in the list, and only what is there', async (t) => {
  const listed = new Set(SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`));
  const there = Object.values(TABLES).flatMap((table) => {
    const { name, columns } = getTableConfig(table);
    return columns.map((column) => `court.${name}.${column.name}`);
  });
  for (const name of there.filter((each) => /\.[a-z_]*sealed[a-z_]*$/.test(each)))
    t.ok(listed.has(name), `${name} is in SEALED_COLUMNS`);
  const files = SEALED_FILES.map(({ table, column }) => `${table}.${column}`);
  for (const name of [...listed, ...files].filter((each) => each.startsWith('court.')))
    t.ok(there.includes(name), `${name} is a column`);
});

t.test('a rotation cut short after any batch is finished by the next call', async (t) => {
  for (let stopAt = 1; ; stopAt++) {
    let told = 0;
    const onProgress = () => {
      told += 1;
      if (told === stopAt) throw new Error('cut short');
    };
    const ended = await rotateKeys({ ...parts, onProgress }).then(
      () => true,
      () => false,
    );
    if (ended) break;
    const cut = await rotationStatus(parts);
    const left = cut.uses.some(({ key }) => key !== cut.current);
    const rest = await rotateKeys(parts);
    t.equal(rest.added, !left, 'what was begun is finished first');
    const { current, uses } = await rotationStatus(parts);
    t.ok(!left || current === cut.current);
    t.ok(
      uses.every(({ key }) => key === current),
      `cut at ${stopAt}, all is anew`,
    );
  }
  const rows = await contactsOf(house, house.store.db, me);
  t.equal(rows.length, MANY);
  const [photo] = await house.store.db.select().from(identityPhoto);
  const sealed = await readFile(court.files.path(photo?.sha256 as never));
  t.equal(Buffer.from(court.vault.openBytes(sealed, `photo/${PHOTO}`)).toString(), '照片');
});

t.test('a vault that is open seals with the new key without being opened again', async (t) => {
  const before = court.vault.seal('x', 'p');
  const digest = court.vault.digest('mobile', '1');
  const { key } = await rotateKeys(parts);
  t.equal(court.vault.seal('x', 'p').split('.')[1], key);
  t.ok(court.vault.isStale(before));
  t.equal(court.vault.open(before, 'p'), 'x', 'the old key is in the file still');
  t.equal(court.vault.digest('mobile', '1'), digest, 'look-ups stand');
});

t.test('a key is dropped only when it was asked for and seals nothing', async (t) => {
  const { current, keys } = await rotationStatus(parts);
  const old = keys.find((key) => key !== current) as string;
  const late = Date.now() + 3_600_000;
  t.strictSame(await retireKey(parts, 'none', late), { outcome: 'unknown' });
  t.strictSame(await retireKey(parts, current, late), { outcome: 'current' });
  t.strictSame(await retireKey(parts, old, Date.now()), { outcome: 'tooSoon' });
  const [row] = await house.store.db.select().from(TABLES.contact).limit(1);
  await house.store.db
    .update(TABLES.contact)
    .set({ sealed: String(row?.sealed).replace(`1.${current}.`, `1.${old}.`) });
  t.match(await retireKey(parts, old, late), {
    outcome: 'used',
    uses: [{ key: old, where: 'court.contact.sealed', count: MANY }],
  });
  await house.store.db.delete(TABLES.contact);
  t.strictSame(await retireKey(parts, old, late), { outcome: 'retired' });
  t.notOk((await rotationStatus(parts)).keys.includes(old));
  await utimes(keyFile, new Date(), new Date());
  t.throws(() => court.vault.open(`1.${old}.AAAA`, 'p'), { code: 'SEAL_KEY_MISSING' });
});
