import { join } from 'node:path';
import type { Test } from 'tap';
import { setClock } from '../house/set-clock.ts';
import { type Bench, SHIFT_FILE } from './bench.ts';
import { checkAll } from './check.ts';
import { comes } from './wait.ts';
import { startWriters } from './writers.ts';

const MINUTE_MS = 60_000;

/** The clock of the API's own member, its contract and its auditor included, is twenty minutes off, either way. */
export async function moveClock(t: Test, bench: Bench): Promise<void> {
  const { onlooker, desk } = bench;
  for (const minutes of [20, -20]) {
    const writers = startWriters(t, desk.ledger, 4);
    const first = onlooker.acts.length;
    shift(bench, minutes * MINUTE_MS);
    await comes('the API says that the ledger is out of reach', async () => onlooker.sawDown);
    const goal = onlooker.acts.length + 3;
    await comes('acts are taken', async () => onlooker.acts.length >= goal);
    const during = onlooker.acts.slice(first);
    shift(bench, 0);
    // Of what was signed by a clock that ran ahead, the contract refuses what is still to come.
    if (minutes > 0) for (const id of during) bench.mayFail.set(id, 'ACT_TIME_IN_FUTURE');
    await writers.stop();
    t.comment(`${minutes} minutes: told ${[...onlooker.told].join(' ')}`);
    await checkAll(t, bench, writers);
  }
}

function shift({ network, house }: Bench, ms: number): void {
  const own = network.layout.member({ folder: 'bjic' });
  for (const dir of [own.contract, own.auditor, house.dataDir]) {
    setClock(join(dir, SHIFT_FILE), ms);
  }
}
