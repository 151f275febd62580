import { join } from 'node:path';
import type { Member } from './topology.ts';

/** Where a network keeps what: the only place that knows the names below `NETWORK_DIR`. */
export class Layout {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** The topology that this network was made with, members that joined included. */
  get topology(): string {
    return join(this.dir, 'network.json');
  }

  /** What a client needs to connect: see `Connection`. */
  get connection(): string {
    return join(this.dir, 'connection.json');
  }

  get genesis(): string {
    return join(this.dir, 'genesis.block');
  }

  /** Process id, port and token of the supervisor at work. */
  get supervisor(): string {
    return join(this.dir, 'supervisor.json');
  }

  /** Where the programs lie that the supervisor starts. */
  get programs(): string {
    return join(this.dir, 'programs.json');
  }

  get contracts(): string {
    return join(this.dir, 'contract');
  }

  /** Which contract runs: see `DeployedContract`. */
  get currentContract(): string {
    return join(this.contracts, 'current.json');
  }

  get configtx(): string {
    return join(this.dir, 'configtx');
  }

  log(node: string): string {
    return join(this.dir, 'logs', `${node}.log`);
  }

  pid(node: string): string {
    return join(this.pids, `${node}.json`);
  }

  get pids(): string {
    return join(this.dir, 'pids');
  }

  member({ folder }: Pick<Member, 'folder'>): MemberLayout {
    return new MemberLayout(join(this.dir, 'members', folder));
  }
}

/** Names of enrolled identities. */
export const IDENTITIES = ['admin', 'peer', 'orderer', 'gateway', 'auditor'] as const;
export type IdentityName = (typeof IDENTITIES)[number];

/** Names of TLS certificates: servers, then the clients that mutual TLS asks for. */
export const TLS_NAMES = [
  'peer',
  'orderer',
  'contract',
  'contract-client',
  'auditor',
  'admin',
] as const;
export type TlsName = (typeof TLS_NAMES)[number];

/** One certificate with its key. */
export interface KeyPairPaths {
  readonly certificate: string;
  readonly key: string;
}

/** What one member has; nothing in it is read by another member's processes but `msp` and `tlsRoot`. */
export class MemberLayout {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Root certificates and NodeOUs: the member as the channel sees it. */
  get msp(): string {
    return join(this.dir, 'msp');
  }

  get root(): string {
    return join(this.msp, 'cacerts', 'ca.pem');
  }

  get tlsRoot(): string {
    return join(this.msp, 'tlscacerts', 'tlsca.pem');
  }

  /** Home of the CA server. */
  get ca(): string {
    return join(this.dir, 'ca');
  }

  /** Certificate of the CA server's own port: it makes one at its start when there is none. */
  get caServer(): string {
    return join(this.ca, 'tls-cert.pem');
  }

  get peer(): string {
    return join(this.dir, 'peer');
  }

  /** Folder of the files in which the peer keeps the channel's blocks. */
  blocks(channel: string): string {
    return join(this.peer, 'data', 'ledgersData', 'chains', 'chains', channel);
  }

  get orderer(): string {
    return join(this.dir, 'orderer');
  }

  get contract(): string {
    return join(this.dir, 'contract');
  }

  get auditor(): string {
    return join(this.dir, 'auditor');
  }

  /** Root key of the trust file and the auditor's keys, with what those signed last: never below a log or a ledger. */
  get keys(): string {
    return join(this.dir, 'keys');
  }

  /** MSP directory of an enrolled identity. */
  identity(name: IdentityName): string {
    return join(this.dir, 'identities', name);
  }

  identityPair(name: IdentityName): KeyPairPaths {
    return pairIn(this.identity(name));
  }

  tls(name: TlsName): KeyPairPaths {
    return pairIn(this.tlsDir(name));
  }

  tlsDir(name: TlsName): string {
    return join(this.dir, 'tls', name);
  }
}

function pairIn(dir: string): KeyPairPaths {
  return {
    certificate: join(dir, 'signcerts', 'cert.pem'),
    key: join(dir, 'keystore', 'key.pem'),
  };
}
