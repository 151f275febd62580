import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import {
  type ContractBundle,
  demandSupervisor,
  down,
  findPrograms,
  isolated,
  Layout,
  type Network,
  type Programs,
  removeNamespaces,
  TOPOLOGY,
  up,
  withPortsFrom,
} from '@cunzheng/network';
import { ROOT } from '../architecture/tree.ts';

/** What a suite on a real network is given, or why it is left out (an option of `t.test`). */
export interface FabricHouse {
  readonly programs: Programs | undefined;
  readonly skip: string | false;
}

/**
 * The programs, where they are. Where they are not, names the suite that is left out and how to run it; with
 * `REQUIRE_FABRIC=1` that is a failure.
 */
export async function fabricFor(suite: string): Promise<FabricHouse> {
  const built = join(ROOT, 'network/bin');
  const { FABRIC_BIN: fabricBin } = process.env;
  try {
    return {
      programs: await findPrograms({ fabricBin, built, environment: process.env }),
      skip: false,
    };
  } catch (error) {
    const absent = error instanceof CunzhengError && error.code === 'FABRIC_MISSING';
    if (!absent || process.env.REQUIRE_FABRIC === '1') throw error;
    const skip = `left out: ${suite} needs the Fabric programs: npm run network:tools, then npm run test:network`;
    process.stderr.write(`${skip}\n`);
    return { programs: undefined, skip };
  }
}

export interface RaiseOptions {
  /** Each member in a net of its own, which can be cut off. */
  readonly namespaces?: boolean;
  /** What nodes inherit; default our own. */
  readonly environment?: Network['environment'];
  /** The contract to begin with; default today's. */
  readonly bundle?: ContractBundle;
}

/** A network of its own in a temporary directory, on ports of its own; taken down and deleted afterwards. */
export async function raiseNetwork(
  t: { teardown(end: () => Promise<void>): void },
  programs: Programs,
  { namespaces = false, environment = process.env, bundle }: RaiseOptions = {},
): Promise<Network> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-network-'));
  const ports = withPortsFrom(TOPOLOGY, await freePorts(20 * (TOPOLOGY.members.length + 1)));
  const topology = namespaces ? isolated(ports, dir) : ports;
  t.teardown(async () => {
    // Half a network, whose start failed, has processes too.
    await opened.catch(() => undefined);
    await down(new Layout(dir));
    await removeNamespaces(topology, environment);
    await rm(dir, { recursive: true, force: true });
  });
  const opened = up({
    ...{ dir, topology, programs, environment, say: () => {} },
    ...(bundle && { bundle }),
  });
  return opened;
}

/**
 * Why members cannot be put into nets of their own here, or false. As root with `REQUIRE_FABRIC=1` they must: throws what
 * stands in the way.
 */
export function namespacesMissing(suite: string): string | false {
  const name = `cz-probe-${process.pid}`;
  const isRoot = process.getuid?.() === 0;
  const made = isRoot ? spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' }) : undefined;
  if (made?.status === 0) {
    spawnSync('ip', ['netns', 'del', name]);
    return false;
  }
  const why = made === undefined ? 'who runs it is not root' : (made.error?.message ?? made.stderr);
  if (isRoot && process.env.REQUIRE_FABRIC === '1')
    throw new Error(`${suite} needs network namespaces: ${why}`);
  const skip = `left out: ${suite} needs network namespaces (Linux, root): ${why}`;
  process.stderr.write(`${skip}\n`);
  return skip;
}

/** First of so many ports that nobody uses, as far as their first and last tell. */
async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    if ((await isFree(first)) && (await isFree(first + count))) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Has a node of the network killed, paused, … by its supervisor. */
export async function act(
  { layout }: Network,
  action: 'kill' | 'pause' | 'resume' | 'restart',
  name: string,
  stay = false,
): Promise<void> {
  await (await demandSupervisor(layout)).ask({ action, name, stay });
}
