import type { Network } from './network.ts';
import type { Topology } from './topology.ts';

/** Takes the members of `wanted` that the network lacks into it. */
export async function growNetwork(network: Network, wanted: Topology): Promise<Network> {
  return network;
}
