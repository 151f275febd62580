import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { demand, quorum } from '@cunzheng/domain';
import { renewTrust } from './auditors.ts';
import { joinOrderer, joinPeer, ordererChannel } from './channel.ts';
import { type ConfigGroup, type ConfigTree, updateChannel } from './channel-config.ts';
import { configtx, ORDERER_SUFFIX } from './config/configtx.ts';
import { writeConnection } from './connection.ts';
import { deployAtMember } from './contract/deploy.ts';
import { writeJson, writeWhole } from './files.ts';
import { probeContracts, probeEndorsement, registerCourts, registerMember } from './founding.ts';
import { joiningFile, settledMembers } from './joining.ts';
import { makeNamespaces, placeMember } from './namespaces.ts';
import type { Network } from './network.ts';
import { run } from './run.ts';
import { type Control, demandSupervisor } from './supervisor/control.ts';
import { checkTopology, innerHostOf, type Member, PORTS, type Topology } from './topology.ts';
import { demandMemberPorts, enrolMembers, startKind } from './up.ts';
import { until } from './wait.ts';
import { waitUp } from './wait-up.ts';

/**
 * Takes the members of `wanted` that the network lacks into it while it runs, one after the other. A joining cut short
 * is taken up. Throws `CONFIG_INVALID` when an entry that the network was made with has changed.
 */
export async function growNetwork(network: Network, wanted: Topology): Promise<Network> {
  demandSameMembers(network.topology, wanted);
  let grown = network;
  for (const member of await missingMembers(network, wanted)) {
    grown = await takeIn(grown, member);
  }
  return grown;
}

function demandSameMembers(made: Topology, wanted: Topology): void {
  for (const member of made.members) {
    const entry = wanted.members.find(({ id }) => id === member.id);
    const same = entry === undefined || entry.folder === member.folder;
    demand(same, 'CONFIG_INVALID', `${member.id} was made with another folder`);
  }
}

async function missingMembers(network: Network, wanted: Topology): Promise<Member[]> {
  const settled = new Set((await settledMembers(network)).map(({ id }) => id));
  return wanted.members.filter(({ id }) => !settled.has(id));
}

async function takeIn(network: Network, wanted: Member): Promise<Network> {
  const control = await demandSupervisor(network.layout);
  const { grown, member, others } = await enter(network, wanted);
  const { say, layout } = grown;
  say(`${member.folder}: certificates`);
  await enrolMembers(grown, control, [member]);
  say(`${member.folder}: organisation on the channel, signed by a majority`);
  const block = await addOrganization(grown, member, others);
  say(`${member.folder}: orderer copies the blocks, then votes`);
  await addConsenter(grown, control, member, others, block);
  say(`${member.folder}: peer and contract`);
  await startKind(control, 'peer', [member]);
  await joinPeer(grown, member);
  await deployAtMember(grown, control, member);
  say(`${member.folder}: registry, voted by the members`);
  await registerMember(grown, member);
  await probeContracts(grown, [member]);
  await registerCourts(grown, [member]);
  await probeEndorsement(grown, [member]);
  await rm(joiningFile(layout, member));
  await writeConnection(grown);
  say(`${member.folder}: next edition of the trust file, auditor`);
  await waitUp(control, await renewTrust(grown, control), 120_000);
  return grown;
}

/** Writes the member into the network's own topology before anything of it is made: then a second try finds it. */
async function enter(network: Network, wanted: Member) {
  const { topology, layout } = network;
  const known = topology.members.find(({ id }) => id === wanted.id);
  const member = known ?? placeMember(topology, wanted);
  const others = topology.members.filter(({ id }) => id !== member.id);
  const grown = { ...network, topology: { ...topology, members: [...others, member] } };
  if (known === undefined) {
    checkTopology(grown.topology);
    await demandMemberPorts(grown.topology, member);
    await makeNamespaces(grown.topology, network.environment);
    await writeWhole(joiningFile(layout, member), '');
    await writeJson(layout.topology, grown.topology);
  }
  return { grown, member, others };
}

