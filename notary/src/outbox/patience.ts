import { setTimeout as delay } from 'node:timers/promises';
import { CunzhengError, type ErrorCode } from '@cunzheng/domain';
import { type Ledger, type LedgerCall, type LedgerResult, VALIDATION } from '../ledger/port.ts';
import type { Logger } from '../logger.ts';

const FIRST_BACKOFF_MS = 20;
const MAX_BACKOFF_MS = 5000;

/** The ledger's or the disk's state, not an answer about what is submitted: it waits. */
const WAIT: ReadonlySet<string> = new Set<ErrorCode>([
  'LEDGER_UNAVAILABLE',
  'LEDGER_OUTCOME_UNKNOWN',
  'LEDGER_CLOSED',
  'DISK_FULL',
]);

const CONFLICTS: ReadonlySet<number> = new Set([VALIDATION.mvccConflict, VALIDATION.phantom]);

/** What became of a call: its result, another transaction in its way, or a refusal of the whole. */
export type Answer = LedgerResult | 'conflict' | { readonly code: ErrorCode };

/** Tries again, ever slower, while the ledger is down. */
export class Patience {
  readonly #logger: Logger;
  #failures = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** True while the last attempt found the ledger down. */
  get isTried(): boolean {
    return this.#failures > 0;
  }

  /** What `attempt` gives, once the ledger takes it. Resolves to undefined when the signal aborts. */
  async until<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T | undefined> {
    while (!signal.aborted) {
      try {
        const result = await attempt();
        this.#failures = 0;
        return result;
      } catch (error) {
        if (!isDown(error)) throw error;
        this.#failures++;
        this.#logger.warn({ code: error.code, failures: this.#failures }, 'the ledger is down');
        await rest(backoff(this.#failures), signal);
      }
    }
    return undefined;
  }
}

/**
 * Submits a call whose id was stored; `again` when it may have been submitted before. Throws only what says that the
 * ledger is down.
 */
export async function submitStored(
  ledger: Ledger,
  { call, txId }: { readonly call: LedgerCall; readonly txId: string },
  again: boolean,
): Promise<Answer> {
  try {
    // It may have got through although its answer was lost.
    const known = again ? await ledger.transaction(txId) : undefined;
    if (known?.valid) return { ...known, txId };
    if (known !== undefined)
      return CONFLICTS.has(known.code) ? 'conflict' : { code: 'LEDGER_REFUSED' };
    return await (await ledger.prepare(call)).submit();
  } catch (error) {
    if (error instanceof CunzhengError && error.code === 'LEDGER_CONFLICT') return 'conflict';
    return { code: refusalOf(error) };
  }
}

/** The code with which the contract refused a whole call. Throws on everything else. */
export function refusalOf(error: unknown): ErrorCode {
  if (error instanceof CunzhengError && !WAIT.has(error.code)) return error.code;
  throw error;
}

function isDown(error: unknown): error is CunzhengError {
  return error instanceof CunzhengError && WAIT.has(error.code);
}

/** Milliseconds to wait after so many failures, with chance in it: not all come back at once. */
export function backoff(failures: number): number {
  const most = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures, 10));
  return most * (0.5 + Math.random() / 2);
}

export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
