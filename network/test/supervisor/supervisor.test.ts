import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { endFormerIn } from '../../src/supervisor/former.ts';
import type { NodeReport, NodeSpec, NodeState } from '../../src/supervisor/node-spec.ts';
import { startOf } from '../../src/supervisor/process-identity.ts';
import { Supervisor } from '../../src/supervisor/supervisor.ts';
import { until } from '../../src/wait.ts';

const WELL = join(import.meta.dirname, '../../../test/fixtures/well.mjs');

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function place(t: { teardown(end: () => void): void }, names: readonly string[]) {
  const dir = mkdtempSync(join(tmpdir(), 'cunzheng-supervisor-'));
  t.teardown(() => rmSync(dir, { recursive: true, force: true }));
  const specs = await Promise.all(names.map((name) => specOf(dir, name)));
  return { dir, specs, supervisor: supervise(t, specs) };
}

function supervise(t: { teardown(end: () => unknown): void }, specs: readonly NodeSpec[]) {
  const supervisor = new Supervisor(async () => specs, {});
  t.teardown(() => supervisor.stopAll());
  return supervisor;
}

async function specOf(dir: string, name: string): Promise<NodeSpec> {
  const port = await freePort();
  return {
    name,
    kind: 'peer',
    program: process.execPath,
    args: [WELL, String(port)],
    env: {},
    cwd: dir,
    log: join(dir, 'logs', `${name}.log`),
    pidFile: join(dir, 'pids', `${name}.json`),
    health: { url: `http://127.0.0.1:${port}/`, host: '127.0.0.1', port },
  };
}

function reaches(supervisor: Supervisor, name: string, state: NodeState, restarts = 0) {
  const reported = async (): Promise<NodeReport | undefined> => {
    const report = supervisor.reports().find((node) => node.name === name);
    return report?.state === state && report.restarts === restarts ? report : undefined;
  };
  return until(reported, { timeoutMs: 20_000, intervalMs: 20, what: `${name} ${state}` });
}

t.test('a process that ends by itself is started again', async (t) => {
  const { supervisor } = await place(t, ['peer.a', 'peer.b']);
  await supervisor.start();
  const { pid } = await reaches(supervisor, 'peer.a', 'up');
  const other = await reaches(supervisor, 'peer.b', 'up');
  process.kill(pid as number, 'SIGKILL');
  const again = await reaches(supervisor, 'peer.a', 'up', 1);
  t.not(again.pid, pid);
  t.equal(
    (await reaches(supervisor, 'peer.b', 'up')).pid,
    other.pid,
    'the other one is left alone',
  );
});

t.test('kill comes back, kill to stay does not until it is resumed', async (t) => {
  const { supervisor } = await place(t, ['peer.a']);
  await supervisor.start();
  await reaches(supervisor, 'peer.a', 'up');
  await supervisor.kill('peer.a', false);
  const { pid } = await reaches(supervisor, 'peer.a', 'up', 1);
  await supervisor.kill('peer.a', true);
  t.equal(startOf(pid as number), undefined);
  const held = supervisor.reports().find(({ name }) => name === 'peer.a');
  t.match(held, { state: 'held', pid: undefined });
  await supervisor.resume('peer.a');
  await reaches(supervisor, 'peer.a', 'up', 1);
});

t.test('a paused process answers nobody and goes on as the same', async (t) => {
  const { supervisor, specs } = await place(t, ['peer.a']);
  await supervisor.start();
  const { pid } = await reaches(supervisor, 'peer.a', 'up');
  supervisor.pause('peer.a');
  t.equal((await reaches(supervisor, 'peer.a', 'paused')).pid, pid);
  const { url } = (specs[0] as NodeSpec).health;
  await t.rejects(fetch(url, { signal: AbortSignal.timeout(500) }));
  await supervisor.resume('peer.a');
  t.equal((await reaches(supervisor, 'peer.a', 'up')).pid, pid);
});

t.test('stopping all ends a paused process too, and leaves no pid file', async (t) => {
  const { supervisor, dir } = await place(t, ['peer.a', 'peer.b']);
  await supervisor.start();
  const { pid } = await reaches(supervisor, 'peer.a', 'up');
  await reaches(supervisor, 'peer.b', 'up');
  supervisor.pause('peer.a');
  await supervisor.stopAll();
  t.equal(startOf(pid as number), undefined);
  t.throws(() => readFileSync(join(dir, 'pids/peer.a.json')), { code: 'ENOENT' });
});

t.test('what a lost supervisor left running is ended before it is started anew', async (t) => {
  const { supervisor, specs } = await place(t, ['peer.a']);
  await supervisor.start();
  const former = await reaches(supervisor, 'peer.a', 'up');
  const next = supervise(t, specs);
  await next.start();
  const { pid } = await reaches(next, 'peer.a', 'up');
  t.not(pid, former.pid);
  t.equal(startOf(former.pid as number), undefined);
  await supervisor.kill('peer.a', true);
});

t.test('what a lost supervisor left running is ended by a folder’s pid files', async (t) => {
  const { supervisor, dir } = await place(t, ['peer.a']);
  await supervisor.start();
  const { pid } = await reaches(supervisor, 'peer.a', 'up');
  t.ok(await endFormerIn(join(dir, 'pids')));
  t.equal(startOf(pid as number), undefined);
  t.notOk(await endFormerIn(join(dir, 'absent')));
});

t.test('a process id used again by another program is left alone', async (t) => {
  const { dir, supervisor } = await place(t, ['peer.a']);
  await supervisor.start();
  await reaches(supervisor, 'peer.a', 'up');
  const forged = { pid: process.pid, start: 'another time' };
  writeFileSync(join(dir, 'pids/peer.z.json'), JSON.stringify(forged));
  rmSync(join(dir, 'pids/peer.a.json'));
  t.notOk(await endFormerIn(join(dir, 'pids')));
});

t.test('an unknown node is told the known ones', async (t) => {
  const { supervisor } = await place(t, ['peer.a', 'peer.b']);
  await t.rejects(supervisor.start(['peer.c']), {
    code: 'NODE_UNKNOWN',
    message: /peer\.a, peer\.b/,
  });
  await t.rejects(supervisor.restart('peer.c'), { code: 'NODE_UNKNOWN' });
});
