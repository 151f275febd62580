import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
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
/** Of names that a command takes: as many as somebody likes. */
const MANY = Number.POSITIVE_INFINITY;

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
trust            copies the trust file, or makes its next edition
root-key member  makes a member's root key of the trust file

npm keeps options for itself unless -- stands before them: npm run network:kill peer.bjic -- --stay
A first start takes --ports-from N for other ports, and --namespaces for a net of its own for each member.
NETWORK_DIR (default ./data/network) holds everything, FABRIC_BIN a folder with the official programs.`;

type Options = NonNullable<ParseArgsConfig['options']>;

interface Arguments {
  readonly names: readonly string[];
  readonly has: (option: string) => boolean;
  readonly valueFor: (option: string) => string | undefined;
}

/** What follows a command: at most so many names, and options it knows. Throws `INPUT_INVALID`. */
function argumentsOf(rest: readonly string[], most: number, options: Options = {}): Arguments {
  const { values, positionals: names } = parsed(rest, options);
  const [surplus] = names.slice(most);
  demand(surplus === undefined, 'INPUT_INVALID', `${surplus} is one argument too many`);
  return {
    names,
    has: (option) => values[option] === true,
    valueFor: (option) => values[option] as string | undefined,
  };
}

function parsed(rest: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...rest], options, allowPositionals: true });
  } catch (cause) {
    throw new CunzhengError('INPUT_INVALID', (cause as Error).message, { cause });
  }
}

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

async function makeTools(
  { environment, complain }: CommandLine,
  _: Layout,
  rest: readonly string[],
) {
  argumentsOf(rest, 0);
  await buildTools({ home: HOME, environment, say: complain });
}

async function programsOf({ environment, complain }: CommandLine): Promise<Programs> {
  const fabricBin = environment.FABRIC_BIN || undefined;
  const programs = await findPrograms({ fabricBin, built: join(HOME, 'bin'), environment });
  for (const place of new Set([programs.peer, programs['fabric-ca-server']].map(dirname))) {
    if (fabricBin === undefined || place === resolve(fabricBin)) continue;
    complain(`FABRIC_BIN=${fabricBin} lacks programs that fit: those of ${place} are used`);
  }
  return programs;
}

async function bringUp(line: CommandLine, layout: Layout, rest: readonly string[]) {
  const began = performance.now();
  const { environment, complain } = line;
  const topology = await wantedTopology(layout, rest);
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

/** Throws `INPUT_INVALID`; `CONFIG_INVALID` when the network was made otherwise than is asked for now. */
async function wantedTopology(layout: Layout, rest: readonly string[]): Promise<Topology> {
  const { has, valueFor } = argumentsOf(rest, 0, {
    'ports-from': { type: 'string' },
    namespaces: { type: 'boolean' },
  });
  const from = valueFor('ports-from');
  const first = Number(from);
  demand(
    from === undefined || Number.isInteger(first),
    'INPUT_INVALID',
    `--ports-from ${from}: a number is needed`,
  );
  const topology = from === undefined ? TOPOLOGY : withPortsFrom(TOPOLOGY, first);
  const made = await readTopology(layout.topology);
  const ports = made?.members[0]?.ports ?? first;
  demand(
    from === undefined || ports === first,
    'CONFIG_INVALID',
    `${layout.dir} was made with ports from ${ports} and keeps them; a network with others needs a NETWORK_DIR of its own`,
  );
  if (!has('namespaces')) return topology;
  demand(
    made === undefined || made.isolation !== undefined,
    'CONFIG_INVALID',
    `${layout.dir} was made without --namespaces; a network with them needs a NETWORK_DIR of its own`,
  );
  return isolated(topology, layout.dir);
}

async function takeDown(
  { environment, out }: CommandLine,
  layout: Layout,
  rest: readonly string[],
) {
  argumentsOf(rest, 0);
  out((await endNetwork(layout, environment)) ? 'down; everything is kept' : 'was not up');
}

async function endNetwork(layout: Layout, environment: Environment): Promise<boolean> {
  const ended = await down(layout);
  const topology = await readTopology(layout.topology);
  if (topology !== undefined) await removeNamespaces(topology, environment);
  return ended;
}

async function showStatus(line: CommandLine, layout: Layout, rest: readonly string[]) {
  const { has } = argumentsOf(rest, 0, { json: { type: 'boolean' } });
  const status = await networkStatus(await openMade(line, layout));
  line.out(has('json') ? JSON.stringify(status) : statusTable(status));
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
  const { has } = argumentsOf(rest, 0, { yes: { type: 'boolean' } });
  const made = await readTopology(layout.topology);
  if (made === undefined) return out(`${layout.dir} holds no network`);
  if (!has('yes')) {
    out(`would delete ${layout.dir}, every record on it included: npm run network:reset -- --yes`);
    return;
  }
  await endNetwork(layout, environment);
  await rm(layout.dir, { recursive: true, force: true });
  out(`${layout.dir} deleted; a network made anew has another id and needs a new trust file`);
}

async function logs({ out }: CommandLine, layout: Layout, rest: readonly string[]) {
  const [node] = argumentsOf(rest, 1).names;
  const dir = join(layout.dir, 'logs');
  const files = await readdir(dir).catch(() => []);
  const names = files.filter((name) => name.endsWith('.log')).map((name) => name.slice(0, -4));
  demand(names.length > 0, 'NETWORK_DOWN', `${dir} holds no logs: npm run network:up`);
  if (node === undefined) return out([dir, ...names.sort()].join('\n'));
  demand(names.includes(node), 'NODE_UNKNOWN', `no log of ${node}; there are ${names.join(', ')}`);
  const child = spawn('tail', ['-n', '200', layout.log(node)], { stdio: 'inherit' });
  await new Promise((done) => child.on('close', done));
}

async function actOnNodes(
  { out }: CommandLine,
  layout: Layout,
  rest: readonly string[],
  action: 'kill' | 'pause' | 'resume' | 'restart',
): Promise<void> {
  const options: Options = action === 'kill' ? { stay: { type: 'boolean' } } : {};
  const { names, has } = argumentsOf(rest, MANY, options);
  demand(names.length > 0, 'NODE_UNKNOWN', `${action} what? Nodes are such as peer.bjic`);
  const control = await demandSupervisor(layout);
  for (const name of names) {
    await control.ask({ action, name, stay: has('stay') });
    out(`${action} ${name}`);
  }
}

async function cut({ environment, out }: CommandLine, layout: Layout, rest: readonly string[]) {
  const { names } = argumentsOf(rest, MANY);
  demand(names.length > 0, 'NODE_UNKNOWN', 'cut whom off? Members are such as bjic');
  const topology = await demandTopology(layout);
  for (const name of names) {
    await setCable(topology, environment, name, 'down');
    out(`${name} is cut off`);
  }
}

/** A member's name plugs its cable in, a node's name has the process go on. */
async function resume(line: CommandLine, layout: Layout, rest: readonly string[]): Promise<void> {
  const { names } = argumentsOf(rest, MANY);
  demand(
    names.length > 0,
    'NODE_UNKNOWN',
    'resume what? Nodes are such as peer.bjic, members such as bjic',
  );
  const topology = await demandTopology(layout);
  const nodes = names.filter((name) => name.includes('.'));
  for (const name of names.filter((name) => !nodes.includes(name))) {
    await setCable(topology, line.environment, name, 'up');
    line.out(`${name} is back`);
  }
  if (nodes.length > 0) await actOnNodes(line, layout, nodes, 'resume');
}

async function upgrade(line: CommandLine, layout: Layout, rest: readonly string[]): Promise<void> {
  argumentsOf(rest, 0);
  const network = await openMade(line, layout);
  const { version } = await upgradeContract(network);
  line.out(`contract ${version} is in effect`);
}

async function renew(line: CommandLine, layout: Layout, rest: readonly string[]) {
  const [member] = argumentsOf(rest, 1).names;
  const network = await openMade(line, layout);
  await renewCertificates(network, member);
  line.out('renewed');
}
