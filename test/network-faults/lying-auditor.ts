import type { Test } from 'tap';
import { act } from '../house/fabric.ts';
import { startLiar } from '../house/liar.ts';
import type { Bench } from './bench.ts';
import { checkAll } from './check.ts';
import { comes } from './wait.ts';
import { startWriters } from './writers.ts';

/** One member's auditor signs another tree than everybody else's. */
export async function lie(t: Test, bench: Bench): Promise<void> {
  const { network, desk, onlooker } = bench;
  await act(network, 'kill', 'auditor.hzic', true);
  bench.liars.add('HzicMSP');
  const liar = await startLiar(network, 'hzic');
  t.teardown(() => liar.stop());
  const writers = startWriters(t, desk.ledger, 4);
  const began = performance.now();
  await comes('its fork is an alarm', async () => desk.log.alarms().some(isFork));
  t.comment(`found out ${Math.round(performance.now() - began)} ms after it listened`);
  t.match(desk.log.alarms().find(isFork)?.message, /HzicMSP/);
  await comes('the API tells of it', async () => onlooker.told.has('LOG_FORKED'));
  await writers.stop();
  await checkAll(t, bench, writers);
}

const isFork = ({ code }: { readonly code: string }) => code === 'LOG_FORKED';
