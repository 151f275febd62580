import { randomBytes } from 'node:crypto';
import { CunzhengError, type NetworkId } from '@cunzheng/domain';
import type { Logger } from '../../logger.ts';
import type { EvidenceSource } from '../evidence.ts';
import {
  type Clock,
  type Ledger,
  type LedgerAlarm,
  type LedgerBlock,
  type LedgerCall,
  type LedgerManifest,
  type LedgerResult,
  type PreparedCall,
  type TransactionOutcome,
  VALIDATION,
} from '../port.ts';
import type { Dissent } from './dissent.ts';
import { evidenceOf } from './evidence.ts';
import { followBlocks } from './follow.ts';
import { type FabricIdentity, transactionId } from './identity.ts';
import type { BlockPlace } from './kept-block.ts';
import type { Deadlines } from './options.ts';
import { outcome } from './outcome.ts';
import type { Peer } from './peer.ts';
import { peerBlocks } from './peer-blocks.ts';
import { believedAnswer, firstAnswer } from './peers.ts';
import {
  type Asker,
  askContract,
  askHeight,
  askPrint,
  askTransaction,
  type FoundTransaction,
} from './questions.ts';
import { demandSameCall, Submission, type Submitted } from './submission.ts';
import type { PeerWatch } from './watch.ts';

const NONCE_BYTES = 24;

export interface FabricParts {
  readonly network: NetworkId;
  readonly channel: string;
  readonly contract: string;
  readonly member: string;
  /** Number of members of the network. */
  readonly members: number;
  readonly identities: ReadonlyMap<string, FabricIdentity>;
  readonly peers: readonly Peer[];
  readonly watch: PeerWatch<Peer>;
  readonly dissent: Dissent;
  readonly deadlines: Deadlines;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How one peer was when it was last looked at. */
export interface PeerState {
  readonly member: string;
  readonly address: string;
  readonly up: boolean;
  /** Number of blocks. */
  readonly height: number;
}

/** A channel of a Hyperledger Fabric network. */
export class FabricLedger implements Ledger {
  readonly supports: LedgerManifest = {
    driver: 'fabric',
    manyEndorsers: true,
    signedBlocks: true,
  };
  readonly evidence: EvidenceSource;
  readonly #parts: FabricParts;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #inFlight = new Map<string, { call: LedgerCall; result: Promise<LedgerResult> }>();
  readonly #closing = new AbortController();
  #closed: Promise<void> | undefined;

  constructor(parts: FabricParts) {
    this.#parts = parts;
    this.evidence = evidenceOf(parts.peers, () => this.#asker(), parts.contract);
  }

  get network(): NetworkId {
    return this.#parts.network;
  }

  get channel(): string {
    return this.#parts.channel;
  }

  async prepare(call: LedgerCall): Promise<PreparedCall> {
    this.#demandOpen();
    const asker = this.#asker(call.as);
    const nonce = call.nonce ?? randomBytes(NONCE_BYTES);
    if (nonce.length !== NONCE_BYTES) throw new TypeError('a nonce has 24 bytes');
    const txId = transactionId(nonce, asker.identity);
    // A nonce of our own making is new; only a given one can have been used before.
    let known = call.nonce !== undefined;
    const submit = () => {
      const result = this.#submit({ call, asker, nonce, txId }, known);
      known = true;
      return result;
    };
    return { txId, submit };
  }

  async submit(call: LedgerCall): Promise<LedgerResult> {
    return (await this.prepare(call)).submit();
  }

  async evaluate({ name, args, as }: LedgerCall): Promise<string> {
    this.#demandOpen();
    const asker = this.#asker(as);
    const { peers, contract } = this.#parts;
    const answer = await this.#track(
      firstAnswer(peers, (peer) => askContract(peer, asker, contract, [name, ...args])),
    );
    return Buffer.from(answer).toString('utf8');
  }

  async transaction(txId: string): Promise<TransactionOutcome | undefined> {
    this.#demandOpen();
    const found = await this.#track(this.#find(this.#asker(), txId));
    if (found === undefined) return undefined;
    const { block, code, content } = found;
    return { block, valid: code === VALIDATION.valid, code, response: content.response };
  }

