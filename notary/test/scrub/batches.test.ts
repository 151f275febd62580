import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LeafId } from '@cunzheng/domain';
import { Level } from 'level';
import t from 'tap';
import { listPath } from '../../src/batches/leaf-lists.ts';
import { scrub } from '../../src/scrub/index.ts';
import { batchesOnChain, countUpTo, noteActs, openTestNotary } from '../support/court.ts';

const WAIT_MS = 30_000;
t.setTimeout(120_000);

const { notary, pool, chain, dir } = await openTestNotary(t);
for (const count of [5, 7]) {
  const ids = await noteActs(pool, notary, countUpTo(count));
  await notary.whenLeafSettled(ids[0] as LeafId, 'proven', WAIT_MS);
}
const [first, second] = await batchesOnChain(chain.ledger);
const paths = (root = '') =>
  ['leaf-lists', 'leaf-copies'].map((place) => join(dir, place, listPath(root))) as [
    string,
    string,
  ];
const [list, copy] = paths(first?.root);
const read = (restoreLists = false) => scrub({ dir, database: pool, restoreLists });

t.test('finds batches, their lists in both places and their rows whole', async (t) => {
  const report = await read();
  t.same(report.differences, []);
  t.match(report.checked, { batches: 2, leafLists: 4, leaves: 12 });
});

t.test('names a list that was altered or is missing, in either place', async (t) => {
  for (const path of [list, copy]) {
    const whole = await readFile(path, 'utf8');
    const changes: readonly (readonly [() => Promise<void>, RegExp])[] = [
      [() => writeFile(path, whole.replace('person.read', 'person.seen')), /other leaves/],
      [() => writeFile(path, whole.split('\n').reverse().join('\n')), /other leaves/],
      [() => writeFile(path, `${whole + whole.split('\n').at(-2)}\n`), /other leaves/],
      [() => writeFile(path, ''), /other leaves/],
      [() => rm(path), /is missing/],
    ];
    for (const [spoilList, why] of changes) {
      await spoilList();
      const { differences, intact } = await read();
      t.equal(intact, false);
      t.match(differences, [{ what: 'leafList', why }]);
      t.match(differences[0]?.where, `${path}: batch 1 of 京0491`);
      t.match(differences[0]?.why, /the other place has it/);
    }
    await writeFile(path, whole);
  }
});

t.test('writes a bad list anew from the other place when it is asked to', async (t) => {
  const whole = await readFile(list, 'utf8');
  await writeFile(list, whole.replace('person.read', 'person.seen'));
  await rm(dirname(paths(second?.root)[1]), { recursive: true });
  const { differences } = await read(true);
  t.match(differences, [
    { what: 'leafList', why: /written anew/ },
    { what: 'leafList', why: /written anew/ },
  ]);
  t.equal(await readFile(list, 'utf8'), whole);
  t.same((await read()).differences, [], 'and finds nothing afterwards');
});

t.test('says when neither place has a list', async (t) => {
  const whole = await readFile(list, 'utf8');
  await Promise.all([rm(list), rm(copy)]);
  const { differences } = await read(true);
  t.match(differences, [{ why: /neither place/ }, { why: /neither place/ }]);
  for (const path of [list, copy]) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, whole);
  }
});

t.test('names rows of leaves that were changed', async (t) => {
  const spoiled = async (statement: string, back: string) => {
    await pool.query(statement);
    const { differences } = await read();
    await pool.query(back);
    return differences;
  };
  t.match(
    await spoiled(
      "update notary.leaf set body = replace(body, 'person.read', 'person.seen') where batch = 1 and position = 0",
      "update notary.leaf set body = replace(body, 'person.seen', 'person.read')",
    ),
    [
      { what: 'leaf', why: /another text/ },
      { what: 'leaf', why: /other leaves/ },
    ],
  );
  t.match(
    await spoiled(
      'update notary.leaf set position = 1 - position where batch = 1 and position < 2',
      'update notary.leaf set position = 1 - position where batch = 1 and position < 2',
    ),
    [{ what: 'leaf', why: /other leaves/ }],
  );
  t.match(
    await spoiled(
      "update notary.leaf set openings = replace(openings::text, '3]', '4]')::json where batch = 1 and position = 3",
      "update notary.leaf set openings = replace(openings::text, '4]', '3]')::json where batch = 1 and position = 3",
    ),
    [{ what: 'leaf', why: /hold together/ }],
  );
  t.match(
    await spoiled(
      "insert into notary.batch (court, seq, member, size, root, prev_root, recorded) values ('京0491', 3, 'm', 1, 'r', 'p', true)",
      'delete from notary.batch where seq = 3',
    ),
    [{ what: 'leaf', why: /not on chain/ }],
  );
  const moved = [
    ["set block = block - 1, tx_id = 'x'", [/another block/, /another transaction/]],
    [
      "set root = replace(root, left(root, 1), '-')",
      [/another root than the chain/, /other leaves/],
    ],
  ] as const;
  const [row] = (await pool.query('select * from notary.batch where seq = 1')).rows;
  for (const [change, reasons] of moved) {
    const differences = await spoiled(
      `update notary.batch ${change} where seq = 1`,
      `update notary.batch set block = ${row.block}, tx_id = '${row.tx_id}', root = '${row.root}' where seq = 1`,
    );
    t.match(
      differences,
      reasons.map((why) => ({ what: 'leaf', why })),
      change,
    );
  }
  t.same((await read()).differences, []);
});

t.test('names a batch’s entry of the index that is gone or names another place', async (t) => {
  await notary.close();
  await chain.close();
  t.same((await read()).differences, [], 'nothing is locked now');
  const spoilIndex = async (key: string, value?: Uint8Array) => {
    const index = new Level<Uint8Array, Uint8Array>(join(dir, 'log/tree/index'), {
      keyEncoding: 'view',
      valueEncoding: 'view',
    });
    const before = (await index.get(Buffer.from(key))) as Uint8Array;
    if (value === undefined) await index.del(Buffer.from(key));
    else await index.put(Buffer.from(key), value);
    await index.close();
    return before;
  };
  const where = (seq: number) => `log/tree/index: batch ${seq} of 京0491`;
  const key = (seq: number) => `B京0491${String(seq).padStart(12, '0')}`;
  const second = await spoilIndex(key(2));
  t.match((await read()).differences, [{ what: 'index', where: where(2), why: /is missing/ }]);
  const first = await spoilIndex(key(1), second);
  t.match((await read()).differences, [
    { what: 'index', where: where(1), why: /another place/ },
    { what: 'index', where: where(2) },
  ]);
  for (let byte = 0; byte < 16; byte++) {
    const flipped = Uint8Array.from(first);
    flipped[byte] = (flipped[byte] as number) ^ 1;
    await spoilIndex(key(1), flipped);
    await spoilIndex(key(2), second);
    t.match((await read()).differences, [{ where: where(1) }], `byte ${byte}`);
  }
});
