import { randomBytes } from 'node:crypto';
import {
  type Batch,
  CunzhengError,
  type ErrorCode,
  FIRST_PREV_ROOT,
  MAX_BATCH_LEAVES,
  type Sha256,
  toBase64Url,
} from '@cunzheng/domain';
import type { Clock, Ledger, LedgerCall } from '../ledger/port.ts';
import { Alarms } from '../log/alarms.ts';
import type { LogAlarm } from '../log/notary-log.ts';
import type { Logger } from '../logger.ts';
import type { Mandate } from '../outbox/leader.ts';
import {
  type Answer,
  backoff,
  Patience,
  refusalOf,
  rest,
  submitStored,
} from '../outbox/patience.ts';
import { adopt, readChainBatch } from './adopt.ts';
import { hasRoot, type LeafLists } from './leaf-lists.ts';
import {
  type CutBatch,
  cutBatch,
  markBatch,
  readBatchBodies,
  readCutBatches,
  readLastBatch,
  readWaitingCourts,
  readWaitingLeaves,
  storeBatchCall,
  uncutBatch,
  type WaitingCourt,
} from './leaf-table.ts';
import { batchRoot, leafHashOf } from './tree.ts';

export interface BatcherOptions {
  readonly ledger: Ledger;
  readonly lists: LeafLists;
  readonly logger: Logger;
  readonly clock: Clock;
  /** A batch that is not full is cut when its court's oldest leaf has been seen for so long. */
  readonly intervalMs: number;
  /** Told after each batch that is on the ledger. */
  readonly onRecorded: () => void;
}

/** Between two looks at the table when nothing is due. */
const IDLE_MS = 100;

/** The contract's word that SQL and ledger count a court's batches differently. */
const SEQUENCE: ReadonlySet<string> = new Set<ErrorCode>([
  'BATCH_EXISTS',
  'BATCH_OUT_OF_SEQUENCE',
  'BATCH_ROOT_DIFFERS',
]);

interface Refusal {
  readonly code: ErrorCode;
}

/** A batch on its way; `again` when it may have been submitted before. */
type Sent = CutBatch & { readonly again: boolean };

/**
 * Cuts leaves into batches and takes these to the ledger, one of each court at a time: cut in SQL, its list on both
 * disks, its call stored, then submitted and repeated under the same id until the outcome is known. A crash between any
 * two steps loses no leaf and puts none into two batches.
 */
export class Batcher {
  readonly #options: BatcherOptions;
  readonly #patience: Patience;
  readonly #alarms: Alarms;
  /** Monotonic time at which each court's waiting leaves were first seen. */
  readonly #seen = new Map<string, number>();
  /** Courts whose numbers were compared with the ledger's since the mandate began. */
  readonly #compared = new Set<string>();
  /** Courts that the contract refuses: how often, and until when they rest. */
  readonly #resting = new Map<string, { failures: number; until: number }>();

  constructor(options: BatcherOptions) {
    this.#options = options;
    this.#patience = new Patience(options.logger);
    this.#alarms = new Alarms(options.logger);
  }

  /** True while the ledger does not take calls. */
  get isDown(): boolean {
    return this.#patience.isTried;
  }

  alarms(): readonly LogAlarm[] {
    return this.#alarms.list();
  }

