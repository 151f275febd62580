import { readFile } from 'node:fs/promises';
import { demandSupervisor, up } from '@cunzheng/network';
import type { Test } from 'tap';
import { endDatabase } from '../house/house.ts';
import { type Bench, openApi } from './bench.ts';
import { checkAll, checkFullProof } from './check.ts';
import { Onlooker } from './onlooker.ts';
import { startWriters } from './writers.ts';

/** Supervisor, every node, the API and its database are killed at once while clients write, and everything is started again. */
export async function restartAll(t: Test, bench: Bench): Promise<void> {
  const { network, desk, dir } = bench;
  const writers = startWriters(t, desk.ledger, 8);
  const { acts } = bench.onlooker;
  await bench.onlooker.stop();
  const nodes = await (await demandSupervisor(network.layout)).ask({ action: 'nodes' });
  const { pid } = JSON.parse(await readFile(network.layout.supervisor, 'utf8')) as { pid: number };
  for (const each of [pid, ...nodes.flatMap((node) => node.pid ?? [])]) kill(each);
  const { dataDir } = bench.house;
  await bench.house.end('SIGKILL');
  await endDatabase(dataDir);
  const began = performance.now();
  await up({ ...network, dir });
  const ready = performance.now() - began;
  bench.house = await openApi(dir, dataDir);
  bench.onlooker = await Onlooker.open(bench.house, desk.trust);
  t.comment(
    `network ready after ${Math.round(ready)} ms, API after ${Math.round(performance.now() - began)} ms`,
  );
  bench.onlooker.acts.unshift(...acts);
  await writers.stop();
  await checkAll(t, bench, writers);
  await checkFullProof(t, bench);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
