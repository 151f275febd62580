import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditorArgs, auditorFile, auditorHealth } from './auditors.ts';
import { reachHost } from './config/listen.ts';
import { exists } from './files.ts';
import type { Layout } from './layout.ts';
import { namespaceOf } from './namespaces.ts';
import type { Programs } from './programs.ts';
import type { Health, NodeKind, NodeSpec } from './supervisor/node-spec.ts';
import { type Member, PORTS, type Topology } from './topology.ts';

const SERVE = fileURLToPath(new URL('./contract/serve.js', import.meta.url));
const LOG_LEVEL = 'warning';

/** Name of one of a member's nodes. */
export function nodeName(kind: NodeKind, member: Member): string {
  return `${kind}.${member.folder}`;
}

/** Every process that this network can start by now: a node whose configuration is not there yet is left out. */
export async function nodesOf(
  topology: Topology,
  layout: Layout,
  programs: Programs,
): Promise<NodeSpec[]> {
  const specs: NodeSpec[] = [];
  for (const member of topology.members) {
    const place = { topology, layout, programs, member };
    const add = (spec: NodeSpec) => specs.push(inNamespace(topology, member, spec));
    const own = layout.member(member);
    if (await exists(join(own.ca, 'fabric-ca-server-config.yaml'))) add(ca(place));
    if (await exists(join(own.orderer, 'orderer.yaml'))) add(orderer(place));
    if (await exists(join(own.peer, 'core.yaml'))) add(peer(place));
    if (await exists(serviceFile(layout, member))) add(contract(place));
    if (await exists(auditorFile(layout, member))) add(auditor(place));
  }
  return specs;
}

/** The same process inside the member's own net; `ip netns exec` becomes the program, so that signals reach it. */
function inNamespace(topology: Topology, member: Member, spec: NodeSpec): NodeSpec {
  const namespace = namespaceOf(topology, member);
  if (namespace === undefined) return spec;
  const args = ['netns', 'exec', namespace, spec.program, ...spec.args];
  return { ...spec, program: 'ip', args };
}

/** What a member's contract service reads at its start: see `ServiceFile`. */
export function serviceFile(layout: Layout, member: Member): string {
  return join(layout.member(member).contract, 'service.json');
}

interface Place {
  readonly topology: Topology;
  readonly layout: Layout;
  readonly programs: Programs;
  readonly member: Member;
}

function ca(place: Place): NodeSpec {
  const { ca: home } = place.layout.member(place.member);
  return {
    ...common(place, 'ca', home, healthz(place, 'ca')),
    program: place.programs['fabric-ca-server'],
    args: ['start', '--home', home],
    env: { FABRIC_CA_SERVER_LOGLEVEL: 'warning' },
  };
}

function orderer(place: Place): NodeSpec {
  const { orderer: home } = place.layout.member(place.member);
  return {
    ...common(place, 'orderer', home, healthz(place, 'orderer')),
    program: place.programs.orderer,
    args: [],
    env: { FABRIC_CFG_PATH: home, FABRIC_LOGGING_SPEC: LOG_LEVEL },
  };
}

function peer(place: Place): NodeSpec {
  const own = place.layout.member(place.member);
  return {
    ...common(place, 'peer', own.peer, healthz(place, 'peer')),
    program: place.programs.peer,
    args: ['node', 'start'],
    env: {
      FABRIC_CFG_PATH: own.peer,
      FABRIC_LOGGING_SPEC: LOG_LEVEL,
      CUNZHENG_CONTRACT_CONNECTIONS: own.contract,
    },
  };
}

function contract(place: Place): NodeSpec {
  const { layout, member, topology } = place;
  const host = reachHost(topology, member);
  const port = member.ports + PORTS.contractHealth;
  // It answers there only after its contracts listen.
  const health = { url: `http://${host}:${port}/`, host, port };
  return {
    ...common(place, 'contract', layout.member(member).contract, health),
    program: process.execPath,
    args: [SERVE, serviceFile(layout, member)],
    env: { CORE_CHAINCODE_LOGGING_LEVEL: 'warn', CORE_PEER_LOCALMSPID: member.id },
  };
}

function auditor(place: Place): NodeSpec {
  const { layout, member, topology } = place;
  const home = layout.member(member).auditor;
  return {
    ...common(place, 'auditor', home, auditorHealth(topology, member)),
    program: process.execPath,
    args: auditorArgs(layout, member),
    env: {},
  };
}

function common({ layout, member }: Place, kind: NodeKind, cwd: string, health: Health) {
  const name = nodeName(kind, member);
  return { name, kind, cwd, health, log: layout.log(name), pidFile: layout.pid(name) };
}

function healthz({ topology, member }: Place, service: 'ca' | 'orderer' | 'peer'): Health {
  const host = reachHost(topology, member);
  const operations = member.ports + PORTS[`${service}Operations`];
  return {
    url: `http://${host}:${operations}/healthz`,
    host,
    port: member.ports + PORTS[service],
  };
}
