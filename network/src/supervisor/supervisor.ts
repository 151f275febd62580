import { CunzhengError } from '@cunzheng/domain';
import { NodeProcess } from './node-process.ts';
import { NODE_KINDS, type NodeReport, type NodeSpec } from './node-spec.ts';

/** Keeps the processes of a network running. It knows nothing of what they are. */
export class Supervisor {
  readonly #nodes = new Map<string, NodeProcess>();
  readonly #specs: () => Promise<readonly NodeSpec[]>;
  readonly #inherited: NodeJS.ProcessEnv;

  /** `specs` is asked at every start: a network grows while it runs. */
  constructor(specs: () => Promise<readonly NodeSpec[]>, inherited: NodeJS.ProcessEnv) {
    this.#specs = specs;
    this.#inherited = inherited;
  }

  reports(): NodeReport[] {
    return [...this.#nodes.values()].map((node) => node.report());
  }

  /** Starts these nodes, all of them when none is named. Throws `NODE_UNKNOWN`. */
  async start(names?: readonly string[]): Promise<void> {
    const specs = await this.#specs();
    const known = new Map(specs.map((spec) => [spec.name, spec]));
    const wanted = names ?? [...known.keys()];
    await Promise.all(
      wanted.map((name) => {
        const spec = known.get(name);
        if (spec === undefined) throw unknown(name, [...known.keys()]);
        return this.#node(spec).start(spec);
      }),
    );
  }

  async stop(name: string): Promise<void> {
    await this.#named(name).stop('held');
  }

  async restart(name: string): Promise<void> {
    await this.#named(name).stop();
    await this.start([name]);
  }

  async kill(name: string, stay: boolean): Promise<void> {
    await this.#named(name).kill(stay);
  }

  pause(name: string): void {
    this.#named(name).pause();
  }

  async resume(name: string): Promise<void> {
    await this.#named(name).resume();
  }

  /** Ends everything, those first that use the others. */
  async stopAll(): Promise<void> {
    for (const kind of [...NODE_KINDS].reverse()) {
      const nodes = [...this.#nodes.values()].filter((node) => node.report().kind === kind);
      await Promise.all(nodes.map((node) => node.stop()));
    }
  }

  #node(spec: NodeSpec): NodeProcess {
    const found = this.#nodes.get(spec.name);
    if (found !== undefined) return found;
    const made = new NodeProcess(spec, this.#inherited);
    this.#nodes.set(spec.name, made);
    return made;
  }

  #named(name: string): NodeProcess {
    const found = this.#nodes.get(name);
    if (found === undefined) throw unknown(name, [...this.#nodes.keys()]);
    return found;
  }
}

function unknown(name: string, known: readonly string[]): CunzhengError {
  return new CunzhengError('NODE_UNKNOWN', `no node ${name}; there are ${known.join(', ')}`);
}
