import { randomBytes } from 'node:crypto';
import type { ErrorCode, RecordId } from '@cunzheng/domain';
import type { Ledger, LedgerCall } from '../ledger/port.ts';
import type { Logger } from '../logger.ts';
import type { Mandate } from './leader.ts';
import {
  type PendingRecord,
  readCalls,
  readMarkedBlock,
  readPending,
  type Settlement,
  type StoredCall,
  settle,
  storeCalls,
} from './outbox.ts';
import { acts, type Pack, packActs } from './packing.ts';
import { type Answer, backoff, Patience, refusalOf, rest, submitStored } from './patience.ts';
import { replay } from './replay.ts';

export interface SubmitterOptions {
  readonly ledger: Ledger;
  readonly logger: Logger;
  /** Told after each call whose outcome is stored. */
  readonly onSettled: () => void;
}

const READ_AHEAD = 256;
/** Between two looks at the outbox when nothing wakes us: what other processes wrote is seen by then. */
const IDLE_MS = 100;
/** As `IDLE_MS`, shortly after an act was announced: its commit may follow. */
const EXPECTING_MS = 20;
const EXPECTED_WITHIN_MS = 300;
/** Acts come first: a round begins when none has come for a moment, or when the oldest has waited this long. */
const QUIET_MS = 60;
const MAX_WAIT_MS = 600;
/** Rounds begin no oftener than this, and leave the machine to others for as long as they took. */
const ROUND_MS = 50;
const YIELD = 1;
const MAX_BREATH_MS = 400;

/** The contract's word on one record. */
interface Outcome {
  readonly id: RecordId;
  readonly outcome: 'recorded' | 'exists' | 'refused';
  readonly code?: ErrorCode;
}

/**
 * Takes the outbox to the ledger: one call for each member at a time, each stored before it is submitted and repeated
 * under the same id until its outcome is known, so that a crash anywhere loses nothing and records nothing twice.
 */
export class Submitter {
  readonly #options: SubmitterOptions;
  readonly #patience: Patience;
  #wake: (() => void) | undefined;
  /** Acts of this process since the outbox was last read: how many, and when the first and the last came. */
  #arrived = { acts: 0, first: 0 };
  #lastArrival = Number.NEGATIVE_INFINITY;

  constructor(options: SubmitterOptions) {
    this.#options = options;
    this.#patience = new Patience(options.logger);
  }

  /** True while the ledger does not take calls. */
  get isDown(): boolean {
    return this.#patience.isTried;
  }

  /** An act is being written; its commit follows, unless it is rolled back. */
  announce(): void {
    this.#lastArrival = performance.now();
    if (this.#arrived.acts++ === 0) this.#arrived.first = this.#lastArrival;
    this.#wake?.();
  }

  /** Works until the mandate ends. Throws the database's errors: the mandate is over then, too. */
  async run(mandate: Mandate): Promise<void> {
    await this.#recover(mandate);
    while (!mandate.signal.aborted) {
      await this.#letActsPass(mandate.signal);
      this.#arrived.acts = 0;
      const pending = await readPending(mandate.sql, READ_AHEAD);
      if (pending.length === 0) {
        await this.#idle(mandate.signal);
        continue;
      }
      const began = performance.now();
      await this.#round(mandate, packActs(pending));
      await rest(breath(performance.now() - began), mandate.signal);
    }
  }

  /** Takes packs to the ledger: those of one member one after the other, for a later one may refer to an earlier. */
  async #round(mandate: Mandate, packs: readonly Pack[]): Promise<void> {
    const stamped = await Promise.all(packs.map((pack) => this.#stamp(mandate.signal, pack)));
    const sendable = stamped.filter(
      (sent): sent is Sent<Pack> => sent !== undefined && 'call' in sent,
    );
    if (sendable.length > 0) await storeCalls(mandate.sql, sendable.map(storedCall));
    const members = [...new Set(packs.map(({ member }) => member))];
    await Promise.all(
      members.map(async (member) => {
        for (const sent of stamped) {
          if (sent?.pack.member === member) await this.#take(mandate, sent);
        }
      }),
    );
  }

  /** Finishes the calls that an earlier one stored and did not settle, then marks what SQL has lost track of. */
  async #recover(mandate: Mandate): Promise<void> {
    for (const { txId, nonce, member, records, bodies } of await readCalls(mandate.sql)) {
      const pack = { member, records: records.map((id, i) => ({ id, body: bodies[i] as string })) };
      const sent = { pack, call: callOf(pack, nonce), txId, again: true };
      const refusal = await this.#carryThrough(mandate, sent);
      // Its acts are judged one by one when they come up again.
      if (refusal !== undefined) await settle(mandate.sql, refusal.txId, undefined, []);
    }
    await this.#patience.until(mandate.signal, async () => {
      const marked = await readMarkedBlock(mandate.sql);
      return replay(mandate.sql, this.#options.ledger, marked + 1);
    });
  }

