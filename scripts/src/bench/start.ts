import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { benchDirectory } from './directory.ts';
import { type Measures, round } from './measure.ts';
import { printed, startServer } from './servers.ts';

/** From the command to the address being printed: first start, and the next one. */
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
  const server = await startServer(data);
  await server.stop();
  return server.readyAfter;
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