  async *follow(from: number, signal?: AbortSignal): AsyncGenerator<LedgerBlock, void> {
    if (!Number.isSafeInteger(from) || from < 0) throw new TypeError('not a block number');
    const ends = [this.#closing.signal, ...(signal === undefined ? [] : [signal])];
    if (signal?.aborted) return;
    this.#demandOpen();
    const asker = this.#asker();
    const options = {
      ...this.#parts,
      openBlocks: (peer: Peer, from: number) => peer.blocks(asker.identity, asker.channel, from),
      askPrint: (peer: Peer, number: number) => askPrint(peer, asker, number),
    };
    yield* followBlocks(options, from, AbortSignal.any(ends));
    if (signal?.aborted !== true) this.#demandOpen();
  }

  async height(): Promise<number> {
    this.#demandOpen();
    const { peers } = this.#parts;
    const asker = this.#asker();
    return this.#track(firstAnswer(peers, (peer) => askHeight(peer, asker)));
  }

  alarms(): readonly LedgerAlarm[] {
    return [...this.#parts.watch.alarms(), ...this.#parts.dissent.alarms()];
  }

  /** Every member's peers, the own member's first. */
  peers(): PeerState[] {
    return this.#parts.peers.map(({ member, address, up, height }) => ({
      member,
      address,
      up,
      height,
    }));
  }

  /** The same peers as places of blocks, each asked by itself. */
  places(): BlockPlace[] {
    const { peers, contract } = this.#parts;
    return peers.map((peer) => peerBlocks(peer, () => this.#asker(), contract));
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    await this.#parts.watch.stop();
    for (const peer of this.#parts.peers) peer.close();
  }

  #demandOpen(): void {
    if (this.#closed !== undefined) throw new CunzhengError('LEDGER_CLOSED', 'ledger is closed');
  }

  #asker(member: string = this.#parts.member): Asker {
    const { identities, channel, clock } = this.#parts;
    const identity = identities.get(member);
    if (identity === undefined) {
      throw new CunzhengError('MEMBER_UNKNOWN', 'this ledger has no gateway of that member');
    }
    return { identity, channel, clock };
  }

  async #submit(submitted: Submitted, known: boolean): Promise<LedgerResult> {
    this.#demandOpen();
    const { txId, call } = submitted;
    const other = this.#inFlight.get(txId);
    if (other !== undefined) {
      demandSame(call, other.call);
      return other.result;
    }
    const result = this.#track(this.#execute(submitted, known));
    this.#inFlight.set(txId, { call, result });
    try {
      return await result;
    } finally {
      this.#inFlight.delete(txId);
    }
  }

  async #execute(submitted: Submitted, known: boolean): Promise<LedgerResult> {
    const { call, asker, txId } = submitted;
    const first = known ? await this.#find(asker, txId) : undefined;
    if (first !== undefined) {
      demandSameCall(call, first);
      return outcome({ txId, ...first, response: first.content.response });
    }
    const find = (asker: Asker, id: string) => this.#find(asker, id);
    return new Submission({ ...this.#parts, find }, submitted).run();
  }

  /** Throws `LEDGER_UNAVAILABLE` when too few peers answer to know. */
  async #find(asker: Asker, txId: string): Promise<FoundTransaction | undefined> {
    const { peers, members, deadlines } = this.#parts;
    const up = peers.filter((peer) => peer.own || peer.up);
    const ask = (peer: Peer) => askTransaction(peer, asker, txId, deadlines.query);
    const said = await believedAnswer(up, members, async (peer) => ({ found: await ask(peer) }));
    if (said.answer !== undefined) return said.answer.found;
    const why = said.faults.map(({ message }) => message).join('; ');
    throw new CunzhengError('LEDGER_UNAVAILABLE', `no peer answers (${why})`);
  }

  async #track<Value>(work: Promise<Value>): Promise<Value> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }
}

function demandSame(call: LedgerCall, other: LedgerCall): void {
  if (JSON.stringify([call.name, call.args]) !== JSON.stringify([other.name, other.args])) {
    throw new CunzhengError('LEDGER_REFUSED', 'the nonce was used for another call');
  }
}
