import type { Control } from './supervisor/control.ts';
import { until } from './wait.ts';

/** Waits until these nodes say that they can work, all of them when none is named. Throws `NETWORK_STEP_FAILED`. */
export async function waitUp(
  control: Control,
  names: readonly string[] | undefined,
  timeoutMs: number,
): Promise<void> {
  await until(
    async () => {
      const nodes = await control.ask({ action: 'nodes' });
      const late = nodes.filter(
        ({ name, state }) => state !== 'up' && (names === undefined || names.includes(name)),
      );
      if (late.length === 0) return true;
      const list = late.map(
        ({ name, state, restarts }) => `${name} ${state} (${restarts} restarts)`,
      );
      throw new Error(list.join(', '));
    },
    { timeoutMs, what: 'the start of every node' },
  );
}
