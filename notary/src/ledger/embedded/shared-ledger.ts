import { join } from 'node:path';
import { CunzhengError, type NetworkId } from '@cunzheng/domain';
import type {
  Clock,
  Ledger,
  LedgerAlarm,
  LedgerBlock,
  LedgerCall,
  LedgerManifest,
  LedgerResult,
  PreparedCall,
  TransactionOutcome,
} from '../port.ts';
import type { EmbeddedLedger } from './embedded-ledger.ts';
import { drawNonce } from './identity.ts';
import { openEmbeddedLedger } from './open.ts';
import { openReplica } from './open-replica.ts';

/** A call with an id, handed to the process that owns the ledger. */
export interface Errand {
  readonly txId: string;
  readonly call: LedgerCall & { readonly nonce: Uint8Array };
}

/** The way to the owner. Resolves and throws as `Ledger.submit`. */
export type SendErrand = (errand: Errand) => Promise<LedgerResult>;

export interface SharedLedgerOptions {
  /** Folder of the ledger. */
  readonly dir: string;
  /** Folder of what processes that do not own it make of its blocks: `1`, `2`, …, one each. */
  readonly replicas: string;
  readonly clock?: Clock;
  readonly sendErrand: SendErrand;
}

const MAX_REPLICAS = 16;

/**
 * Opens an embedded ledger that several processes of one machine work on: the first to come owns it, the others read
 * behind it. Throws as `openEmbeddedLedger`, `LEDGER_LOCKED` only when too many do.
 */
export async function openSharedLedger(options: SharedLedgerOptions): Promise<SharedLedger> {
  const { dir, clock } = options;
  const own = await unlessLocked(() => openEmbeddedLedger({ dir, ...(clock && { clock }) }));
  if (own !== undefined) return new SharedLedger(options, own, undefined);
  const { replica, folder } = await openFreeReplica(options);
  return new SharedLedger(options, replica, folder);
}

async function openFreeReplica({ dir, replicas, clock }: SharedLedgerOptions) {
  for (let place = 1; place <= MAX_REPLICAS; place++) {
    const folder = join(replicas, String(place));
    const options = { dir, replica: folder, ...(clock && { clock }) };
    const replica = await unlessLocked(() => openReplica(options));
    if (replica !== undefined) return { replica, folder };
  }
  throw new CunzhengError('LEDGER_LOCKED', `${MAX_REPLICAS} processes read the ledger already`);
}

async function unlessLocked<T>(open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof CunzhengError && error.code === 'LEDGER_LOCKED') return undefined;
    throw error;
  }
}

/** The ledger in one of the processes that share it; owned from `takeOver` on, until the process ends. */
export class SharedLedger implements Ledger {
  readonly #options: SharedLedgerOptions;
  #inner: EmbeddedLedger;
  #folder: string | undefined;
  #closed = false;

  constructor(options: SharedLedgerOptions, inner: EmbeddedLedger, folder: string | undefined) {
    this.#options = options;
    this.#inner = inner;
    this.#folder = folder;
  }

  /** This process's own folder below `replicas`; undefined once it owns the ledger. */
  get replica(): string | undefined {
    return this.#folder;
  }

  get network(): NetworkId {
    return this.#inner.network;
  }

  get channel(): string {
    return this.#inner.channel;
  }

  get supports(): LedgerManifest {
    return this.#inner.supports;
  }

  /** Becomes the owner; resolves to whether it was not yet. Throws `LEDGER_LOCKED` while another process owns it, and as `openEmbeddedLedger`. */
  async takeOver(): Promise<boolean> {
    if (this.#folder === undefined || this.#closed) return false;
    const { dir, clock } = this.#options;
    const own = await openEmbeddedLedger({ dir, ...(clock && { clock }) });
    const before = this.#inner;
    this.#inner = own;
    this.#folder = undefined;
    await before.close();
    return true;
  }

  async prepare(call: LedgerCall): Promise<PreparedCall> {
    if (this.#folder === undefined) return this.#inner.prepare(call);
    const fixed = { ...call, nonce: call.nonce ?? drawNonce() };
    const { txId } = await this.#ask((inner) => inner.prepare(fixed));
    return { txId, submit: () => this.#submit({ txId, call: fixed }) };
  }

  async submit(call: LedgerCall): Promise<LedgerResult> {
    return (await this.prepare(call)).submit();
  }

  async #submit(errand: Errand): Promise<LedgerResult> {
    if (this.#folder === undefined) return (await this.#inner.prepare(errand.call)).submit();
    const known = await this.transaction(errand.txId);
    if (known?.valid) return { txId: errand.txId, block: known.block, response: known.response };
    return this.#options.sendErrand(errand);
  }

  evaluate(call: LedgerCall): Promise<string> {
    return this.#ask((inner) => inner.evaluate(call));
  }

  transaction(txId: string): Promise<TransactionOutcome | undefined> {
    return this.#ask((inner) => inner.transaction(txId));
  }

  height(): Promise<number> {
    return this.#ask((inner) => inner.height());
  }

  async *follow(from: number, signal?: AbortSignal): AsyncGenerator<LedgerBlock, void> {
    let next = from;
    while (signal?.aborted !== true) {
      const inner = this.#inner;
      try {
        for await (const block of inner.follow(next, signal)) {
          yield block;
          next = block.number + 1;
        }
      } catch (error) {
        if (!this.#isReplaced(inner, error)) throw error;
      }
    }
  }

  alarms(): readonly LedgerAlarm[] {
    return this.#inner.alarms();
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#inner.close();
  }

  /** Asks again where the ledger was taken over in the midst of the answer. */
  async #ask<T>(question: (inner: EmbeddedLedger) => Promise<T>): Promise<T> {
    for (;;) {
      const inner = this.#inner;
      try {
        return await question(inner);
      } catch (error) {
        if (!this.#isReplaced(inner, error)) throw error;
      }
    }
  }

  #isReplaced(inner: EmbeddedLedger, error: unknown): boolean {
    const closed = error instanceof CunzhengError && error.code === 'LEDGER_CLOSED';
    return closed && inner !== this.#inner;
  }
}
