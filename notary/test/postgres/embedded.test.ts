import { execFileSync } from 'node:child_process';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import t, { type Test } from 'tap';
import { blockedFolder, isRoot, serverAccount } from '../../src/postgres/account.ts';
import { startEmbeddedPostgres } from '../../src/postgres/index.ts';
import { type Child, startChild } from '../support/child.ts';

const CHILD = 'postgres-child.js';
const here = fileURLToPath(new URL('.', import.meta.url));
const account = isRoot() ? await serverAccount('/nowhere') : undefined;
const otherUser =
  account !== undefined && (await blockedFolder(here, account)) === undefined ? account : undefined;
/** An ordinary user of the machine; initdb wants one that has a name. */
const owner = await userNamed('nobody');
const asOther =
  otherUser === undefined ? { skip: 'needs root and a repository others may read' } : {};

async function userNamed(name: string): Promise<{ uid: number; gid: number }> {
  const line = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .find((text) => text.startsWith(`${name}:`));
  const [, , uid, gid] = (line ?? '').split(':');
  return { uid: Number(uid ?? 0), gid: Number(gid ?? 0) };
}

async function folder(t: Test, user?: { uid: number; gid: number }): Promise<string> {
  const made = await realpath(await mkdtemp(join(tmpdir(), 'cz-pg-')));
  await chmod(made, 0o755);
  if (user !== undefined) await chown(made, user.uid, user.gid);
  t.teardown(() => rm(made, { recursive: true, force: true, maxRetries: 5 }));
  return made;
}

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows[0] as Row;
  } finally {
    await client.end();
  }
}

/** Tells one run of the server from the next. */
async function incarnation(url: string): Promise<string> {
  const text = 'select pg_postmaster_start_time()::text as at';
  return (await ask<{ at: string }>(url, text)).at;
}

async function postmasterPid(dir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dir, 'cluster/data/postmaster.pid'), 'utf8'), 10);
}

async function isRunning(dir: string): Promise<boolean> {
  return lstat(join(dir, 'cluster/data/postmaster.pid')).then(
    () => true,
    () => false,
  );
}

async function stopChild(child: Child): Promise<void> {
  child.tell('stop');
  await child.ended();
}

t.setTimeout(180_000);

