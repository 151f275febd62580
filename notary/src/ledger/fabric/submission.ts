import { setTimeout as delay } from 'node:timers/promises';
import { CunzhengError } from '@cunzheng/domain';
import type { Transaction } from '@hyperledger/fabric-gateway';
import { gateway as gatewayProtos } from '@hyperledger/fabric-protos';
import type { Logger } from '../../logger.ts';
import type { LedgerCall, LedgerResult } from '../port.ts';
import type { Dissent } from './dissent.ts';
import { endorsersRefusal, faultOf, PeerFault } from './fault.ts';
import type { FabricIdentity } from './identity.ts';
import type { Deadlines } from './options.ts';
import { outcome } from './outcome.ts';
import { type CommitPlace, type Peer, whileUp } from './peer.ts';
import { believedAnswer, inTurn, ranked, tolerated } from './peers.ts';
import type { Asker, FoundTransaction } from './questions.ts';

export interface SubmissionOptions {
  readonly peers: readonly Peer[];
  /** Number of members of the network. */
  readonly members: number;
  readonly contract: string;
  readonly deadlines: Deadlines;
  readonly logger: Logger;
  readonly dissent: Dissent;
  /** What the ledger holds under an id. */
  readonly find: (asker: Asker, txId: string) => Promise<FoundTransaction | undefined>;
}

/** A call under an id. */
export interface Submitted {
  readonly call: LedgerCall;
  readonly asker: Asker;
  readonly nonce: Uint8Array;
  readonly txId: string;
}

/** Endorsers that lag behind catch up within moments. */
const ROUND_PAUSES_MS = [0, 150, 600];
/** How long is waited for a transaction that no orderer is known to have. */
const UNSURE_S = 3;

/**
 * Carries a call through its three stages. Until orderers have it, nothing can have happened: another peer is asked, with
 * the same id. From then on only the ledger's word on that id counts.
 */
export class Submission {
  readonly #options: SubmissionOptions;
  readonly #submitted: Submitted;
  /** Members that refused, by what they said. */
  readonly #refusals = new Map<string, Set<string>>();

  constructor(options: SubmissionOptions, submitted: Submitted) {
    this.#options = options;
    this.#submitted = submitted;
  }

  /** Throws as `Ledger.submit`. */
  async run(): Promise<LedgerResult> {
    const endorsed = await this.#endorse();
    if (endorsed === undefined) return this.#takeFirst();
    const { peer, transaction } = endorsed;
    const sent = await this.#order(peer, transaction);
    const place = await this.#await(sent ? this.#options.deadlines.commit : UNSURE_S);
    const response = Buffer.from(transaction.getResult()).toString('utf8');
    return outcome({ txId: this.#submitted.txId, ...place, response });
  }

  /** It stands on the ledger already: an earlier attempt got through. */
  async #takeFirst(): Promise<LedgerResult> {
    const { asker, txId, call } = this.#submitted;
    const found = await this.#options.find(asker, txId);
    if (found === undefined) throw this.#unknown('a peer knows the transaction, its place not yet');
    demandSameCall(call, found);
    return outcome({ txId, ...found, response: found.content.response });
  }

  /** undefined when the transaction is on the ledger already. */
  async #endorse(): Promise<{ peer: Peer; transaction: Transaction } | undefined> {
    let faults: PeerFault[] = [];
    for (const [round, pause] of ROUND_PAUSES_MS.entries()) {
      await delay(pause);
      faults = [];
      for (const peer of inTurn(this.#options.peers)) {
        const answer = await this.#endorseAt(peer, round % 2 === 0);
        if (!('kind' in answer)) return { peer, transaction: answer };
        if (answer.kind === 'known') return undefined;
        const endorsed = answer.kind === 'differs' ? await this.#endorseWithoutOne() : undefined;
        if (endorsed !== undefined) return endorsed;
        faults.push(answer);
      }
      if (faults.every(({ kind }) => kind === 'failed' || kind === 'timeout')) break;
    }
    throw endorsementFailure(faults);
  }

  /** Endorsers differ: those who agree once one of them is left out show which it was. */
  async #endorseWithoutOne(): Promise<{ peer: Peer; transaction: Transaction } | undefined> {
    const { peers, dissent } = this.#options;
    for (const { left, named } of dissent.without(peers)) {
      const peer = ranked(peers).find(({ member, up }) => up && member !== left);
      if (peer === undefined) continue;
      const answer = await this.#endorseOnce(peer, named);
      if ('kind' in answer) continue;
      dissent.dissented(left);
      return { peer, transaction: answer };
    }
    return undefined;
  }

