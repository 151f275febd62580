export { TOPOLOGY } from '../topology.ts';
export {
  type Connection,
  type MemberConnection,
  readConnection,
} from './connection.ts';
export { bundleContract, bundleEntry, type ContractBundle } from './contract/bundle.ts';
export { Layout } from './layout.ts';
export type { Network } from './network.ts';
export { findPrograms, type Programs } from './programs.ts';
export { type NetworkStatus, networkStatus } from './status.ts';
export { type Member, type Topology, withPortsFrom } from './topology.ts';
export { down, type UpOptions, up } from './up.ts';