t.test('the server is durable, UTF-8 and reachable by its socket only', async (t) => {
  const server = await startEmbeddedPostgres({ dir: await folder(t) });
  const row = await ask(
    server.url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       current_setting('listen_addresses') as addresses, current_setting('data_checksums') as sums,
       pg_encoding_to_char(encoding) as encoding, datlocale as locale
     from pg_database where datname = current_database()`,
  );
  t.same(row, {
    fsync: 'on',
    commit: 'on',
    addresses: '',
    sums: 'on',
    encoding: 'UTF8',
    locale: 'C.UTF-8',
  });
  const mode = (await lstat(join(server.dir, 'cluster/password'))).mode & 0o777;
  t.equal(mode, 0o600);
  await server.stop();
  t.notOk(await isRunning(server.dir));
});

t.test('the log of the server holds no statement and no value', async (t) => {
  const server = await startEmbeddedPostgres({ dir: await folder(t) });
  await ask(server.url, 'create table person (name text unique)');
  await ask(server.url, `insert into person values ('张三')`);
  await t.rejects(ask(server.url, `insert into person values ('张三')`), { code: '23505' });
  await server.stop();
  t.notMatch(await readFile(join(server.dir, 'server.log'), 'utf8'), /张三/);
});

t.test('data stays when the server is stopped and started', async (t) => {
  const dir = await folder(t);
  const first = await startEmbeddedPostgres({ dir });
  await ask(first.url, 'create table kept as select 7 as n');
  await first.stop();
  const second = await startEmbeddedPostgres({ dir });
  t.teardown(() => second.stop());
  t.equal(second.url, first.url);
  t.same(await ask(second.url, 'select n from kept'), { n: 7 });
});

t.test('processes that start at once share one server and the last one out stops it', async (t) => {
  const dir = await folder(t);
  const children = [1, 2, 3].map(() => startChild(CHILD, [dir]));
  const said = await Promise.all(children.map((child) => child.next()));
  const runs = await Promise.all(said.map(({ url }) => incarnation(url as string)));
  t.equal(new Set(runs).size, 1);
  const [first, second, third] = children as [Child, Child, Child];
  await Promise.all([stopChild(first), stopChild(second)]);
  t.equal(await incarnation(said[2]?.url as string), runs[0]);
  await stopChild(third);
  t.notOk(await isRunning(dir));
});

t.test('a process that starts while the last one stops gets a server', async (t) => {
  const dir = await folder(t);
  const first = startChild(CHILD, [dir]);
  await first.next();
  first.tell('stop');
  const second = startChild(CHILD, [dir]);
  const { url } = await second.next();
  await first.ended();
  t.ok(await incarnation(url as string));
  await stopChild(second);
});

t.test('a server left by a killed process is found and used', async (t) => {
  const dir = await folder(t);
  const child = startChild(CHILD, [dir]);
  const { url } = await child.next();
  const before = await incarnation(url as string);
  await child.kill();
  const server = await startEmbeddedPostgres({ dir });
  t.equal(await incarnation(server.url), before);
  await server.stop();
  t.notOk(await isRunning(dir));
});

t.test('a killed server comes back at the same address under those who use it', async (t) => {
  const server = await startEmbeddedPostgres({ dir: await folder(t) });
  t.teardown(() => server.stop());
  const before = await incarnation(server.url);
  const watcher = new pg.Client({ connectionString: server.url });
  watcher.on('error', () => {});
  await watcher.connect();
  const ended = new Promise((resolve) => watcher.once('end', resolve));
  process.kill(await postmasterPid(server.dir), 'SIGKILL');
  await ended;
  const second = await startEmbeddedPostgres({ dir: server.dir });
  t.equal(second.url, server.url);
  t.not(await incarnation(server.url), before);
  await second.stop();
  t.ok(await incarnation(server.url), 'the first user still holds it');
});

t.test('a lock file whose process id now belongs to another program is no obstacle', async (t) => {
  const dir = await folder(t);
  const first = await startEmbeddedPostgres({ dir });
  const lock = await readFile(join(dir, 'cluster/data/postmaster.pid'), 'utf8');
  const holder = await lstat(join(dir, 'cluster/data'));
  await first.stop();
  const stranger = startChild(CHILD, [await folder(t, holder)], isRoot() ? holder : {});
  t.teardown(() => stranger.kill());
  const stale = lock.replace(/^\d+/, String(stranger.process.pid));
  const path = join(dir, 'cluster/data/postmaster.pid');
  await writeFile(path, stale, { mode: 0o600 });
  await chown(path, holder.uid, holder.gid);
  const second = await startEmbeddedPostgres({ dir });
  t.ok(await incarnation(second.url));
  await second.stop();
  await stranger.next().catch(() => {});
  await stopChild(stranger);
});

t.test('a data directory with a long path gets its socket elsewhere', async (t) => {
  const dir = join(await folder(t), '很长的目录名'.repeat(6));
  const server = await startEmbeddedPostgres({ dir });
  t.notMatch(decodeURIComponent(server.url), /很长/);
  t.ok(await incarnation(server.url));
  await server.stop();
});

t.test('a server that cannot start says why', async (t) => {
  const dir = await folder(t);
  const server = await startEmbeddedPostgres({ dir });
  await server.stop();
  await writeFile(join(dir, 'cluster/data/postgresql.auto.conf'), 'no such setting\n');
  await t.rejects(startEmbeddedPostgres({ dir }), {
    code: 'DATABASE_UNAVAILABLE',
    message: /postgresql\.auto\.conf/,
  });
});

t.test('a password that is not the cluster’s is refused in words', async (t) => {
  const dir = await folder(t);
  const server = await startEmbeddedPostgres({ dir });
  t.teardown(() => server.stop());
  await writeFile(join(dir, 'cluster/password'), 'another');
  await t.rejects(startEmbeddedPostgres({ dir }), {
    code: 'DATABASE_UNAVAILABLE',
    message: /does not let us in/,
  });
});

t.test('a directory that cannot be made is DATA_DIR_UNWRITABLE', async (t) => {
  const file = join(await folder(t), 'file');
  await writeFile(file, '');
  await t.rejects(startEmbeddedPostgres({ dir: join(file, 'postgres') }), {
    code: 'DATA_DIR_UNWRITABLE',
  });
});

t.test('half a cluster of a killed process is cleared away', async (t) => {
  const dir = await folder(t);
  const dead = execFileSync(process.execPath, ['-e', 'console.log(process.pid)'], {
    encoding: 'utf8',
  }).trim();
  await mkdir(join(dir, `cluster.new-${dead}-00000000`, 'data'), { recursive: true });
  const server = await startEmbeddedPostgres({ dir });
  await server.stop();
  await t.rejects(lstat(join(dir, `cluster.new-${dead}-00000000`)), { code: 'ENOENT' });
});

t.test('as root', { skip: isRoot() ? false : 'not root' }, async (t) => {
  t.test('the server runs as another user', async (t) => {
    const server = await startEmbeddedPostgres({ dir: await folder(t) });
    t.teardown(() => server.stop());
    t.not((await lstat(join(server.dir, 'cluster/data'))).uid, 0);
    const pid = await postmasterPid(server.dir);
    t.not((await lstat(`/proc/${pid}`)).uid, 0);
  });

  t.test(
    'data goes to the system’s directory when the user may not enter, and is found there again',
    async (t) => {
      const closed = await folder(t);
      await chmod(closed, 0o700);
      const dir = join(closed, 'postgres');
      const warnings: object[] = [];
      const logger = { info() {}, error() {}, warn: (fields: object) => warnings.push(fields) };
      const first = await startEmbeddedPostgres({ dir, logger });
      t.teardown(() => rm(first.dir, { recursive: true, force: true }));
      t.match(first.dir, /^\/var\/lib\/cunzheng\/[0-9a-f]{16}$/);
      t.match(warnings, [{ dir: first.dir, barred: closed }]);
      await ask(first.url, 'create table kept as select 7 as n');
      await first.stop();
      await chmod(closed, 0o755);
      const second = await startEmbeddedPostgres({ dir });
      t.equal(second.dir, first.dir, 'even when the way is open now');
      t.same(await ask(second.url, 'select n from kept'), { n: 7 });
      await second.stop();
    },
  );

  t.test('data that an ordinary user made is used as that user', asOther, async (t) => {
    const dir = await folder(t, owner);
    const child = startChild(CHILD, [dir], owner);
    const { url } = await child.next();
    await ask(url as string, 'create table kept as select 7 as n');
    await stopChild(child);
    const server = await startEmbeddedPostgres({ dir });
    t.teardown(() => server.stop());
    t.same(await ask(server.url, 'select n from kept'), { n: 7 });
    t.equal((await lstat(`/proc/${await postmasterPid(dir)}`)).uid, owner.uid);
  });

  t.test('an ordinary user is told that root’s data is not his', asOther, async (t) => {
    const dir = await folder(t);
    const server = await startEmbeddedPostgres({ dir });
    await server.stop();
    await chmod(dir, 0o777);
    const child = startChild(CHILD, [dir], owner);
    t.match(await child.next(), {
      code: 'DATABASE_UNAVAILABLE',
      message: /belongs to another user/,
    });
    await child.ended();
  });

  t.test('an ordinary user has his server in his own directory', asOther, async (t) => {
    const dir = join(await folder(t, owner), 'postgres');
    const child = startChild(CHILD, [dir], owner);
    const { dir: where } = await child.next();
    t.equal(where, dir);
    t.equal((await lstat(`/proc/${await postmasterPid(dir)}`)).uid, owner.uid);
    await child.kill();
    const again = startChild(CHILD, [dir], owner);
    await again.next();
    await stopChild(again);
    t.notOk(await isRunning(dir));
  });
});
