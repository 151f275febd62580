import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseRecordKey } from '@cunzheng/chaincode/state';
import t from 'tap';
import { openEmbeddedLedger, readBlocks } from '../../../src/ledger/index.ts';
import { callOfRun } from '../../support/ledger-writer.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const WRITER = fileURLToPath(new URL('../../support/ledger-writer.js', import.meta.url));
const WIDTH = 64;
/** init, and four courts proposed once and approved twice. */
const FOUNDING_CALLS = 13;
/** Acknowledgements after which the writer is killed, a round each. */
const ROUNDS = [1, 40, 64, 150, 300];

interface Acknowledged {
  readonly index: number;
  readonly txId: string;
  readonly block: number;
}

/** Runs the writer and kills it at its `count`-th acknowledgement; gives all that it had printed by then. */
async function writeUntilKilled(dir: string, run: string, count: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [WRITER, dir, run], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const acknowledged: Acknowledged[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [index, txId, block] = line.split(' ') as [string, string, string];
    // The pipe may hold a last line that was cut.
    if (/^[0-9]+$/.test(block ?? '')) {
      acknowledged.push({ index: Number(index), txId, block: Number(block) });
    }
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  return acknowledged;
}

/** Everything acknowledged stands where it was said to, also for who submits all the calls again. */
async function checkRound(dir: string, run: string, acknowledged: readonly Acknowledged[]) {
  const lost: string[] = [];
  const ledger = await openEmbeddedLedger({ dir });
  for (const { txId, block } of acknowledged) {
    const found = await ledger.transaction(txId);
    if (found?.valid !== true || found.block !== block) lost.push(txId);
  }
  const started = Math.max(...acknowledged.map(({ index }) => index)) + WIDTH;
  const calls = Array.from({ length: started }, (_, index) => callOfRun(run, index));
  const results = await Promise.all(calls.map((call) => ledger.submit(call)));
  for (const { index, txId, block } of acknowledged) {
    if (results[index]?.txId !== txId || results[index]?.block !== block) lost.push(txId);
  }
  await ledger.close();
  return { lost, recorded: results.every(({ response }) => response.includes('"recorded"')) };
}

/** Reads the whole chain, which checks its hashes, and counts. */
async function count(dir: string) {
  const txIds: string[] = [];
  const recordKeys: string[] = [];
  const blocks = readBlocks(dir, 0);
  let next = await blocks.next();
  for (; next.done !== true; next = await blocks.next()) {
    for (const { txId, writes } of next.value.transactions) {
      txIds.push(txId);
      recordKeys.push(...writes.map(({ key }) => key).filter((key) => parseRecordKey(key)));
    }
  }
  return { txIds, recordKeys, torn: next.value.torn };
}

// Processes are started and much is written: machines differ.
t.setTimeout(120_000);

t.test('kill -9 loses nothing acknowledged and records nothing twice', async (t) => {
  const dir = temporaryFolder(t);
  for (const count of ROUNDS) {
    const run = `round ${count}`;
    const acknowledged = await writeUntilKilled(dir, run, count);
    t.ok(acknowledged.length >= count);
    t.same(await checkRound(dir, run, acknowledged), { lost: [], recorded: true }, run);
  }
  const { txIds, recordKeys, torn } = await count(dir);
  t.equal(torn, false);
  t.equal(new Set(txIds).size, txIds.length, 'no transaction stands twice');
  t.equal(new Set(recordKeys).size, recordKeys.length, 'no record stands twice');
  t.equal(recordKeys.length, txIds.length - FOUNDING_CALLS, 'each call wrote its record');
  const ledger = await openEmbeddedLedger({ dir });
  t.match(await ledger.compareState(), { different: 0 });
  await ledger.close();
});
