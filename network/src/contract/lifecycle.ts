import type { Contract, Gateway } from '@hyperledger/fabric-gateway';
import { peer as protos } from '@hyperledger/fabric-protos';

const { lifecycle } = protos;

/** A definition of the contract as members agree on it. */
export interface Definition {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
}

/** Endorsed by a majority of the members there are, however many there come to be. */
const ENDORSEMENT_POLICY = '/Channel/Application/Endorsement';

/** The definition that is committed on the channel; undefined before the first. */
export async function committedDefinition(
  gateway: Gateway,
  channel: string,
  name: string,
): Promise<Definition | undefined> {
  const args = new lifecycle.QueryChaincodeDefinitionsArgs();
  const answer = await contractOf(gateway, channel).evaluate('QueryChaincodeDefinitions', {
    arguments: [args.serializeBinary()],
  });
  const { deserializeBinary } = lifecycle.QueryChaincodeDefinitionsResult;
  const found = deserializeBinary(answer)
    .getChaincodeDefinitionsList()
    .find((definition) => definition.getName() === name);
  if (found === undefined) return undefined;
  return { name, version: found.getVersion(), sequence: found.getSequence() };
}

/** Approves in the name of the gateway's member, which alone endorses it. Approving the same again changes nothing. */
export async function approve(
  gateway: Gateway,
  channel: string,
  definition: Definition,
  packageId: string,
): Promise<void> {
  const args = new lifecycle.ApproveChaincodeDefinitionForMyOrgArgs();
  fill(args, definition);
  const local = new lifecycle.ChaincodeSource.Local();
  local.setPackageId(packageId);
  const source = new lifecycle.ChaincodeSource();
  source.setLocalPackage(local);
  args.setSource(source);
  await contractOf(gateway, channel).submit('ApproveChaincodeDefinitionForMyOrg', {
    arguments: [args.serializeBinary()],
    endorsingOrganizations: [gateway.getIdentity().mspId],
  });
}

/** Which members have approved exactly this. */
export async function approvals(
  gateway: Gateway,
  channel: string,
  definition: Definition,
): Promise<ReadonlyMap<string, boolean>> {
  const args = new lifecycle.CheckCommitReadinessArgs();
  fill(args, definition);
  const answer = await contractOf(gateway, channel).evaluate('CheckCommitReadiness', {
    arguments: [args.serializeBinary()],
  });
  const result = lifecycle.CheckCommitReadinessResult.deserializeBinary(answer);
  return new Map(result.getApprovalsMap().toArray());
}

/** The package that the member of this peer approved for the definition of this sequence; undefined when it did not. */
export async function approvedPackage(
  gateway: Gateway,
  channel: string,
  { name, sequence }: Definition,
): Promise<string | undefined> {
  const args = new lifecycle.QueryApprovedChaincodeDefinitionArgs();
  args.setName(name);
  args.setSequence(sequence);
  try {
    const answer = await contractOf(gateway, channel).evaluate('QueryApprovedChaincodeDefinition', {
      arguments: [args.serializeBinary()],
      endorsingOrganizations: [gateway.getIdentity().mspId],
    });
    const result = lifecycle.QueryApprovedChaincodeDefinitionResult.deserializeBinary(answer);
    return result.getSource()?.getLocalPackage()?.getPackageId();
  } catch (error) {
    if (/could not fetch approved chaincode definition/.test(String(error))) return undefined;
    throw error;
  }
}

/** Brings the definition into effect; a majority of members endorses that they approved it. */
export async function commit(
  gateway: Gateway,
  channel: string,
  definition: Definition,
): Promise<void> {
  const args = new lifecycle.CommitChaincodeDefinitionArgs();
  fill(args, definition);
  await contractOf(gateway, channel).submit('CommitChaincodeDefinition', {
    arguments: [args.serializeBinary()],
  });
}

function contractOf(gateway: Gateway, channel: string): Contract {
  return gateway.getNetwork(channel).getContract('_lifecycle');
}

type DefinitionArgs = Pick<
  InstanceType<typeof lifecycle.CommitChaincodeDefinitionArgs>,
  | 'setName'
  | 'setVersion'
  | 'setSequence'
  | 'setValidationParameter'
  | 'setEndorsementPlugin'
  | 'setValidationPlugin'
>;

function fill(args: DefinitionArgs, { name, version, sequence }: Definition): void {
  const policy = new protos.ApplicationPolicy();
  policy.setChannelConfigPolicyReference(ENDORSEMENT_POLICY);
  args.setName(name);
  args.setVersion(version);
  args.setSequence(sequence);
  args.setEndorsementPlugin('escc');
  args.setValidationPlugin('vscc');
  args.setValidationParameter(policy.serializeBinary());
}
