import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CunzhengError, demand } from '@cunzheng/domain';
import { TOPOLOGY } from '../topology.ts';
import { growNetwork } from './grow.ts';
import { Layout } from './layout.ts';
import { isolated, removeNamespaces, setCable } from './namespaces.ts';
import type { Network } from './network.ts';
import { findPrograms, type Programs } from './programs.ts';
import { renewCertificates } from './renew.ts';
import type { Environment } from './run.ts';
import { networkStatus, statusTable } from './status.ts';
import { demandSupervisor } from './supervisor/control.ts';
import { buildTools } from './tools.ts';
import { readTopology, type Topology, withPortsFrom } from './topology.ts';
import { down, up } from './up.ts';
import { upgradeContract } from './upgrade.ts';

export interface CommandLine {
  readonly args: readonly string[];
  readonly environment: Environment;
  /** Results. */
  readonly out: (line: string) => void;
  /** Progress and refusals. */
  readonly complain: (line: string) => void;
}

type Command = (line: CommandLine, layout: Layout, rest: readonly string[]) => Promise<void>;

const HOME = join(import.meta.dirname, '../..');

const COMMANDS: Readonly<Record<string, Command>> = {
  tools: makeTools,
  up: bringUp,
  down: takeDown,
  status: showStatus,
  reset,
  logs,
  cut,
  kill: (line, layout, rest) => actOnNodes(line, layout, rest, 'kill'),
  pause: (line, layout, rest) => actOnNodes(line, layout, rest, 'pause'),
  resume,
  restart: (line, layout, rest) => actOnNodes(line, layout, rest, 'restart'),
  upgrade,
  renew,
};

const USAGE = `npm run network:<command>

tools            builds the pinned Fabric programs into network/bin
up               makes the network on its first start, and brings it up; also takes in members added to network/topology.ts
down             ends every process, keeps everything
status [--json]  every node, its height, who leads, which certificate ends first
reset [--yes]    ends every process and deletes the network
logs [node]      the end of a node's log, or which logs there are
kill node [--stay]   ends a process as a power cut would; it comes back, unless it is to stay down
pause node           stops a process in the middle of its work
cut member           cuts a member off from the others (networks made with --namespaces)
resume node|member   undoes kill --stay, pause and cut
restart node         ends a process and starts it again
upgrade          deploys the contract as it is built now as the next version
renew [member]   new certificates for the same keys

A first start takes --ports-from N for other ports, and --namespaces for a net of its own for each member.
NETWORK_DIR (default ./data/network) holds everything, FABRIC_BIN a folder with the official programs.`;

/** Runs one command and answers the exit code: 0 done, 1 refused or failed, 2 no such command. */
export async function main(line: CommandLine): Promise<number> {
  const [name = '', ...rest] = line.args;
  const command = COMMANDS[name];
  if (command === undefined) {
    line.complain(USAGE);
    return 2;
  }
  try {
    await command(line, new Layout(networkDir(line)), rest);
    return 0;
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    line.complain(`${error.code}: ${error.message}`);
    return 1;
  }
}

function networkDir({ environment }: CommandLine): string {
  return resolve(environment.NETWORK_DIR || './data/network');
}

async function makeTools({ environment, complain }: CommandLine): Promise<void> {
  await buildTools({ home: HOME, environment, say: complain });
}

function programsOf({ environment }: CommandLine): Promise<Programs> {
  const built = join(HOME, 'bin');
  return findPrograms({ fabricBin: environment.FABRIC_BIN, built, environment });
}

async function bringUp(line: CommandLine, layout: Layout, rest: readonly string[]) {
  const began = performance.now();
  const { environment, complain } = line;
  const topology = wantedTopology(layout, rest);
  const network = await up({
    dir: layout.dir,
    topology,
    programs: await programsOf(line),
    environment,
    say: complain,
  });
  const grown = await growNetwork(network, topology);
  const status = await networkStatus(grown);
  line.out(statusTable(status));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const memory = (status.residentBytes / 2 ** 20).toFixed(0);
  line.out(`ready in ${seconds} s, ${memory} MiB, ${layout.dir}`);
}

