import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../architecture/tree.ts';

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Everything it wrote to standard output and standard error. */
  readonly said: string;
}

/** A running product with a data directory. */
export interface House {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly pid: number;
  /** Resolves when the process has ended, by whatever cause. */
  readonly ended: Promise<Exit>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Exit>;
  /** Ends it by SIGTERM, unless it has ended. */
  stop(): Promise<void>;
  /** Stops it and removes its data. */
  leave(): Promise<void>;
}

export interface HouseOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Default a new one under the folder for temporary files. */
  readonly dataDir?: string;
  /** Default a free one. */
  readonly port?: number;
  /** Modules that Node loads before the program. */
  readonly preload?: readonly string[];
  /** User to run as, for tests that are root. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Program: `serve` is what tests have built already, `npm start` may build before. */
  readonly program?: 'serve' | 'npm start';
}

const SERVE = fileURLToPath(new URL('serve.js', import.meta.url));
const PROGRAMS = { serve: SERVE, 'npm start': join(ROOT, 'start.mjs') } as const;

/** Processes that a test has started and that have not ended; whatever happens to the test, they end with it. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A new data directory that PostgreSQL's own user may enter, should we be root. */
export async function newDataDir(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'cunzheng-house-'));
  await chmod(dir, 0o755);
  return dir;
}

/** Removes a data directory, and the database that root may have had to keep elsewhere. */
export function removeDataDir(dir: string): void {
  const location = join(dir, 'postgres', 'location');
  const elsewhere = existsSync(location) ? readFileSync(location, 'utf8').trim() : '';
  if (elsewhere.startsWith('/var/lib/cunzheng/'))
    rmSync(elsewhere, { recursive: true, force: true });
  rmSync(dir, { recursive: true, force: true });
}

/** Starts the product as a person would; resolves when it prints its address. Throws with what it said if it ends before. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const dataDir = options.dataDir ?? (await newDataDir());
  const port = options.port ?? (await freePort());
  const { child, ended } = launchHouse({ ...options, dataDir, port });
  const url = await address(child, ended);
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) await end('SIGTERM');
  };
  const leave = async () => {
    await stop();
    await endDatabase(dataDir);
    removeDataDir(dataDir);
  };
  return { url, port, dataDir, pid: child.pid as number, ended, end, stop, leave };
}

/** Starts the product where it cannot start; resolves to how it ended. Throws when it starts after all. */
export async function refusedHouse(
  options: HouseOptions & { readonly dataDir: string },
): Promise<Exit> {
  const port = options.port ?? (await freePort());
  const { child, ended } = launchHouse({ ...options, port });
  const url = await Promise.race([
    ended.then(() => undefined),
    address(child, ended).catch(() => undefined),
  ]);
  if (url === undefined) return ended;
  child.kill('SIGTERM');
  await ended;
  throw new Error('the product started, though it should not have');
}

/** Starts the program and waits for nothing. */
export function launchHouse(options: HouseOptions & { dataDir: string; port: number }) {
  const { program = 'serve', preload = [], env = {}, dataDir, port, user } = options;
  const imports = preload.flatMap((path) => ['--import', path]);
  const child = spawn(process.execPath, [...imports, PROGRAMS[program]], {
    cwd: ROOT,
    env: {
      ...process.env,
      CUNZHENG_RATE_LIMIT: '100000',
      CUNZHENG_LOG_LEVEL: 'warn',
      ...env,
      DATA_DIR: dataDir,
      PORT: String(port),
    },
    ...user,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, ended: exitOf(child) };
}

/** How a child ends, with what it said. */
export function exitOf(child: ChildProcess): Promise<Exit> {
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
  }
  return new Promise((resolve) =>
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, said });
    }),
  );
}

/** The address that the process prints once it is ready; throws with what it said when it ends before. */
function address(child: ChildProcess, ended: Promise<Exit>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk;
      const found = /http:\/\/[^\s]+/.exec(said);
      if (found) resolve(found[0].replace(/\/$/, ''));
    });
    ended.then(({ code, signal, said: all }) =>
      reject(new Error(`the product ended with ${code ?? signal}: ${all.slice(-2000)}`)),
    );
  });
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Folder of a data directory's PostgreSQL; as root it may have to be elsewhere. */
export function databaseHome(dataDir: string): string {
  const location = join(dataDir, 'postgres', 'location');
  return existsSync(location) ? readFileSync(location, 'utf8').trim() : join(dataDir, 'postgres');
}

/** Process ids of the PostgreSQL of a data directory, its children after it; empty when none runs. */
export function databaseProcesses(dataDir: string): number[] {
  const home = databaseHome(dataDir);
  const file = join(home, 'cluster', 'data', 'postmaster.pid');
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  if (Number.isNaN(pid) || !commandOf(pid).includes(home)) return [];
  return [pid, ...childrenOf(pid)];
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

/** Ends, at once and without any shutdown, the PostgreSQL of a data directory. */
export async function endDatabase(dataDir: string): Promise<void> {
  const pids = databaseProcesses(dataDir);
  killAll(pids);
  await eventually('PostgreSQL ended', async () => pids.every((pid) => commandOf(pid) === ''));
}

/** Kills processes, as far as they are still there: a child ends by itself when its parent has ended. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** Looks again and again until it holds; throws, naming `what`, when it does not hold in time. */
export async function eventually(
  what: string,
  look: () => Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`not in ${timeoutMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
