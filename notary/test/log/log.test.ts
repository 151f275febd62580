import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  inclusionPath,
  leafHash,
  recordBytes,
  recordId,
  toBase64Url,
  verifyInclusion,
} from '@cunzheng/domain';
import t from 'tap';
import { anyRecord } from '../support/court-records.ts';
import { FakeLedger, recordWrite } from '../support/fake-ledger.ts';
import { openBench, temporaryDirectory, whenProven } from '../support/log-bench.ts';

t.test('takes the records of valid transactions in ledger order', async (t) => {
  const ledger = new FakeLedger();
  const { log } = await openBench(await temporaryDirectory(t), ledger);
  t.teardown(() => log.close());
  const [a, b, c, refused] = [anyRecord(), anyRecord(), anyRecord(), anyRecord()];
  ledger.append(
    { writes: [recordWrite(a), { key: 'other', value: Buffer.of(1) }] },
    { writes: [recordWrite(refused)], valid: false },
    { writes: [recordWrite(b)] },
  );
  ledger.record(c);
  await whenProven(log, 3);
  t.equal(log.size(), 3);
  t.match(await log.locate(recordId(a)), { index: 0, block: 1 });
  t.match(await log.locate(recordId(c)), { index: 2, block: 2 });
  t.equal(await log.locate(recordId(refused)), undefined);
  t.same(Buffer.from((await log.entry(1)).bytes), Buffer.from(recordBytes(b)));
});

t.test('publishes a checkpoint that every member has cosigned', async (t) => {
  const ledger = new FakeLedger();
  const dir = await temporaryDirectory(t);
  const { log } = await openBench(dir, ledger);
  t.teardown(() => log.close());
  const records = Array.from({ length: 300 }, anyRecord);
  ledger.record(...records);
  await whenProven(log, 300);
  const { checkpoint, note, signatures } = log.checkpoint() as NonNullable<
    ReturnType<typeof log.checkpoint>
  >;
  t.equal(signatures.length, 8);
  t.equal(await readFile(join(dir, 'log', 'checkpoint'), 'utf8'), note);
  for (const index of [0, 255, 256, 299]) {
    const { block, txTime } = (await log.locate(recordId(records[index] as never))) ?? {};
    t.equal(block, 1);
    t.equal(typeof txTime, 'number');
    const path = await inclusionPath(index, 300, log.node);
    const bytes = Buffer.concat([
      Buffer.of(1),
      u64(1),
      u64(txTime as number),
      recordBytes(records[index] as never),
    ]);
    verifyInclusion(index, 300, leafHash(bytes), path, checkpoint.root);
  }
  t.equal(toBase64Url(checkpoint.root).length, 43);
});

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}
