import { readFile } from 'node:fs/promises';
import { CunzhengError, demand } from '@cunzheng/domain';

/** One organisation: a CA, a peer, an orderer, a contract service and an auditor of its own. */
export interface Member {
  /** MSP id on the ledger. */
  readonly id: string;
  /** Name of its folder and, after a dot, of its nodes: `peer.bjic`. */
  readonly folder: string;
  readonly name: string;
  readonly courts: readonly { readonly code: string; readonly name: string }[];
  /** First of the twenty ports that its processes use (`PORTS`). */
  readonly ports: number;
  /** Name or address under which its nodes are reached; default the topology's. */
  readonly host?: string;
}

export interface Topology {
  readonly channel: string;
  /** Name of the contract on the channel. */
  readonly contract: string;
  readonly host: string;
  readonly members: readonly Member[];
  /** Each member in a net of its own: see `isolated`. */
  readonly isolation?: { readonly subnet: string; readonly prefix: string };
  /**
   * Each node in a container: among themselves the nodes go by their names (`peer.bjic`), and whoever is outside
   * reaches the same ports at the host.
   */
  readonly containers?: true;
}

/** What listens where, counted from a member's first port. */
export const PORTS = {
  ca: 0,
  caOperations: 1,
  peer: 2,
  peerChaincode: 3,
  peerOperations: 4,
  orderer: 5,
  ordererAdmin: 6,
  ordererOperations: 7,
  contract: 8,
  auditor: 9,
  auditorOperations: 10,
  /** The contract's service listens on one of these, an upgraded one on the other. */
  contractNext: 11,
  contractHealth: 12,
} as const;

const PORTS_PER_MEMBER = 20;

/** Host under which a member's nodes are reached. */
export function hostOf(topology: Topology, member: Member): string {
  return member.host ?? topology.host;
}

/** `host:port` of one of a member's services. */
export function addressOf(topology: Topology, member: Member, service: keyof typeof PORTS): string {
  return `${hostOf(topology, member)}:${member.ports + PORTS[service]}`;
}

/** Host under which nodes reach one another's services; outside containers the same as for everybody. */
export function innerHostOf(
  topology: Topology,
  member: Member,
  service: keyof typeof PORTS,
): string {
  if (topology.containers === undefined) return hostOf(topology, member);
  const [kind] = /^[a-z]+/.exec(service) as RegExpExecArray;
  return `${kind}.${member.folder}`;
}

/** `host:port` at which nodes reach one of a member's services. */
export function innerAddressOf(
  topology: Topology,
  member: Member,
  service: keyof typeof PORTS,
): string {
  return `${innerHostOf(topology, member, service)}:${member.ports + PORTS[service]}`;
}

/** The member of that folder or MSP id. Throws `NODE_UNKNOWN`. */
export function memberOf(topology: Topology, name: string): Member {
  const found = topology.members.find((member) => member.folder === name || member.id === name);
  if (found !== undefined) return found;
  const known = topology.members.map(({ folder }) => folder).join(', ');
  throw new CunzhengError('NODE_UNKNOWN', `no member ${name}; there are ${known}`);
}

/** The same topology with every member's ports counted from `first`, so that two networks stand side by side. */
export function withPortsFrom(topology: Topology, first: number): Topology {
  const members = topology.members.map((member, index) => ({
    ...member,
    ports: first + index * PORTS_PER_MEMBER,
  }));
  return { ...topology, members };
}

/** Throws `CONFIG_INVALID` when two members share a name, a port or a court, or a name has a form Fabric refuses. */
export function checkTopology(topology: Topology): void {
  const { members } = topology;
  demand(members.length > 0, 'CONFIG_INVALID', 'a topology has members');
  for (const member of members) checkMember(member);
  demandDistinct(members, 'id', ({ id }) => [id]);
  demandDistinct(members, 'folder', ({ folder }) => [folder]);
  demandDistinct(members, 'court', ({ courts }) => courts.map(({ code }) => code));
  demandDistinct(members, 'port', (member) => portsOf(topology, member));
}

function checkMember({ id, folder, ports }: Member): void {
  demand(/^[A-Za-z][A-Za-z0-9]{0,31}$/.test(id), 'CONFIG_INVALID', `member id ${id} is malformed`);
  demand(/^[a-z][a-z0-9]{0,15}$/.test(folder), 'CONFIG_INVALID', `folder ${folder} is malformed`);
  const inRange = Number.isInteger(ports) && ports >= 1024 && ports + PORTS_PER_MEMBER <= 65536;
  demand(inRange, 'CONFIG_INVALID', `ports of ${id} are outside 1024 to 65535`);
}

function portsOf(topology: Topology, member: Member): string[] {
  const host = hostOf(topology, member);
  return Object.values(PORTS).map((offset) => `${host}:${member.ports + offset}`);
}

function demandDistinct(
  members: readonly Member[],
  what: string,
  valuesOf: (member: Member) => readonly string[],
): void {
  const seen = new Set<string>();
  for (const value of members.flatMap((member) => valuesOf(member))) {
    demand(!seen.has(value), 'CONFIG_INVALID', `${what} ${value} stands twice in the topology`);
    seen.add(value);
  }
}

/** The topology that a file holds as JSON. Throws `CONFIG_INVALID`; undefined when there is no file. */
export async function readTopology(path: string): Promise<Topology | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const topology = parseTopology(path, text);
  checkTopology(topology);
  return topology;
}

function parseTopology(path: string, text: string): Topology {
  try {
    return JSON.parse(text) as Topology;
  } catch (cause) {
    throw new CunzhengError('CONFIG_INVALID', `${path} is not JSON`, { cause });
  }
}
