import type { ErrorCode } from '@cunzheng/domain';
import { type Logger, SILENT_LOGGER } from '../logger.ts';
import type { LogAlarm } from './notary-log.ts';

/** What is wrong at the moment, one alarm for each thing that can be. */
export class Alarms {
  readonly #logger: Logger;
  readonly #raised = new Map<string, LogAlarm>();

  constructor(logger: Logger = SILENT_LOGGER) {
    this.#logger = logger;
  }

  /** Raises it, and logs it unless it was said before. */
  raise(what: string, code: ErrorCode, message: string): void {
    if (this.#raised.get(what)?.message !== message) this.#logger.error({ code, what }, message);
    this.#raised.set(what, { code, message });
  }

  clear(what: string): void {
    this.#raised.delete(what);
  }

  list(): readonly LogAlarm[] {
    return [...this.#raised.values()];
  }
}
