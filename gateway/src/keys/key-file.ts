import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskFault } from '../files/disk-fault.ts';

/**
 * Makes a file that only its owner reads, unless one is there: two processes that start at once end up with the same one.
 * Throws `DATA_DIR_UNWRITABLE`, `DISK_FULL`.
 */
export async function makeKeyFile(path: string, text: string): Promise<void> {
  const beside = await writeBeside(path, text);
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

/** Puts a text in the place of the file's; a crash leaves one or the other. Throws as `makeKeyFile`. */
export async function replaceKeyFile(path: string, text: string): Promise<void> {
  const beside = await writeBeside(path, text);
  await rename(beside, path);
  await syncDirectory(path);
}

async function writeBeside(path: string, text: string): Promise<string> {
  const beside = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(text);
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
