import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';

/** One file to be written whole. */
export interface FileWrite {
  readonly path: string;
  readonly bytes: Uint8Array | string;
}

/** The coded error for a file operation that failed: `DISK_FULL` or `DATA_DIR_UNWRITABLE`. */
export function writeError(cause: unknown): CunzhengError {
  const { code, message } = cause as NodeJS.ErrnoException;
  // LevelDB gives no code of the system, only its words.
  const full = code === 'ENOSPC' || code === 'EDQUOT' || /No space left/.test(message);
  return new CunzhengError(full ? 'DISK_FULL' : 'DATA_DIR_UNWRITABLE', message, { cause });
}

/**
 * Text of a file; undefined when there is none. Only that is taken for absence.
 * Throws `DATA_DIR_UNWRITABLE` where the way to it is barred, `LOG_CORRUPT` for what the disk does not give back.
 */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    const barred = ['ENOTDIR', 'EACCES', 'EPERM'].includes(code ?? '');
    throw new CunzhengError(barred ? 'DATA_DIR_UNWRITABLE' : 'LOG_CORRUPT', message, { cause });
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/**
 * Makes a directory and its missing ancestors so that a power cut does not lose their names.
 * Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`.
 */
export async function makeDirectory(path: string, mode = 0o755): Promise<void> {
  try {
    const first = await mkdir(path, { recursive: true, mode });
    if (first === undefined) return;
    for (let made = path; ; made = dirname(made)) {
      await syncDirectory(dirname(made));
      if (made === first) return;
    }
  } catch (cause) {
    throw writeError(cause);
  }
}

async function writeBeside(file: FileWrite, mode: number): Promise<void> {
  // A name of its own for each attempt: what a killed process left behind is never taken for a whole file.
  const temporary = join(
    dirname(file.path),
    `.${basename(file.path)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(file.bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file.path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw cause;
  }
}

/**
 * Writes files so that each is after a crash either whole and old or whole and new, and returns when all are on the
 * disk: temporary file, fdatasync, rename, then one fsync of each directory. Missing directories are made.
 * Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`.
 */
export async function writeDurably(
  files: readonly FileWrite[],
  { mode = 0o644 }: { mode?: number } = {},
): Promise<void> {
  const directories = [...new Set(files.map((file) => dirname(file.path)))];
  for (const path of directories) await makeDirectory(path);
  try {
    await inTurns(files, (file) => writeBeside(file, mode));
    await inTurns(directories, syncDirectory);
  } catch (cause) {
    throw writeError(cause);
  }
}

const AT_ONCE = 8;

/** Runs `work` over all items, a few at a time: a catching-up log writes thousands of files. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}
