import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CunzhengError } from '@cunzheng/domain';
import { runAs } from './account.ts';
import { isAlive, programFailed, run } from './cluster.ts';
import type { Home } from './home.ts';
import type { Programs } from './programs.ts';

const STOP_MS = 60_000;
const MAX_LOG_BYTES = 8 * 1024 * 1024;

/** Durable commits, modest memory, and a log without statements or row values: they hold personal data. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '64MB',
  max_connections: '100',
  min_wal_size: '32MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
};

/** A server that was started and has not said yet whether it will live. */
export interface Starting {
  /** Undefined while it runs. */
  failed(): Error | undefined;
}

/**
 * Starts the server apart from this process: it stays when this process is killed. Two at once do no harm: PostgreSQL's
 * own lock files let one live.
 */
export async function spawnPostmaster(
  home: Home,
  programs: Programs,
  sockets: string,
): Promise<Starting> {
  const path = join(home.folder, 'server.log');
  await rotate(path);
  const log = await open(path, 'a', 0o600);
  const from = (await log.stat()).size;
  try {
    const child = spawn(programs.postgres, serverOptions(home, sockets), {
      ...runAs(home.account),
      cwd: '/',
      env: {},
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    return await watch(child, programs.postgres, path, from);
  } finally {
    await log.close();
  }
}

function serverOptions(home: Home, sockets: string): string[] {
  const settings = { ...SETTINGS, unix_socket_directories: sockets };
  return [
    '-D',
    home.data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function watch(
  child: ChildProcess,
  program: string,
  log: string,
  from: number,
): Promise<Starting> {
  child.unref();
  let error: Error | undefined;
  child.once('error', (cause) => {
    error = programFailed(program, cause.message);
  });
  child.once('exit', async () => {
    const said = (await readFile(log).catch(() => Buffer.alloc(0))).subarray(from).toString('utf8');
    error = programFailed(program, said);
  });
  return { failed: () => error };
}

async function rotate(path: string): Promise<void> {
  const size = await stat(path)
    .then((found) => found.size)
    .catch(() => 0);
  if (size > MAX_LOG_BYTES) await rename(path, `${path}.1`);
}

/**
 * Stops the server; what it had not written is written. We wait for the end of the process ourselves: pg_ctl waits for
 * the lock file to vanish, and would wait on for one that the next server has just written. Throws
 * `DATABASE_UNAVAILABLE` when it does not end.
 */
export async function stopPostmaster(home: Home, programs: Programs): Promise<void> {
  const pid = await postmasterPid(home);
  await run(programs.pgCtl, ['stop', '-D', home.data, '-m', 'fast', '-W', '-s'], home);
  const deadline = performance.now() + STOP_MS;
  while (pid !== undefined && isAlive(pid) && (await postmasterPid(home)) === pid) {
    if (performance.now() > deadline)
      throw new CunzhengError('DATABASE_UNAVAILABLE', `PostgreSQL (process ${pid}) does not stop`);
    await delay(10);
  }
}

async function postmasterPid(home: Home): Promise<number | undefined> {
  const text = await readFile(join(home.data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isNaN(pid) ? undefined : pid;
}

/**
 * Removes lock files of a dead server whose process id another program has got since (a container gives the same small
 * ids at each start), which PostgreSQL itself cannot tell from a live server. A file that names a live PostgreSQL, or
 * nobody, is left to PostgreSQL.
 */
export async function removeForeignLocks(home: Home, sockets: string): Promise<void> {
  for (const path of [join(home.data, 'postmaster.pid'), join(sockets, '.s.PGSQL.5432.lock')]) {
    const text = await readFile(path, 'utf8').catch(() => '');
    const pid = Math.abs(Number.parseInt(text, 10));
    if (pid > 0 && isAlive(pid) && !(await isPostgres(pid))) await removeIfStill(path, text);
  }
}

/** Moves the file away before looking at it again, so that a lock written meanwhile is put back, not lost. */
async function removeIfStill(path: string, text: string): Promise<void> {
  const aside = `${path}.stale-${process.pid}`;
  await rename(path, aside).catch(() => {});
  const moved = await readFile(aside, 'utf8').catch(() => text);
  if (moved === text) await rm(aside, { force: true });
  else await rename(aside, path);
}

async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => processCommand(pid));
  return /(^|\/)postgres(\0|:| |$)/.test(command);
}

async function processCommand(pid: number): Promise<string> {
  // Nothing known of the process: believe the file.
  const ps = promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]);
  return ps.then(({ stdout }) => stdout).catch(() => 'postgres');
}
