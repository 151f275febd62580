import { rm } from 'node:fs/promises';
import { CunzhengError } from '@cunzheng/domain';
import { readJson, writeJson } from '../files.ts';
import { Layout } from '../layout.ts';
import { heightIn, metricsOf } from '../leader.ts';
import { nodeName, nodesOf } from '../nodes.ts';
import type { Programs } from '../programs.ts';
import { readTopology } from '../topology.ts';
import { findSupervisor, type SupervisorFile } from './control.ts';
import { serveControl } from './control-server.ts';
import { Laggards } from './laggards.ts';
import type { NodeSpec } from './node-spec.ts';
import { startOf } from './process-identity.ts';
import { Supervisor } from './supervisor.ts';

/** The process that `npm run network:up` leaves behind: `node main.js <network directory>`. */
async function main(dir: string): Promise<void> {
  const layout = new Layout(dir);
  if ((await findSupervisor(layout)) !== undefined) return;
  const supervisor = new Supervisor(() => readSpecs(layout), inherited());
  const { address, server } = await serveControl(supervisor, () => end());
  const own: SupervisorFile = {
    ...address,
    pid: process.pid,
    start: startOf(process.pid) as string,
  };
  const end = async () => {
    server.close();
    await rm(layout.supervisor, { force: true });
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => supervisor.stopAll().then(end));
  }
  await writeJson(layout.supervisor, own);
  watchOrderers(layout, supervisor);
}

const LOOK_MS = 5000;

/** Starts orderers again that stand still, as long as this process lives. */
function watchOrderers(layout: Layout, supervisor: Supervisor): void {
  const laggards = new Laggards();
  const look = async () => {
    const heights = await ordererHeights(layout, supervisor);
    for (const name of laggards.note(heights, performance.now())) {
      const most = Math.max(...heights.values());
      process.stdout.write(
        `${name} stands still at ${heights.get(name)} of ${most} blocks: started again\n`,
      );
      await supervisor.kill(name, false);
    }
  };
  const again = () => setTimeout(() => look().catch(complain).finally(again), LOOK_MS);
  again();
}

/** Of those that are up, by the names of their nodes. */
async function ordererHeights(layout: Layout, supervisor: Supervisor) {
  const topology = await readTopology(layout.topology);
  const up = new Set(
    supervisor.reports().flatMap(({ name, state }) => (state === 'up' ? name : [])),
  );
  const heights = new Map<string, number>();
  for (const member of topology?.members ?? []) {
    const name = nodeName('orderer', member);
    if (topology === undefined || !up.has(name)) continue;
    heights.set(name, heightIn(topology, await metricsOf(topology, member, 'ordererOperations')));
  }
  return heights;
}

function complain(error: unknown): void {
  process.stderr.write(`orderers could not be looked at: ${error}\n`);
}

async function readSpecs(layout: Layout): Promise<readonly NodeSpec[]> {
  const topology = await readTopology(layout.topology);
  const programs = await readJson<Programs>(layout.programs);
  if (topology === undefined || programs === undefined) {
    throw new CunzhengError('NETWORK_DOWN', `${layout.dir} holds no network`);
  }
  return nodesOf(topology, layout, programs);
}

/** Of our environment only what a program needs to run at all. */
function inherited(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'LD_LIBRARY_PATH', 'NODE_OPTIONS'];
  // biome-ignore lint/style/noProcessEnv: this file is the entry point of a process
  const env = process.env;
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

await main(process.argv[2] as string);
