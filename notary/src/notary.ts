import {
  CunzhengError,
  type ErrorCode,
  type LeafId,
  type Opening,
  type RecordId,
} from '@cunzheng/domain';
import type pg from 'pg';
import { adoptBlock, readHosts } from './batches/adopt.ts';
import { Batcher } from './batches/batcher.ts';
import { type LeafListPlaces, LeafLists } from './batches/leaf-lists.ts';
import { countWaitingLeaves, forgetLeafOpenings, readLeafOpenings } from './batches/leaf-table.ts';
import { type Noting, noteLeaves } from './batches/note.ts';
import { type LeafStatus, leafStatuses } from './batches/status.ts';
import type { Clock, Ledger } from './ledger/index.ts';
import { Alarms } from './log/alarms.ts';
import type { LogAlarm, NotaryLog } from './log/index.ts';
import { type Logger, SILENT_LOGGER } from './logger.ts';
import { runErrands } from './outbox/errands.ts';
import { campaign, type Mandate } from './outbox/leader.ts';
import { OUTBOX_MIGRATIONS } from './outbox/migrations.ts';
import {
  type Act,
  bindNetwork,
  countPending,
  forgetOpenings,
  insertAct,
  type RecordRow,
  readFailed,
  readManyOpenings,
  readOpenings,
  readRows,
  type SqlClient,
} from './outbox/outbox.ts';
import { replay } from './outbox/replay.ts';
import {
  demandSameDatabase,
  keepCheckpoints,
  nameDatabase,
  type Sharing,
} from './outbox/sharing.ts';
import { Submitter } from './outbox/submitter.ts';
import { migrate } from './postgres/index.ts';
import {
  buildCompactProof,
  buildFullProof,
  buildLeafProof,
  type ChosenPapers,
} from './proofs/index.ts';
import type { Sealing } from './sealing.ts';

/** How far a record got: 待上链, 已上链, 已证明 (k courts' cosignatures cover it), 上链异常 (refused, with a code). */
export interface RecordStatus {
  readonly id: RecordId;
  readonly state: 'pending' | 'recorded' | 'proven' | 'failed';
  readonly code?: ErrorCode;
  readonly txId?: string;
  readonly block?: number;
  /** Index of its leaf in the log. */
  readonly index?: number;
  /** The transaction's time in milliseconds since 1970. */
  readonly txTime?: number;
}

export interface NotaryHealth {
  readonly ledger: 'ok' | 'down';
  /** Number of blocks; 0 when the ledger does not say. */
  readonly height: number;
  readonly logSize: number;
  readonly provenSize: number;
  readonly pending: number;
  /** Behaviours that no batch on the ledger holds. */
  readonly pendingLeaves: number;
  /** Codes with a text for engineers; empty when all is well. */
  readonly alarms: string[];
}

