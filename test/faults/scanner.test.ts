import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clamd } from '@cunzheng/gateway';
import t from 'tap';
import { eventually } from '../house/house.ts';

/** The test file that every scanner knows; in two parts, so that none of them finds it here. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(
  '',
);
const there = spawnSync('clamd', ['--version']).status === 0;
const needed = process.env.REQUIRE_CLAMD === '1';

async function* text(words: string) {
  yield Buffer.from(words);
}

/** Debian's daemon with one signature of our own, since its lists are downloaded from elsewhere. */
async function startClamd(): Promise<{ socket: string; stop(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-clamd-'));
  const socket = join(dir, 'socket');
  const signature = `Eicar-Test-Signature:0:0:${Buffer.from(EICAR).toString('hex')}\n`;
  await writeFile(join(dir, 'test.ndb'), signature);
  const lines = [`DatabaseDirectory ${dir}`, `LocalSocket ${socket}`, 'Foreground yes'];
  await writeFile(join(dir, 'clamd.conf'), `${lines.join('\n')}\n`);
  const daemon = spawn('clamd', ['-c', join(dir, 'clamd.conf')], { stdio: 'ignore' });
  const ended = new Promise((resolve) => daemon.once('exit', resolve));
  await eventually('clamd answers', () => answers(socket));
  const stop = async () => {
    daemon.kill('SIGKILL');
    await ended;
    await rm(dir, { recursive: true, force: true });
  };
  return { socket, stop };
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect(socket, () => client.end('zPING\0'));
    client.once('data', () => resolve(true));
    client.once('error', () => resolve(false));
  });
}

t.test(
  'the real clamd knows the test file and lets a paper pass',
  {
    skip: !there && !needed && 'clamd is not installed',
  },
  async (t) => {
    const { socket, stop } = await startClamd();
    t.teardown(stop);
    const scanner = clamd({ path: socket });
    t.match(await scanner.scan(text(EICAR)), { state: 'found', name: /eicar/i });
    t.same(await scanner.scan(text('%PDF-1.7\n% a paper\n')), { state: 'clean' });
  },
);
