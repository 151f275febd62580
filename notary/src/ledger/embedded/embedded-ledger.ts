import { hash } from 'node:crypto';
import { CunzhengError, type NetworkId } from '@cunzheng/domain';
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
import type { BlockDirectory } from './block-directory.ts';
import { BlockReader } from './block-reader.ts';
import type { BlockChain, Recorded } from './chain.ts';
import { compareState, type StateComparison } from './compare-state.ts';
import type { Contract } from './contract.ts';
import type { Genesis } from './genesis.ts';
import {
  createIdentity,
  drawNonce,
  type Identity,
  NONCE_BYTES,
  transactionId,
} from './identity.ts';
import type { Inspector } from './inspector.ts';
import type { State } from './state.ts';
import type { Proposal } from './stub.ts';

/** Steps back of the clock up to this are smoothed out. Fabric's own tolerance, and the contract's. */
const CLOCK_TOLERANCE_MS = 15 * 60 * 1000;

export interface EmbeddedParts {
  readonly network: NetworkId;
  readonly genesis: Genesis;
  readonly directory: BlockDirectory;
  readonly chain: BlockChain;
  readonly state: State;
  readonly contract: Contract;
  readonly inspector: Inspector;
  readonly clock: Clock;
  readonly scratch: string;
  readonly blocksReadAtStart: number;
}

/**
 * A ledger in one process. Transactions are simulated side by side; those that are ready go into one block with one sync.
 *
 * A transaction's time is the clock's at its proposal. A clock set back by up to 15 minutes does not take the ledger's
 * times back: they stand still until it has caught up. Set back further, either the earlier times were wrong or the
 * present one is; the clock is then taken as it is, since standing still would make every later time wrong. Order is
 * told by blocks, never by times, and the auditors' cosignatures carry clocks of their own.
 */
export class EmbeddedLedger implements Ledger {
  readonly supports: LedgerManifest = {
    driver: 'embedded',
    manyEndorsers: false,
    signedBlocks: false,
  };
  /** Blocks read to open the ledger; does not grow with their number. */
  readonly blocksReadAtStart: number;
  readonly #parts: EmbeddedParts;
  readonly #reader: BlockReader;
  readonly #identities: ReadonlyMap<string, Identity>;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #inFlight = new Map<string, { callHash: Buffer; result: Promise<LedgerResult> }>();
  #lastTime: number;
  #closed: Promise<void> | undefined;

