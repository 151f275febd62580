import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import type { Network } from '../src/network.ts';
import type { NodeKind, NodeSpec } from '../src/supervisor/node-spec.ts';
import { type Member, PORTS } from '../src/topology.ts';
import { mountsOf } from './mounts.ts';

/** What others than nodes use of a node: published on this machine's loopback interface, nothing else is. */
const PUBLISHED: Readonly<Record<NodeKind, readonly (keyof typeof PORTS)[]>> = {
  ca: ['ca', 'caOperations'],
  orderer: ['orderer', 'ordererAdmin', 'ordererOperations'],
  peer: ['peer', 'peerOperations'],
  contract: ['contractHealth'],
  auditor: ['auditor', 'auditorOperations'],
};

const LOOPBACK = '127.0.0.1';
const START_TIMEOUT_MS = 60_000;

export interface NodePlace {
  readonly network: Network;
  readonly member: Member;
  readonly image: string;
  /** Name of the private network that containers share. */
  readonly bridge: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Runs the very node that a supervisor would run as a process; resolves when it says that it is well. */
export async function startNode(place: NodePlace, spec: NodeSpec): Promise<StartedTestContainer> {
  const mounts = await mountsOf(place.network, place.member, spec.kind);
  // The engine would make what is missing, and as its own.
  for (const { source, mode } of mounts)
    if (mode === 'rw') await mkdir(source, { recursive: true });
  await mkdir(dirname(spec.log), { recursive: true });
  const { url } = spec.health;
  return new NodeContainer(place.image, place.bridge, spec)
    .withName(`${place.bridge}-${spec.name}`)
    .withLabels({ ...place.labels })
    .withEntrypoint([basename(spec.program)])
    .withCommand([...spec.args])
    .withEnvironment({ ...spec.env })
    .withWorkingDir(spec.cwd)
    .withBindMounts(mounts)
    .withUser(`${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`)
    .withDroppedCapabilities('ALL')
    .withSecurityOpt('no-new-privileges')
    .withExposedPorts(...publishedPorts(place.member, spec.kind))
    .withLogConsumer((lines) => lines.pipe(createWriteStream(spec.log, { flags: 'a' })))
    .withWaitStrategy(Wait.forHttp(new URL(url).pathname, Number(new URL(url).port)))
    .withStartupTimeout(START_TIMEOUT_MS)
    .withAutoCleanup(false)
    .start();
}

function publishedPorts({ ports }: Member, kind: NodeKind) {
  return PUBLISHED[kind].map((service) => {
    const port = ports + PORTS[service];
    return { container: port, host: port };
  });
}

/** As it is made anew for every start: on one network only, under the node's name. */
class NodeContainer extends GenericContainer {
  readonly #name: string;
  readonly #kind: NodeKind;
  readonly #bridge: string;

  constructor(image: string, bridge: string, { name, kind }: NodeSpec) {
    super(image);
    this.#name = name;
    this.#kind = kind;
    this.#bridge = bridge;
  }

  protected override async beforeContainerCreated(): Promise<void> {
    this.networkMode = this.#bridge;
    this.createOpts.Hostname = this.#name;
    // As a supervisor does: started again when it ends by itself.
    this.hostConfig.RestartPolicy = { Name: 'unless-stopped' };
    // By `withNetworkAliases` it would stand on the engine's common network as well.
    this.createOpts.NetworkingConfig = {
      EndpointsConfig: { [this.#bridge]: { Aliases: [this.#name] } },
    };
    // As the first process of its container Node takes no notice of SIGTERM, and a contract has nothing to lose.
    if (this.#kind === 'contract') this.createOpts.StopSignal = 'SIGKILL';
    for (const bindings of Object.values(this.hostConfig.PortBindings ?? {})) {
      for (const binding of bindings as { HostIp?: string }[]) binding.HostIp = LOOPBACK;
    }
  }
}
