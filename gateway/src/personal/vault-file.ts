import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskFault } from '../files/file-store.ts';
import {
  makeVaultKeys,
  openLiveVault,
  parseVaultKeys,
  type Vault,
  type VaultKeys,
} from './vault.ts';

/**
 * The vault whose keys are in this file (0600), made on first use. Two processes that start at once end up with the same
 * keys. It follows the file: a key that another process adds seals from its next use on, without a restart. Throws
 * `CONFIG_INVALID`, `DATA_DIR_UNWRITABLE`, `DISK_FULL`.
 */
export async function openVaultFile(path: string): Promise<Vault> {
  let keys = await readVaultKeys(path);
  let mark = '';
  return openLiveVault(() => {
    const found = markOf(path);
    if (found !== undefined && found !== mark) {
      keys = readAgain(path) ?? keys;
      mark = found;
    }
    return keys;
  });
}

/** Changes whenever another file is put in this one's place; undefined while there is none to read. */
function markOf(path: string): string | undefined {
  const about = statSync(path, { bigint: true, throwIfNoEntry: false });
  return about && `${about.ino} ${about.mtimeNs}`;
}

/** A file taken away or spoilt while we run does not stop us: the keys we have are kept. */
function readAgain(path: string): VaultKeys | undefined {
  try {
    return parseVaultKeys(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The keys in this file, made if it is not there. Throws as `openVaultFile`. */
export async function readVaultKeys(path: string): Promise<VaultKeys> {
  const text = await readIfThere(path);
  if (text !== undefined) return parseVaultKeys(text);
  await makeFile(path);
  return parseVaultKeys(await readFile(path, 'utf8'));
}

/** Puts these keys in the place of those in the file; a crash leaves one or the other. */
export async function replaceVaultKeys(path: string, keys: VaultKeys): Promise<void> {
  const beside = await writeBeside(path, keys);
  await rename(beside, path);
  await syncDirectory(path);
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

async function makeFile(path: string): Promise<void> {
  const beside = await writeBeside(path, makeVaultKeys('1'));
  try {
    // A link never replaces: the first process's keys stay.
    await link(beside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await syncDirectory(path);
  } finally {
    await rm(beside, { force: true });
  }
}

async function writeBeside(path: string, keys: VaultKeys): Promise<string> {
  const beside = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(keys, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    return beside;
  } catch (error) {
    throw diskFault(error) ?? error;
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(dirname(path), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
