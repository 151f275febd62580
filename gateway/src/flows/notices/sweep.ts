import { asHouse } from '../../access/scoped.ts';
import { type Delivering, deliverDue, type Random } from './deliver.ts';
import { planDue } from './plan.ts';

const AT_ONCE = 20;
/** One run does so many rounds at most, so that it ends. */
const ROUNDS = 50;

/** What one run did. `faults` are channels and codes, never whom they concern. */
export interface NoticeSweep {
  readonly planned: number;
  readonly sent: number;
  readonly faults: readonly string[];
}

/**
 * Everything of notices that is due now: steps of the schedule, then messages. It recomputes from rows what is due, so a
 * stopped server loses nothing; several processes may run it at once, each takes rows that no other works on.
 */
export async function sweepNotices(
  given: Delivering,
  random: Random = Math.random,
): Promise<NoticeSweep> {
  const court = asHouse(given, 'notices');
  const planned = await rounds(() =>
    court.store.transaction((unit) => planDue(court, unit, AT_ONCE)),
  );
  const faults: string[] = [];
  const sent = await rounds(async () => {
    const done = await deliverDue(court, { random, limit: AT_ONCE });
    faults.push(...done.faults);
    return done.taken;
  });
  return { planned, sent: sent - faults.length, faults };
}

/** Repeats until less comes than may come at once; the sum of all. */
async function rounds(once: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const done = await once();
    sum += done;
    if (done < AT_ONCE) break;
  }
  return sum;
}