function wantedTopology(layout: Layout, rest: readonly string[]): Topology {
  const at = rest.indexOf('--ports-from');
  const topology = at < 0 ? TOPOLOGY : withPortsFrom(TOPOLOGY, Number(rest[at + 1]));
  return rest.includes('--namespaces') ? isolated(topology, layout.dir) : topology;
}

async function takeDown({ environment, out }: CommandLine, layout: Layout): Promise<void> {
  out((await endNetwork(layout, environment)) ? 'down; everything is kept' : 'was not up');
}

async function endNetwork(layout: Layout, environment: Environment): Promise<boolean> {
  const ended = await down(layout);
  const topology = await readTopology(layout.topology);
  if (topology !== undefined) await removeNamespaces(topology, environment);
  return ended;
}

async function showStatus(line: CommandLine, layout: Layout, rest: readonly string[]) {
  const status = await networkStatus(await openMade(line, layout));
  line.out(rest.includes('--json') ? JSON.stringify(status) : statusTable(status));
}

/** A network made before, for commands that start no program of Fabric's but may ask its nodes. */
async function openMade(line: CommandLine, layout: Layout): Promise<Network> {
  const topology = await demandTopology(layout);
  const programs = await programsOf(line);
  return { topology, layout, programs, environment: line.environment, say: line.complain };
}

async function demandTopology(layout: Layout): Promise<Topology> {
  const topology = await readTopology(layout.topology);
  demand(topology, 'NETWORK_DOWN', `${layout.dir} holds no network: npm run network:up`);
  return topology;
}

/** Deletes what a network wrote and nothing else; without `--yes` only says what it would delete. */
async function reset({ environment, out }: CommandLine, layout: Layout, rest: readonly string[]) {
  const made = await readTopology(layout.topology);
  if (made === undefined) return out(`${layout.dir} holds no network`);
  if (!rest.includes('--yes')) {
    out(`would delete ${layout.dir}, every record on it included: npm run network:reset -- --yes`);
    return;
  }
  await endNetwork(layout, environment);
  await rm(layout.dir, { recursive: true, force: true });
  out(`${layout.dir} deleted; a network made anew has another id and needs a new trust file`);
}

async function logs({ out }: CommandLine, layout: Layout, [node]: readonly string[]) {
  if (node === undefined) return out(join(layout.dir, 'logs'));
  const child = spawn('tail', ['-n', '200', layout.log(node)], { stdio: 'inherit' });
  await new Promise((done) => child.on('close', done));
}

async function actOnNodes(
  { out }: CommandLine,
  layout: Layout,
  rest: readonly string[],
  action: 'kill' | 'pause' | 'resume' | 'restart',
): Promise<void> {
  const names = rest.filter((name) => !name.startsWith('--'));
  demand(names.length > 0, 'NODE_UNKNOWN', `${action} what? Nodes are such as peer.bjic`);
  const control = await demandSupervisor(layout);
  for (const name of names) {
    await control.ask({ action, name, stay: rest.includes('--stay') });
    out(`${action} ${name}`);
  }
}

async function cut({ environment, out }: CommandLine, layout: Layout, names: readonly string[]) {
  const topology = await demandTopology(layout);
  for (const name of names) {
    await setCable(topology, environment, name, 'down');
    out(`${name} is cut off`);
  }
}

/** A member's name plugs its cable in, a node's name has the process go on. */
async function resume(line: CommandLine, layout: Layout, rest: readonly string[]): Promise<void> {
  const topology = await demandTopology(layout);
  const nodes = rest.filter((name) => name.includes('.'));
  for (const name of rest.filter((name) => !nodes.includes(name))) {
    await setCable(topology, line.environment, name, 'up');
    line.out(`${name} is back`);
  }
  if (nodes.length > 0) await actOnNodes(line, layout, nodes, 'resume');
}

async function upgrade(line: CommandLine, layout: Layout): Promise<void> {
  const network = await openMade(line, layout);
  const { version } = await upgradeContract(network);
  line.out(`contract ${version} is in effect`);
}

async function renew(line: CommandLine, layout: Layout, [member]: readonly string[]) {
  const network = await openMade(line, layout);
  await renewCertificates(network, member);
  line.out('renewed');
}
