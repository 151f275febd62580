import { Worker } from 'node:worker_threads';
import { type Verify, verifyNow } from '@cunzheng/chaincode/es256';
import { demandFits, encodeBatch, type SignatureCheck } from './signature-batch.ts';

/** A batch this long leaves at once, so that the other thread is at work while the next signatures come together. */
const BATCH = 32;
const WORKER = new URL('./verify-worker.js', import.meta.url);

interface Asked extends SignatureCheck {
  readonly resolve: (holds: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Verifies signatures in a thread of its own, many to a message. Node's thread pool takes them one by one, and handing
 * over one costs the calling thread nearly as much as verifying it.
 *
 * The thread is made when it is first needed and keeps no process alive while it has nothing to do. Should it end before
 * `close`, everything is verified in the calling thread from then on: slower, and with the same answers.
 */
export class Verifier {
  readonly #url: URL;
  #waiting: Asked[] = [];
  /** Batches that the thread has, in order; so come its answers. */
  readonly #sent: (readonly Asked[])[] = [];
  #worker: Worker | undefined;
  #lost = false;

  /** Another `worker` than the usual one is for tests. */
  constructor(worker: URL = WORKER) {
    this.#url = worker;
  }

  /** Whether the signature holds; signatures asked for in one turn of the event loop share a message. */
  readonly verify: Verify = (point, message, signature) =>
    new Promise((resolve, reject) => {
      const asked = { point, message, signature, resolve, reject };
      demandFits(asked);
      this.#waiting.push(asked);
      if (this.#waiting.length === 1) process.nextTick(() => this.#flush());
      if (this.#waiting.length === BATCH) this.#flush();
    });

  /** Ends the thread; what it has not answered is answered here. */
  async close(): Promise<void> {
    this.#flush();
    const worker = this.#worker;
    this.#lose();
    await worker?.terminate();
  }

  #flush(): void {
    const batch = this.#waiting;
    if (batch.length === 0) return;
    this.#waiting = [];
    // For one signature alone the way to the other thread and back takes longer than verifying it.
    const alone = batch.length === 1 && this.#sent.length === 0;
    if (alone || this.#lost) verifyHere(batch);
    else this.#send(batch);
  }

  #send(batch: readonly Asked[]): void {
    this.#worker ??= this.#start();
    const memory = encodeBatch(batch);
    this.#sent.push(batch);
    if (this.#sent.length === 1) this.#worker.ref();
    this.#worker.postMessage(memory, [memory]);
  }

  /** Without the options and environment of the process, which are meant for its main thread. */
  #start(): Worker {
    const worker = new Worker(this.#url, { name: 'verifier', execArgv: [], env: {} });
    worker.on('message', (answers: Uint8Array) => this.#take(worker, answers));
    worker.on('error', () => this.#lose());
    worker.on('exit', () => this.#lose());
    return worker;
  }

  #take(worker: Worker, answers: Uint8Array): void {
    const batch = this.#sent.shift() ?? [];
    if (this.#sent.length === 0) worker.unref();
    batch.forEach(({ resolve }, index) => {
      resolve(answers[index] === 1);
    });
  }

  #lose(): void {
    this.#lost = true;
    this.#worker = undefined;
    for (const batch of this.#sent.splice(0)) verifyHere(batch);
  }
}

function verifyHere(batch: readonly Asked[]): void {
  for (const { point, message, signature, resolve, reject } of batch) {
    try {
      resolve(verifyNow(point, message, signature));
    } catch (error) {
      reject(error);
    }
  }
}
