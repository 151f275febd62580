import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LeafId } from '@cunzheng/domain';
import type pg from 'pg';
import t, { type Test } from 'tap';
import { listPath } from '../../src/batches/leaf-lists.ts';
import { openNotary } from '../../src/notary.ts';
import {
  batchesOnChain,
  type Chain,
  countUpTo,
  leafPlaces,
  noteActs,
  openTestNotary,
  temporaryFolder,
  temporaryPool,
} from '../support/court.ts';

const WAIT_MS = 30_000;
t.setTimeout(180_000);

/** A notary over the same chain and lists with another database. */
async function openBeside(t: Test, chain: Chain, dir: string, pool?: pg.Pool) {
  const database = pool ?? (await temporaryPool(t));
  const { ledger, log } = chain;
  const notary = await openNotary({ database, ledger, log, leaves: leafPlaces(dir) });
  t.teardown(() => notary.close());
  return { notary, pool: database };
}

t.test('a database that was put back finds its batches again, and numbers go on', async (t) => {
  const { notary, pool, chain, dir } = await openTestNotary(t);
  const [old] = (await noteActs(pool, notary, countUpTo(3))) as [LeafId];
  await notary.whenLeafSettled(old, 'proven', WAIT_MS);
  const [waiting, lost] = (await noteActs(pool, notary, countUpTo(2))) as [LeafId, LeafId];
  await notary.whenLeafSettled(waiting, 'proven', WAIT_MS);
  await notary.close();
  // As a backup from before the second batch was cut has it: one of its leaves waits, the other was not there yet.
  await pool.query('delete from notary.batch where seq = 2');
  await pool.query('delete from notary.leaf where id = $1', [lost]);
  await pool.query('update notary.leaf set batch = null, position = null where batch = 2');

  const again = await openBeside(t, chain, dir, pool);
  await again.notary.whenLeafSettled(waiting, 'proven', WAIT_MS);
  const [fresh] = (await noteActs(pool, again.notary, [9])) as [LeafId];
  t.match(await again.notary.whenLeafSettled(fresh, 'proven', WAIT_MS), { seq: 3, position: 0 });
  t.match((await again.notary.leafStatuses([lost])).get(lost), { seq: 2, position: 1 });
  t.same(
    (await batchesOnChain(chain.ledger)).map(({ seq, size }) => [seq, size]),
    [
      [1, 3],
      [2, 2],
      [3, 1],
    ],
    'the leaf that waited is in no second batch',
  );
  t.equal((await again.notary.leafOpenings([waiting])).size, 1, 'what opens it was kept');
  t.equal((await again.notary.leafOpenings([lost])).size, 0, 'openings lie in SQL alone');
  t.ok((await again.notary.leafProof(lost)).length > 0);
});

t.test('rebuild brings all leaves of an empty database back from their lists', async (t) => {
  const { notary, pool, chain, dir } = await openTestNotary(t);
  const ids = await noteActs(pool, notary, countUpTo(5));
  await notary.whenLeafSettled(ids[0] as LeafId, 'proven', WAIT_MS);
  const other = await openBeside(t, chain, dir);
  t.equal((await other.notary.leafStatuses(ids)).size, 0);
  t.equal(await other.notary.rebuild(), 1);
  t.equal(await other.notary.rebuild(), 0, 'again, with the same result');
  const states = [...(await other.notary.leafStatuses(ids)).values()];
  t.same(
    states.map(({ state, seq }) => [state, seq]),
    ids.map(() => ['proven', 1]),
  );
  const rows = async (database: pg.Pool) =>
    (await database.query('select court, seq, root, tx_id, block, recorded from notary.batch'))
      .rows;
  t.same(await rows(other.pool), await rows(pool), 'transaction and block are those of the first');
});

t.test('rebuild leaves batches alone whose lists are another’s', async (t) => {
  const { notary, pool, chain } = await openTestNotary(t);
  const [id] = (await noteActs(pool, notary, [1])) as [LeafId];
  await notary.whenLeafSettled(id, 'proven', WAIT_MS);
  const stranger = await openBeside(t, chain, await temporaryFolder(t));
  t.equal(await stranger.notary.rebuild(), 0);
  t.equal((await stranger.pool.query('select from notary.batch')).rowCount, 0);
});

t.test('a batch cut under a number that the chain has is taken apart and cut anew', async (t) => {
  const one = await openTestNotary(t);
  const { chain, dir } = one;
  const [a] = (await noteActs(one.pool, one.notary, [1])) as [LeafId];
  await one.notary.whenLeafSettled(a, 'proven', WAIT_MS);
  const two = await openBeside(t, chain, dir);
  const [b] = (await noteActs(two.pool, two.notary, [2, 3])) as [LeafId];
  t.match(await two.notary.whenLeafSettled(b, 'proven', WAIT_MS), { seq: 2 });
  // The first has not heard of it and cuts the second batch too.
  const [c] = (await noteActs(one.pool, one.notary, [4])) as [LeafId];
  t.match(await one.notary.whenLeafSettled(c, 'proven', WAIT_MS), { seq: 3, position: 0 });
  t.same(
    (await batchesOnChain(chain.ledger)).map(({ seq, size }) => [seq, size]),
    [
      [1, 1],
      [2, 2],
      [3, 1],
    ],
  );
  t.match((await one.notary.leafStatuses([b])).get(b), { state: 'proven', seq: 2 });
});

t.test('a lost list is an alarm, and the numbers go on all the same', async (t) => {
  const { notary, pool, chain, dir } = await openTestNotary(t);
  const [id] = (await noteActs(pool, notary, [1])) as [LeafId];
  await notary.whenLeafSettled(id, 'proven', WAIT_MS);
  const [batch] = await batchesOnChain(chain.ledger);
  for (const place of ['leaf-lists', 'leaf-copies'])
    await rm(join(dir, place, listPath(batch?.root ?? '')));
  const other = await openBeside(t, chain, dir);
  const [next] = (await noteActs(other.pool, other.notary, [2])) as [LeafId];
  t.match(await other.notary.whenLeafSettled(next, 'proven', WAIT_MS), { seq: 2 });
  t.match(await other.notary.health(), { alarms: [/^LEAF_LIST_MISSING: .*batch 1 of 京0491/] });
});
