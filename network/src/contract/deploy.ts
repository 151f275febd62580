import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { installPackage } from '../channel.ts';
import { listenAddress, listenHost } from '../config/listen.ts';
import { exists, readJson, writeJson, writeWhole } from '../files.ts';
import { connectMember, explainGatewayError, isOrdered, type MemberGateway } from '../gateway.ts';
import type { Network } from '../network.ts';
import { nodeName, serviceFile } from '../nodes.ts';
import type { Control } from '../supervisor/control.ts';
import { innerAddressOf, type Member, PORTS } from '../topology.ts';
import { until } from '../wait.ts';
import { waitUp } from '../wait-up.ts';
import type { ContractBundle } from './bundle.ts';
import { approvals, approve, commit, committedDefinition, type Definition } from './lifecycle.ts';
import { packContract, type Slot, slotOf, versionOf } from './package.ts';
import type { ServedContract, ServiceFile } from './serve.ts';

/** A contract that members installed: enough to run it, and to see whether another is newer. */
export interface DeployedContract extends Definition {
  readonly digest: string;
  readonly packageId: string;
  readonly bundle: string;
  readonly package: string;
}

/**
 * Deploys the bundle as the channel's first definition, or as the next one when another is in effect; the same again
 * changes nothing. Every member installs and approves, and the contract before serves until the next is in effect.
 */
export async function deployContract(
  network: Network,
  control: Control,
  bundle: ContractBundle,
): Promise<DeployedContract> {
  const { layout } = network;
  const current = await readJson<DeployedContract>(layout.currentContract);
  if (current?.digest === bundle.digest) return current;
  const next = await keepPackage(network, (current?.sequence ?? 0) + 1, bundle);
  for (const member of network.topology.members) {
    await installAndServe(network, control, member, next, current);
  }
  await approveAndCommit(network, next);
  await writeJson(layout.currentContract, next);
  if (current !== undefined) await retire(network, control, next);
  return next;
}

/** Installs the contract in effect at one more member, which approves it for itself. */
export async function deployAtMember(
  network: Network,
  control: Control,
  member: Member,
): Promise<void> {
  const current = await readJson<DeployedContract>(network.layout.currentContract);
  if (current === undefined) throw new CunzhengError('NETWORK_DOWN', 'no contract is in effect');
  await installAndServe(network, control, member, current, undefined);
  await withAdmin(network, member, ({ gateway }) =>
    approveOnce(gateway, network.topology.channel, current),
  );
}

/**
 * Gives a member's peer, which must be down, its present certificate for the contract's service: it keeps the one that
 * it found when it built the package, and builds again what is not there.
 */
export async function refreshConnection(network: Network, member: Member): Promise<void> {
  const current = await readJson<DeployedContract>(network.layout.currentContract);
  if (current === undefined) return;
  await writeConnection(network, member, slotOf(current.sequence));
  const { peer } = network.layout.member(member);
  await rm(join(peer, 'data', 'externalbuilder', 'builds'), { recursive: true, force: true });
}

/** Package and bundle are kept as files: what was approved can be read, and runs again after any change of sources. */
async function keepPackage(
  { topology, layout }: Network,
  sequence: number,
  bundle: ContractBundle,
): Promise<DeployedContract> {
  const packed = packContract(topology.contract, sequence, bundle);
  const dir = join(layout.contracts, packed.label);
  const deployed: DeployedContract = {
    name: topology.contract,
    version: versionOf(sequence, bundle),
    sequence,
    digest: bundle.digest,
    packageId: packed.id,
    bundle: join(dir, 'contract.cjs'),
    package: join(dir, 'package.tgz'),
  };
  if (!(await exists(deployed.package))) {
    await writeWhole(deployed.bundle, bundle.code, 0o644);
    await writeWhole(deployed.package, packed.bytes, 0o644);
  }
  return deployed;
}

async function installAndServe(
  network: Network,
  control: Control,
  member: Member,
  next: DeployedContract,
  current: DeployedContract | undefined,
): Promise<void> {
  const slot = slotOf(next.sequence);
  await writeConnection(network, member, slot);
  await installPackage(network, member, next.package, next.packageId);
  await serveAt(network, control, member, current === undefined ? [next] : [current, next]);
}

/** After an upgrade the contract before has nothing to answer any more. */
async function retire(network: Network, control: Control, next: DeployedContract): Promise<void> {
  for (const member of network.topology.members) await serveAt(network, control, member, [next]);
}

async function serveAt(
  network: Network,
  control: Control,
  member: Member,
  contracts: readonly DeployedContract[],
): Promise<void> {
  const name = nodeName('contract', member);
  await writeService(network, member, contracts);
  const running = (await control.ask({ action: 'nodes' })).some((node) => node.name === name);
  await control.ask(running ? { action: 'restart', name } : { action: 'start', names: [name] });
  await waitUp(control, [name], 30_000);
}

