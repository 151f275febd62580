import { batchKey } from '@cunzheng/chaincode/state';
import {
  type Batch,
  batchBytes,
  FIRST_PREV_ROOT,
  parseBatch,
  type Sha256,
  sha256Text,
  utf8,
} from '@cunzheng/domain';
import t, { type Test } from 'tap';
import type { LedgerWrite } from '../../src/ledger/port.ts';
import { anyRecord } from '../support/court-records.ts';
import { FakeLedger, recordWrite } from '../support/fake-ledger.ts';
import { openBench, temporaryDirectory, whenAlarmed, whenProven } from '../support/log-bench.ts';

const COURT = '京0491';

function rootOf(seq: number, court = COURT): Sha256 {
  return sha256Text(utf8(`${court} ${seq}`));
}

/** Batch `seq` of a court, in its place in the sequence unless changed. */
function batchWrite(seq: number, changes: Partial<Batch> = {}): LedgerWrite {
  const court = changes.court ?? COURT;
  const batch = {
    ...{ v: 1, court, seq, size: 3, root: rootOf(seq, court) },
    prevRoot: seq === 1 ? FIRST_PREV_ROOT : rootOf(seq - 1, court),
    ...changes,
  } as Batch;
  return { key: batchKey(court, seq), value: batchBytes(batch) };
}

async function bench(t: Test) {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { log } = await openBench(dir, ledger);
  t.teardown(() => log.close());
  return { dir, ledger, log };
}

t.test('batches are leaves of the log beside records, in key order', async (t) => {
  const { ledger, log } = await bench(t);
  const record = anyRecord();
  ledger.append({ writes: [batchWrite(1), recordWrite(record)], time: 17 });
  ledger.append({ writes: [batchWrite(2)] });
  ledger.append({ writes: [batchWrite(1, { court: '浙0192' })] });
  await whenProven(log, 4);
  t.same(await log.locateBatch(COURT, 1), { index: 0, block: 1, txTime: 17 });
  t.match(await log.locateBatch(COURT, 2), { index: 2, block: 2 });
  t.match(await log.locateBatch('浙0192', 1), { index: 3 });
  t.equal(await log.locateBatch(COURT, 3), undefined);
  const entry = await log.entry(2);
  t.equal(entry.kind, 'batch');
  t.match(parseBatch(entry.bytes), { seq: 2, prevRoot: rootOf(1) });
  t.same(log.alarms(), []);
});

const FAULTS: Readonly<Record<string, { writes: LedgerWrite[]; says: RegExp }>> = {
  'a number left out': { writes: [batchWrite(4)], says: /batch 4 is there, batch 3 is missing/ },
  'a first number that is not one': {
    writes: [batchWrite(2, { court: '浙0192' })],
    says: /batch 2 is there, batch 1 is missing/,
  },
  'a number used twice': { writes: [batchWrite(2, { size: 4 })], says: /second time/ },
  'an old number used again': { writes: [batchWrite(1)], says: /second time/ },
  'another root before it': {
    writes: [batchWrite(3, { prevRoot: rootOf(9) })],
    says: /another root/,
  },
  'a batch under another’s key': {
    writes: [{ key: batchKey(COURT, 3), value: batchWrite(4).value }],
    says: /another court or number/,
  },
  'a batch that is deleted': {
    writes: [{ key: batchKey(COURT, 2), value: undefined }],
    says: /deletes batch 2/,
  },
  'what is no batch': {
    writes: [{ key: batchKey(COURT, 3), value: utf8('{}') }],
    says: /cannot be read/,
  },
};

for (const [what, { writes, says }] of Object.entries(FAULTS)) {
  t.test(`the log stops before ${what}, also when it was opened anew`, async (t) => {
    for (const anew of [false, true]) {
      const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
      ledger.append({ writes: [batchWrite(1)] });
      ledger.append({ writes: [batchWrite(2)] });
      let { log } = await openBench(dir, ledger);
      await whenProven(log, 2);
      if (anew) {
        await log.close();
        ({ log } = await openBench(dir, ledger));
      }
      t.teardown(() => log.close());
      ledger.append({ writes });
      await whenAlarmed(log);
      t.match(log.alarms(), [{ code: 'LEDGER_CORRUPT', message: says }]);
      t.equal(log.checkpoint()?.checkpoint.size, 2, 'nothing more is signed');
    }
  });
}