  /** The pack's call with an id of its own, or the refusal of the pack. Resolves to undefined when the mandate ended. */
  #stamp(signal: AbortSignal, pack: Pack): Promise<Sent<Pack> | Refused | undefined> {
    const call = callOf(pack);
    return this.#patience.until(signal, async () => {
      try {
        const { txId } = await this.#options.ledger.prepare(call);
        return { pack, call, txId, again: false };
      } catch (error) {
        return { pack, txId: undefined, code: refusalOf(error) };
      }
    });
  }

  async #take(mandate: Mandate, sent: Sent<Pack> | Refused): Promise<void> {
    const { pack } = sent;
    const refusal = 'call' in sent ? await this.#carryThrough(mandate, sent) : sent;
    if (refusal === undefined) return;
    const parts = acts(pack.records);
    if (parts.length === 1) return this.#fail(mandate, pack, refusal);
    // One of them spoils the call for all: each goes alone.
    await settle(mandate.sql, refusal.txId, undefined, []);
    for (const records of parts) await this.#round(mandate, [{ member: pack.member, records }]);
  }

  async #fail(mandate: Mandate, pack: Pack, { txId, code }: Refusal): Promise<void> {
    const failed = pack.records.map(({ id }): Settlement => ({ id, state: 'failed', code }));
    await settle(mandate.sql, txId, undefined, failed);
    this.#options.onSettled();
  }

  /** Submits until the outcome is known, and stores it unless the whole call was refused. */
  async #carryThrough(mandate: Mandate, sent: Sent): Promise<Refusal | undefined> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#outcomeOf(mandate.signal, sent);
      if (answer === undefined) return undefined;
      if (answer === 'conflict') {
        await rest(backoff(attempt), mandate.signal);
        sent = await this.#renew(mandate, sent);
      } else if ('code' in answer) {
        return { txId: sent.txId, code: answer.code };
      } else {
        const outcomes = JSON.parse(answer.response) as Outcome[];
        await settle(mandate.sql, answer.txId, answer.block, settlements(sent.pack, outcomes));
        this.#options.onSettled();
        return undefined;
      }
    }
  }

  /** The same records in a new proposal, since another transaction came between. */
  async #renew(mandate: Mandate, { pack, txId: instead }: Sent): Promise<Sent> {
    const call = callOf(pack);
    const { txId } = await this.#options.ledger.prepare(call);
    const sent = { pack, call, txId, again: false };
    await storeCalls(mandate.sql, [storedCall(sent)], instead);
    return sent;
  }

  #outcomeOf(signal: AbortSignal, sent: Sent): Promise<Answer | undefined> {
    let again = sent.again;
    return this.#patience.until(signal, () => {
      const answer = submitStored(this.#options.ledger, sent, again);
      again = true;
      return answer;
    });
  }

  /** Many small rounds would slow the acts down that come in meanwhile; one round for many of them does not. */
  async #letActsPass(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#arrived.acts > 0 && this.#arrived.acts < READ_AHEAD) {
      const now = performance.now();
      const quietIn = this.#lastArrival + QUIET_MS - now;
      const ms = Math.min(quietIn, this.#arrived.first + MAX_WAIT_MS - now);
      if (ms <= 0) return;
      await rest(ms, signal);
    }
  }

  /** Until an act is announced, or a moment has passed. */
  async #idle(signal: AbortSignal): Promise<void> {
    if (this.#arrived.acts > 0) return;
    const expecting = performance.now() - this.#lastArrival < EXPECTED_WITHIN_MS;
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    await rest(expecting ? EXPECTING_MS : IDLE_MS, AbortSignal.any([signal, woken.signal]));
    this.#wake = undefined;
  }
}

type StampedCall = LedgerCall & { readonly nonce: Uint8Array };
interface Parcel {
  readonly member: string;
  readonly records: readonly Pick<PendingRecord, 'id' | 'body'>[];
}
/** A call on its way; `again` when it may have been submitted before. */
interface Sent<Content extends Parcel = Parcel> {
  readonly pack: Content;
  readonly call: StampedCall;
  readonly txId: string;
  readonly again: boolean;
}
interface Refusal {
  /** undefined when it did not get as far as an id. */
  readonly txId: string | undefined;
  readonly code: ErrorCode;
}
type Refused = Refusal & { readonly pack: Pack };

function callOf({ member, records }: Parcel, nonce: Uint8Array = randomBytes(24)): StampedCall {
  const bodies = records.map(({ body }) => body);
  return {
    name: 'record',
    args: [JSON.stringify(bodies)],
    as: member,
    nonce: Uint8Array.from(nonce),
  };
}

function storedCall({ pack, call: { nonce }, txId }: Sent): StoredCall {
  return { txId, nonce, member: pack.member, records: pack.records.map(({ id }) => id) };
}

/** What is to be stored of the contract's answers; a record left for another call has none, unless it was the first. */
function settlements(pack: Parcel, outcomes: readonly Outcome[]): Settlement[] {
  if (outcomes.length !== pack.records.length)
    throw new TypeError(`${outcomes.length} outcomes for ${pack.records.length} records`);
  return pack.records.flatMap(({ id }, i): Settlement[] => {
    const { id: first, outcome, code = 'LEDGER_REFUSED' } = outcomes[i] as Outcome;
    if (outcome === 'refused')
      return code === 'STATE_CALLS_EXCEEDED' && i > 0 ? [] : [{ id, state: 'failed', code }];
    // Another record says the same: this one is not on the ledger and never will be.
    return [
      id === first ? { id, state: 'recorded' } : { id, state: 'failed', code: 'RECEIPT_EXISTS' },
    ];
  });
}

/**
 * How long to wait after a round of `ms`: the acts of the court come first, and the next round is fuller for it.
 */
function breath(ms: number): number {
  return Math.max(ROUND_MS - ms, Math.min(ms * YIELD, MAX_BREATH_MS));
}
