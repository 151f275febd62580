/**
 * A process with ledger, log and notary in folder argv[2] and database argv[3] that notes ten behaviours and kills itself
 * at the step argv[4] of their way to the ledger, or says `settled` and waits to be killed.
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Ledger, LedgerCall } from '../../src/ledger/port.ts';
import { openNotary } from '../../src/notary.ts';
import { countUpTo, leafPlaces, noteActs, openChain } from './court.ts';
import { endWithParent } from './end-with-parent.ts';
import { spoil } from './spoiled-ledger.ts';

const [dir, connectionString, step] = process.argv.slice(2) as [string, string, string];

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
}

let noted = false;

/** The steps between the cut and the stored outcome; what an earlier process left is let through. */
function deadly(ledger: Ledger): Ledger {
  let prepared = 0;
  return {
    ...spoil(ledger, () => undefined),
    prepare: async (call: LedgerCall) => {
      const { txId, submit } = await ledger.prepare(call);
      if (!noted || call.name !== 'recordBatch') return { txId, submit };
      prepared++;
      if (step === 'beforeCut' && prepared === 1) die();
      return {
        txId,
        submit: async () => {
          if (step === 'beforeSubmit') die();
          const result = await submit();
          if (step === 'afterSubmit') die();
          return result;
        },
      };
    },
  };
}

/** A place that cannot be written, as long as this process lives: it stands in a file. */
async function placesFor(): Promise<ReturnType<typeof leafPlaces>> {
  const barred = join(dir, `barred-${process.pid}`);
  await writeFile(barred, '');
  const places = leafPlaces(dir);
  if (step === 'beforeList') return { ...places, dir: join(barred, 'lists') };
  return step === 'beforeCopy' ? { ...places, copyDir: join(barred, 'copies') } : places;
}

endWithParent();
const chain = await openChain(dir);
const pool = new pg.Pool({ connectionString });
const notary = await openNotary({
  database: pool,
  ledger: deadly(chain.ledger),
  log: chain.log,
  leaves: await placesFor(),
});
// What an earlier process left goes first, unless this one cannot write at all.
const isBarred = step === 'beforeList' || step === 'beforeCopy';
while (!isBarred && (await notary.health()).pendingLeaves > 0)
  await new Promise((resolve) => setImmediate(resolve));
noted = true;
const ids = await noteActs(pool, notary, countUpTo(10));
process.stdout.write(`${JSON.stringify(ids)}\n`);
if (step === 'afterCommit') die();
if (isBarred) {
  while (!(await notary.health()).alarms.join().includes('list of leaves'))
    await new Promise((resolve) => setImmediate(resolve));
  die();
}
await notary.whenLeafSettled(ids[9] as never, step === 'recorded' ? 'recorded' : 'proven', 20_000);
process.stdout.write('"settled"\n');
setInterval(() => {}, 1000);
