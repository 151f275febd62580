import type { NetworkId } from '@cunzheng/domain';
import type { Logger } from '../../logger.ts';
import type { Clock } from '../port.ts';

/** Where one peer listens. */
export interface PeerAddress {
  /** `host:port`. */
  readonly address: string;
  /** Root of its TLS certificate, PEM. */
  readonly tlsRoot: Uint8Array;
}

/** A member of the network as one deployment knows it. */
export interface FabricMember {
  /** MSP id. */
  readonly id: string;
  readonly peers: readonly PeerAddress[];
  /** Certificate and key of its gateway, PEM: of the own member, and of others only where one machine holds them all. */
  readonly gateway?: { readonly certificate: Uint8Array; readonly key: Uint8Array };
}

/** Seconds after which a stage is given up. */
export interface Deadlines {
  /** A peer's sign of life: without one in time, what it was asked meanwhile is asked of others. */
  readonly life: number;
  /** One peer's answer to a question. */
  readonly query: number;
  /** A majority's endorsements. */
  readonly endorse: number;
  /** The orderers' receipt. */
  readonly submit: number;
  /** A block with the transaction; a lost leader must fit in. */
  readonly commit: number;
}

export const DEADLINES: Deadlines = { life: 3, query: 5, endorse: 15, submit: 12, commit: 30 };

export interface FabricLedgerOptions {
  readonly channel: string;
  /** Name of the contract on the channel: the namespace of its state. */
  readonly contract: string;
  /** The deployment's own member: its identity is the default, its peers are believed. */
  readonly member: string;
  readonly members: readonly FabricMember[];
  /** Hash of the genesis block, base64url; the network must be this one. */
  readonly network?: NetworkId;
  readonly deadlines?: Partial<Deadlines>;
  /** Milliseconds between two looks at every member's peers. */
  readonly watchMs?: number;
  /** Default the machine's. Peers refuse proposals whose time is 15 minutes off theirs. */
  readonly clock?: Clock;
  readonly logger?: Logger;
}