  /** Begins again when a peer goes down meanwhile that may be one of the endorsers. */
  async #endorseAt(peer: Peer, naming: boolean): Promise<Transaction | PeerFault> {
    for (;;) {
      const named = naming ? this.#options.dissent.endorsers(this.#options.peers) : [];
      const answer = await this.#endorseOnce(peer, named);
      if (!('kind' in answer) || answer.kind !== 'interrupted') return answer;
    }
  }

  async #endorseOnce(peer: Peer, named: string[]): Promise<Transaction | PeerFault> {
    const { call, asker, nonce } = this.#submitted;
    const { channel, identity, clock } = asker;
    const { contract, peers, dissent } = this.#options;
    const args = [call.name, ...call.args];
    const proposed = { channel, contract, args, identity, nonce, time: clock() };
    const others = peers.filter((other) => other !== peer);
    try {
      const endorsed = await whileUp(others, peer.endorse(proposed, named), 'interrupted');
      dissent.agreed(named);
      return endorsed;
    } catch (error) {
      const refused = endorsersRefusal(error, named.length);
      return refused === undefined ? faultOf(error) : this.#refusedBy(peer, refused);
    }
  }

  /**
   * The own member's word ends the call. Another's counts when so many say the same that one of them is honest: a single
   * one could have any record refused. Throws the refusal that counts.
   */
  #refusedBy(peer: Peer, refused: CunzhengError): PeerFault {
    const text = `${refused.code}: ${refused.message}`;
    const members = this.#refusals.get(text) ?? new Set();
    this.#refusals.set(text, members.add(peer.member));
    if (peer.own || members.size > tolerated(this.#options.members)) throw refused;
    return new PeerFault('other', `${peer.member} refuses: ${text}`, refused);
  }

  /** True when orderers have it; false when they may or may not. */
  async #order(endorser: Peer, transaction: Transaction): Promise<boolean> {
    const { identity } = this.#submitted.asker;
    const signed = await signTransaction(identity, transaction);
    const others = inTurn(this.#options.peers.filter((peer) => peer !== endorser));
    const faults: PeerFault[] = [];
    for (const peer of [endorser, ...others]) {
      try {
        await peer.submit(identity, signed);
        return true;
      } catch (error) {
        const fault = faultOf(error);
        if (fault.kind === 'ordered') return true;
        if (fault.kind === 'tooLarge') {
          throw new CunzhengError('LEDGER_REFUSED', `orderers refuse it: ${fault.message}`);
        }
        faults.push(fault);
        // A gateway was reached and orderers are slow: another one has the same orderers.
        if (fault.kind === 'timeout') break;
      }
    }
    const why = faults.map(({ message }) => message).join('; ');
    this.#options.logger.warn({ why }, 'no orderers took a transaction for sure');
    return false;
  }

  async #await(seconds: number): Promise<CommitPlace> {
    const { asker, txId } = this.#submitted;
    const { peers, members } = this.#options;
    const end = performance.now() + seconds * 1000;
    const ask = (peer: Peer) => {
      const left = Math.max(1, (end - performance.now()) / 1000);
      return peer.commitPlace(asker.identity, asker.channel, txId, left);
    };
    const { answer, faults } = await believedAnswer(peers, members, ask);
    if (answer !== undefined) return answer;
    throw this.#unknown(faults.map(({ message }) => message).join('; '));
  }

  #unknown(why: string): CunzhengError {
    const { txId } = this.#submitted;
    const message = `whether the transaction is recorded is not known yet (${why})`;
    return new CunzhengError('LEDGER_OUTCOME_UNKNOWN', message, { details: { txId } });
  }
}

/** Throws `LEDGER_REFUSED` when the ledger holds another call under the id of this one. */
export function demandSameCall({ name, args }: LedgerCall, { content }: FoundTransaction): void {
  if (JSON.stringify([name, ...args]) !== JSON.stringify(content.args)) {
    throw new CunzhengError('LEDGER_REFUSED', 'the nonce was used for another call');
  }
}

/** A contract that breaks off wherever it runs refuses the call; everything else may pass. */
function endorsementFailure(faults: readonly PeerFault[]): CunzhengError {
  const why = faults.map(({ message }) => message).join('; ');
  return faults.length > 0 && faults.every(({ kind }) => kind === 'failed')
    ? new CunzhengError('LEDGER_REFUSED', `the contract failed: ${why}`)
    : new CunzhengError('LEDGER_UNAVAILABLE', `not endorsed: ${why}`);
}

/** Bytes of the transaction with its submitter's signature: the same whoever is handed them. */
async function signTransaction(
  identity: FabricIdentity,
  transaction: Transaction,
): Promise<Uint8Array> {
  const bytes = transaction.getBytes();
  const prepared = gatewayProtos.PreparedTransaction.deserializeBinary(bytes);
  const envelope = prepared.getEnvelope();
  if (envelope === undefined) throw new TypeError('no envelope');
  envelope.setSignature(await identity.sign(envelope.getPayload_asU8()));
  return prepared.serializeBinary();
}
