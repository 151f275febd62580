import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { isRoot, runAs } from './account.ts';
import type { Home } from './home.ts';
import type { Programs } from './programs.ts';

export const SUPERUSER = 'cunzheng';

/**
 * The password of the cluster, which is made first when there is none. It is built beside its place and moved there
 * with one rename: half a cluster is never seen, and of two processes that build at once one wins and the other drops
 * its own. Throws `DATABASE_UNAVAILABLE`, `DISK_FULL`.
 */
export async function openCluster(home: Home, programs: Programs): Promise<string> {
  const password = () => readFile(join(home.cluster, 'password'), 'utf8');
  try {
    return await password();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await buildCluster(home, programs);
  return password();
}

async function buildCluster(home: Home, programs: Programs): Promise<void> {
  await removeAbandoned(home.folder);
  const half = `${home.cluster}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await initialize(half, home, programs);
    await rename(half, home.cluster);
    await syncFolder(home.folder);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    const lost = ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!lost) throw error;
  }
}

async function initialize(half: string, home: Home, programs: Programs): Promise<void> {
  const { uid, gid } = home.account;
  const data = join(half, 'data');
  const password = randomBytes(24).toString('base64url');
  await mkdir(half, { mode: isRoot() ? 0o711 : 0o700 });
  await mkdir(data, { mode: 0o700 });
  await writePrivate(join(half, 'password'), password);
  const given = join(half, 'given');
  await writePrivate(given, password);
  if (isRoot()) for (const path of [data, given]) await chown(path, uid, gid);
  await run(programs.initdb, initdbOptions(data, given), home);
  await rm(given);
}

function initdbOptions(data: string, passwordFile: string): string[] {
  return [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
}

async function writePrivate(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600, flag: 'wx' });
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** Removes half-built clusters whose builder is dead. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^cluster\.new-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** True when a process of that id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Runs one of the programs as the server's user to its end. Throws `DATABASE_UNAVAILABLE` or `DISK_FULL` with its output. */
export async function run(program: string, options: readonly string[], home: Home): Promise<void> {
  const child = spawn(program, options, {
    ...runAs(home.account),
    cwd: '/',
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null | Error>((resolve) => {
    child.once('error', resolve);
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw programFailed(program, code instanceof Error ? code.message : output);
}

/** The error for a program's last words. */
export function programFailed(program: string, output: string): CunzhengError {
  const code = /No space left on device/.test(output) ? 'DISK_FULL' : 'DATABASE_UNAVAILABLE';
  return new CunzhengError(
    code,
    `${program} failed: ${output.trim().split('\n').slice(-6).join(' | ')}`,
  );
}
