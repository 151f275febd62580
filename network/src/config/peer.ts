import { join } from 'node:path';
import type { Layout, MemberLayout, TlsName } from '../layout.ts';
import { addressOf, innerAddressOf, type Member, type Topology } from '../topology.ts';
import { listenAddress } from './listen.ts';

const MESSAGE_LIMIT = 104_857_600;

/** A peer's `core.yaml`; `builder` is the folder whose `bin` holds detect, build and release. */
export function peerConfig(
  topology: Topology,
  member: Member,
  layout: MemberLayout,
  builder: string,
): object {
  return {
    peer: {
      ...place(topology, member, layout),
      gateway: gateway(),
      keepalive: keepalive(),
      gossip: gossip(topology, member),
      tls: tls(layout, 'peer'),
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      client: { connTimeout: '3s' },
      deliveryclient: delivery(),
      localMspType: 'bccsp',
      handlers: handlers(),
      discovery: discovery(),
      limits: {
        concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 2500 },
      },
      maxRecvMsgSize: MESSAGE_LIMIT,
      maxSendMsgSize: MESSAGE_LIMIT,
    },
    // No container engine: an absent endpoint switches Docker off, and one external builder is then a must.
    vm: { endpoint: '' },
    chaincode: chaincode(builder),
    ledger: ledger(layout),
    operations: {
      listenAddress: listenAddress(topology, member, 'peerOperations'),
      tls: { enabled: false },
    },
    metrics: { provider: 'prometheus' },
  };
}

/** What the `peer` program needs as a client of one member's administrator: written beside no ledger. */
export function adminClientConfig(topology: Topology, member: Member, layout: Layout): object {
  const own = layout.member(member);
  const address = addressOf(topology, member, 'peer');
  return {
    peer: {
      address,
      localMspId: member.id,
      localMspType: 'bccsp',
      mspConfigPath: own.identity('admin'),
      tls: tls(own, 'admin'),
      client: { connTimeout: '10s' },
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      maxRecvMsgSize: MESSAGE_LIMIT,
      maxSendMsgSize: MESSAGE_LIMIT,
    },
    vm: { endpoint: '' },
    chaincode: { externalBuilders: [] },
  };
}

function place(topology: Topology, member: Member, layout: MemberLayout): object {
  return {
    id: `peer.${member.folder}`,
    networkId: topology.channel,
    localMspId: member.id,
    mspConfigPath: layout.identity('peer'),
    address: innerAddressOf(topology, member, 'peer'),
    addressAutoDetect: false,
    listenAddress: listenAddress(topology, member, 'peer'),
    chaincodeListenAddress: listenAddress(topology, member, 'peerChaincode'),
    fileSystemPath: join(layout.peer, 'data'),
  };
}

/** Seconds, where Fabric's defaults are minutes: behind a sick peer a court must not wait. */
function gateway(): object {
  return {
    enabled: true,
    endorsementTimeout: '10s',
    broadcastTimeout: '10s',
    dialTimeout: '5s',
  };
}

/**
 * A peer's gateway pings orderers and other peers every ten seconds, whatever is set here; servers that allow a minute at
 * the least, which is the default, cut it off every half minute (`too_many_pings`).
 */
function keepalive(): object {
  return {
    interval: '7200s',
    timeout: '20s',
    minInterval: '5s',
    client: { interval: '60s', timeout: '20s' },
    deliveryClient: { interval: '60s', timeout: '20s' },
  };
}