  /** Works until the mandate ends. Throws the database's errors: the mandate is over then, too. */
  async run(mandate: Mandate): Promise<void> {
    this.#compared.clear();
    let open = (await readCutBatches(mandate.sql)).map((cut): Sent => ({ ...cut, again: true }));
    while (!mandate.signal.aborted) {
      const busy = new Set(open.map(({ batch }) => batch.court));
      const due = this.#due(await readWaitingCourts(mandate.sql), busy);
      open.push(...(await this.#cutAll(mandate, due)));
      const resting = open.filter(({ batch }) => this.#rests(batch.court));
      const ready = open.filter((sent) => !resting.includes(sent));
      if (ready.length === 0)
        await rest(Math.min(IDLE_MS, this.#options.intervalMs), mandate.signal);
      const left = await Promise.all(ready.map((sent) => this.#carry(mandate, sent)));
      open = [...resting, ...left.filter((sent) => sent !== undefined)];
    }
  }

  #rests(court: string): boolean {
    return (this.#resting.get(court)?.until ?? 0) > performance.now();
  }

  /** Courts with a full batch, or with leaves that have waited long enough. */
  #due(waiting: readonly WaitingCourt[], busy: ReadonlySet<string>): WaitingCourt[] {
    const now = performance.now();
    for (const court of this.#seen.keys())
      if (!waiting.some((one) => one.court === court)) this.#seen.delete(court);
    return waiting.filter(({ court, count }) => {
      const since = this.#seen.get(court) ?? now;
      this.#seen.set(court, since);
      const isDue = count >= MAX_BATCH_LEAVES || now - since >= this.#options.intervalMs;
      return isDue && !busy.has(court) && !this.#rests(court);
    });
  }

  async #cutAll(mandate: Mandate, due: readonly WaitingCourt[]): Promise<Sent[]> {
    const cut: Sent[] = [];
    const courts = new Set<string>();
    for (const waiting of due) {
      if (courts.has(waiting.court) || mandate.signal.aborted) continue;
      courts.add(waiting.court);
      const made = await this.#cut(mandate, waiting);
      if (made !== undefined) cut.push({ ...made, again: false });
    }
    return cut;
  }

  /** Makes a court's next batch in SQL. Undefined when the court is refused, or the mandate ended. */
  async #cut(mandate: Mandate, waiting: WaitingCourt): Promise<CutBatch | undefined> {
    const { sql } = mandate;
    const { court, member } = waiting;
    if (!(await this.#compare(mandate, waiting))) return undefined;
    const leaves = await readWaitingLeaves(sql, waiting, MAX_BATCH_LEAVES);
    this.#seen.delete(court);
    if (leaves.length === 0) return undefined;
    const before = await readLastBatch(sql, court);
    const batch: Batch = {
      v: 1,
      court,
      seq: (before?.seq ?? 0) + 1,
      size: leaves.length,
      root: toBase64Url(batchRoot(leaves.map(({ body }) => leafHashOf(body)))) as Sha256,
      prevRoot: before?.root ?? FIRST_PREV_ROOT,
    };
    const stamped = await this.#stamp(mandate, { batch, member });
    if (stamped === undefined) return undefined;
    const taken = await cutBatch(
      sql,
      stamped,
      leaves.map(({ id }) => id),
    );
    if (taken === leaves.length) return stamped;
    // Somebody else marked some of them meanwhile: another try, with what is left.
    await uncutBatch(sql, court);
    return undefined;
  }

  /** The call of a batch with an id of its own. */
  async #stamp(
    mandate: Mandate,
    { batch, member }: Pick<CutBatch, 'batch' | 'member'>,
  ): Promise<CutBatch | undefined> {
    const nonce = Uint8Array.from(randomBytes(24));
    const { ledger } = this.#options;
    const stamped = await this.#patience.until<CutBatch | Refusal>(mandate.signal, async () => {
      try {
        const { txId } = await ledger.prepare(callOf({ batch, member, nonce }));
        return { batch, member, nonce, txId };
      } catch (error) {
        return { code: refusalOf(error) };
      }
    });
    if (stamped === undefined || !('code' in stamped)) return stamped;
    this.#refused(batch.court, stamped.code);
    return undefined;
  }

  /** Takes a batch to the ledger. Resolves to the batch when it is to be tried again later. */
  async #carry(mandate: Mandate, sent: Sent): Promise<Sent | undefined> {
    const { sql } = mandate;
    const { court } = sent.batch;
    if (!(await this.#writeList(mandate, sent))) return undefined;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#outcomeOf(mandate.signal, sent);
      if (answer === undefined) return undefined;
      if (answer === 'conflict') {
        await rest(backoff(attempt), mandate.signal);
        const renewed = await this.#stamp(mandate, sent);
        if (renewed === undefined) return undefined;
        await storeBatchCall(sql, renewed);
        sent = { ...renewed, again: false };
      } else if ('code' in answer) {
        return this.#takeRefusal(mandate, sent, answer.code);
      } else {
        await markBatch(sql, sent.batch, { txId: answer.txId, block: answer.block });
        this.#resting.delete(court);
        this.#alarms.clear(court);
        this.#options.onRecorded();
        return undefined;
      }
    }
  }

  /** Writes the list of leaves to both places. False when the batch had to be taken apart, or the mandate ended. */
  async #writeList({ sql, signal }: Mandate, { batch }: Sent): Promise<boolean> {
    const { lists } = this.#options;
    const stored = await readBatchBodies(sql, batch);
    const bodies = hasRoot(stored, batch.root) ? stored : await lists.read(batch.root);
    if (bodies === undefined) {
      // Rows were altered after the cut: what there is now goes into another batch.
      await uncutBatch(sql, batch.court);
      return false;
    }
    const written = await this.#patience.until(signal, async () => {
      await lists.write(batch.root, bodies);
      return true;
    });
    return written === true;
  }

  #outcomeOf(signal: AbortSignal, sent: Sent): Promise<Answer | undefined> {
    let { again } = sent;
    return this.#patience.until(signal, () => {
      const answer = submitStored(
        this.#options.ledger,
        { call: callOf(sent), txId: sent.txId },
        again,
      );
      again = true;
      return answer;
    });
  }

  async #takeRefusal(mandate: Mandate, sent: Sent, code: ErrorCode): Promise<Sent | undefined> {
    const { court } = sent.batch;
    this.#refused(court, code);
    if (!SEQUENCE.has(code)) return { ...sent, again: true };
    // The ledger has batches that SQL has not: this one is taken apart, those are looked up before the next cut.
    await uncutBatch(mandate.sql, court);
    this.#compared.delete(court);
    return undefined;
  }

  #refused(court: string, code: ErrorCode): void {
    const failures = (this.#resting.get(court)?.failures ?? 0) + 1;
    this.#resting.set(court, { failures, until: performance.now() + backoff(failures) });
    if (!SEQUENCE.has(code)) this.#alarms.raise(court, code, `batches of ${court} are refused`);
  }

  /** Looks once whether the ledger has batches of a court that SQL has lost. False when the mandate ended. */
  async #compare({ sql, signal }: Mandate, { court, member }: WaitingCourt): Promise<boolean> {
    if (this.#compared.has(court)) return true;
    const { ledger, lists, clock } = this.#options;
    const parts = { sql, lists, now: clock() };
    for (let seq = ((await readLastBatch(sql, court))?.seq ?? 0) + 1; ; seq++) {
      const found = await this.#patience.until(signal, async () => ({
        batch: await readBatchOrNothing(ledger, court, seq),
      }));
      if (found === undefined) return false;
      if (found.batch === undefined) break;
      const adoption = await adopt(parts, { batch: found.batch, member, place: {} });
      if (adoption === 'listMissing')
        this.#alarms.raise(
          `${court} ${seq}`,
          'LEAF_LIST_MISSING',
          `the leaves of batch ${seq} of ${court} are in neither place`,
        );
    }
    this.#compared.add(court);
    return true;
  }
}

/** A contract that does not know batches yet has none; its refusal comes when one is submitted. */
async function readBatchOrNothing(
  ledger: Ledger,
  court: string,
  seq: number,
): Promise<Batch | undefined> {
  try {
    return await readChainBatch(ledger, court, seq);
  } catch (error) {
    if (error instanceof CunzhengError && error.code === 'CALL_UNKNOWN') return undefined;
    throw error;
  }
}

function callOf({ batch, member, nonce }: Omit<CutBatch, 'txId'>): LedgerCall {
  const { court, seq, size, root, prevRoot } = batch;
  return {
    name: 'recordBatch',
    args: [court, String(seq), String(size), root, prevRoot],
    as: member,
    nonce: Uint8Array.from(nonce),
  };
}