export interface Notary {
  /**
   * Writes an act's records to the outbox in the caller's SQL transaction and does nothing else; they go on chain after
   * the caller's commit, in one ledger transaction, in this order. Throws `RECORD_TOO_LARGE`.
   */
  record(tx: SqlClient, act: Act): Promise<RecordId[]>;
  /**
   * undefined when neither the outbox nor the log knows the record. Who asks within a transaction gives its client as
   * `sql`: it sees what it wrote itself, and needs no second connection while it holds one.
   */
  status(id: RecordId, sql?: SqlClient): Promise<RecordStatus | undefined>;
  /** As `status`, for a page of records at once; unknown ones are absent. */
  statuses(ids: readonly RecordId[], sql?: SqlClient): Promise<Map<RecordId, RecordStatus>>;
  /**
   * Waits until the record has got as far as `state`, or was refused; look at the state of what it resolves to.
   * Throws `NOT_YET_PROVEN` after `timeoutMs`, also for a record that nobody knows.
   */
  whenSettled(id: RecordId, state: 'recorded' | 'proven', timeoutMs: number): Promise<RecordStatus>;
  /** What opens the record's hidden fields; empty when nothing does. */
  openings(id: RecordId): Promise<Opening[]>;
  /** As `openings`, for many records at once; those without are absent. */
  openingsOf(ids: readonly RecordId[]): Promise<Map<RecordId, Opening[]>>;
  /**
   * Of a submission, `papers` says which of its papers are shown; their list is the caller's to keep. Throws
   * `NOT_YET_PROVEN`, `INPUT_INVALID` (a field that the record does not hide, another list than it commits to, a place that
   * the list has not, papers that a compact proof has no room for), `PAPER_MALFORMED` (no list of papers).
   */
  proof(
    id: RecordId,
    form: 'full' | 'compact',
    shown?: string[],
    papers?: ChosenPapers,
  ): Promise<Uint8Array>;
  /**
   * Writes everyday behaviours as leaves in the caller's SQL transaction and does nothing else; after the commit they go
   * into the court's next batch. Returns their ids. Throws `LEAF_MALFORMED`, `LEAF_TOO_LARGE`, and `TypeError` when the
   * notary was opened without places for leaf lists.
   */
  note(tx: SqlClient, noting: Noting): Promise<LeafId[]>;
  /** How far leaves got; unknown ones are absent. `sql` as for `status`. */
  leafStatuses(ids: readonly LeafId[], sql?: SqlClient): Promise<Map<LeafId, LeafStatus>>;
  /** As `whenSettled`, for a leaf. Throws `NOT_YET_PROVEN` after `timeoutMs`. */
  whenLeafSettled(id: LeafId, state: 'recorded' | 'proven', timeoutMs: number): Promise<LeafStatus>;
  /** What opens the leaves' hidden fields; those without are absent. */
  leafOpenings(ids: readonly LeafId[]): Promise<Map<LeafId, Opening[]>>;
  /**
   * JSON bytes of the proof of a leaf. Throws `NOT_FOUND`, `NOT_YET_PROVEN`, `INPUT_INVALID` (a field that the leaf does
   * not hide), `LEAF_LIST_MISSING`, `RECORD_DIFFERS` (its row is not what was recorded).
   */
  leafProof(id: LeafId, shown?: string[]): Promise<Uint8Array>;
  /**
   * Takes away what opens the hidden fields of records and leaves, for ever; what is on chain stays, and so do proofs
   * handed out before. Any number of times.
   */
  forget(what: { records?: readonly RecordId[]; leaves?: readonly LeafId[] }): Promise<void>;
  /** 上链异常: what the ledger refused, of one court or all, oldest first. */
  problems(court?: string): Promise<RecordStatus[]>;
  health(): Promise<NotaryHealth>;
  /**
   * After a restore of the database: reads the whole ledger again and marks what it holds. Any number of times, also
   * while the notary works. Leaves that SQL has lost come back from their lists, without what opens them. Resolves to the
   * number of records and batches that were marked wrongly.
   */
  rebuild(): Promise<number>;
  /** Stops submitting; what is under way is finished. Ledger, log and pool stay the caller's. */
  close(): Promise<void>;
}

