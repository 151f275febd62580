import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { diskFault } from './disk-fault.ts';

/** Files that arrive piece by piece, each under a name of ours. What is there is a beginning without gaps. */
export interface PartialFiles {
  /**
   * Writes from that place on, each chunk as it comes, so that a break costs no more than a chunk; tells where it ends.
   * Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`, and what the source throws.
   */
  write(name: string, offset: number, source: AsyncIterable<Uint8Array>): Promise<number>;
  /** How many bytes are there; 0 while nothing is. */
  size(name: string): Promise<number>;
  /** The bytes that are there, from the first one on. */
  read(name: string): Readable;
  /** Forgets it; no error when it is not there. */
  remove(name: string): Promise<void>;
  /** Names of those that nobody wrote to since that time, in milliseconds since 1970. */
  idle(before: number): Promise<string[]>;
}

/** The files under a directory, which is made when it is not there. */
export function openPartialFiles(dir: string): PartialFiles {
  const path = (name: string) => join(dir, name);
  return {
    async write(name, offset, source) {
      try {
        await mkdir(dir, { recursive: true });
        return await writeFrom(path(name), offset, source);
      } catch (error) {
        throw diskFault(error);
      }
    },
    size: (name) => sizeOf(path(name)),
    read: (name) => createReadStream(path(name)),
    remove: (name) => rm(path(name), { force: true }),
    idle: (before) => idleIn(dir, before),
  };
}

async function writeFrom(
  path: string,
  offset: number,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  const file = await open(path, offset === 0 ? 'w' : 'r+');
  let at = offset;
  try {
    for await (const chunk of source) {
      let done = 0;
      while (done < chunk.length) {
        const { bytesWritten } = await file.write(chunk, done, chunk.length - done, at + done);
        done += bytesWritten;
      }
      at += chunk.length;
    }
    return at;
  } finally {
    await file.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw diskFault(error);
  }
}

async function idleIn(dir: string, before: number): Promise<string[]> {
  const names = await readdir(dir).catch(() => []);
  const idle: string[] = [];
  for (const name of names) {
    const about = await stat(join(dir, name)).catch(() => undefined);
    if (about !== undefined && about.mtimeMs < before) idle.push(name);
  }
  return idle;
}
