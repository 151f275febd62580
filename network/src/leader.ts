import { reachHost } from './config/listen.ts';
import { type Member, PORTS, type Topology } from './topology.ts';

const ASK_MS = 3000;

/** Name with labels → value. */
export type Metrics = ReadonlyMap<string, number>;

/** What a node's metrics say; empty when it does not answer. */
export async function metricsOf(
  topology: Topology,
  member: Member,
  service: 'peerOperations' | 'ordererOperations',
): Promise<Metrics> {
  const url = `http://${reachHost(topology, member)}:${member.ports + PORTS[service]}/metrics`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ASK_MS) });
    return parseMetrics(await response.text());
  } catch {
    return new Map();
  }
}

/** Prometheus' text: a name with labels and a number on each line that is no comment. */
export function parseMetrics(text: string): Metrics {
  const found = text.matchAll(/^([a-zA-Z_:][^ ]*) ([0-9.eE+-]+)$/gm);
  return new Map([...found].map((match) => [match[1] as string, Number(match[2])]));
}

/** Blocks that a node holds, 0 when it does not say. */
export function heightIn(topology: Topology, metrics: Metrics): number {
  return metrics.get(`ledger_blockchain_height{channel="${topology.channel}"}`) ?? 0;
}

/**
 * The member whose orderer leads, as most orderers say; undefined when none says. Each tells the leader of the block that
 * it took part in last, so one that was away goes on naming the one before.
 */
export function leaderIn(topology: Topology, metrics: readonly Metrics[]): Member | undefined {
  const votes = new Map<number, number>();
  for (const each of metrics) {
    const id = each.get(`consensus_BFT_leader_id{channel="${topology.channel}"}`);
    if (id !== undefined) votes.set(id, (votes.get(id) ?? 0) + 1);
  }
  const [most] = [...votes].sort(([, a], [, b]) => b - a);
  // Consenters are numbered from one, in the order of the topology.
  return most === undefined ? undefined : topology.members[most[0] - 1];
}

/** The member whose orderer leads, or else the first: a request to another than the leader waits to be forwarded. */
export async function leadingMember(topology: Topology): Promise<Member> {
  const metrics = await Promise.all(
    topology.members.map((member) => metricsOf(topology, member, 'ordererOperations')),
  );
  return leaderIn(topology, metrics) ?? (topology.members[0] as Member);
}
