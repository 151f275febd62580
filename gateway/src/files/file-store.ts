import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { CunzhengError, fromBase64Url, type Sha256, type Sm3, toHex } from '@cunzheng/domain';
import { diskFault } from './disk-fault.ts';
import { openPartialFiles, type PartialFiles } from './partial-files.ts';

/** A stored file: both digests in base64url, size in bytes. */
export interface StoredFile {
  readonly sha256: Sha256;
  readonly sm3: Sm3;
  readonly size: number;
}

/** What a stored copy turned out to be when it was read again. */
export type CopyState = 'intact' | 'altered' | 'missing';

/** What is asked of a file before it is stored. */
export interface PutOptions {
  readonly maxBytes?: number;
  /** Looks at the whole file; when it throws, nothing is stored and `put` throws the same. */
  admit?(bytes: AsyncIterable<Uint8Array>): Promise<void>;
}

/** Files by their content, on disk: `sha256/<2 hex>/<hex>`. The same bytes are kept once. */
export interface FileStore {
  /** Where these bytes lie. For the demo and for scrub; never sent to anyone. */
  path(sha256: Sha256): string;
  /** Stores bytes or a stream; durable when it resolves. Throws `FILE_TOO_LARGE`, `DISK_FULL`, `DATA_DIR_UNWRITABLE`. */
  put(source: Uint8Array | AsyncIterable<Uint8Array>, options?: PutOptions): Promise<StoredFile>;
  /** Reads the stored copy again and compares. */
  check(sha256: Sha256): Promise<CopyState>;
  /** Forgets a file that nothing names any more; no error when it is not there. */
  remove(sha256: Sha256): Promise<void>;
  /** Every stored file and when it was stored, in milliseconds since 1970. */
  stored(): AsyncIterable<{ readonly sha256: Sha256; readonly storedAt: number }>;
  /** Removes what a crash left half stored before that time, in milliseconds since 1970; tells how many. */
  removeUnfinished(before: number): Promise<number>;
  /** Files that are still arriving. */
  readonly partials: PartialFiles;
  /** The stored bytes as a stream, after they were found intact. Throws `FILE_ALTERED`, `FILE_MISSING`. */
  read(sha256: Sha256): Promise<{ stream: Readable; size: number }>;
}

/** The store under a directory, which is made when it is not there. */
export function openFileStore(dir: string): FileStore {
  const path = (sha256: Sha256) => {
    const hex = toHex(fromBase64Url(sha256));
    return join(dir, 'sha256', hex.slice(0, 2), hex);
  };
  const check = (sha256: Sha256) => checkCopy(path(sha256), sha256);
  return {
    path,
    put: (source, options) => putFile(dir, path, source, options),
    check,
    remove: (sha256) => rm(path(sha256), { force: true }),
    stored: () => storedFiles(join(dir, 'sha256')),
    partials: openPartialFiles(join(dir, 'uploads')),
    removeUnfinished: (before) => removeOlder(join(dir, 'incoming'), before),
    async read(sha256) {
      const state = await check(sha256);
      if (state === 'missing') throw new CunzhengError('FILE_MISSING');
      if (state === 'altered') throw new CunzhengError('FILE_ALTERED');
      const { size } = await stat(path(sha256));
      return { stream: createReadStream(path(sha256)), size };
    },
  };
}

async function putFile(
  dir: string,
  path: (sha256: Sha256) => string,
  source: Uint8Array | AsyncIterable<Uint8Array>,
  { maxBytes = Number.POSITIVE_INFINITY, admit }: PutOptions = {},
): Promise<StoredFile> {
  const temporary = join(dir, 'incoming', randomUUID());
  try {
    await mkdir(dirname(temporary), { recursive: true });
    const stored = await writeOnce(temporary, source, maxBytes);
    await admit?.(bytesOf(temporary));
    await moveInto(temporary, path(stored.sha256));
    return stored;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw diskFault(error);
  }
}

/** Opens the file when the first byte is asked for: a stream that nobody reads would open it after it has moved on. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}

async function writeOnce(
  temporary: string,
  source: Uint8Array | AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<StoredFile> {
  const hashes = { sha256: createHash('sha256'), sm3: createHash('sm3') };
  const file = await open(temporary, 'wx');
  let size = 0;
  try {
    for await (const chunk of source instanceof Uint8Array ? [source] : source) {
      size += chunk.length;
      if (size > maxBytes) throw new CunzhengError('FILE_TOO_LARGE');
      hashes.sha256.update(chunk);
      hashes.sm3.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return {
    sha256: hashes.sha256.digest('base64url') as Sha256,
    sm3: hashes.sm3.digest('base64url') as Sm3,
    size,
  };
}

/** Renames into place and syncs the folder, so that the name is as durable as the bytes. */
async function moveInto(temporary: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rename(temporary, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function* storedFiles(root: string) {
  for (const folder of await namesIn(root)) {
    for (const name of await namesIn(join(root, folder))) {
      if (!/^[0-9a-f]{64}$/.test(name)) continue;
      const about = await stat(join(root, folder, name)).catch(() => undefined);
      const sha256 = Buffer.from(name, 'hex').toString('base64url') as Sha256;
      if (about?.isFile()) yield { sha256, storedAt: about.mtimeMs };
    }
  }
}

async function removeOlder(folder: string, before: number): Promise<number> {
  let removed = 0;
  for (const name of await namesIn(folder)) {
    const about = await stat(join(folder, name)).catch(() => undefined);
    if (about === undefined || about.mtimeMs >= before) continue;
    await rm(join(folder, name), { force: true });
    removed += 1;
  }
  return removed;
}

/** Names in a folder, none while it is not there. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw diskFault(error);
  });
}

async function checkCopy(path: string, expected: Sha256): Promise<CopyState> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw diskFault(error);
  }
  return hash.digest('base64url') === expected ? 'intact' : 'altered';
}
