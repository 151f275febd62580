import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { makeKeyFile, replaceKeyFile } from '../keys/key-file.ts';
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
  await makeKeyFile(path, textOf(makeVaultKeys('1')));
  return parseVaultKeys(await readFile(path, 'utf8'));
}

/** Puts these keys in the place of those in the file; a crash leaves one or the other. */
export async function replaceVaultKeys(path: string, keys: VaultKeys): Promise<void> {
  await replaceKeyFile(path, textOf(keys));
}

function textOf(keys: VaultKeys): string {
  return `${JSON.stringify(keys, null, 2)}\n`;
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