export interface NotaryOptions {
  /** One of its connections is held while this process submits the outbox. */
  readonly database: pg.Pool;
  readonly ledger: Ledger;
  readonly log: NotaryLog;
  /** Where the lists of leaves go; without it nothing can be noted. */
  readonly leaves?: LeafOptions;
  /** Seals what opens hidden fields; without it they lie in SQL in the clear. */
  readonly sealing?: Sealing;
  /** Where several processes share ledger and log; absent where this one has them for itself. */
  readonly sharing?: Sharing;
  /** Default the machine's. */
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** How leaves become batches. */
export interface LeafOptions extends LeafListPlaces {
  /** A batch that is not full is cut after so long. Default a second. */
  readonly intervalMs?: number;
}

const BATCH_MS = 1000;

/**
 * The notary over a database, a ledger and its log: brings SQL schema `notary` up to date, ties the database to the
 * network, and stands for election as the one submitter of the outbox. Where ledger and log are shared, the elected one
 * takes them over first; while another process still has them, the election is held again.
 * Throws `CONFIG_INVALID` when the database belongs to another network, `LEDGER_LOCKED` when the ledger's owner works on
 * another database, `MIGRATION_DIFFERS`, `DATABASE_UNAVAILABLE`.
 */
export async function openNotary(options: NotaryOptions): Promise<Notary> {
  const { database, ledger } = options;
  // An idle connection that breaks must not end the process; the next query says what is wrong.
  database.on('error', () => {});
  await migrateOutbox(database);
  await bindNetwork(database, ledger.network);
  if (options.sharing !== undefined) await demandSameDatabase(database, options.sharing);
  return new LedgerNotary(options);
}

/**
 * Brings SQL schema `notary` up to date, for programs that open no notary; always before the court's own schema, whose
 * migrations put row security on these tables. Throws `MIGRATION_DIFFERS`, `DATABASE_UNAVAILABLE`.
 */
export async function migrateOutbox(database: NotaryOptions['database']): Promise<void> {
  await reached(migrate(database, 'notary', OUTBOX_MIGRATIONS));
}

const POLL_MS = 250;

class LedgerNotary implements Notary {
  readonly #options: NotaryOptions;
  readonly #clock: Clock;
  readonly #stop = new AbortController();
  readonly #submitter: Submitter;
  readonly #lists: LeafLists | undefined;
  readonly #batcher: Batcher | undefined;
  readonly #working: Promise<void>;
  readonly #waiting = new Set<() => void>();
  readonly #unsubscribe: () => void;
  readonly #alarms: Alarms;

  constructor(options: NotaryOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    const logger = options.logger ?? SILENT_LOGGER;
    const tell = () => this.#tell();
    this.#submitter = new Submitter({ ledger: options.ledger, logger, onSettled: tell });
    this.#lists = options.leaves && new LeafLists(options.leaves);
    this.#batcher =
      this.#lists &&
      new Batcher({
        ledger: options.ledger,
        lists: this.#lists,
        logger,
        clock: this.#clock,
        intervalMs: options.leaves?.intervalMs ?? BATCH_MS,
        onRecorded: tell,
      });
    this.#unsubscribe = options.log.onCheckpoint(tell);
    this.#alarms = new Alarms(logger);
    this.#working = campaign(options.database, this.#stop.signal, logger, (mandate) =>
      this.#work(mandate),
    );
  }

  async #work(mandate: Mandate): Promise<void> {
    const { sharing, ledger, log } = this.#options;
    const works = [
      (shared: Mandate) => this.#submitter.run(shared),
      (shared: Mandate) => this.#batcher?.run(shared) ?? Promise.resolve(),
    ];
    if (sharing === undefined) return together(mandate, works);
    if (!(await this.#takeOver(mandate, sharing))) return;
    await together(mandate, [
      ...works,
      (shared) => runErrands(shared, ledger),
      (shared) => keepCheckpoints(shared, log),
    ]);
  }

  /** False while another process has the ledger, or when it cannot be opened. */
  async #takeOver(mandate: Mandate, sharing: Sharing): Promise<boolean> {
    try {
      if (await sharing.takeOver())
        this.#options.logger?.warn({}, 'this process owns the ledger from now on');
      this.#alarms.clear('owner');
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      if (error.code === 'LEDGER_LOCKED') this.#alarms.clear('owner');
      else
        this.#alarms.raise('owner', error.code, `the ledger is not taken over: ${error.message}`);
      return false;
    }
    await nameDatabase(mandate.sql, sharing);
    return true;
  }

