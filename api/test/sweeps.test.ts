import type { Court } from '@cunzheng/gateway';
import type { Logger } from '@cunzheng/notary';
import t from 'tap';
import { type Sweep, startSweep } from '../src/sweeps.ts';

const court = {} as Court;

// A pause between two sweeps keeps no process alive; this one waits for them.
const alive = setInterval(() => {}, 60_000);
t.teardown(() => clearInterval(alive));

/** A sweep that ends as `outcomes` say, one after the other, and then never again. */
function scripted(outcomes: readonly ('done' | 'fails')[]) {
  const runs: boolean[] = [];
  let finish = () => {};
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const run: Sweep['run'] = async (_court, _logger, first) => {
    const outcome = outcomes[runs.length];
    runs.push(first);
    if (runs.length === outcomes.length) finish();
    if (outcome === 'fails') throw new Error('no database');
  };
  return { runs, over, sweep: { name: 'trial', pauseMs: 1, run } };
}

function listener() {
  const told: string[] = [];
  const logger = { warn: (_: object, text: string) => told.push(text) } as unknown as Logger;
  return { told, logger };
}

t.test('a sweep that failed is run again, as the first as long as none was done', async (t) => {
  const { runs, over, sweep } = scripted(['fails', 'fails', 'done', 'fails', 'done']);
  const { told, logger } = listener();
  const end = startSweep(sweep, court, logger);
  await over;
  await end();
  t.strictSame(runs.slice(0, 5), [true, true, true, false, false]);
  t.strictSame(told, ['a sweep failed', 'a sweep failed', 'a sweep failed']);
});

t.test('who ends a sweep waits for what is under way, and it begins no more', async (t) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let runs = 0;
  const run = async () => {
    runs++;
    await held;
  };
  const end = startSweep({ name: 'trial', pauseMs: 1, run }, court, listener().logger);
  const ended = end();
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  t.notOk(isOver);
  release();
  await ended;
  await new Promise((resolve) => setImmediate(resolve));
  t.equal(runs, 1);
});
