import { spawn } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CunzhengError, type ErrorCode, isErrorCode } from '@cunzheng/domain';
import { readJson } from '../files.ts';
import type { Layout } from '../layout.ts';
import type { Environment } from '../run.ts';
import { until } from '../wait.ts';
import type { ControlAddress, ControlRequest } from './control-server.ts';
import type { NodeReport } from './node-spec.ts';
import { startOf } from './process-identity.ts';

/** What stands in the supervisor's file. */
export interface SupervisorFile extends ControlAddress {
  readonly pid: number;
  readonly start: string;
}

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));
const ANSWER_MS = 120_000;

/** What runs a network's nodes. */
export interface Control {
  /** Does what is asked and answers every node as it is then. */
  ask(request: ControlRequest): Promise<NodeReport[]>;
}

/** Speaks to the supervisor of one network, which runs its nodes as processes. */
export class SupervisorControl implements Control {
  readonly #address: ControlAddress;

  constructor(address: ControlAddress) {
    this.#address = address;
  }

  /** Throws the supervisor's own code, `NETWORK_DOWN` when it does not answer. */
  async ask(request: ControlRequest): Promise<NodeReport[]> {
    const { port, token } = this.#address;
    const response = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch((cause: unknown) => {
      throw new CunzhengError('NETWORK_DOWN', 'the supervisor does not answer', { cause });
    });
    const body = (await response.json()) as { nodes: NodeReport[]; code: string; message: string };
    if (response.ok) return body.nodes;
    const code: ErrorCode = isErrorCode(body.code) ? body.code : 'INTERNAL';
    throw new CunzhengError(code, body.message);
  }
}

/** The supervisor at work on this network; undefined when none is. */
export async function findSupervisor(layout: Layout): Promise<Control | undefined> {
  const file = await readJson<SupervisorFile>(layout.supervisor);
  if (file === undefined || startOf(file.pid) !== file.start) return undefined;
  return new SupervisorControl(file);
}

/** As `findSupervisor`, throws `NETWORK_DOWN` when none is at work. */
export async function demandSupervisor(layout: Layout): Promise<Control> {
  const control = await findSupervisor(layout);
  if (control !== undefined) return control;
  throw new CunzhengError('NETWORK_DOWN', 'the network is down: npm run network:up');
}

/** The supervisor at work, started when there is none; it goes on after this process ends. */
export async function startSupervisor(layout: Layout, environment: Environment): Promise<Control> {
  const running = await findSupervisor(layout);
  if (running !== undefined) return running;
  await rm(layout.supervisor, { force: true });
  const log = layout.log('supervisor');
  await mkdir(dirname(log), { recursive: true, mode: 0o700 });
  const output = await open(log, 'a', 0o600);
  const child = spawn(process.execPath, [MAIN, layout.dir], {
    detached: true,
    env: { ...environment },
    stdio: ['ignore', output.fd, output.fd],
  });
  child.unref();
  await output.close();
  return until(() => findSupervisor(layout), {
    timeoutMs: 15_000,
    intervalMs: 50,
    what: `the supervisor (see ${log})`,
  });
}
