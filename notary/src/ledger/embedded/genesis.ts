import { randomBytes } from 'node:crypto';
import {
  canonicalize,
  type NetworkId,
  quorum,
  sha256,
  toBase64Url,
  u64,
  utf8,
  utf8Text,
} from '@cunzheng/domain';
import type { LedgerCall } from '../port.ts';
import { blockHash, encodeBlock } from './block-codec.ts';
import { createGatewayCertificate } from './certificate.ts';

/** A member as `openEmbeddedLedger` takes it, with the courts that it hosts from the beginning. */
export interface FoundingMember {
  readonly id: string;
  readonly name: string;
  readonly courts: readonly { readonly code: string; readonly name: string }[];
}

export interface GenesisMember extends FoundingMember {
  /** DER, base64url. */
  readonly certificate: string;
}

/** What block 0 holds, as canonical JSON. Its random bytes make every network another one. */
export interface Genesis {
  readonly format: 'cunzheng-genesis/1';
  /** 32 random bytes, base64url. */
  readonly random: string;
  readonly channel: string;
  readonly members: readonly GenesisMember[];
}

/** The three internet courts and the court above them. */
export const FOUNDING_MEMBERS: readonly FoundingMember[] = [
  founding('BjicMSP', '北京互联网法院', '京0491'),
  founding('HzicMSP', '杭州互联网法院', '浙0192'),
  founding('GzicMSP', '广州互联网法院', '粤0192'),
  founding('SpcMSP', '最高人民法院', '最高法'),
];

const NONCE_BYTES = 24;

function founding(id: string, name: string, code: string): FoundingMember {
  return { id, name, courts: [{ code, name }] };
}

/** Bytes of a new network's block 0, never the same twice. */
export function createGenesisBlock(channel: string, members: readonly FoundingMember[]): Buffer {
  const genesis: Genesis = {
    format: 'cunzheng-genesis/1',
    random: toBase64Url(randomBytes(32)),
    channel,
    members: members.map(({ id, name, courts }) => ({
      id,
      name,
      courts: courts.map((court) => ({ code: court.code, name: court.name })),
      certificate: toBase64Url(createGatewayCertificate(id)),
    })),
  };
  return encodeBlock({
    number: 0,
    previousHash: new Uint8Array(32),
    transactions: [],
    genesis: utf8(canonicalize(genesis as never)),
  });
}

/** Our own earlier output, covered by the block's hash. */
export function parseGenesis(bytes: Uint8Array): Genesis {
  return JSON.parse(utf8Text(bytes)) as Genesis;
}

/** Id of the network that begins with this block. */
export function networkOf(genesisBlock: Uint8Array): NetworkId {
  return toBase64Url(blockHash(genesisBlock)) as NetworkId;
}

/**
 * The calls that a new network begins with: its members, then each court proposed by its host and approved until it is
 * in effect. Their nonces follow from the genesis block, so that a beginning cut short can be taken up: what is on the
 * ledger already is not done again.
 */
export function foundingCalls(genesis: Genesis, network: NetworkId): LedgerCall[] {
  const members = genesis.members.map(({ id, name }) => ({ id, name }));
  const seed = canonicalize({ networkId: network, members });
  const calls = [{ name: 'init', args: [seed], as: (members[0] as { id: string }).id }];
  for (const host of genesis.members) {
    for (const court of host.courts) {
      calls.push(...courtCalls(genesis, { ...court, member: host.id }));
    }
  }
  return calls.map((call, index) => ({ ...call, nonce: foundingNonce(network, index) }));
}

function courtCalls(genesis: Genesis, court: { code: string; name: string; member: string }) {
  const others = genesis.members.map(({ id }) => id).filter((id) => id !== court.member);
  const voters = [court.member, ...others].slice(0, quorum(genesis.members.length));
  const args = [canonicalize(court)];
  return voters.map((as, vote) => ({
    name: vote === 0 ? 'proposeCourt' : 'approveCourt',
    args,
    as,
  }));
}

function foundingNonce(network: NetworkId, index: number): Uint8Array {
  return sha256(utf8(`cunzheng-founding:${network}:`), u64(index)).subarray(0, NONCE_BYTES);
}
