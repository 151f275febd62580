import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@cunzheng/notary/postgres/testing';
import t from 'tap';
import { loadConfig } from '../src/config.ts';
import { main, type Process, startServer } from '../src/server.ts';

const quiet = { CUNZHENG_LOG_LEVEL: 'silent' };

/** A process that keeps what it was told to do. */
function recorder(env: Record<string, string>) {
  const said: string[] = [];
  const complaints: string[] = [];
  const signals: (() => void)[] = [];
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const process: Process = {
    env: { ...quiet, ...env },
    out: (line) => said.push(line),
    complain: (line) => complaints.push(line),
    onSignal: (listener) => signals.push(listener),
    exit: (code) => end(code),
  };
  return { process, said, complaints, signals, ended };
}

async function directory(t: { teardown(end: () => Promise<void>): void }): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-server-'));
  t.teardown(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

t.test(
  'prints its address once it is ready, and the first signal ends it with code 0',
  async (t) => {
    const database = await testDatabase();
    t.teardown(() => database.drop());
    const env = { PORT: '0', DATA_DIR: await directory(t), DATABASE_URL: database.url };
    const { process, said, complaints, signals, ended } = recorder(env);
    await main(process);
    t.strictSame(complaints, []);
    t.match(said, [/^http:\/\/127\.0\.0\.1:[1-9][0-9]*$/]);
    const ready = await fetch(`${said[0]}/health/ready`);
    t.equal(ready.status, 200);
    for (const signal of signals) signal();
    for (const signal of signals) signal();
    t.equal(await ended, 0);
    await t.rejects(fetch(`${said[0]}/health/live`), 'nobody listens any more');
  },
);

t.test('a taken port is told in both languages, and nothing was started', async (t) => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  t.teardown(() => holder.close());
  const { port } = holder.address() as { port: number };
  const dir = await directory(t);
  const DATA_DIR = join(dir, 'data');
  const { process, said, complaints, ended } = recorder({ PORT: String(port), DATA_DIR });
  await main(process);
  t.equal(await ended, 1);
  t.strictSame(said, []);
  t.match(complaints, [/^PORT_TAKEN: 端口/, /^PORT_TAKEN: The port/, String(port)]);
  t.strictSame(await readdir(dir), [], 'not even the data directory was made');
});

t.test('a data directory that cannot be written to is told', async (t) => {
  const file = join(await directory(t), 'file');
  await writeFile(file, '');
  const { process, complaints, ended } = recorder({ PORT: '0', DATA_DIR: join(file, 'data') });
  await main(process);
  t.equal(await ended, 1);
  t.match(complaints, [/^DATA_DIR_UNWRITABLE: 数据目录/, /^DATA_DIR_UNWRITABLE: The data/]);
});

t.test('a wrong setting is told before anything else', async (t) => {
  const { process, complaints, ended } = recorder({ PORT: 'x', CUNZHENG_NONE: '1' });
  await main(process);
  t.equal(await ended, 1);
  t.match(complaints, [/^CONFIG_INVALID/, /^CONFIG_INVALID/, /CUNZHENG_NONE.*PORT/]);
});

t.test(
  'one data directory has one database; a server over another is refused and the first goes on',
  async (t) => {
    const [first, second] = [await testDatabase(), await testDatabase()];
    t.teardown(() => first.drop());
    t.teardown(() => second.drop());
    const DATA_DIR = await directory(t);
    const env = { ...quiet, PORT: '0', DATA_DIR };
    const running = await startServer(loadConfig({ ...env, DATABASE_URL: first.url }));
    const other = startServer(loadConfig({ ...env, DATABASE_URL: second.url }));
    await t.rejects(other, { code: 'LEDGER_LOCKED' });
    t.equal((await fetch(`${running.url}/health/ready`)).status, 200);
    await running.stop();
  },
);

t.test('started again, it has the same network and knows the same trust file', async (t) => {
  const database = await testDatabase();
  t.teardown(() => database.drop());
  const env = { ...quiet, PORT: '0', DATA_DIR: await directory(t), DATABASE_URL: database.url };
  const trusts: string[] = [];
  for (let i = 0; i < 2; i++) {
    const running = await startServer(loadConfig(env));
    trusts.push(await (await fetch(`${running.url}/api/v1/public/trust`)).text());
    await running.stop();
  }
  t.equal(trusts[0], trusts[1]);
  t.match(trusts[0], /cunzheng-trust\/1/);
});
