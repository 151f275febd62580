import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** As much of a file as the block files need; tests put failing ones in its place. */
export interface BlockFile {
  size(): Promise<number>;
  /** Bytes at `position`; fewer than `length` at the end of the file. */
  read(position: number, length: number): Promise<Buffer>;
  /** Writes all of the bytes or throws. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Writes all of the bytes; they, and the file's size, are durable when this resolves. */
  writeDurably(bytes: Uint8Array, position: number): Promise<void>;
  /** Makes what was written, and the file's size, durable. */
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

/** A folder of block files. */
export interface BlockDirectory {
  list(): Promise<string[]>;
  /** An existing file, for reading only unless `writable`. */
  open(name: string, writable?: boolean): Promise<BlockFile>;
  /** A new, empty file whose name is durable when this resolves. */
  create(name: string): Promise<BlockFile>;
}

/**
 * Linux writes through to the disk in one call when a file is opened so. Elsewhere a write and a sync follow each other:
 * two ways to the thread pool, and between them a wait for the calling thread.
 */
const WRITES_THROUGH = process.platform === 'linux';
const WRITABLE = constants.O_RDWR | (WRITES_THROUGH ? constants.O_DSYNC : 0);

/** The folder `path` on disk. Nothing is made before `create` is called. */
export function openBlockDirectory(path: string): BlockDirectory {
  return {
    list: async () => (await readdirOrNone(path)).sort(),
    open: async (name, writable = false) =>
      new DiskFile(await open(join(path, name), writable ? WRITABLE : 'r')),
    create: async (name) => {
      await mkdir(path, { recursive: true });
      const flags = WRITABLE | constants.O_CREAT | constants.O_EXCL;
      const file = new DiskFile(await open(join(path, name), flags, 0o640));
      await syncDirectory(path);
      await syncDirectory(join(path, '..'));
      return file;
    },
  };
}

async function readdirOrNone(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

class DiskFile implements BlockFile {
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size;
  }

  async read(position: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.#handle.read(
        buffer,
        filled,
        length - filled,
        position + filled,
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    let written = 0;
    while (written < bytes.length) {
      const rest = bytes.length - written;
      written += (await this.#handle.write(bytes, written, rest, position + written)).bytesWritten;
    }
  }

  async writeDurably(bytes: Uint8Array, position: number): Promise<void> {
    await this.write(bytes, position);
    if (!WRITES_THROUGH) await this.sync();
  }

  async sync(): Promise<void> {
    await this.#handle.datasync();
  }

  async truncate(size: number): Promise<void> {
    await this.#handle.truncate(size);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
