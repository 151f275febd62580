import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:tls';
import { CunzhengError } from '@cunzheng/domain';
import { type ContainerRuntimeClient, ImageName, type StartedTestContainer } from 'testcontainers';
import type { Network } from '../src/network.ts';
import { nodesOf } from '../src/nodes.ts';
import type { Control } from '../src/supervisor/control.ts';
import type { ControlRequest } from '../src/supervisor/control-server.ts';
import { isHealthy } from '../src/supervisor/health.ts';
import {
  type Health,
  NODE_KINDS,
  type NodeKind,
  type NodeReport,
  type NodeSpec,
} from '../src/supervisor/node-spec.ts';
import { residentBytes } from '../src/supervisor/process-identity.ts';
import { memberOf } from '../src/topology.ts';
import { type Images, imageOf } from './images.ts';
import { startNode } from './node-container.ts';

/** Label of everything that a run leaves to an engine, with the name of its network. */
export const LABEL = 'cunzheng.network';

const GRACE_MS = 20_000;
const HANDSHAKE_MS = 2000;
const LAST_LINES = 8;

interface RunningNode {
  readonly spec: NodeSpec;
  readonly container: StartedTestContainer;
}

/** Runs a network's nodes in containers on a network of their own, where a supervisor would run them as processes. */
export class ContainerNodes implements Control {
  readonly name: string;
  readonly #engine: ContainerRuntimeClient;
  readonly #images: Images;
  readonly #network: Network;
  readonly #nodes = new Map<string, RunningNode>();
  #closed = false;

  private constructor(
    name: string,
    engine: ContainerRuntimeClient,
    images: Images,
    network: Network,
  ) {
    this.name = name;
    this.#engine = engine;
    this.#images = images;
    this.#network = network;
  }

  /** Makes the private network. Throws `CONFIG_INVALID` when the topology is not one of containers. */
  static async open(
    engine: ContainerRuntimeClient,
    images: Images,
    network: Network,
  ): Promise<ContainerNodes> {
    if (network.topology.containers === undefined) {
      throw new CunzhengError('CONFIG_INVALID', 'a topology of containers says so: containers');
    }
    const name = `cunzheng-${randomBytes(4).toString('hex')}`;
    await engine.network.create({ Name: name, Driver: 'bridge', Labels: { [LABEL]: name } });
    return new ContainerNodes(name, engine, images, network);
  }

  async ask({ action, name, names }: ControlRequest): Promise<NodeReport[]> {
    if (action === 'start') await this.#start(names);
    else if (action === 'restart') await this.#restart(name as string);
    else if (action === 'stop') await this.#stop(name as string);
    else if (action === 'shutdown') await this.close();
    else if (action !== 'nodes')
      throw new CunzhengError('NOT_SUPPORTED', `${action} of containers`);
    return Promise.all([...this.#nodes.values()].map((node) => this.#report(node)));
  }

  /** Ends every container, those first that use the others, and removes the network; what nodes wrote stays. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const kind of [...NODE_KINDS].reverse()) {
      const nodes = [...this.#nodes.values()].filter(({ spec }) => spec.kind === kind);
      await Promise.all(nodes.map(({ spec }) => this.#stop(spec.name)));
    }
    await this.#removeUnfinished();
    await this.#engine.network.remove(this.#engine.network.getById(this.name));
  }

  /** Containers that were made and never came to be well. */
  async #removeUnfinished(): Promise<void> {
    const { dockerode } = this.#engine.container;
    const found = await dockerode.listContainers({ all: true, filters: labelled(this.name) });
    await Promise.all(found.map(({ Id }) => dockerode.getContainer(Id).remove({ force: true })));
  }

  async #start(names?: readonly string[]): Promise<void> {
    const { topology, layout, programs } = this.#network;
    const specs = await nodesOf(topology, layout, programs);
    const wanted = specs.filter(({ name }) => names?.includes(name) ?? true);
    for (const kind of NODE_KINDS) {
      await Promise.all(wanted.filter((spec) => spec.kind === kind).map((spec) => this.#run(spec)));
    }
  }

  async #run(spec: NodeSpec): Promise<void> {
    if (this.#nodes.has(spec.name)) return;
    if (this.#closed) throw new CunzhengError('NETWORK_DOWN', `${this.name} is closed`);
    const { topology } = this.#network;
    const [, folder] = spec.name.split('.') as [NodeKind, string];
    const container = await startNode(
      {
        network: this.#network,
        member: memberOf(topology, folder),
        image: imageOf(this.#images, spec.kind),
        bridge: this.name,
        labels: { [LABEL]: this.name },
      },
      spec,
    ).catch(async (cause: Error) => {
      const words = await lastWords(spec.log);
      const text = `${spec.name} does not start in a container: ${cause.message}${words}`;
      throw new CunzhengError('NETWORK_STEP_FAILED', text, { cause });
    });
    this.#nodes.set(spec.name, { spec, container });
  }

  async #report({ spec, container }: RunningNode): Promise<NodeReport> {
    const { name, kind, health } = spec;
    const up = (await isHealthy(health)) && (await listens(health));
    const found = await this.#engine.container.getById(container.getId()).inspect();
    // As this machine counts processes, for the engine is on it.
    const pid = found.State.Pid;
    const state = up ? 'up' : 'starting';
    return {
      name,
      kind,
      state,
      pid,
      restarts: found.RestartCount,
      residentBytes: residentBytes(pid),
    };
  }

  async #restart(name: string): Promise<void> {
    await this.#stop(name);
    await this.#start([name]);
  }

  async #stop(name: string): Promise<void> {
    const node = this.#nodes.get(name);
    if (node === undefined) throw new CunzhengError('NODE_UNKNOWN', `no container ${name}`);
    this.#nodes.delete(name);
    await node.container.stop({ timeout: GRACE_MS });
  }
}

/**
 * Whether somebody is behind a published port: the engine takes connections there before the node does, so that only a
 * handshake tells. A port that answers in plain text has told by its answer.
 */
function listens({ url, host, port }: Health): Promise<boolean> {
  if (Number(new URL(url).port) === port) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false });
    const answer = (shaken: boolean) => {
      socket.destroy();
      resolve(shaken);
    };
    socket.setTimeout(HANDSHAKE_MS, () => answer(false));
    socket.on('secureConnect', () => answer(true));
    socket.on('error', () => answer(false));
    socket.on('close', () => answer(false));
  });
}

function labelled(name: string) {
  return { label: [`${LABEL}=${name}`] };
}

async function lastWords(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text === '' ? '' : `; it said\n${text.trim().split('\n').slice(-LAST_LINES).join('\n')}`;
}

/** Names of these images that the engine does not hold. */
export async function missingImages(
  { image }: ContainerRuntimeClient,
  images: Images,
): Promise<string[]> {
  const names = Object.values(images);
  const held = await Promise.all(names.map((name) => image.exists(ImageName.fromString(name))));
  return names.filter((_, i) => !held[i]);
}

/** Containers and networks that stand under this name: none once it is closed. */
export async function leftovers(
  { container: { dockerode } }: ContainerRuntimeClient,
  name: string,
): Promise<string[]> {
  const filters = labelled(name);
  const containers = await dockerode.listContainers({ all: true, filters });
  const networks = await dockerode.listNetworks({ filters });
  return [...containers.flatMap(({ Names }) => Names), ...networks.map(({ Name }) => Name)];
}
