import { hostOf, type Member, PORTS, type Topology } from '../topology.ts';

/** Address that a member's processes bind: the loopback interface for `localhost`, the host itself otherwise. */
export function listenHost(topology: Topology, member: Member): string {
  const host = hostOf(topology, member);
  return host === 'localhost' ? '127.0.0.1' : host;
}

/** `address:port` that one of a member's services binds. */
export function listenAddress(
  topology: Topology,
  member: Member,
  service: keyof typeof PORTS,
): string {
  return `${listenHost(topology, member)}:${member.ports + PORTS[service]}`;
}

/** Names that a member's TLS certificates carry. */
export function certificateHosts(topology: Topology, member: Member): string[] {
  return [...new Set(['localhost', '127.0.0.1', hostOf(topology, member)])];
}
