import { createHash } from 'node:crypto';
import {
  access,
  chown,
  constants,
  lstat,
  mkdir,
  readFile,
  realpath,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import type { Logger } from '../logger.ts';
import { type Account, blockedFolder, isRoot, runAs, serverAccount } from './account.ts';

/** Where one embedded PostgreSQL lives: data, password, log, socket, perhaps a copy of the programs. */
export interface Home {
  readonly folder: string;
  readonly account: Account;
  /** Name of the cluster folder in `folder`; it holds `data` and `password` and appears at once, whole. */
  readonly cluster: string;
  readonly data: string;
}

const SYSTEM_DATA = '/var/lib/cunzheng';
/** A socket's path has at most 107 bytes on Linux, 103 elsewhere; `/.s.PGSQL.5432.lock` takes 19. */
const MAX_SOCKET_FOLDER = 84;

/**
 * Chooses and makes the home for `dir`: `dir` itself, or, when this process is root and the server's user may not get
 * there, a folder of the system's data directory; a file `location` in `dir` says which, so that it is found again.
 * Throws `DATA_DIR_UNWRITABLE`, `DATABASE_UNAVAILABLE`.
 */
export async function openHome(dir: string, logger: Logger): Promise<Home> {
  const asked = await makeFolder(dir);
  const moved = (await readFile(join(asked, 'location'), 'utf8').catch(() => '')).trim();
  const first = await homeAt(moved === '' ? asked : await makeFolder(moved));
  if (moved !== '' || !isRoot()) return first;
  const barred = await blockedFolder(asked, first.account);
  if (barred === undefined) return first;
  const folder = join(SYSTEM_DATA, createHash('sha256').update(asked).digest('hex').slice(0, 16));
  const home = await homeAt(await makeFolder(folder));
  await writeFile(join(asked, 'location'), `${folder}\n`);
  logger.warn(
    { dir: folder, barred },
    'the PostgreSQL user may not enter the data directory; its data is elsewhere',
  );
  return home;
}

async function homeAt(folder: string): Promise<Home> {
  const cluster = join(folder, 'cluster');
  const data = join(cluster, 'data');
  await demandReadable(cluster);
  return { folder, cluster, data, account: await serverAccount(data) };
}

/** Root may have made the cluster before; an ordinary user is told so instead of getting a second, empty one. */
async function demandReadable(cluster: string): Promise<void> {
  const found = await lstat(cluster).catch(() => undefined);
  if (found === undefined) return;
  await access(join(cluster, 'password'), constants.R_OK).catch((cause) => {
    throw new CunzhengError(
      'DATABASE_UNAVAILABLE',
      `${cluster} belongs to another user (uid ${found.uid}); start as that user, or give it to this one`,
      { cause },
    );
  });
}

async function makeFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode: isRoot() ? 0o755 : 0o700 });
    await access(path, constants.W_OK | constants.X_OK);
    return await realpath(path);
  } catch (cause) {
    throw new CunzhengError('DATA_DIR_UNWRITABLE', `cannot write to ${path}`, { cause });
  }
}

/**
 * The private folder of the server's socket: in the home when its path is short enough, else under the temporary
 * folder by a name taken from the home. Throws `DATABASE_UNAVAILABLE` when somebody else made a folder of that name.
 */
export async function socketFolder(home: Home): Promise<string> {
  const near = join(home.folder, 'run');
  const name = createHash('sha256').update(home.folder).digest('hex').slice(0, 16);
  const folder =
    Buffer.byteLength(near) <= MAX_SOCKET_FOLDER ? near : join(tmpdir(), `cunzheng-${name}`);
  await makePrivate(folder, home.account);
  return folder;
}

/** Makes a folder that only the account may enter. Throws `DATABASE_UNAVAILABLE` when it is there and another's. */
export async function makePrivate(folder: string, account: Account): Promise<void> {
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      return false;
    },
  );
  if (made && runAs(account).uid !== undefined) await chown(folder, account.uid, account.gid);
  const found = await lstat(folder);
  const own = found.uid === account.uid || (isRoot() && found.uid === 0);
  if (!found.isDirectory() || !own || (found.mode & 0o077) !== 0)
    throw new CunzhengError(
      'DATABASE_UNAVAILABLE',
      `${folder} is not a private folder of the PostgreSQL user`,
    );
  if (found.uid !== account.uid) await chown(folder, account.uid, account.gid);
}
