import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { memberOf, type Network, namespaceOf } from '@cunzheng/network';
import { exitOf } from './house.ts';

const PROGRAM = fileURLToPath(new URL('liar-process.js', import.meta.url));

export interface Liar {
  /** Size of the first tree that it signs and nobody else has. */
  readonly size: number;
  stop(): Promise<void>;
}

/**
 * Puts a lying auditor in the place of a member's, which is down: the same key and the same address, another record in
 * every block from now on. Throws with what it said when it does not start.
 */
export async function startLiar({ topology, layout }: Network, folder: string): Promise<Liar> {
  const namespace = namespaceOf(topology, memberOf(topology, folder));
  const inside = namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace];
  const [program = '', ...args] = [...inside, process.execPath, PROGRAM, layout.dir, folder];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = exitOf(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const said = Promise.race([
    once(child.stdout, 'data').then(String),
    ended.then(({ said }) => said),
  ]);
  const size = /^lies from ([0-9]+)\n$/.exec(await said)?.[1];
  if (size !== undefined) return { size: Number(size), stop };
  await stop();
  throw new Error(`the liar did not start: ${await said}`);
}
