import { relative } from 'node:path';
import type { NetworkId } from '@cunzheng/domain';
import { readNetworkId } from './block.ts';
import { readJson, writeJson } from './files.ts';
import type { Layout } from './layout.ts';
import type { Network } from './network.ts';
import { addressOf, type Member, type PORTS } from './topology.ts';

/**
 * What a client needs to reach a network: `connection.json` of `NETWORK_DIR`. Paths count from that folder, addresses
 * are `host:port`. A deployment holds the key of one member's gateway; on a trial machine all of them lie here.
 */
export interface Connection {
  readonly format: 'cunzheng-connection/1';
  readonly channel: string;
  readonly contract: string;
  readonly networkId: NetworkId;
  /** First block of the channel, with every member's root certificates. */
  readonly genesis: string;
  readonly members: readonly MemberConnection[];
}

export interface MemberConnection {
  readonly id: string;
  readonly name: string;
  readonly courts: Member['courts'];
  readonly peer: string;
  readonly orderer: string;
  /** Root of the TLS certificates of this member's nodes, PEM. */
  readonly tlsRoot: string;
  /** Root of the enrolment certificates of this member, PEM. */
  readonly root: string;
  readonly gateway: { readonly certificate: string; readonly key: string };
  readonly auditor: {
    readonly certificate: string;
    readonly key: string;
    readonly url: string;
    /** Folder of its log. */
    readonly log: string;
  };
  /** Folder of the member's root key and its auditor's keys. */
  readonly keys: string;
  /** Folder of the files with its peer's blocks. */
  readonly blocks: string;
}

export async function writeConnection(network: Network): Promise<void> {
  await writeJson(network.layout.connection, await describeConnection(network, addressOf));
}

/** How the network is reached by somebody for whom services have these addresses. */
export async function describeConnection(
  { topology, layout }: Network,
  address: typeof addressOf,
): Promise<Connection> {
  return {
    format: 'cunzheng-connection/1',
    channel: topology.channel,
    contract: topology.contract,
    networkId: await readNetworkId(layout.genesis),
    genesis: relative(layout.dir, layout.genesis),
    members: topology.members.map((member) =>
      memberConnection({ topology, layout }, member, (service) =>
        address(topology, member, service),
      ),
    ),
  };
}

/** undefined when the network was not started yet. */
export function readConnection(layout: Layout): Promise<Connection | undefined> {
  return readJson<Connection>(layout.connection);
}

function memberConnection(
  { topology, layout }: Pick<Network, 'topology' | 'layout'>,
  member: Member,
  address: (service: keyof typeof PORTS) => string,
): MemberConnection {
  const own = layout.member(member);
  const path = (absolute: string) => relative(layout.dir, absolute);
  const pair = (name: 'gateway' | 'auditor') => {
    const { certificate, key } = own.identityPair(name);
    return { certificate: path(certificate), key: path(key) };
  };
  return {
    id: member.id,
    name: member.name,
    courts: member.courts,
    peer: address('peer'),
    orderer: address('orderer'),
    tlsRoot: path(own.tlsRoot),
    root: path(own.root),
    gateway: pair('gateway'),
    auditor: {
      ...pair('auditor'),
      url: `https://${address('auditor')}`,
      log: path(own.auditor),
    },
    keys: path(own.keys),
    blocks: path(own.blocks(topology.channel)),
  };
}
