/**
 * A process with ledger, log and notary in folder argv[2] and database argv[3] that records one story (serial argv[5])
 * and kills itself at the step argv[4] of its way to the ledger, or says `settled` and waits to be killed.
 */

import type { DocumentRecord } from '@cunzheng/domain';
import pg from 'pg';
import type { Ledger, LedgerCall } from '../../src/ledger/port.ts';
import { openNotary } from '../../src/notary.ts';
import { idsOf, makeStory, openChain, recordAct, sceneOf } from './court.ts';
import { endWithParent } from './end-with-parent.ts';
import { recordsIn, spoil } from './spoiled-ledger.ts';

const [dir, connectionString, step, serial] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
];

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('still alive');
}

/** The steps between the commit of the act and the stored outcome. */
function deadly(ledger: Ledger): Ledger {
  const real = spoil(ledger, () => undefined);
  let prepared = 0;
  return {
    ...real,
    prepare: async (call) => {
      // Prepared once for its id, and again, with the call stored, to be submitted.
      const { txId, submit } = await ledger.prepare(call);
      // What an earlier process left is recovered first; the steps are those of our own act.
      if (!carriesOurs(call)) return { txId, submit };
      if (step === 'beforeCallIsStored' && ++prepared === 1) die();
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

function carriesOurs(call: LedgerCall): boolean {
  return recordsIn(call).some(({ number }) => number === ours);
}

endWithParent();
const chain = await openChain(dir);
const records = makeStory(sceneOf(chain), Number(serial));
const ours = (records[1] as DocumentRecord).number;
const pool = new pg.Pool({ connectionString });
const notary = await openNotary({ database: pool, ledger: deadly(chain.ledger), log: chain.log });
process.stdout.write(`${JSON.stringify(idsOf(records))}\n`);
const ids = await recordAct(pool, notary, records);
if (step === 'afterCommit') die();
await notary.whenSettled(ids[2] as never, step === 'recorded' ? 'recorded' : 'proven', 20_000);
process.stdout.write('"settled"\n');
setInterval(() => {}, 1000);
