import t, { type Test } from 'tap';
import { fabricFor, namespacesMissing } from '../house/fabric.ts';
import { type Bench, openBench } from './bench.ts';
import { checkAll } from './check.ts';
import { moveClock } from './clock.ts';
import { answerOtherwise, stopContract } from './contract.ts';
import { cutOff } from './cut.ts';
import { copyDisk, flipByte, rollBack } from './disk.ts';
import { killLeader } from './leader.ts';
import { lie } from './lying-auditor.ts';
import { restartAll } from './restart.ts';

const SUITE = 'test/network-faults';
const { programs, skip: noPrograms } = await fabricFor(SUITE);
const skip = noPrograms || namespacesMissing(SUITE);

t.setTimeout(1_500_000);

/** One after the other, each judged by the same check; a lying auditor comes last, for its key is spent. */
const FAULTS: readonly (readonly [string, (t: Test, bench: Bench) => Promise<void>])[] = [
  [
    'the leader is killed while 64 clients write, and alone brings records into blocks when it is back',
    killLeader,
  ],
  ['a member is cut off for a minute', cutOff],
  ['a peer’s disk is put back from an older copy', rollBack],
  ['a byte of a block is changed on one peer’s disk', flipByte],
  ['a contract service is down', stopContract],
  ['an endorser answers otherwise than the others', answerOtherwise],
  ['a member’s clock is twenty minutes off', moveClock],
  ['everything is killed at once and started again', restartAll],
  ['an auditor lies', lie],
];

t.test('a network of four members and the API on it', { skip, timeout: 1_500_000 }, async (t) => {
  if (programs === undefined) return;
  const bench = await openBench(t, programs);
  await t.test('is well to begin with', async (t) => {
    for (const folder of ['hzic', 'gzic']) await copyDisk(bench, folder);
    await checkAll(t, bench);
  });
  const only = process.env.FAULT;
  for (const [title, fault] of FAULTS) {
    if (only !== undefined && !only.split(',').includes(fault.name)) continue;
    await t.test(title, (t) => fault(t, bench));
  }
});
