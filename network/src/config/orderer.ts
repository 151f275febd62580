import { join } from 'node:path';
import type { MemberLayout } from '../layout.ts';
import { type Member, PORTS, type Topology } from '../topology.ts';
import { listenAddress, listenHost } from './listen.ts';

const MESSAGE_LIMIT = 104_857_600;

/** An orderer's `orderer.yaml`. Its administration answers none but certificates of its own member's TLS CA. */
export function ordererConfig(topology: Topology, member: Member, layout: MemberLayout): object {
  const { certificate, key } = layout.tls('orderer');
  return {
    General: {
      ListenAddress: listenHost(topology, member),
      ListenPort: member.ports + PORTS.orderer,
      LocalMSPDir: layout.identity('orderer'),
      LocalMSPID: member.id,
      BootstrapMethod: 'none',
      TLS: { Enabled: true, PrivateKey: key, Certificate: certificate, RootCAs: [layout.tlsRoot] },
      Keepalive: { ServerMinInterval: '5s', ServerInterval: '7200s', ServerTimeout: '20s' },
      Backoff: { BaseDelay: '500ms', Multiplier: 1.6, MaxDelay: '5s' },
      Cluster: { SendBufferSize: 100, DialTimeout: '3s', RPCTimeout: '5s' },
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      Authentication: { TimeWindow: '15m' },
      MaxRecvMsgSize: MESSAGE_LIMIT,
      MaxSendMsgSize: MESSAGE_LIMIT,
    },
    FileLedger: { Location: join(layout.orderer, 'data') },
    Consensus: {
      WALDir: join(layout.orderer, 'wal'),
      SnapDir: join(layout.orderer, 'snapshots'),
    },
    Operations: {
      ListenAddress: listenAddress(topology, member, 'ordererOperations'),
      TLS: { Enabled: false },
    },
    Metrics: { Provider: 'prometheus' },
    Admin: {
      ListenAddress: listenAddress(topology, member, 'ordererAdmin'),
      TLS: {
        Enabled: true,
        Certificate: certificate,
        PrivateKey: key,
        ClientAuthRequired: true,
        ClientRootCAs: [layout.tlsRoot],
      },
    },
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '10 MB' },
  };
}
