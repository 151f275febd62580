import { createHash, randomBytes } from 'node:crypto';
import { type NetworkId, toBase64Url, toHex } from '@cunzheng/domain';
import type { LedgerAnswer, LedgerBlockEvidence, LedgerEvidence } from '../../../src/index.ts';
import { der, derInteger, field, join, mapField, signDer } from './encode.ts';
import { type Certified, certify, enrol, type ForgedIdentity } from './pki.ts';

/** One organisation of the channel. */
export interface ForgedOrganisation {
  readonly id: string;
  readonly authority: Certified;
  readonly peer: ForgedIdentity;
  readonly orderer: ForgedIdentity;
  readonly gateway: ForgedIdentity;
}

/** What a configuration says, free to be bent. */
export interface ForgedConfiguration {
  channel: string;
  sequence: number;
  consensus: string;
  organisations: {
    id: string;
    roots: string[];
    intermediates: string[];
    revocations: string[];
    units: Partial<Record<'client' | 'peer' | 'admin' | 'orderer', string>>;
  }[];
  consenters: { id: number; member: string; pem: string }[];
}

/** A block before it is written, free to be bent. */
export interface ForgedBlock {
  number: number;
  previousHash: Uint8Array;
  envelopes: Uint8Array[];
  metadata: Uint8Array;
  signatures: { identifier: Uint8Array; signature: Uint8Array }[];
}

export interface ForgedCall {
  readonly channel: string;
  readonly contract: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly creator: ForgedIdentity;
  readonly endorsers: readonly ForgedIdentity[];
  readonly writes: readonly {
    readonly key: string;
    readonly value: Uint8Array;
    readonly isDelete?: boolean;
  }[];
  readonly nonce?: Uint8Array;
  readonly txId?: string;
  readonly status?: number;
  /** Contract that answered, when it is another than the one asked. */
  readonly answeredBy?: string;
  /** Space of the writes, when it is another than the contract's own. */
  readonly space?: string;
  readonly sign?: typeof signDer;
  readonly signEndorsement?: typeof signDer;
  /** Bytes of a proposal that the endorsers did not see. */
  readonly otherProposal?: Uint8Array;
}

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(
    createHash('sha256')
      .update(join(...parts))
      .digest(),
  );

/** A Fabric channel of as many organisations as there are ids: authorities, nodes, configuration blocks, and whatever they sign. */
export class ForgedFabric {
  readonly channel = 'judicial';
  readonly organisations: readonly ForgedOrganisation[];
  readonly configurations: ForgedConfiguration[] = [];
  readonly configBlocks: ForgedBlock[] = [];

  /** `bend` changes the first configuration before its block is made. */
  constructor(
    ids: readonly string[],
    bend?: (first: ForgedConfiguration, fabric: ForgedFabric) => void,
  ) {
    this.organisations = ids.map(organisation);
    const first = this.#first();
    bend?.(first, this);
    this.configurations.push(first);
    this.configBlocks.push(
      configBlock(this.configurations[0] as ForgedConfiguration, 0, new Uint8Array()),
    );
  }

  get network(): NetworkId {
    return toBase64Url(hashOf(this.configBlocks[0] as ForgedBlock)) as NetworkId;
  }

  organisation(place: number): ForgedOrganisation {
    return this.organisations[place] as ForgedOrganisation;
  }

  /** The member's root as the trust file lists it. */
  rootsOf(id: string): string[] {
    return this.organisations.filter((one) => one.id === id).map(({ authority }) => authority.pem);
  }

  peers(...places: readonly number[]): ForgedIdentity[] {
    return places.map((place) => this.organisation(place).peer);
  }

  orderers(...places: readonly number[]): ForgedIdentity[] {
    return places.map((place) => this.organisation(place).orderer);
  }

  /** Puts another configuration in force with a block of its own, signed by three orderers. */
  configure(number: number, change: (next: ForgedConfiguration) => void): void {
    const next = structuredClone(this.configurations.at(-1) as ForgedConfiguration);
    next.sequence++;
    change(next);
    const block = configBlock(next, number, randomBytes(32));
    if ((this.configBlocks.at(-1)?.number as number) === number - 1)
      block.previousHash = hashOf(this.configBlocks.at(-1) as ForgedBlock);
    block.metadata = metadata(number);
    this.sign(block, this.orderers(0, 1, 2));
    this.configurations.push(next);
    this.configBlocks.push(block);
  }

  /** A block of these envelopes under the configuration in force. */
  block(
    number: number,
    envelopes: readonly Uint8Array[],
    signers: readonly ForgedIdentity[] = this.orderers(0, 1, 2),
  ): ForgedBlock {
    const last = this.configBlocks.findLast((block) => block.number < number) as ForgedBlock;
    const previousHash =
      last.number === number - 1 ? hashOf(last) : new Uint8Array(randomBytes(32));
    const block: ForgedBlock = {
      number,
      previousHash,
      envelopes: [...envelopes],
      metadata: metadata(last.number),
      signatures: [],
    };
    return this.sign(block, signers);
  }

