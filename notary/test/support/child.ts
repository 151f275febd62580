import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Test } from 'tap';

/** A child process that speaks JSON lines. */
export interface Child {
  readonly process: ChildProcess;
  /** The next line it says. Throws when it ends first. */
  next(): Promise<Record<string, unknown>>;
  tell(line: string): void;
  kill(): Promise<void>;
  ended(): Promise<void>;
}

/** Starts a script of test/support, as another user when told so. */
export function startChild(
  script: string,
  args: readonly string[],
  account: { uid?: number; gid?: number } = {},
): Child {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    ...(account.uid === undefined ? {} : { uid: account.uid, gid: account.gid }),
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = once(child, 'close');
  return {
    process: child,
    next: async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script} ended without a word`);
      return JSON.parse(value);
    },
    tell: (line) => child.stdin.write(`${line}\n`),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    ended: async () => {
      await exited;
    },
  };
}

/** Steps after which a child says `settled` and waits; at every other it kills itself. */
const WAITS: readonly string[] = ['recorded', 'proven'];

/** Waits until a child has come to its step and is dead, by its own hand or ours. */
export async function untilDead(t: Test, child: Child, step: string): Promise<void> {
  if (WAITS.includes(step)) {
    t.equal(await child.next(), 'settled', step);
    await child.kill();
  } else {
    await child.ended();
    t.equal(child.process.signalCode, 'SIGKILL', step);
  }
}
