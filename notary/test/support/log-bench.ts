import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDemoTrust,
  type DemoTrust,
  localAuditors,
  type NotaryLog,
  openLog,
} from '../../src/log/index.ts';
import type { FakeLedger } from './fake-ledger.ts';

interface Cleanup {
  teardown(work: () => Promise<void>): void;
}

/** A new directory, removed when the test ends. */
export async function temporaryDirectory(t: Cleanup): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-log-'));
  t.teardown(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** Opens the log of a ledger in a data directory, with the demonstration keys that are there or made there. */
export async function openBench(
  dir: string,
  ledger: FakeLedger,
  intervalMs = 0,
): Promise<{ log: NotaryLog; demo: DemoTrust }> {
  const demo = await createDemoTrust({ dir, ledger });
  const { keys, trust } = demo;
  const cosigners = localAuditors(keys);
  const log = await openLog({ ledger, dir: join(dir, 'log'), cosigners, trust, intervalMs });
  return { log, demo };
}

/** Resolves when a checkpoint covers `size` entries. */
export function whenProven(log: NotaryLog, size: number): Promise<void> {
  return new Promise((resolve) => {
    if ((log.checkpoint()?.checkpoint.size ?? 0) >= size) return resolve();
    const end = log.onCheckpoint((proven) => {
      if (proven < size) return;
      end();
      resolve();
    });
  });
}

/** Resolves when the log raises an alarm. */
export async function whenAlarmed(log: NotaryLog): Promise<void> {
  while (log.alarms().length === 0) await new Promise((resolve) => setImmediate(resolve));
}
