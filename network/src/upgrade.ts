import { bundleContract, type ContractBundle } from './contract/bundle.ts';
import { type DeployedContract, deployContract } from './contract/deploy.ts';
import { probeContracts, probeEndorsement } from './founding.ts';
import type { Network } from './network.ts';
import { demandSupervisor } from './supervisor/control.ts';

/**
 * Deploys this contract as the next version, by default @cunzheng/chaincode as it is built now; all records stay.
 * The same contract again changes nothing. Throws `NETWORK_DOWN`, `NETWORK_STEP_FAILED`, `CONTRACT_SILENT`.
 */
export async function upgradeContract(
  network: Network,
  bundle?: ContractBundle,
): Promise<DeployedContract> {
  const control = await demandSupervisor(network.layout);
  const deployed = await deployContract(network, control, bundle ?? (await bundleContract()));
  await probeContracts(network, network.topology.members);
  await probeEndorsement(network, network.topology.members);
  return deployed;
}
