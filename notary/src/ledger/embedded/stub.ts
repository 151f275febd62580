import { ChaincodeStub } from './shim.ts';
import type { Simulation } from './simulation.ts';

export interface Proposal {
  readonly channel: string;
  readonly txId: string;
  readonly name: string;
  readonly args: readonly string[];
  readonly creator: Creator;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Who submits: what the contract's ClientIdentity reads. */
export interface Creator {
  readonly mspid: string;
  /** The certificate, PEM. */
  readonly idBytes: Uint8Array;
}

/** The stub's constructor and fields, which its type leaves out; fabric-shim is pinned and a test holds them. */
interface StubInsides {
  creator: Creator;
  txTimestamp: { getSeconds(): number; getNanos(): number; toDate(): Date };
  transientMap: Map<string, Uint8Array>;
}

const ShimStub = ChaincodeStub as unknown as new (
  handler: Simulation,
  channel: string,
  txId: string,
  input: { getArgsList_asU8(): Uint8Array[] },
) => ChaincodeStub & StubInsides;

/**
 * fabric-shim's own stub over a simulation. No signed proposal is given, for nothing here is signed: creator and time are
 * set as the stub would have read them from it.
 */
class EmbeddedStub extends ShimStub {
  readonly #simulation: Simulation;

  constructor(simulation: Simulation, proposal: Proposal) {
    const args = [proposal.name, ...proposal.args].map((text) => Buffer.from(text));
    super(simulation, proposal.channel, proposal.txId, { getArgsList_asU8: () => args });
    this.#simulation = simulation;
    this.creator = proposal.creator;
    this.transientMap = new Map();
    this.txTimestamp = {
      getSeconds: () => Math.floor(proposal.time / 1000),
      getNanos: () => (proposal.time % 1000) * 1_000_000,
      toDate: () => new Date(proposal.time),
    };
  }

  /** As the stub's own, less its log line, which costs more than the read. */
  override getState(key: string): Promise<Uint8Array> {
    return this.#simulation.handleGetState('', key);
  }
}

export function createStub(simulation: Simulation, proposal: Proposal): ChaincodeStub {
  return new EmbeddedStub(simulation, proposal);
}
