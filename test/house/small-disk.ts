import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';

/** Puts a disk of its own, of a size as `mount` has it (`192m`), under a folder; false where this process may not mount one. */
export function mountDisk(folder: string, size: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', folder];
    execFileSync('mount', options, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Takes it away with all that is on it, whoever still has a file of it open. */
export function unmountDisk(folder: string): void {
  execFileSync('umount', ['-l', folder]);
}

/** Fills the disk on which a file shall lie to its last byte. */
export function fillDisk(path: string): void {
  const file = openSync(path, 'a');
  try {
    for (let size = 1 << 20; size >= 1; size >>= 2) fillBy(file, Buffer.alloc(size, 1));
  } finally {
    closeSync(file);
  }
}

function fillBy(file: number, piece: Buffer): void {
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