/** The member among those who apply and those who order; as an orderer it may read blocks now, not yet vote. */
async function addOrganization(
  network: Network,
  member: Member,
  signers: readonly Member[],
): Promise<string> {
  const asMember = await organizationGroup(network, member.id);
  const asOrderer = await organizationGroup(network, member.id + ORDERER_SUFFIX);
  const { topology } = network;
  const port = member.ports + PORTS.peer;
  asMember.values.AnchorPeers = configValue({
    anchor_peers: [{ host: innerHostOf(topology, member, 'peer'), port }],
  });
  // configtxgen prints every organisation as one that orders.
  delete asMember.values.Endpoints;
  return updateChannel(network, signers, ({ channel_group: { groups } }) => {
    groups.Application.groups[member.id] ??= asMember;
    groups.Orderer.groups[member.id] ??= asOrderer;
  });
}

function configValue(value: Record<string, unknown>) {
  return { mod_policy: 'Admins', value, version: '0' };
}

async function organizationGroup(network: Network, name: string): Promise<ConfigGroup> {
  const { topology, layout, environment, programs } = network;
  await writeJson(join(layout.configtx, 'configtx.yaml'), configtx(topology, layout));
  const { stdout } = await run(environment, programs.configtxgen, ['-printOrg', name], {
    env: { FABRIC_CFG_PATH: layout.configtx },
  });
  return JSON.parse(stdout) as ConfigGroup;
}

async function addConsenter(
  network: Network,
  control: Control,
  member: Member,
  signers: readonly Member[],
  block: string,
): Promise<void> {
  await startKind(control, 'orderer', [member]);
  await joinOrderer(network, member, block);
  await until(
    async () => (await ordererChannel(network, member))?.status === 'active' || undefined,
    {
      timeoutMs: 120_000,
      what: `the orderer of ${member.folder} with all blocks`,
    },
  );
  const consenter = await consenterOf(network, member);
  await updateChannel(network, signers, (tree) => addVoter(tree, consenter));
  await until(
    async () =>
      (await ordererChannel(network, member))?.consensusRelation === 'consenter' || undefined,
    { timeoutMs: 60_000, what: `the vote of ${member.folder}` },
  );
}

interface Consenter {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  readonly msp_id: string;
  /** PEM in base64, as are the two after it. */
  readonly identity: string;
  readonly client_tls_cert: string;
  readonly server_tls_cert: string;
}

async function consenterOf({ topology, layout }: Network, member: Member): Promise<Consenter> {
  const own = layout.member(member);
  const tls = await readFile(own.tls('orderer').certificate, 'base64');
  return {
    id: topology.members.indexOf(member) + 1,
    host: innerHostOf(topology, member, 'orderer'),
    port: member.ports + PORTS.orderer,
    msp_id: member.id,
    identity: await readFile(own.identityPair('orderer').certificate, 'base64'),
    client_tls_cert: tls,
    server_tls_cert: tls,
  };
}

/** Adds the consenter, and the quorum of all consenters as the policy under which peers take blocks. */
function addVoter(tree: ConfigTree, consenter: Consenter): void {
  const { Orderer } = tree.channel_group.groups;
  const orderers = Orderer.values.Orderers?.value as { consenter_mapping: Consenter[] };
  const mapping = orderers.consenter_mapping;
  if (mapping.some(({ msp_id }) => msp_id === consenter.msp_id)) return;
  mapping.push(consenter);
  const policy = Orderer.policies.BlockValidation?.policy as { value: unknown };
  policy.value = {
    identities: mapping.map(({ msp_id, identity }) => ({
      principal: { id_bytes: identity, mspid: msp_id },
      principal_classification: 'IDENTITY',
    })),
    rule: {
      n_out_of: {
        n: quorum(mapping.length),
        rules: mapping.map((_, i) => ({ signed_by: i })),
      },
    },
    version: 0,
  };
}
