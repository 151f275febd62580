import { setTimeout as delay } from 'node:timers/promises';
import { CunzhengError, type ErrorCode, type RecordId, recordId } from '@cunzheng/domain';
import type { Ledger } from '@cunzheng/notary';
import { makeSigner, recordCall } from '@cunzheng/notary/conformance';
import type { Test } from 'tap';

/** What a ledger may say instead of an outcome while something is down; the client tries another record. */
const HONEST: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LEDGER_UNAVAILABLE',
  'LEDGER_OUTCOME_UNKNOWN',
  'LEDGER_CONFLICT',
]);
const BREATH_MS = 100;

/** A record that a ledger acknowledged, and in which transaction. */
export interface Acknowledged {
  readonly id: RecordId;
  readonly txId: string;
  readonly response: string;
}

/** Starts them; they end with the test at the latest. */
export function startWriters(t: Test, ledger: Ledger, clients: number): Writers {
  const writers = new Writers(ledger, clients);
  t.teardown(() => writers.stop());
  return writers;
}

/** So many clients, each recording one key after the other until they are stopped. */
export class Writers {
  readonly acknowledged: Acknowledged[] = [];
  /** How often each code was the answer. */
  readonly refused = new Map<string, number>();
  /** Answers that no client should get. */
  readonly wrong: string[] = [];
  /** Longest time between two acknowledgements, in milliseconds. */
  gap = 0;
  readonly #ledger: Ledger;
  readonly #clients: Promise<void>[];
  #last = performance.now();
  #stopped = false;

  constructor(ledger: Ledger, clients: number) {
    this.#ledger = ledger;
    this.#clients = Array.from({ length: clients }, () => this.#write());
  }

  /** Resolves when each has its last answer. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#clients);
  }

  async #write(): Promise<void> {
    while (!this.#stopped) {
      const scene = { network: this.#ledger.network, court: '京0491', time: Date.now() };
      const { record } = makeSigner(scene, 'clerk');
      try {
        const { response, txId } = await this.#ledger.submit(recordCall([record]));
        this.#note(recordId(record), txId, response);
      } catch (error) {
        const code = error instanceof CunzhengError ? error.code : 'INTERNAL';
        this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
        if (!HONEST.has(code)) this.wrong.push(String(error));
        await delay(BREATH_MS);
      }
    }
  }

  #note(id: RecordId, txId: string, response: string): void {
    const now = performance.now();
    this.gap = Math.max(this.gap, now - this.#last);
    this.#last = now;
    if (response.includes('"recorded"')) this.acknowledged.push({ id, txId, response });
    else this.wrong.push(response);
  }
}