  async record(tx: SqlClient, act: Act): Promise<RecordId[]> {
    const ids = await insertAct(tx, act, this.#clock(), this.#options.sealing);
    this.#submitter.announce();
    return ids;
  }

  async status(id: RecordId, sql?: SqlClient): Promise<RecordStatus | undefined> {
    return (await this.statuses([id], sql)).get(id);
  }

  async statuses(
    ids: readonly RecordId[],
    sql: SqlClient = this.#sql,
  ): Promise<Map<RecordId, RecordStatus>> {
    if (ids.length === 0) return new Map();
    const rows = new Map((await readRows(sql, ids)).map((row) => [row.id, row]));
    const found = await Promise.all(ids.map((id) => this.#statusOf(id, rows.get(id))));
    return new Map(found.flatMap((status) => (status === undefined ? [] : [[status.id, status]])));
  }

  async #statusOf(id: RecordId, row: RecordRow | undefined): Promise<RecordStatus | undefined> {
    if (row?.state === 'pending' || row?.state === 'failed') return rowStatus(row);
    const place = await this.#options.log.locate(id);
    if (place === undefined) return row === undefined ? undefined : rowStatus(row);
    const state = place.index < this.#provenSize() ? 'proven' : 'recorded';
    return { ...(row === undefined ? { id } : rowStatus(row)), ...place, state };
  }

  #provenSize(): number {
    return this.#options.log.checkpoint()?.checkpoint.size ?? 0;
  }

  async whenSettled(
    id: RecordId,
    state: 'recorded' | 'proven',
    timeoutMs: number,
  ): Promise<RecordStatus> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const news = this.#news(Math.min(POLL_MS, Math.max(0, deadline - performance.now())));
      const status = await this.status(id);
      if (status?.state === 'failed' || status?.state === 'proven' || status?.state === state)
        return status;
      if (performance.now() >= deadline)
        throw new CunzhengError('NOT_YET_PROVEN', `record is ${status?.state ?? 'unknown'} still`);
      await news;
    }
  }

  /** The next call settled or checkpoint made here; or a moment, for another process may be the one that submits. */
  #news(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
    });
  }

  #tell(): void {
    for (const done of [...this.#waiting]) done();
  }

  async note(tx: SqlClient, noting: Noting): Promise<LeafId[]> {
    if (this.#batcher === undefined) throw new TypeError('no places for leaf lists');
    return noteLeaves(tx, noting, this.#clock(), this.#options.sealing);
  }

  leafStatuses(
    ids: readonly LeafId[],
    sql: SqlClient = this.#sql,
  ): Promise<Map<LeafId, LeafStatus>> {
    return leafStatuses(sql, this.#options.log, ids);
  }

  async whenLeafSettled(
    id: LeafId,
    state: 'recorded' | 'proven',
    timeoutMs: number,
  ): Promise<LeafStatus> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const news = this.#news(Math.min(POLL_MS, Math.max(0, deadline - performance.now())));
      const status = (await this.leafStatuses([id])).get(id);
      if (status?.state === 'proven' || status?.state === state) return status;
      if (performance.now() >= deadline)
        throw new CunzhengError('NOT_YET_PROVEN', `leaf is ${status?.state ?? 'unknown'} still`);
      await news;
    }
  }

  async leafOpenings(ids: readonly LeafId[]): Promise<Map<LeafId, Opening[]>> {
    return ids.length === 0 ? new Map() : readLeafOpenings(this.#sql, ids, this.#options.sealing);
  }

  leafProof(id: LeafId, shown?: string[]): Promise<Uint8Array> {
    const { log, ledger, logger = SILENT_LOGGER } = this.#options;
    const onLeftOut = (why: string) => logger.warn({ leaf: id, why }, 'proof without ledger part');
    const parts = { log, sql: this.#sql, lists: this.#lists, sealing: this.#options.sealing };
    const choice = shown === undefined ? {} : { shown };
    return buildLeafProof(parts, id, { ...choice, evidence: ledger.evidence, onLeftOut });
  }

  openings(id: RecordId): Promise<Opening[]> {
    return readOpenings(this.#sql, id, this.#options.sealing);
  }

  async openingsOf(ids: readonly RecordId[]): Promise<Map<RecordId, Opening[]>> {
    return ids.length === 0 ? new Map() : readManyOpenings(this.#sql, ids, this.#options.sealing);
  }

  proof(
    id: RecordId,
    form: 'full' | 'compact',
    shown?: string[],
    papers?: ChosenPapers,
  ): Promise<Uint8Array> {
    const { log, ledger, logger = SILENT_LOGGER } = this.#options;
    const choice = { papers, ...(shown === undefined ? {} : { shown }) };
    if (form === 'compact') return buildCompactProof(log, this, id, choice);
    const onLeftOut = (why: string) =>
      logger.warn({ record: id, why }, 'proof without ledger part');
    return buildFullProof(log, this, id, { ...choice, evidence: ledger.evidence, onLeftOut });
  }

  async forget({
    records = [],
    leaves = [],
  }: {
    records?: readonly RecordId[];
    leaves?: readonly LeafId[];
  }): Promise<void> {
    if (records.length > 0) await forgetOpenings(this.#sql, records);
    if (leaves.length > 0) await forgetLeafOpenings(this.#sql, leaves);
  }

  async problems(court?: string): Promise<RecordStatus[]> {
    return (await readFailed(this.#sql, court)).map(rowStatus);
  }

  async health(): Promise<NotaryHealth> {
    const { ledger, log } = this.#options;
    const height = await ledger.height().catch(() => 0);
    return {
      ledger: height === 0 || this.#isDown || !(await answers(ledger)) ? 'down' : 'ok',
      height,
      logSize: log.size(),
      provenSize: this.#provenSize(),
      pending: await countPending(this.#sql),
      pendingLeaves: await countWaitingLeaves(this.#sql),
      alarms: [...ledger.alarms(), ...log.alarms(), ...this.#ownAlarms()].map(
        ({ code, message }) => `${code}: ${message}`,
      ),
    };
  }

  #ownAlarms(): readonly LogAlarm[] {
    return [...this.#alarms.list(), ...(this.#batcher?.alarms() ?? [])];
  }

  get #isDown(): boolean {
    return this.#submitter.isDown || this.#batcher?.isDown === true;
  }

  async rebuild(): Promise<number> {
    const { ledger } = this.#options;
    const lists = this.#lists;
    if (lists === undefined) return replay(this.#sql, ledger, 0);
    const parts = { sql: this.#sql, lists, now: this.#clock() };
    const hosts = await readHosts(ledger);
    return replay(this.#sql, ledger, 0, (block) => adoptBlock(parts, block, hosts));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#unsubscribe();
    await this.#working;
  }

  get #sql(): SqlClient {
    return this.#options.database;
  }
}

/** Works side by side over one mandate; when one of them ends, the others do. */
async function together(
  { sql, signal }: Mandate,
  works: readonly ((mandate: Mandate) => Promise<void>)[],
): Promise<void> {
  const ended = new AbortController();
  const shared = { sql, signal: AbortSignal.any([signal, ended.signal]) };
  const results = await Promise.allSettled(
    works.map((work) =>
      work(shared).catch((error) => {
        ended.abort();
        throw error;
      }),
    ),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** A ledger whose state could not be written, on a full disk for one, knows its height and answers nothing else. */
async function answers(ledger: Ledger): Promise<boolean> {
  return ledger.evaluate({ name: 'readMembers', args: [] }).then(
    () => true,
    () => false,
  );
}

function rowStatus({ id, state, code, txId, block }: RecordRow): RecordStatus {
  return {
    id,
    state,
    ...(code === null ? {} : { code }),
    ...(txId === null ? {} : { txId }),
    ...(block === null ? {} : { block }),
  };
}

/** Names the database as the fault when it cannot be reached. */
async function reached<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause) => {
    if (cause instanceof CunzhengError || /^[0-9A-Z]{5}$/.test(cause?.code ?? '')) throw cause;
    throw new CunzhengError(
      'DATABASE_UNAVAILABLE',
      `no answer from the database: ${cause?.message}`,
      {
        cause,
      },
    );
  });
}
