import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';

/** The user of the machine that the server runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Users that exist on most systems and own little, best first. PostgreSQL refuses to run as root. */
const CANDIDATES = ['postgres', '_postgres', 'cunzheng', 'nobody', 'daemon'];

/** True when this process is root and so must run the server as somebody else. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Who the server runs as: the owner of a cluster that is already there, else this process's user, else (as root) an
 * unprivileged user of the system. Throws `DATABASE_UNAVAILABLE` when root finds no such user.
 */
export async function serverAccount(data: string): Promise<Account> {
  const owner = await stat(data).catch(() => undefined);
  if (isRoot() && owner !== undefined && owner.uid !== 0) return owner;
  if (!isRoot()) return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const users = parsePasswd(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  const found = CANDIDATES.map((name) => users.get(name)).find((user) => user !== undefined);
  if (found !== undefined) return found;
  throw new CunzhengError(
    'DATABASE_UNAVAILABLE',
    `PostgreSQL does not run as root and this system has none of the users ${CANDIDATES.join(', ')}; start as an ordinary user or set DATABASE_URL`,
  );
}

function parsePasswd(text: string): Map<string, Account> {
  const rows = text.split('\n').map((line) => line.split(':'));
  const users = rows
    .map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }] as const)
    .filter(([, user]) => user.uid > 0 && user.gid > 0);
  return new Map(users);
}

/** The first folder on the way to `path` (itself included) that the account may not enter; undefined when it may enter all. */
export async function blockedFolder(path: string, account: Account): Promise<string | undefined> {
  const parent = dirname(path);
  const above = parent === path ? undefined : await blockedFolder(parent, account);
  if (above !== undefined) return above;
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  return mayEnter(found, account) ? undefined : path;
}

function mayEnter(folder: Account & { readonly mode: number }, account: Account): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

/** What `spawn` needs so that the program runs as the account; nothing when it is this process's own user. */
export function runAs(account: Account): { uid?: number; gid?: number } {
  return isRoot() ? { uid: account.uid, gid: account.gid } : {};
}
