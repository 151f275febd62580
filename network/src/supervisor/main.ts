import { rm } from 'node:fs/promises';
import { CunzhengError } from '@cunzheng/domain';
import { readJson, writeJson } from '../files.ts';
import { Layout } from '../layout.ts';
import { nodesOf } from '../nodes.ts';
import type { Programs } from '../programs.ts';
import { readTopology } from '../topology.ts';
import { findSupervisor, type SupervisorFile } from './control.ts';
import { serveControl } from './control-server.ts';
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
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'LD_LIBRARY_PATH'];
  // biome-ignore lint/style/noProcessEnv: this file is the entry point of a process
  const env = process.env;
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

await main(process.argv[2] as string);
