import type { Layout } from '../layout.ts';
import { innerAddressOf, innerHostOf, type Member, PORTS, type Topology } from '../topology.ts';

/** Name of the profile in `configtx.yaml` that makes the genesis block. */
export const GENESIS_PROFILE = 'Genesis';

/**
 * How SmartBFT waits. A request that the leader does not order is forwarded to it after one second and complained about
 * four seconds later, so that a lost leader costs less than ten; shorter, and views flap on two busy cores.
 */
export const SMART_BFT = {
  RequestBatchMaxInterval: '100ms',
  RequestForwardTimeout: '1s',
  RequestComplainTimeout: '4s',
  RequestAutoRemoveTimeout: '3m0s',
  ViewChangeResendInterval: '2s',
  ViewChangeTimeout: '10s',
  LeaderHeartbeatTimeout: '10s',
  LeaderHeartbeatCount: 10,
  CollectTimeout: '1s',
  IncomingMessageBufferSize: 200,
  RequestPoolSize: 2000,
} as const;

/** Added to a member's id: its organisation among the orderers, in `configtx.yaml` only. */
export const ORDERER_SUFFIX = '-orderer';

/** `configtx.yaml`: the channel as it begins, and each member as an organisation. */
export function configtx(topology: Topology, layout: Layout): object {
  const organizations = topology.members.map((member) => organization(topology, layout, member));
  const orderers = topology.members.map((member) => ({
    ...organization(topology, layout, member),
    Policies: ordererPolicies(member),
  }));
  return {
    // By two names, so that either form of a member can be printed for a channel that it joins later.
    Organizations: [
      ...organizations,
      ...orderers.map((orderer) => ({ ...orderer, Name: orderer.Name + ORDERER_SUFFIX })),
    ],
    Profiles: {
      [GENESIS_PROFILE]: {
        Policies: channelPolicies(),
        Capabilities: { V3_0: true },
        Orderer: orderer(topology, layout, orderers),
        Application: {
          Organizations: organizations,
          Capabilities: { V2_5: true },
          Policies: {
            ...channelPolicies(),
            Endorsement: implicit('MAJORITY Endorsement'),
            LifecycleEndorsement: implicit('MAJORITY Endorsement'),
          },
        },
      },
    },
  };
}

/** A member on the channel. Its clients are gateways and auditors, and nobody else writes. */
function organization(topology: Topology, layout: Layout, member: Member) {
  return {
    Name: member.id,
    ID: member.id,
    MSPDir: layout.member(member).msp,
    Policies: memberPolicies(member),
    OrdererEndpoints: [innerAddressOf(topology, member, 'orderer')],
    AnchorPeers: [{ Host: innerHostOf(topology, member, 'peer'), Port: member.ports + PORTS.peer }],
  };
}

function memberPolicies({ id }: Member): Readonly<Record<string, object>> {
  return {
    Readers: signature(`OR('${id}.admin', '${id}.client', '${id}.peer', '${id}.orderer')`),
    Writers: signature(`OR('${id}.admin', '${id}.client')`),
    Admins: signature(`OR('${id}.admin')`),
    Endorsement: signature(`OR('${id}.peer')`),
  };
}

/**
 * The same member among the orderers. SmartBFT checks what consenters sign while they change leaders under this
 * group's Writers: without `orderer` among them the first change never ends. Clients broadcast as members' clients.
 */
function ordererPolicies(member: Member): Readonly<Record<string, object>> {
  const { id } = member;
  return {
    ...memberPolicies(member),
    Writers: signature(`OR('${id}.admin', '${id}.orderer')`),
  };
}

function orderer(topology: Topology, layout: Layout, organizations: readonly object[]): object {
  return {
    OrdererType: 'BFT',
    BatchTimeout: '2s',
    BatchSize: {
      MaxMessageCount: 200,
      AbsoluteMaxBytes: '16 MB',
      PreferredMaxBytes: '2 MB',
    },
    ConsenterMapping: topology.members.map((member, index) =>
      consenter(topology, layout, member, index + 1),
    ),
    SmartBFT: SMART_BFT,
    Organizations: organizations,
    Capabilities: { V2_0: true },
    // configtxgen writes the consenters' own quorum in place of this one.
    Policies: { ...channelPolicies(), BlockValidation: implicit('ANY Writers') },
  };
}

function consenter(topology: Topology, layout: Layout, member: Member, id: number): object {
  const own = layout.member(member);
  const { certificate } = own.tls('orderer');
  return {
    ID: id,
    Host: innerHostOf(topology, member, 'orderer'),
    Port: member.ports + PORTS.orderer,
    MSPID: member.id,
    Identity: own.identityPair('orderer').certificate,
    ClientTLSCert: certificate,
    ServerTLSCert: certificate,
  };
}

function channelPolicies(): Readonly<Record<string, object>> {
  return {
    Readers: implicit('ANY Readers'),
    Writers: implicit('ANY Writers'),
    Admins: implicit('MAJORITY Admins'),
  };
}

function implicit(rule: string): object {
  return { Type: 'ImplicitMeta', Rule: rule };
}

function signature(rule: string): object {
  return { Type: 'Signature', Rule: rule };
}
