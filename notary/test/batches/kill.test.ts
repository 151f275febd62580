import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LeafId } from '@cunzheng/domain';
import t from 'tap';
import { leavesOf, listPath } from '../../src/batches/leaf-lists.ts';
import { leafHashOf } from '../../src/batches/tree.ts';
import { openNotary } from '../../src/notary.ts';
import { startChild, untilDead } from '../support/child.ts';
import {
  batchesOnChain,
  leafPlaces,
  openChain,
  temporaryFolder,
  temporaryPool,
} from '../support/court.ts';

const STEPS = [
  'afterCommit',
  'beforeCut',
  'beforeList',
  'beforeCopy',
  'beforeSubmit',
  'afterSubmit',
  'recorded',
  'proven',
];
t.setTimeout(240_000);

t.test('a process killed at any step loses no leaf and puts none into two batches', async (t) => {
  const dir = await temporaryFolder(t);
  const pool = await temporaryPool(t);
  const noted: LeafId[] = [];
  for (const step of STEPS) {
    const database = pool.options.connectionString as string;
    const child = startChild('batch-child.js', [dir, database, step]);
    noted.push(...((await child.next()) as unknown as LeafId[]));
    await untilDead(t, child, step);
  }
  const chain = await openChain(dir);
  t.teardown(() => chain.close());
  const leaves = leafPlaces(dir);
  const notary = await openNotary({ database: pool, ledger: chain.ledger, log: chain.log, leaves });
  t.teardown(() => notary.close());
  for (const id of noted)
    t.equal((await notary.whenLeafSettled(id, 'proven', 20_000)).state, 'proven');

  const batches = await batchesOnChain(chain.ledger);
  t.same(
    batches.map(({ seq }) => seq),
    batches.map((_, i) => i + 1),
    'numbered without a gap, none twice',
  );
  for (const place of [leaves.dir, leaves.copyDir]) {
    const listed = batches.flatMap(({ root }) =>
      leavesOf(readFileSync(join(place, listPath(root)), 'utf8')).map((body) =>
        leafHashOf(body).toString('base64url'),
      ),
    );
    t.same(listed.sort(), [...noted].sort(), 'each leaf once');
  }
  t.match(await notary.health(), { pendingLeaves: 0, alarms: [] });
});