  constructor(parts: EmbeddedParts) {
    this.#parts = parts;
    this.#reader = new BlockReader(parts.directory, parts.chain, parts.state);
    this.blocksReadAtStart = parts.blocksReadAtStart;
    this.#lastTime = parts.chain.tip.time;
    this.#identities = new Map(
      parts.genesis.members.map((member) => [member.id, createIdentity(member)]),
    );
  }

  get network(): NetworkId {
    return this.#parts.network;
  }

  get channel(): string {
    return this.#parts.genesis.channel;
  }

  /** The network's beginning. */
  get genesis(): Genesis {
    return this.#parts.genesis;
  }

  async prepare(call: LedgerCall): Promise<PreparedCall> {
    this.#demandOpen();
    const identity = this.#identityOf(call);
    const nonce = call.nonce ?? drawNonce();
    if (nonce.length !== NONCE_BYTES) throw new TypeError('a nonce has 24 bytes');
    const txId = transactionId(nonce, identity);
    // A nonce of our own making is new; only a given one can have been used before.
    let known = call.nonce !== undefined;
    const submit = () => {
      const result = this.#submit(call, identity, txId, known);
      known = true;
      return result;
    };
    return { txId, submit };
  }

  async submit(call: LedgerCall): Promise<LedgerResult> {
    return (await this.prepare(call)).submit();
  }

  async evaluate(call: LedgerCall): Promise<string> {
    await this.#catchUp();
    const identity = this.#identityOf(call);
    const txId = transactionId(call.nonce ?? drawNonce(), identity);
    const proposal = this.#propose(call, identity, txId);
    const answer = await this.#track(this.#parts.contract(proposal, this.#parts.state));
    return answer.response;
  }

  async transaction(txId: string): Promise<TransactionOutcome | undefined> {
    await this.#catchUp();
    const found = await this.#track(this.#reader.find(txId));
    if (found === undefined) return undefined;
    const { block, transaction } = found;
    const { valid, code, response } = transaction;
    return { block, valid, code, response };
  }

  async *follow(from: number, signal?: AbortSignal): AsyncGenerator<LedgerBlock, void> {
    if (!Number.isSafeInteger(from) || from < 0) throw new TypeError('not a block number');
    let next = from;
    while (signal?.aborted !== true) {
      this.#demandOpen();
      const recent = this.#parts.chain.recent(next);
      if (recent !== undefined) {
        yield recent;
        next++;
      } else if (next < this.#parts.chain.tip.height) {
        for await (const block of this.#reader.read(next)) {
          yield block;
          next++;
          if (signal?.aborted) return;
          this.#demandOpen();
        }
      } else {
        await this.#parts.chain.news(signal);
      }
    }
  }

  async height(): Promise<number> {
    await this.#catchUp();
    return this.#parts.chain.tip.height;
  }

  /** One copy of the blocks has nothing to differ from; but it stops for good, until the next start, where it cannot be written. */
  alarms(): readonly LedgerAlarm[] {
    const { failure } = this.#parts.chain;
    return failure === undefined ? [] : [failure];
  }

  /**
   * Makes the whole state again from the blocks, beside the one in use, and compares: what differs, is missing or stands
   * there without a block that says so. Needs disk space for a second state; memory stays flat.
   * Throws `LEDGER_CORRUPT` when a block is damaged.
   */
  async compareState(onBlock?: (number: number) => void): Promise<StateComparison> {
    this.#demandOpen();
    const { directory, state, scratch } = this.#parts;
    return this.#track(compareState({ directory, state, scratch, onBlock }));
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#parts.chain.stop();
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    await this.#parts.inspector.close();
    try {
      await this.#parts.chain.close();
    } finally {
      await this.#parts.state.close();
    }
  }

  /** Throws `LEDGER_CLOSED`, also where it was closed meanwhile. */
  async #catchUp(): Promise<void> {
    this.#demandOpen();
    await this.#parts.chain.catchUp();
    this.#demandOpen();
  }

  #demandOpen(): void {
    if (this.#closed !== undefined) throw new CunzhengError('LEDGER_CLOSED', 'ledger is closed');
  }

  #identityOf(call: LedgerCall): Identity {
    const member = call.as ?? (this.#parts.genesis.members[0] as { id: string }).id;
    const identity = this.#identities.get(member);
    if (identity === undefined) {
      throw new CunzhengError('MEMBER_UNKNOWN', 'this ledger has no gateway of that member');
    }
    return identity;
  }

  async #submit(
    call: LedgerCall,
    identity: Identity,
    txId: string,
    known: boolean,
  ): Promise<LedgerResult> {
    this.#demandOpen();
    const callHash = hashCall(call);
    const other = this.#inFlight.get(txId);
    if (other !== undefined) {
      demandSameCall(callHash, other.callHash);
      return other.result;
    }
    const result = this.#track(this.#execute(call, identity, txId, callHash, known));
    this.#inFlight.set(txId, { callHash, result });
    try {
      return await result;
    } finally {
      this.#inFlight.delete(txId);
    }
  }

  async #execute(
    call: LedgerCall,
    identity: Identity,
    txId: string,
    callHash: Buffer,
    known: boolean,
  ): Promise<LedgerResult> {
    const first = known ? await this.#reader.find(txId) : undefined;
    if (first !== undefined) {
      demandSameCall(callHash, first.transaction.callHash);
      return outcome(first);
    }
    this.#parts.chain.demandHealthy();
    const proposal = this.#propose(call, identity, txId);
    const { simulation, response } = await this.#parts.contract(proposal, this.#parts.state);
    const { time } = proposal;
    const creator = identity.creator.mspid;
    return outcome(
      await this.#parts.chain.add({ simulation, txId, time, creator, callHash, response }),
    );
  }

  #propose(call: LedgerCall, identity: Identity, txId: string): Proposal {
    const { name, args } = call;
    const { channel } = this;
    return { channel, txId, name, args, creator: identity.creator, time: this.#now() };
  }

  #now(): number {
    const now = Math.floor(this.#parts.clock());
    const back = this.#lastTime - now;
    if (back <= 0 || back > CLOCK_TOLERANCE_MS) this.#lastTime = now;
    return this.#lastTime;
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

function hashCall(call: LedgerCall): Buffer {
  const texts = [call.name, ...call.args];
  return hash('sha256', texts.map((text) => `${text.length}:${text}`).join(''), 'buffer');
}

function demandSameCall(callHash: Uint8Array, first: Uint8Array): void {
  if (Buffer.compare(callHash, first) !== 0) {
    throw new CunzhengError('LEDGER_REFUSED', 'the nonce was used for another call');
  }
}

function outcome({ block, transaction }: Recorded): LedgerResult {
  const { txId, code, response } = transaction;
  if (code === VALIDATION.valid) return { txId, block, response };
  const details = { txId, block, code };
  throw new CunzhengError('LEDGER_CONFLICT', 'another transaction came first', { details });
}
