import { setTimeout as pause } from 'node:timers/promises';
import { CunzhengError } from '@cunzheng/domain';

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly intervalMs?: number;
  /** What is waited for, as an engineer reads it. */
  readonly what: string;
}

/**
 * Asks again and again until `ask` answers something but undefined. An answer that is an error is kept and told when
 * the time is over: throws `NETWORK_STEP_FAILED` with it as the cause.
 */
export async function until<Value>(
  ask: () => Promise<Value | undefined>,
  { timeoutMs, intervalMs = 200, what }: WaitOptions,
): Promise<Value> {
  const end = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > end) {
      const why = cause instanceof Error ? `: ${cause.message}` : '';
      const text = `${what} did not come about within ${timeoutMs / 1000} s${why}`;
      throw new CunzhengError('NETWORK_STEP_FAILED', text, { cause });
    }
    await pause(intervalMs);
  }
}
