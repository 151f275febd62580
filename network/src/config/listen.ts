import { hostOf, innerHostOf, type Member, PORTS, type Topology } from '../topology.ts';

/** Address that a member's nodes bind: in a container whatever it has, outside where they are reached. */
export function listenHost(topology: Topology, member: Member): string {
  return topology.containers === undefined ? reachHost(topology, member) : '0.0.0.0';
}

/** Address at which a member's nodes are reached: the loopback interface for `localhost`, the host itself otherwise. */
export function reachHost(topology: Topology, member: Member): string {
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
  const services = Object.keys(PORTS) as (keyof typeof PORTS)[];
  const inner = services.map((service) => innerHostOf(topology, member, service));
  return [...new Set(['localhost', '127.0.0.1', hostOf(topology, member), ...inner])];
}
