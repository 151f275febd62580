import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';

/** Argon2id as OWASP's Password Storage Cheat Sheet has it: 19 MiB, two passes, one lane. */
export const ARGON2 = { memorySize: 19_456, iterations: 2, parallelism: 1 } as const;

/** Checked against for accounts that are not there, so that they take as long. It is the hash of no password. */
const OF_NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$Y3VuemhlbmctbnVsbC1zYQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

export type HashTask =
  | { readonly id: number; readonly kind: 'verify'; password: string; hash: string }
  | ({
      readonly id: number;
      readonly kind: 'hash';
      password: string;
      salt: Uint8Array;
    } & typeof ARGON2);

export interface HashAnswer {
  readonly id: number;
  readonly value?: string | boolean;
  readonly fault?: string;
}

interface Waiting {
  resolve(value: string | boolean): void;
  reject(error: Error): void;
}

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/** The encoded hash of a new password; the event loop is free meanwhile. */
export async function hashPassword(password: string): Promise<string> {
  const task = {
    kind: 'hash',
    password: normal(password),
    salt: randomBytes(16),
    ...ARGON2,
  } as const;
  return (await run(task)) as string;
}

/** Whether this is the password; `undefined` for nobody's takes as long and is false. */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const task = { kind: 'verify', password: normal(password), hash: hash ?? OF_NOBODY } as const;
  const fits = (await run(task)) as boolean;
  return fits && hash !== undefined;
}

/** One written form of what may be typed in several. */
function normal(password: string): string {
  return password.normalize('NFKC');
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

function run(task: WithoutId<HashTask>): Promise<string | boolean> {
  const id = ++last;
  const answer = new Promise<string | boolean>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
  });
  const at = worker ?? start();
  at.ref();
  at.postMessage({ ...task, id });
  return answer;
}

/** Started at the first password; it does not keep the process alive while nobody waits. */
function start(): Worker {
  const started = new Worker(new URL('./hash-worker.js', import.meta.url));
  started.on('message', ({ id, value, fault }: HashAnswer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) started.unref();
    if (value === undefined) asked?.reject(new Error(fault));
    else asked?.resolve(value);
  });
  started.on('error', (error: Error) => {
    if (worker === started) worker = undefined;
    for (const asked of waiting.values()) asked.reject(error);
    waiting.clear();
  });
  worker = started;
  return started;
}