/** Fabric's defaults, written out: members tell each other of their peers and heights, blocks come from orderers. */
function gossip(topology: Topology, member: Member): object {
  const address = innerAddressOf(topology, member, 'peer');
  return {
    bootstrap: address,
    endpoint: address,
    externalEndpoint: address,
    useLeaderElection: false,
    orgLeader: true,
    membershipTrackerInterval: '5s',
    maxBlockCountToStore: 10,
    maxPropagationBurstLatency: '10ms',
    maxPropagationBurstSize: 10,
    propagateIterations: 1,
    propagatePeerNum: 3,
    pullInterval: '4s',
    pullPeerNum: 3,
    requestStateInfoInterval: '4s',
    publishStateInfoInterval: '4s',
    publishCertPeriod: '10s',
    dialTimeout: '3s',
    connTimeout: '2s',
    recvBuffSize: 20,
    sendBuffSize: 200,
    digestWaitTime: '1s',
    requestWaitTime: '1500ms',
    responseWaitTime: '2s',
    aliveTimeInterval: '5s',
    aliveExpirationTimeout: '25s',
    reconnectInterval: '5s',
    maxConnectionAttempts: 120,
    msgExpirationFactor: 20,
    election: {
      startupGracePeriod: '15s',
      membershipSampleInterval: '1s',
      leaderAliveThreshold: '10s',
      leaderElectionDuration: '5s',
    },
    pvtData: privateData(),
    state: {
      enabled: false,
      checkInterval: '10s',
      responseTimeout: '3s',
      batchSize: 10,
      blockBufferSize: 20,
      maxRetries: 3,
    },
  };
}

/** The contract keeps no private data; these are what the peer wants to read at start. */
function privateData(): object {
  return {
    pullRetryThreshold: '60s',
    transientstoreMaxBlockRetention: 20_000,
    pushAckTimeout: '3s',
    btlPullMargin: 10,
    reconcileBatchSize: 10,
    reconcileSleepInterval: '1m',
    reconciliationEnabled: true,
    implicitCollectionDisseminationPolicy: { requiredPeerCount: 0, maxPeerCount: 1 },
  };
}

function tls(layout: MemberLayout, name: TlsName): object {
  const { certificate, key } = layout.tls(name);
  return {
    enabled: true,
    clientAuthRequired: false,
    cert: { file: certificate },
    key: { file: key },
    rootcert: { file: layout.tlsRoot },
  };
}

/**
 * A peer cut off for minutes comes back within seconds of the orderers, whatever it missed. One whose orderer stopped in
 * the middle of its work sees by the others' headers that blocks are kept from it, and takes another after three seconds
 * (thirty by default).
 */
function delivery(): object {
  return {
    blockGossipEnabled: false,
    connTimeout: '3s',
    reconnectTotalTimeThreshold: '87600h',
    reConnectBackoffThreshold: '5s',
    blockCensorshipTimeoutKey: '3s',
    minimalReconnectInterval: '100ms',
    policy: 'cluster',
  };
}

/** `TimeWindowCheck` refuses proposals whose clock is off by a quarter of an hour, its default (CVE-2024-45244). */
function handlers(): object {
  return {
    authFilters: [
      { name: 'DefaultAuth' },
      { name: 'ExpirationCheck' },
      { name: 'TimeWindowCheck' },
    ],
    decorators: [{ name: 'DefaultDecorator' }],
    endorsers: { escc: { name: 'DefaultEndorsement' } },
    validators: { vscc: { name: 'DefaultValidation' } },
  };
}

function discovery(): object {
  return {
    enabled: true,
    authCacheEnabled: true,
    authCacheMaxSize: 1000,
    authCachePurgeRetentionRatio: 0.75,
    orgMembersAllowedAccess: false,
  };
}

/** `keepalive` stays 0: fabric-shim 2.5.8 ends its process at a peer's KEEPALIVE. */
function chaincode(builder: string): object {
  return {
    builder: '',
    pull: false,
    externalBuilders: [
      {
        name: 'cunzheng',
        path: builder,
        propagateEnvironment: ['CUNZHENG_CONTRACT_CONNECTIONS'],
      },
    ],
    installTimeout: '60s',
    startuptimeout: '30s',
    executetimeout: '15s',
    mode: 'net',
    keepalive: 0,
    system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
    logging: { level: 'info', shim: 'warning', format: '%{message}' },
  };
}

function ledger(layout: MemberLayout): object {
  return {
    state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
    history: { enableHistoryDatabase: false },
    pvtdataStore: {
      collElgProcMaxDbBatchSize: 5000,
      collElgProcDbBatchesInterval: 1000,
      deprioritizedDataReconcilerInterval: '60m',
      purgeInterval: 100,
      purgedKeyAuditLogging: true,
    },
    snapshots: { rootDir: join(layout.peer, 'snapshots') },
  };
}