/** How the member's peer reaches its contract service: read by the builder's `release` when the peer builds a package. */
async function writeConnection(
  { topology, layout }: Network,
  member: Member,
  slot: Slot,
): Promise<void> {
  const own = layout.member(member);
  const client = own.tls('contract-client');
  await writeJson(join(own.contract, `connection-${slot}.json`), {
    address: innerAddressOf(topology, member, serviceOf(slot)),
    dial_timeout: '5s',
    tls_required: true,
    client_auth_required: true,
    root_cert: await readFile(own.tlsRoot, 'utf8'),
    client_key: await readFile(client.key, 'utf8'),
    client_cert: await readFile(client.certificate, 'utf8'),
  });
}

function serviceOf(slot: Slot): 'contract' | 'contractNext' {
  return slot === 'a' ? 'contract' : 'contractNext';
}

async function writeService(
  { topology, layout }: Network,
  member: Member,
  contracts: readonly DeployedContract[],
): Promise<void> {
  const own = layout.member(member);
  const pair = own.tls('contract');
  const service: ServiceFile = {
    contracts: contracts.map(
      (contract): ServedContract => ({
        bundle: contract.bundle,
        digest: contract.digest,
        packageId: contract.packageId,
        address: listenAddress(topology, member, serviceOf(slotOf(contract.sequence))),
      }),
    ),
    certificate: pair.certificate,
    key: pair.key,
    clientRoot: own.tlsRoot,
    health: {
      host: listenHost(topology, member),
      port: member.ports + PORTS.contractHealth,
    },
  };
  await writeJson(serviceFile(layout, member), service);
}

async function approveAndCommit(network: Network, next: DeployedContract): Promise<void> {
  const { channel, members } = network.topology;
  const { name, version, sequence } = next;
  const definition = { name, version, sequence };
  await Promise.all(
    members.map((member) =>
      withAdmin(network, member, ({ gateway }) => approveOnce(gateway, channel, next)),
    ),
  );
  await withAdmin(network, members[0] as Member, async ({ gateway }) => {
    const committed = await committedDefinition(gateway, channel, name);
    if ((committed?.sequence ?? 0) >= sequence) return;
    await demandReady(gateway, channel, definition);
    await commitWhenKnown(() => commit(gateway, channel, definition));
  });
  await Promise.all(members.map((member) => demandCommitted(network, member, definition)));
}

/**
 * The peers of a channel that was just made hear of each other after a while; until then the first of them knows nobody
 * to endorse with.
 */
async function commitWhenKnown(commit: () => Promise<void>): Promise<void> {
  let fault: unknown;
  const tried = async () => {
    fault = undefined;
    await commit().catch((error: unknown) => {
      if (/no combination of peers/.test(String(error))) throw error;
      // Ordered: `demandCommitted` waits for its block.
      fault = isOrdered(error) ? undefined : error;
    });
    return true;
  };
  await until(tried, {
    timeoutMs: 60_000,
    intervalMs: 500,
    what: 'a majority of peers that know each other',
  });
  if (fault !== undefined) throw fault;
}

/** A peer that is a block behind does not know the last approval yet: asked until it does. */
async function demandReady(
  gateway: MemberGateway['gateway'],
  channel: string,
  definition: Definition,
): Promise<void> {
  await until(
    async () => {
      const lacking = [...(await approvals(gateway, channel, definition))]
        .filter(([, approved]) => !approved)
        .map(([member]) => member);
      if (lacking.length === 0) return true;
      throw new Error(`not approved by ${lacking.join(', ')}`);
    },
    { timeoutMs: 20_000, what: 'approval of the contract by every member' },
  );
}

async function demandCommitted(
  network: Network,
  member: Member,
  { name, sequence, version }: Definition,
): Promise<void> {
  await withAdmin(network, member, ({ gateway }) =>
    until(
      async () => {
        const found = await committedDefinition(gateway, network.topology.channel, name);
        return found?.sequence === sequence && found.version === version ? found : undefined;
      },
      { timeoutMs: 30_000, what: `contract ${version} at ${member.folder}` },
    ),
  );
}

async function approveOnce(
  gateway: MemberGateway['gateway'],
  channel: string,
  { name, version, sequence, packageId }: DeployedContract,
): Promise<void> {
  try {
    await approve(gateway, channel, { name, version, sequence }, packageId);
  } catch (error) {
    const text = explainGatewayError(error);
    // A run cut short has approved it before; or it will stand in a block, for which `demandReady` waits.
    if (/unchanged content/.test(text) || isOrdered(error)) return;
    throw new CunzhengError('NETWORK_STEP_FAILED', `approving ${version}: ${text}`, {
      cause: error,
    });
  }
}

async function withAdmin<Value>(
  { topology, layout }: Network,
  member: Member,
  use: (connection: MemberGateway) => Promise<Value>,
): Promise<Value> {
  const connection = await connectMember(topology, layout, member, 'admin');
  try {
    return await use(connection);
  } finally {
    connection.close();
  }
}
