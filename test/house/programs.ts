import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../architecture/tree.ts';
import { type Exit, exitOf } from './house.ts';

/** How a program ended, its two outputs apart. */
export interface Ended extends Exit {
  readonly out: string;
}

/** Runs a program of the checkout by Node, or another by its path, to its end. */
export async function runProgram(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const [program = '', ...args] = command;
  const script = /\.m?js$/.test(program);
  const child = spawn(
    script ? process.execPath : program,
    script ? [join(ROOT, program), ...args] : args,
    {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  const exit = await exitOf(child);
  return { ...exit, out };
}

/** One line of what scrub found. */
export interface Difference {
  readonly what: string;
  readonly where: string;
  readonly why: string;
}

export interface Scrubbed {
  readonly code: number | null;
  readonly intact: boolean;
  readonly differences: readonly Difference[];
  readonly skipped: readonly { readonly what: string; readonly why: string }[];
  readonly checked: Readonly<Record<string, number>>;
}

/** `npm run scrub -- --json` over a data directory; `env` adds to its environment. Throws when it says no report. */
export async function runScrub(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Scrubbed> {
  const { code, out, said } = await runProgram(['scripts/dist/src/scrub.js', '--json'], {
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    ...env,
  });
  if (out === '') throw new Error(`scrub ended with ${code}: ${said}`);
  return { ...JSON.parse(out), code };
}

/** `npm run demo -- --json` against a server. */
export function runDemo(url: string, dataDir: string): Promise<Ended> {
  return runProgram(['scripts/dist/src/demo.js', '--json'], {
    CUNZHENG_URL: url,
    DATA_DIR: dataDir,
  });
}
