import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { benchDirectory } from './directory.ts';
import { type Measures, round } from './measure.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** From the command to the address being printed, which is when /health/ready answers 200: first start, and the next one. */
export async function measureStart(): Promise<Measures> {
  const dir = await benchDirectory();
  try {
    const first = await startOnce(join(dir, 'data'));
    const again = await startOnce(join(dir, 'data'));
    const bare = await bareMillis();
    const part = (what: string, value: number) => ({
      what: `${what}; ratio: of a bare Node server's start`,
      value: round(value),
      unit: 'ms',
      limit: round(bare),
      anchors: {},
      ratio: round(value / bare),
    });
    return {
      start: part('start to ready, data there', again),
      'start.first': part('start to ready, nothing there', first),
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function startOnce(data: string): Promise<number> {
  const start = performance.now();
  const server = spawn(process.execPath, ['start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: data, PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await printed(server, /http:\/\//);
  const millis = performance.now() - start;
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
  return millis;
}

async function bareMillis(): Promise<number> {
  const start = performance.now();
  const code =
    "require('node:http').createServer().listen(0, '127.0.0.1', () => console.log('http://'))";
  const server = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await printed(server, /http:\/\//);
  const millis = performance.now() - start;
  server.kill();
  return millis;
}

/** Resolves when the process prints this; throws when it ends before. */
function printed(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (pattern.test(text)) resolve();
    });
    child.once('exit', (code) => reject(new TypeError(`ended with ${code} before it was ready`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
