import { Worker } from 'node:worker_threads';
import { type Inspect, type Inspection, inspectNow } from '@cunzheng/chaincode/inspect';
import type { ErrorCode } from '@cunzheng/domain';

/** A batch this long leaves at once, so that the other thread is at work while the next records come together. */
const BATCH = 24;
const WORKER = new URL('./inspect-worker.js', import.meta.url);

/** Records on their way to the other thread: the arguments of `Inspect`. */
export type Batch = readonly Parameters<Inspect>[];

/** An inspection on its way back: why it is no record, or whether it is signed. */
export type Verdict = ErrorCode | boolean | undefined;

interface Asked {
  readonly about: Parameters<Inspect>;
  readonly resolve: (inspection: Inspection) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Inspects records in a thread of its own, many to a message: reading a record and verifying its signature are about
 * half of the work of recording it, and Node's thread pool takes signatures one by one, where handing over one costs the
 * calling thread nearly as much as verifying it.
 *
 * The thread is made when it is first needed and keeps no process alive while it has nothing to do. Should it end before
 * `close`, everything is inspected in the calling thread from then on: slower, and with the same answers.
 */
export class Inspector {
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

  /** What the record's text says; records asked about in one turn of the event loop share a message. */
  readonly inspect: Inspect = (...about) =>
    new Promise((resolve, reject) => {
      this.#waiting.push({ about, resolve, reject });
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
    // For one record alone the way to the other thread and back takes longer than inspecting it.
    const alone = batch.length === 1 && this.#sent.length === 0;
    if (alone || this.#lost) inspectHere(batch);
    else this.#send(batch);
  }

  #send(asked: readonly Asked[]): void {
    this.#worker ??= this.#start();
    this.#sent.push(asked);
    if (this.#sent.length === 1) this.#worker.ref();
    this.#worker.postMessage(asked.map(({ about }) => about) satisfies Batch);
  }

  /** Without the options and environment of the process, which are meant for its main thread. */
  #start(): Worker {
    const worker = new Worker(this.#url, { name: 'inspector', execArgv: [], env: {} });
    worker.on('message', (verdicts: readonly Verdict[]) => this.#take(worker, verdicts));
    worker.on('error', () => this.#lose());
    worker.on('exit', () => this.#lose());
    return worker;
  }

  #take(worker: Worker, verdicts: readonly Verdict[]): void {
    const batch = this.#sent.shift() ?? [];
    if (this.#sent.length === 0) worker.unref();
    batch.forEach(({ resolve }, index) => {
      resolve(toInspection(verdicts[index]));
    });
  }

  #lose(): void {
    this.#lost = true;
    this.#worker = undefined;
    for (const batch of this.#sent.splice(0)) inspectHere(batch);
  }
}

function toInspection(verdict: Verdict): Inspection {
  if (typeof verdict === 'string') return { refusal: verdict };
  return verdict === undefined ? {} : { signed: verdict };
}

function inspectHere(batch: readonly Asked[]): void {
  for (const { about, resolve, reject } of batch) {
    try {
      resolve(inspectNow(...about));
    } catch (error) {
      reject(error);
    }
  }
}
