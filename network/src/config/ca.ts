import { join } from 'node:path';
import type { MemberLayout } from '../layout.ts';
import { type Member, PORTS, type Topology } from '../topology.ts';
import { certificateHosts, listenAddress, listenHost } from './listen.ts';

/** Name under which a CA's registrar signs in. */
export const REGISTRAR = 'registrar';

/** Certificates of nodes and people live a year, roots fifteen. */
const LEAF_EXPIRY = '8760h';
const ROOT_EXPIRY = '131400h';

/** Names of a member's two CAs, served by one process. */
export function caNames({ folder }: Pick<Member, 'folder'>): { enrolment: string; tls: string } {
  return { enrolment: `ca.${folder}`, tls: `tlsca.${folder}` };
}

/** Configuration of a member's CA server, whose default CA enrols and whose second one issues TLS certificates. */
export function caServerConfig(
  topology: Topology,
  member: Member,
  layout: MemberLayout,
  secret: string,
): object {
  return {
    ...caConfig(topology, member, caNames(member).enrolment, secret),
    address: listenHost(topology, member),
    port: member.ports + PORTS.ca,
    tls: { enabled: true },
    cafiles: [join(layout.ca, 'tls', 'fabric-ca-server-config.yaml')],
    operations: { listenAddress: listenAddress(topology, member, 'caOperations') },
    metrics: { provider: 'disabled' },
    cors: { enabled: false },
  };
}

/** Configuration of a member's TLS CA. */
export function tlsCaConfig(topology: Topology, member: Member, secret: string): object {
  return caConfig(topology, member, caNames(member).tls, secret);
}

function caConfig(topology: Topology, member: Member, name: string, secret: string): object {
  const usage = ['digital signature'];
  const tlsUsage = ['signing', 'key encipherment', 'server auth', 'client auth', 'key agreement'];
  return {
    debug: false,
    ca: { name, reenrollIgnoreCertExpiry: true },
    crl: { expiry: '24h' },
    registry: { maxenrollments: -1, identities: [registrar(secret)] },
    db: { type: 'sqlite3', datasource: 'fabric-ca-server.db' },
    affiliations: {},
    signing: {
      default: { usage, expiry: LEAF_EXPIRY },
      profiles: { tls: { usage: tlsUsage, expiry: LEAF_EXPIRY } },
    },
    csr: {
      cn: name,
      keyrequest: { algo: 'ecdsa', size: 256 },
      names: [{ C: 'CN', O: member.folder, OU: '' }],
      hosts: certificateHosts(topology, member),
      ca: { expiry: ROOT_EXPIRY, pathlength: 0 },
    },
    cfg: { identities: { passwordattempts: 10 } },
  };
}

/** May register and revoke, and issue no authority to anybody else. */
function registrar(secret: string): object {
  return {
    name: REGISTRAR,
    pass: secret,
    type: 'client',
    affiliation: '',
    attrs: {
      'hf.Registrar.Roles': 'client,peer,orderer,admin',
      'hf.Registrar.Attributes': 'cunzheng.role',
      'hf.Revoker': true,
      'hf.GenCRL': true,
    },
  };
}
