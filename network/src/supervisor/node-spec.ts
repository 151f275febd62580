/** How to ask a node whether it can work: its own answer 200, and a port that takes connections. */
export interface Health {
  readonly url: string;
  /** Fabric's programs tell that they are well before they listen. */
  readonly host: string;
  readonly port: number;
}

export const NODE_KINDS = ['ca', 'orderer', 'peer', 'contract', 'auditor'] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** One process of a network, as the supervisor runs it. */
export interface NodeSpec {
  /** `peer.bjic` */
  readonly name: string;
  readonly kind: NodeKind;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly log: string;
  readonly pidFile: string;
  readonly health: Health;
}

/**
 * `starting` has not answered yet, `sick` answered before, `waiting` was lost and is started again soon, `held` was
 * taken down by hand and stays so.
 */
export type NodeState = 'starting' | 'up' | 'sick' | 'waiting' | 'paused' | 'held' | 'stopped';

export interface NodeReport {
  readonly name: string;
  readonly kind: NodeKind;
  readonly state: NodeState;
  readonly pid?: number;
  /** Times that it was started again after it ended by itself. */
  readonly restarts: number;
  readonly residentBytes: number;
}
