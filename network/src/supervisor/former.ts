import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startOf } from './process-identity.ts';

const GRACE_MS = 20_000;

/** A process as its file names it: by id and by when it started. */
interface Former {
  readonly pid: number;
  readonly start: string;
}

/** Writes down which process runs, so that it is found when its supervisor is lost. */
export function rememberProcess(path: string, pid: number): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify({ pid, start: startOf(pid) }), { mode: 0o600 });
}

/** Ends what a supervisor that was lost has left running: it holds the port and the files. Whether there was one. */
export async function endFormer(pidFile: string): Promise<boolean> {
  const former = readFormer(pidFile);
  if (former === undefined) return false;
  const lives = () => startOf(former.pid) === former.start;
  signal(former.pid, 'SIGTERM');
  signal(former.pid, 'SIGCONT');
  const end = performance.now() + GRACE_MS;
  while (lives() && performance.now() < end) await pause(100);
  if (lives()) signal(former.pid, 'SIGKILL');
  while (lives()) await pause(100);
  rmSync(pidFile, { force: true });
  return true;
}

/** As `endFormer`, every process that a folder names. */
export async function endFormerIn(dir: string): Promise<boolean> {
  const ended = await Promise.all(listed(dir).map((name) => endFormer(join(dir, name))));
  return ended.some(Boolean);
}

function listed(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function readFormer(path: string): Former | undefined {
  try {
    const former = JSON.parse(readFileSync(path, 'utf8')) as Former;
    return startOf(former.pid) === former.start ? former : undefined;
  } catch {
    // No file, or one that a crash cut short: then its process is found by its port, and told by name.
    return undefined;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
