import { setTimeout as delay } from 'node:timers/promises';
import { setCable } from '@cunzheng/network';
import type { Test } from 'tap';
import type { Bench } from './bench.ts';
import { checkAll } from './check.ts';
import { comes } from './wait.ts';
import { startWriters } from './writers.ts';

const CUT_MS = 60_000;

/** The cable of the API's own member is pulled for a minute. */
export async function cutOff(t: Test, bench: Bench): Promise<void> {
  const { network, desk } = bench;
  const { topology, environment } = network;
  const writers = startWriters(t, desk.ledger, 4);
  t.teardown(() => setCable(topology, environment, 'bjic', 'up'));
  await setCable(topology, environment, 'bjic', 'down');
  const minute = delay(CUT_MS);
  await comes('it is seen', async () => !isUp(bench, 'BjicMSP'));
  const before = writers.acknowledged.length;
  const proven = bench.onlooker.proofs;
  await minute;
  t.comment(`longest time without an acknowledgement ${Math.round(writers.gap)} ms`);
  t.ok(writers.acknowledged.length > before, 'records go on through other members');
  t.ok(bench.onlooker.proofs > proven, 'and are proven by three of four');
  const began = performance.now();
  await setCable(topology, environment, 'bjic', 'up');
  await comes('it is back', async () => isUp(bench, 'BjicMSP'));
  await writers.stop();
  await checkAll(t, bench, writers);
  t.comment(`caught up and checked ${Math.round(performance.now() - began)} ms after`);
}

export function isUp({ desk }: Pick<Bench, 'desk'>, member: string): boolean {
  return desk.ledger.peers().find((peer) => peer.member === member)?.up === true;
}
