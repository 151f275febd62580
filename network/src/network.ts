import type { Layout } from './layout.ts';
import type { Programs } from './programs.ts';
import type { Environment } from './run.ts';
import type { Topology } from './topology.ts';

/** A network at work on: what it is, where it is kept, and with which programs. */
export interface Network {
  readonly topology: Topology;
  readonly layout: Layout;
  readonly programs: Programs;
  readonly environment: Environment;
  /** One line for a person. */
  readonly say: (line: string) => void;
}
