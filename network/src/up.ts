import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { bringUpAuditors } from './auditors.ts';
import { Authority } from './authority.ts';
import { createGenesis, joinOrderer, joinPeer } from './channel.ts';
import { reachHost } from './config/listen.ts';
import { ordererConfig } from './config/orderer.ts';
import { peerConfig } from './config/peer.ts';
import { writeConnection } from './connection.ts';
import { bundleContract, type ContractBundle } from './contract/bundle.ts';
import { type DeployedContract, deployContract } from './contract/deploy.ts';
import { exists, readJson, writeJson } from './files.ts';
import { foundRegistry, probeContracts, probeEndorsement } from './founding.ts';
import { settledMembers } from './joining.ts';
import { Layout } from './layout.ts';
import { makeNamespaces } from './namespaces.ts';
import type { Network } from './network.ts';
import { nodeName } from './nodes.ts';
import type { Programs } from './programs.ts';
import type { Environment } from './run.ts';
import { type Control, findSupervisor, startSupervisor } from './supervisor/control.ts';
import { endFormerIn } from './supervisor/former.ts';
import { accepts } from './supervisor/health.ts';
import type { NodeKind } from './supervisor/node-spec.ts';
import { checkTopology, type Member, PORTS, readTopology, type Topology } from './topology.ts';
import { until } from './wait.ts';
import { waitUp } from './wait-up.ts';

export interface UpOptions {
  readonly dir: string;
  /** What the network is to be; a network made before keeps its own, which this one may only add members to. */
  readonly topology: Topology;
  readonly programs: Programs;
  readonly environment: Environment;
  readonly say: (line: string) => void;
  /** Default: @cunzheng/chaincode as it is built now. Looked at only when no contract is deployed yet. */
  readonly bundle?: ContractBundle;
  /** What runs the nodes; default: a supervisor of processes, started when there is none. */
  readonly runNodes?: (network: Network) => Promise<Control>;
}

/** Folder whose `bin` holds the external builder. */
export const BUILDER = join(import.meta.dirname, '../../builder');
const START_TIMEOUT_MS = 120_000;

/**
 * Brings a network up, made on its first start: certificates, channel, contract, registry. Every step looks at what is
 * there, so that a start cut short is taken up by the next. Resolves when every member's contract has answered.
 */
export async function up(options: UpOptions): Promise<Network> {
  const network = await openNetwork(options);
  const { layout, say } = network;
  await makeNamespaces(network.topology, network.environment);
  const control = await (options.runNodes ?? superviseProcesses)(network);
  if (await isFounded(layout)) {
    say('starting every node');
    // Written again, so that nodes that start now start as this version would have them.
    for (const member of await settledMembers(network)) await configure(network, member);
    await control.ask({ action: 'start' });
    await waitUp(control, undefined, START_TIMEOUT_MS);
  } else {
    await found(network, control, options.bundle);
  }
  say('asking every contract');
  const settled = await settledMembers(network);
  await probeContracts(network, settled);
  await probeEndorsement(network, settled);
  say('trust file and auditors');
  await waitUp(control, await bringUpAuditors(network, control), START_TIMEOUT_MS);
  return network;
}

function superviseProcesses({ layout, environment }: Network): Promise<Control> {
  return startSupervisor(layout, environment);
}

/**
 * Ends every process, those that a lost supervisor left behind included; nothing is lost. Answers false when there was
 * nothing to end.
 */
export async function down(layout: Layout): Promise<boolean> {
  const control = await findSupervisor(layout);
  if (control === undefined) return endFormerIn(layout.pids);
  await control.ask({ action: 'shutdown' });
  await until(async () => ((await findSupervisor(layout)) === undefined ? true : undefined), {
    timeoutMs: 10_000,
    intervalMs: 20,
    what: 'the end of the supervisor',
  });
  return true;
}

/** The network as it was made, or as it is to be made. Throws `CONFIG_INVALID` when the topology changed a member. */
export async function openNetwork(options: UpOptions): Promise<Network> {
  const { dir, programs, environment, say } = options;
  const layout = new Layout(dir);
  const made = await readTopology(layout.topology);
  const topology = made ?? options.topology;
  checkTopology(topology);
  if (made === undefined) {
    await demandPorts(topology);
    await writeJson(layout.topology, topology);
  }
  await writeJson(layout.programs, programs);
  return { topology, layout, programs, environment, say };
}

/** Founded is a network whose registry is complete: the last thing that a first start does is to say how to reach it. */
function isFounded(layout: Layout): Promise<boolean> {
  return exists(layout.connection);
}

async function demandPorts(topology: Topology): Promise<void> {
  for (const member of topology.members) await demandMemberPorts(topology, member);
}

/** Throws `PORT_TAKEN`: found out now, for Fabric's programs would tell it in a log. */
export async function demandMemberPorts(topology: Topology, member: Member): Promise<void> {
  // In nets of their own nobody else listens, and they are not made yet.
  if (topology.isolation !== undefined) return;
  const host = reachHost(topology, member);
  for (const offset of Object.values(PORTS)) {
    const port = member.ports + offset;
    if (!(await accepts(host, port))) continue;
    throw new CunzhengError(
      'PORT_TAKEN',
      `${host}:${port} of ${member.folder} is taken, perhaps by another network: choose other ports (npm run network:up -- --ports-from N, or network/topology.ts)`,
    );
  }
}

async function found(network: Network, control: Control, bundle?: ContractBundle): Promise<void> {
  const { layout, say, topology } = network;
  const { members } = topology;
  say('certificates from each member’s CA');
  await enrolMembers(network, control, members);
  say(`channel ${topology.channel}, first block`);
  await createGenesis(network);
  say('orderers');
  await startKind(control, 'orderer', members);
  await Promise.all(members.map((member) => joinOrderer(network, member, layout.genesis)));
  say('peers');
  await startKind(control, 'peer', members);
  await Promise.all(members.map((member) => joinPeer(network, member)));
  say('contract: installed, approved by every member, committed');
  const contract = await deployContract(network, control, await bundleToDeploy(network, bundle));
  say(`contract ${contract.version}`);
  say('registry of members and courts');
  await probeContracts(network, members);
  await foundRegistry(network);
  await writeConnection(network);
}

/** A first start cut short after the contract was packed goes on with that one, whatever the sources say by now. */
async function bundleToDeploy({ layout }: Network, bundle?: ContractBundle) {
  const current = await readJson<DeployedContract>(layout.currentContract);
  if (current !== undefined) return { code: new Uint8Array(), digest: current.digest };
  return bundle ?? bundleContract();
}

/** Certificates and configuration of these members; their CAs run afterwards. */
export async function enrolMembers(
  network: Network,
  control: Control,
  members: readonly Member[],
): Promise<void> {
  const authorities = members.map((member) => new Authority(network, member));
  for (const authority of authorities) await authority.prepare();
  await startKind(control, 'ca', members);
  await Promise.all(authorities.map((authority) => authority.enrolAll()));
  for (const member of members) await configure(network, member);
}

async function configure({ topology, layout }: Network, member: Member): Promise<void> {
  const own = layout.member(member);
  await writeJson(join(own.orderer, 'orderer.yaml'), ordererConfig(topology, member, own));
  await writeJson(join(own.peer, 'core.yaml'), peerConfig(topology, member, own, BUILDER));
}

/** Starts one kind of node of these members and waits for them. */
export async function startKind(
  control: Control,
  kind: NodeKind,
  members: readonly Member[],
): Promise<void> {
  const names = members.map((member) => nodeName(kind, member));
  await control.ask({ action: 'start', names });
  await waitUp(control, names, START_TIMEOUT_MS);
}
