import type { RecordId } from '@cunzheng/domain';
import t from 'tap';
import { openNotary } from '../../src/notary.ts';
import { startChild, untilDead } from '../support/child.ts';
import { openChain, temporaryFolder, temporaryPool, timesOnChain } from '../support/court.ts';

const STEPS = [
  'afterCommit',
  'beforeCallIsStored',
  'beforeSubmit',
  'afterSubmit',
  'recorded',
  'proven',
];
t.setTimeout(180_000);

t.test('a process killed at any step loses nothing and records nothing twice', async (t) => {
  const dir = await temporaryFolder(t);
  const pool = await temporaryPool(t);
  const written: RecordId[] = [];
  for (const [i, step] of STEPS.entries()) {
    const child = startChild('notary-child.js', [
      dir,
      pool.options.connectionString as string,
      step,
      String(i + 1),
    ]);
    written.push(...((await child.next()) as unknown as RecordId[]));
    await untilDead(t, child, step);
  }
  const chain = await openChain(dir);
  t.teardown(() => chain.close());
  const notary = await openNotary({ database: pool, ledger: chain.ledger, log: chain.log });
  t.teardown(() => notary.close());
  for (const id of written)
    t.equal((await notary.whenSettled(id, 'proven', 20_000)).state, 'proven');
  const times = await timesOnChain(chain.ledger);
  t.same([...times.keys()].sort(), [...written].sort());
  t.same(new Set(times.values()), new Set([1]));
  t.match(await notary.health(), { pending: 0 });
  t.equal((await pool.query('select from notary.call')).rowCount, 0);
});