  /** Puts these orderers' signatures on the block, in place of those there. */
  sign(block: ForgedBlock, signers: readonly ForgedIdentity[], signWith = signDer): ForgedBlock {
    const consenters = (this.configurations.at(-1) as ForgedConfiguration).consenters;
    block.signatures = signers.map((signer) => {
      const id = consenters.find(({ pem }) => pem === signer.pem)?.id ?? 1;
      const identifier = join(field(1, id), field(2, randomBytes(24)));
      const message = join(block.metadata, identifier, headerOf(block));
      return { identifier, signature: signWith(signer.key, message) };
    });
    return block;
  }

  /** What a peer answers when it is asked for the block: `codes` are what became of each transaction. */
  answer(
    block: ForgedBlock,
    peer: ForgedIdentity,
    options: Partial<AnswerOptions> = {},
  ): LedgerAnswer {
    const { codes = block.envelopes.map(() => 0), contract = 'qscc', status = 200 } = options;
    const { signWith = signDer, commit = sha256(Buffer.from('commit'), Uint8Array.from(codes)) } =
      options;
    const data = field(1, block.envelopes);
    const told = options.header ?? block;
    const header = join(
      field(1, told.number),
      field(2, told.previousHash),
      field(3, sha256(...told.envelopes)),
    );
    const slots = [
      field(1, block.metadata),
      new Uint8Array(),
      Uint8Array.from(codes),
      new Uint8Array(),
      field(1, commit),
    ];
    const whole = join(field(1, header), field(2, data), field(3, field(1, slots)));
    const answered = join(field(1, status), field(3, whole));
    const action = join(field(3, answered), field(4, join(field(2, contract), field(3, 'syscc'))));
    const response = join(field(1, randomBytes(32)), field(2, action));
    const at = Buffer.from(response).indexOf(data);
    return {
      before: toBase64Url(response.subarray(0, at)),
      after: toBase64Url(response.subarray(at + data.length)),
      endorser: toBase64Url(peer.serialized),
      signature: toBase64Url(signWith(peer.key, join(response, peer.serialized))),
    };
  }

  /** The whole evidence of one transaction of a block, answered by three peers. */
  evidence(
    block: ForgedBlock,
    transaction = 0,
    answers = this.peers(0, 1, 2).map((peer) => this.answer(block, peer)),
  ): LedgerEvidence {
    return {
      format: 'cunzheng-fabric/1',
      config: this.configBlocks.map(shown),
      block: shown(block),
      transaction,
      answers,
    };
  }

  #first(): ForgedConfiguration {
    const units = { client: 'client', peer: 'peer', admin: 'admin', orderer: 'orderer' };
    return {
      ...{ channel: this.channel, sequence: 0, consensus: 'BFT' },
      organisations: this.organisations.map(({ id, authority }) => ({
        ...{ id, roots: [authority.pem], intermediates: [], revocations: [], units },
      })),
      consenters: this.organisations.map(({ id, orderer }, i) => ({
        id: i + 1,
        member: id,
        pem: orderer.pem,
      })),
    };
  }
}

export interface AnswerOptions {
  readonly codes: readonly number[];
  readonly contract: string;
  readonly status: number;
  readonly commit: Uint8Array;
  readonly signWith: typeof signDer;
  /** The block whose header the answer shows. */
  readonly header: ForgedBlock;
}

function organisation(id: string): ForgedOrganisation {
  const authority = certify({ name: `ca.${id}`, isAuthority: true });
  const [peer, orderer, gateway] = ['peer', 'orderer', 'client'].map((role) =>
    enrol(id, role, authority),
  );
  return { id, authority, peer, orderer, gateway } as ForgedOrganisation;
}

/** The form in which a proof shows a block. */
export function shown({
  number,
  previousHash,
  envelopes,
  metadata,
  signatures,
}: ForgedBlock): LedgerBlockEvidence {
  return {
    number,
    previousHash: toBase64Url(previousHash),
    envelopes: envelopes.map(toBase64Url),
    metadata: toBase64Url(metadata),
    signatures: signatures.map(({ identifier, signature }) => ({
      identifier: toBase64Url(identifier),
      signature: toBase64Url(signature),
    })),
  };
}

export function headerOf({ number, previousHash, envelopes }: ForgedBlock): Uint8Array {
  const big = Buffer.alloc(8);
  big.writeBigUInt64BE(BigInt(number));
  return der(0x30, derInteger(big), der(4, previousHash), der(4, sha256(...envelopes)));
}

