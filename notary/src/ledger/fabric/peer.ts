import type { SignedAnswer } from '@cunzheng/proof';
import * as grpc from '@grpc/grpc-js';
import {
  type CloseableAsyncIterable,
  connect,
  type Gateway,
  type Transaction,
} from '@hyperledger/fabric-gateway';
import { type common, peer } from '@hyperledger/fabric-protos';
import { type FaultKind, faultOf, PeerFault } from './fault.ts';
import type { FabricIdentity } from './identity.ts';
import type { Deadlines, PeerAddress } from './options.ts';
import { commitQuestion, gatewayProposal, type Proposed, signedProposal } from './proposal.ts';

/**
 * Peers send their own pings and cut off who pings oftener than once a minute. The other limits are Fabric's: none on a
 * message here, and back within seconds of a peer's return.
 */
const CHANNEL_OPTIONS = {
  'grpc.keepalive_time_ms': 120_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 3000,
};

const PROCESS_PROPOSAL = '/protos.Endorser/ProcessProposal';

/** A peer's answer to a question. */
export interface PeerAnswer {
  /** 200 to 399 is an answer, more is a refusal. */
  readonly status: number;
  readonly message: string;
  readonly payload: Uint8Array;
  /** True when the contract was reached and it is the one that speaks. */
  readonly fromContract: boolean;
}

/** A transaction's place on the ledger. */
export interface CommitPlace {
  readonly block: number;
  /** Fabric's TxValidationCode. */
  readonly code: number;
}

/** One peer of one member: what it is asked, and how it was when last seen. Everything throws `PeerFault`. */
export class Peer {
  readonly member: string;
  readonly address: string;
  /** Of the deployment's own member. */
  readonly own: boolean;
  /** Number of blocks it is known to have. */
  height = 0;
  readonly #client: grpc.Client;
  readonly #onDown = new Set<() => void>();
  #up = true;
  readonly #deadlines: Deadlines;
  readonly #gateways = new Map<FabricIdentity, Gateway>();

  constructor(member: string, own: boolean, place: PeerAddress, deadlines: Deadlines) {
    this.member = member;
    this.own = own;
    this.address = place.address;
    this.#deadlines = deadlines;
    const credentials = grpc.credentials.createSsl(Buffer.from(place.tlsRoot));
    this.#client = new grpc.Client(place.address, credentials, CHANNEL_OPTIONS);
  }

  /** False while it does not answer. */
  get up(): boolean {
    return this.#up;
  }

  set up(up: boolean) {
    this.#up = up;
    if (!up) for (const tell of [...this.#onDown]) tell();
  }

  /** Tells when the peer stops answering. Returns what ends it. */
  onDown(tell: () => void): () => void {
    this.#onDown.add(tell);
    return () => this.#onDown.delete(tell);
  }

  /** Asks this peer and no other. */
  async ask(proposed: Proposed, seconds = this.#deadlines.query): Promise<PeerAnswer> {
    const request = await signedProposal(proposed);
    const answer = await whileUp([this], this.#processProposal(request, seconds));
    const response = answer.getResponse();
    return {
      status: response?.getStatus() ?? 500,
      message: response?.getMessage() ?? '',
      payload: response?.getPayload_asU8() ?? new Uint8Array(0),
      fromContract: answer.getPayload_asU8().length > 0,
    };
  }

  /** As `ask`, with the peer's signature under the whole answer; refusals are not signed. */
  async askSigned(proposed: Proposed, seconds = this.#deadlines.query): Promise<SignedAnswer> {
    const request = await signedProposal(proposed);
    const answer = await whileUp([this], this.#processProposal(request, seconds));
    const endorsement = answer.getEndorsement();
    if (endorsement === undefined)
      throw new PeerFault('other', answer.getResponse()?.getMessage() ?? 'not signed');
    return {
      payload: answer.getPayload_asU8(),
      endorser: endorsement.getEndorser_asU8(),
      signature: endorsement.getSignature_asU8(),
    };
  }

  /** Has a majority endorse the proposal; of these members only when any are named. Throws the gateway's own error. */
  endorse(proposed: Proposed, endorsers: readonly string[]): Promise<Transaction> {
    const proposal = this.#gateway(proposed.identity).newProposal(
      gatewayProposal(proposed, endorsers),
    );
    return whileUp([this], proposal.endorse(after(this.#deadlines.endorse)));
  }

  /** Hands an endorsed and signed transaction to the orderers. */
  async submit(identity: FabricIdentity, transaction: Uint8Array): Promise<void> {
    const again = this.#gateway(identity).newTransaction(transaction);
    await reached(whileUp([this], again.submit(after(this.#deadlines.submit))));
  }

  /** Waits until this peer has the transaction in a block. */
  async commitPlace(
    identity: FabricIdentity,
    channel: string,
    txId: string,
    seconds: number,
  ): Promise<CommitPlace> {
    const commit = this.#gateway(identity).newCommit(commitQuestion(channel, txId, identity));
    const { blockNumber, code } = await reached(whileUp([this], commit.getStatus(after(seconds))));
    const block = Number(blockNumber);
    this.height = Math.max(this.height, block + 1);
    return { block, code };
  }

  /** Blocks from this number on, and live. */
  blocks(
    identity: FabricIdentity,
    channel: string,
    from: number,
  ): Promise<CloseableAsyncIterable<common.Block>> {
    return this.#gateway(identity)
      .getNetwork(channel)
      .getBlockEvents({ startBlock: BigInt(from) });
  }

  close(): void {
    for (const gateway of this.#gateways.values()) gateway.close();
    this.#client.close();
  }

  #gateway(identity: FabricIdentity): Gateway {
    const known = this.#gateways.get(identity);
    if (known !== undefined) return known;
    const gateway = connect({ client: this.#client, ...identity.gateway });
    this.#gateways.set(identity, gateway);
    return gateway;
  }

  #processProposal(request: peer.SignedProposal, seconds: number): Promise<peer.ProposalResponse> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        PROCESS_PROPOSAL,
        (message: peer.SignedProposal) => Buffer.from(message.serializeBinary()),
        (bytes) => peer.ProposalResponse.deserializeBinary(bytes),
        request,
        after(seconds),
        (error, answer) => {
          if (answer !== undefined && error === null) resolve(answer);
          else reject(faultOf(error));
        },
      );
    });
  }
}

/** Gives the work up as soon as one of these peers that answers now stops answering: a hung peer holds nobody up. */
export async function whileUp<T>(
  peers: readonly Peer[],
  work: Promise<T>,
  kind: FaultKind = 'unreachable',
): Promise<T> {
  const unwatch: (() => void)[] = [];
  const down = new Promise<never>((_, reject) => {
    for (const peer of peers.filter(({ up }) => up)) {
      const fault = new PeerFault(kind, `${peer.address} stopped answering`);
      unwatch.push(peer.onDown(() => reject(fault)));
    }
  });
  try {
    return await Promise.race([work, down]);
  } finally {
    for (const end of unwatch) end();
  }
}

function after(seconds: number): grpc.CallOptions {
  return { deadline: Date.now() + seconds * 1000 };
}

async function reached<T>(work: Promise<T>): Promise<T> {
  return work.catch((error) => {
    throw faultOf(error);
  });
}
