import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ERROR_MESSAGES, type ErrorCode } from '@cunzheng/domain';
import t, { type Test } from 'tap';
import {
  databaseProcesses,
  type Exit,
  freePort,
  newDataDir,
  openHouse,
  refusedHouse,
  removeDataDir,
} from '../house/house.ts';

t.setTimeout(120_000);

const isRoot = process.getuid?.() === 0;
/** nobody and nogroup of Debian. */
const NOBODY = { uid: 65534, gid: 65534 };

/** Where a test keeps data; gone after it. */
async function place(t: Test): Promise<string> {
  const dir = await newDataDir();
  t.teardown(() => removeDataDir(dir));
  return dir;
}

function saysCode(t: Test, { code, said }: Exit, expected: ErrorCode): void {
  t.equal(code, 1, `ends with 1: ${said.slice(-500)}`);
  const words = ERROR_MESSAGES[expected];
  t.match(said, `${expected}: ${words['zh-CN']}`, 'in Chinese');
  t.match(said, `${expected}: ${words.en}`, 'in English');
}

/** Name, size and time of every file: equal before and after when nothing was written. */
function census(dir: string): string[] {
  return (readdirSync(dir, { recursive: true }) as string[]).sort().map((name) => {
    const { size, mtimeMs, mode } = statSync(join(dir, name));
    return `${name} ${size} ${mtimeMs} ${mode}`;
  });
}

t.test('a port that is taken is PORT_TAKEN, and nothing was opened', async (t) => {
  const dataDir = await place(t);
  const other = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  t.teardown(() => other.close());
  const exit = await refusedHouse({ dataDir, port });
  saysCode(t, exit, 'PORT_TAKEN');
  t.match(exit.said, `port ${port}`, 'names the port');
  t.same(census(dataDir), [], 'nothing was made');
});

t.test('a data directory below a regular file is DATA_DIR_UNWRITABLE', async (t) => {
  const dir = await place(t);
  writeFileSync(join(dir, 'file'), 'not a folder');
  const before = census(dir);
  const exit = await refusedHouse({ dataDir: join(dir, 'file', 'data') });
  saysCode(t, exit, 'DATA_DIR_UNWRITABLE');
  t.same(census(dir), before, 'nothing was changed');
});

t.test(
  'another user’s data directory is DATA_DIR_UNWRITABLE',
  { skip: isRoot ? false : 'only root can start it as somebody else' },
  async (t) => {
    const dir = await place(t);
    const exit = await refusedHouse({ dataDir: dir, user: NOBODY });
    saysCode(t, exit, 'DATA_DIR_UNWRITABLE');
    t.same(census(dir), [], 'nothing was made');
  },
);

t.test('a folder in it that was made unwritable is named', { skip: !isRoot }, async (t) => {
  const dir = await place(t);
  mkdirSync(join(dir, 'postgres'));
  const { chownSync } = await import('node:fs');
  chownSync(dir, NOBODY.uid, NOBODY.gid);
  const exit = await refusedHouse({ dataDir: dir, user: NOBODY });
  saysCode(t, exit, 'DATA_DIR_UNWRITABLE');
  t.match(exit.said, join(dir, 'postgres'), 'names the folder');
});

t.test('a second process joins the first, and the database ends with the last', async (t) => {
  const house = await openHouse();
  t.teardown(() => house.leave());
  const database = databaseProcesses(house.dataDir)[0];
  const other = await openHouse({ dataDir: house.dataDir });
  t.teardown(() => other.stop());
  t.equal(databaseProcesses(house.dataDir)[0], database, 'on one database');
  t.equal((await house.end('SIGTERM')).code, 0);
  t.equal(databaseProcesses(house.dataDir)[0], database, 'which stays');
  t.equal((await fetch(`${other.url}/health/ready`)).status, 200, 'the other goes on');
  t.equal((await other.end('SIGTERM')).code, 0);
  t.same(databaseProcesses(house.dataDir), [], 'and the database ends with it');
});