export function hashOf(block: ForgedBlock): Uint8Array {
  return sha256(headerOf(block));
}

/** OrdererBlockMetadata. */
export function metadata(lastConfig: number): Uint8Array {
  return join(
    field(1, lastConfig === 0 ? new Uint8Array() : field(1, lastConfig)),
    field(2, randomBytes(12)),
  );
}

function configBlock(
  config: ForgedConfiguration,
  number: number,
  previousHash: Uint8Array,
): ForgedBlock {
  const header = join(
    field(1, channelHeader(1, config.channel, Date.now(), '')),
    field(2, field(2, randomBytes(24))),
  );
  const body = join(field(1, config.sequence || undefined), field(2, channelGroup(config)));
  const payload = join(field(1, header), field(2, field(1, body)));
  const signature = number === 0 ? [] : [field(2, randomBytes(70))];
  return {
    number,
    previousHash,
    envelopes: [join(field(1, payload), ...signature)],
    metadata: new Uint8Array(),
    signatures: [],
  };
}

function channelGroup({ organisations, consenters, consensus }: ForgedConfiguration): Uint8Array {
  const orgs = Object.fromEntries(
    organisations.map((one) => [one.id, mapField(3, { MSP: field(2, field(2, mspOf(one))) })]),
  );
  const list = consenters.map(({ id, member, pem }) =>
    join(field(1, id), field(2, 'localhost'), field(3, 7050 + id), field(4, member), field(5, pem)),
  );
  const values = {
    ConsensusType: field(2, field(1, consensus)),
    Orderers: field(2, field(1, list)),
  };
  return mapField(2, {
    Application: mapField(2, orgs),
    Orderer: join(mapField(2, orgs), mapField(3, values)),
  });
}

function mspOf({
  id,
  roots,
  intermediates,
  revocations,
  units,
}: ForgedConfiguration['organisations'][number]): Uint8Array {
  const [client, peer, admin, orderer] = (['client', 'peer', 'admin', 'orderer'] as const).map(
    (role) => {
      const name = units[role];
      return name === undefined ? undefined : field(2, name);
    },
  );
  const bytes = (list: readonly string[]) => list.map((text) => new Uint8Array(Buffer.from(text)));
  return join(
    field(1, id),
    field(2, bytes(roots)),
    field(3, bytes(intermediates)),
    field(5, bytes(revocations)),
    field(8, join(field(1, 'SHA2'), field(2, 'SHA256'))),
    field(
      11,
      join(field(1, 1), field(2, client), field(3, peer), field(4, admin), field(5, orderer)),
    ),
  );
}

function channelHeader(
  type: number,
  channel: string,
  ms: number,
  txId: string,
  extension?: Uint8Array,
): Uint8Array {
  const time = join(
    field(1, Math.floor(ms / 1000)),
    field(2, (ms % 1000) * 1_000_000 || undefined),
  );
  return join(
    field(1, type),
    field(3, time),
    field(4, channel),
    field(5, txId),
    field(7, extension),
  );
}

/** An endorsed transaction as its submitter broadcasts it. */
export function transaction(call: ForgedCall): Uint8Array {
  const {
    channel,
    contract,
    creator,
    nonce = randomBytes(24),
    sign = signDer,
    signEndorsement = signDer,
  } = call;
  const txId = call.txId ?? toHex(sha256(nonce, creator.serialized));
  const header = channelHeader(3, channel, call.time, txId, field(2, field(2, contract)));
  const signer = join(field(1, creator.serialized), field(2, nonce));
  const proposal = field(
    1,
    field(1, join(field(1, 1), field(2, field(2, contract)), field(3, field(1, 'record')))),
  );
  const writes = call.writes.map(({ key, value, isDelete }) =>
    join(field(1, key), field(2, isDelete ? 1 : undefined), field(3, value)),
  );
  const results = field(2, join(field(1, call.space ?? contract), field(2, field(3, writes))));
  const action = join(
    field(1, results),
    field(3, join(field(1, call.status ?? 200), field(3, '[]'))),
    field(4, join(field(2, call.answeredBy ?? contract), field(3, '1+forged'))),
  );
  const response = join(
    field(1, sha256(header, signer, call.otherProposal ?? proposal)),
    field(2, action),
  );
  const endorsements = call.endorsers.map((endorser) =>
    join(
      field(1, endorser.serialized),
      field(2, signEndorsement(endorser.key, join(response, endorser.serialized))),
    ),
  );
  const payloadOfAction = join(
    field(1, proposal),
    field(2, join(field(1, response), field(2, endorsements))),
  );
  const data = field(1, join(field(1, signer), field(2, payloadOfAction)));
  const payload = join(field(1, join(field(1, header), field(2, signer))), field(2, data));
  return join(field(1, payload), field(2, sign(creator.key, payload)));
}
