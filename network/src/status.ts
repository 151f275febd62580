import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { askAuditor } from './auditors.ts';
import { probeOnce } from './founding.ts';
import { IDENTITIES, type Layout, TLS_NAMES } from './layout.ts';
import { heightIn, leaderIn, type Metrics, metricsOf } from './leader.ts';
import type { Network } from './network.ts';
import { nodeName } from './nodes.ts';
import { type Control, findSupervisor } from './supervisor/control.ts';
import type { NodeKind, NodeReport, NodeState } from './supervisor/node-spec.ts';
import type { Member, Topology } from './topology.ts';

/** What `npm run network:status -- --json` prints. */
export interface NetworkStatus {
  readonly channel: string;
  readonly members: readonly MemberStatus[];
  /** Soonest first. */
  readonly certificates: readonly CertificateStatus[];
  /** Memory of all nodes together. */
  readonly residentBytes: number;
}

export interface MemberStatus {
  readonly id: string;
  readonly courts: readonly string[];
  readonly peer: NodeStatus & { readonly height: number };
  readonly orderer: NodeStatus & { readonly height: number; readonly leader: boolean };
  readonly ca: NodeStatus;
  readonly contract: NodeStatus;
  readonly auditor: NodeStatus & { readonly size: number; readonly alarms: readonly string[] };
}

/** `up` is what the node itself answered just now. */
export interface NodeStatus {
  readonly up: boolean;
  readonly state: NodeState;
  readonly restarts: number;
}

export interface CertificateStatus {
  /** Path below the network's directory. */
  readonly path: string;
  readonly member: string;
  readonly name: string;
  /** ISO 8601. */
  readonly notAfter: string;
}

/**
 * Asks every node; one that is down or does not answer in time is told as such, never an error. `control` is what runs the
 * nodes; default: the supervisor at work, if one is.
 */
export async function networkStatus(network: Network, control?: Control): Promise<NetworkStatus> {
  const { topology, layout } = network;
  const nodes = await reports(control ?? (await findSupervisor(layout)));
  const orderers = await Promise.all(
    topology.members.map((member) => metricsOf(topology, member, 'ordererOperations')),
  );
  const leader = leaderIn(topology, orderers);
  const members = await Promise.all(
    topology.members.map((member, i) =>
      memberStatus(network, member, nodes, {
        height: heightIn(topology, orderers[i] as Metrics),
        leader: member === leader,
      }),
    ),
  );
  const certificates = await certificateStatus(topology, layout);
  const residentBytes = [...nodes.values()].reduce((sum, node) => sum + node.residentBytes, 0);
  return { channel: topology.channel, members, certificates, residentBytes };
}

async function reports(control: Control | undefined): Promise<ReadonlyMap<string, NodeReport>> {
  const nodes = control === undefined ? [] : await control.ask({ action: 'nodes' });
  return new Map(nodes.map((node) => [node.name, node]));
}

async function memberStatus(
  network: Network,
  member: Member,
  nodes: ReadonlyMap<string, NodeReport>,
  orderer: { readonly height: number; readonly leader: boolean },
): Promise<MemberStatus> {
  const { topology } = network;
  const of = (kind: NodeKind) => nodeStatus(nodes.get(nodeName(kind, member)));
  const [peer, answers, signer] = await Promise.all([
    metricsOf(topology, member, 'peerOperations'),
    of('contract').up ? probeOnce(network, member) : false,
    of('auditor').up ? askAuditor(topology, member) : undefined,
  ]);
  return {
    id: member.id,
    courts: member.courts.map(({ code }) => code),
    peer: { ...of('peer'), height: heightIn(topology, peer) },
    orderer: { ...of('orderer'), ...orderer },
    ca: of('ca'),
    contract: { ...of('contract'), up: answers },
    auditor: {
      ...of('auditor'),
      up: signer !== undefined,
      size: signer?.size ?? 0,
      alarms: (signer?.alarms ?? []).map(({ code, message }) => `${code}: ${message}`),
    },
  };
}

function nodeStatus(report: NodeReport | undefined): NodeStatus {
  const { state = 'stopped', restarts = 0 } = report ?? {};
  return { up: state === 'up', state, restarts };
}

/** Every certificate of every member with its end, soonest first. */
export async function certificateStatus(
  topology: Topology,
  layout: Layout,
): Promise<CertificateStatus[]> {
  const all = await Promise.all(
    topology.members.flatMap((member) =>
      certificatePaths(layout, member).map(async ([name, path]) => {
        const pem = await readFile(path).catch(() => undefined);
        if (pem === undefined) return [];
        const { validTo } = new X509Certificate(pem);
        const notAfter = new Date(validTo).toISOString();
        return [{ path: path.slice(layout.dir.length + 1), member: member.id, name, notAfter }];
      }),
    ),
  );
  return all.flat().sort((a, b) => (a.notAfter < b.notAfter ? -1 : 1));
}

function certificatePaths(layout: Layout, member: Member): [string, string][] {
  const own = layout.member(member);
  return [
    ...IDENTITIES.map((name): [string, string] => [name, own.identityPair(name).certificate]),
    ...TLS_NAMES.map((name): [string, string] => [`${name} TLS`, own.tls(name).certificate]),
    ['CA server TLS', own.caServer],
    ['CA', own.root],
    ['TLS CA', own.tlsRoot],
  ];
}

/** The status as a table for people. */
export function statusTable(status: NetworkStatus): string {
  const head = [
    'member',
    'peer',
    'height',
    'orderer',
    'height',
    'leader',
    'ca',
    'contract',
    'auditor',
    'log',
  ];
  const rows = status.members.map(({ id, peer, orderer, ca, contract, auditor }) => [
    id,
    word(peer),
    String(peer.height),
    word(orderer),
    String(orderer.height),
    orderer.leader ? 'leads' : '',
    word(ca),
    word(contract),
    word(auditor),
    String(auditor.size),
  ]);
  const table = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const [first] = status.certificates;
  const memory = `${(status.residentBytes / 2 ** 20).toFixed(0)} MiB in memory`;
  const end =
    first === undefined
      ? ''
      : `; first certificate to end: ${first.name} of ${first.member}, ${first.notAfter.slice(0, 10)}`;
  return [`channel ${status.channel}`, ...lines, memory + end].join('\n');
}

function word({ up, state, restarts }: NodeStatus): string {
  const again = restarts > 0 ? ` (${restarts} ${restarts === 1 ? 'restart' : 'restarts'})` : '';
  if (up) return `up${again}`;
  return (state === 'up' ? 'silent' : state) + again;
}
