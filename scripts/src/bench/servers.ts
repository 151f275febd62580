import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../..');

/** The product in a process of its own, as a person starts it. */
export interface BenchServer {
  readonly url: string;
  /** Milliseconds from the command to the address being printed, which is when `/health/ready` answers 200. */
  readonly readyAfter: number;
  stop(): Promise<void>;
}

/** Starts one on a data directory; several may share it. Throws `TypeError` when it ends before it is ready. */
export async function startServer(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<BenchServer> {
  const began = performance.now();
  const port = String(await freePort());
  const child = spawn(process.execPath, ['start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await printed(child, /http:\/\//);
  return {
    url: `http://127.0.0.1:${port}`,
    readyAfter: performance.now() - began,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

/** Resolves when the process prints this; throws `TypeError` when it ends before. */
export function printed(child: ChildProcess, pattern: RegExp): Promise<void> {
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
