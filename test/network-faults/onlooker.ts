import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, must, type Person, type Refusal } from '@cunzheng/api/client';
import { isErrorCode } from '@cunzheng/domain';
import { verifyProof } from '@cunzheng/proof';
import { draft, openPair, type Pair } from '../house/acts.ts';
import type { House } from '../house/house.ts';

/** Every question is answered within so long, whatever is down behind the API. */
const DEADLINE_MS = 20_000;
const HEALTH_MS = 200;
const STATUS_MS = 300;
const ACT_MS = 700;

interface RecordAnswer {
  readonly chain: { readonly state: string; readonly code?: string };
}

/** Somebody at the API all the time: asks how it is, issues documents, looks them up, and takes nobody's word for a proof. */
export class Onlooker {
  /** Answers that claim more than is so, come too late, or are refusals without a code of ours. */
  readonly findings: string[] = [];
  /** Records of acts that the API took, the newest last. */
  readonly acts: string[] = [];
  /** Codes of alarms and refusals that were told. */
  readonly told = new Set<string>();
  /** Whether the ledger was said to be down. */
  sawDown = false;
  /** Slowest answer in milliseconds. */
  slowest = 0;
  proofs = 0;
  readonly #house: House;
  readonly #trust: string;
  readonly #pair: Pair;
  readonly #loops: Promise<void>[];
  #stopped = false;

  private constructor(house: House, trust: string, pair: Pair) {
    this.#house = house;
    this.#trust = trust;
    this.#pair = pair;
    this.#loops = [
      this.#every(HEALTH_MS, () => this.#askHealth()),
      this.#every(STATUS_MS, () => this.#askStatus()),
      this.#every(ACT_MS, () => this.#act()),
    ];
  }

  static async open(house: House, trust: string): Promise<Onlooker> {
    return new Onlooker(house, trust, await openPair(house));
  }

  get clerk(): Person {
    return this.#pair.clerk;
  }

  /** Begins a new account of what is seen. */
  forget(): void {
    this.told.clear();
    this.sawDown = false;
    this.slowest = 0;
    this.proofs = 0;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#loops);
  }

  async #every(ms: number, look: () => Promise<void>): Promise<void> {
    while (!this.#stopped) {
      await look().catch((error: Error) => this.findings.push(`no answer: ${error.message}`));
      await delay(ms);
    }
  }

  /** The answer, which must come in time and, if it is a refusal, have a code of ours. */
  async #hear<Body>(what: string, asked: Promise<Answer<Body>>): Promise<Answer<Body>> {
    const began = performance.now();
    const timer = new AbortController();
    const late = delay(DEADLINE_MS, undefined, { signal: timer.signal });
    late.then(
      () => this.findings.push(`${what}: no answer in ${DEADLINE_MS / 1000} s`),
      () => {},
    );
    const answer = await asked.finally(() => timer.abort());
    this.slowest = Math.max(this.slowest, performance.now() - began);
    if (answer.status >= 400) this.#noteRefusal(what, answer.status, answer.body as Refusal);
    return answer;
  }

  #noteRefusal(what: string, status: number, { code, message }: Refusal): void {
    this.told.add(code);
    if (!isErrorCode(code) || code === 'INTERNAL')
      this.findings.push(`${what}: ${status} ${code} ${message}`);
  }

  async #askHealth(): Promise<void> {
    const response = await fetch(`${this.#house.url}/health/ready`, {
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const state = (await response.json()) as { ready: boolean; ledger: string; alarms: string[] };
    if (!state.ready) this.findings.push(`not ready: ${JSON.stringify(state)}`);
    if (state.ledger === 'down') this.sawDown = true;
    for (const code of state.alarms) this.told.add(code);
  }

  /** 已证明 is said only where a proof verifies. */
  async #askStatus(): Promise<void> {
    const id = this.acts.at(-1 - Math.floor(Math.random() * 5)) ?? this.acts.at(-1);
    if (id === undefined) return;
    const { clerk } = this.#pair;
    const { status, body } = await this.#hear(
      'status',
      clerk.ask<RecordAnswer>('GET', `/records/${id}`),
    );
    if (status !== 200 || body.chain.state !== 'proven') return;
    const proof = await clerk.bytes(`/records/${id}/proof?form=compact`);
    const { verdict, stage, reason } = await verifyProof({ proof, trust: this.#trust });
    this.proofs++;
    if (verdict !== 'recorded')
      this.findings.push(`proven, but ${verdict} (${stage} ${reason}): ${id}`);
  }

  async #act(): Promise<void> {
    const { clerk } = this.#pair;
    const { id } = await draft(this.#pair);
    const prepared = await this.#hear('prepare', clerk.prepare(`/documents/${id}/signing`));
    if (prepared.status !== 201) return;
    const done = await this.#hear('sign', clerk.handIn(prepared.body));
    if (done.status === 201) this.acts.push(must(done).recordId);
  }
}
