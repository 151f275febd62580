import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../architecture/tree.ts';

/** A running product with a data directory of its own. */
export interface House {
  readonly url: string;
  readonly dataDir: string;
  stop(): Promise<void>;
  /** Stops it and removes its data. */
  leave(): Promise<void>;
}

/** Starts the product as a person would, on a free port; resolves when it prints its address. */
export async function openHouse(env: Readonly<Record<string, string>> = {}): Promise<House> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cunzheng-house-'));
  const child = spawn(process.execPath, [process.env.ENTRY ?? 'start.mjs'], {
    cwd: ROOT,
    env: {
      ...process.env,
      CUNZHENG_RATE_LIMIT: '100000',
      ...env,
      DATA_DIR: dataDir,
      PORT: String(await freePort()),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await address(child);
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  };
  const leave = async () => {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, dataDir, stop, leave };
}

/** The address that the process prints once it is ready; throws with what it said when it ends before. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      const found = /http:\/\/\S+/.exec(String(chunk));
      if (found) resolve(found[0].replace(/\/$/, ''));
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    child.once('exit', (code) =>
      reject(new Error(`the product ended with ${code}: ${said.slice(-2000)}`)),
    );
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
