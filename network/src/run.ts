import { spawn } from 'node:child_process';
import { CunzhengError } from '@cunzheng/domain';

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the few variables of our own environment that programs may see. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Called with each line of standard error, as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Our own environment, without which no program finds its libraries, home or proxy; given once by the command line. */
export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_TIMEOUT_MS = 60_000;

/** Runs a program to its end. Rejects only when it cannot be started or runs out of time (`NETWORK_STEP_FAILED`). */
export function tryRun(
  environment: Environment,
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const { cwd, env, onLine, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...environment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
      if (onLine !== undefined) for (const line of text.split('\n')) if (line !== '') onLine(line);
    });
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new CunzhengError('NETWORK_STEP_FAILED', `${program} does not start`, { cause }));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal === null) resolve({ code: code ?? 1, ...output });
      else reject(stepFailed(program, args, `ended by ${signal}\n${output.stderr}`));
    });
  });
}

/** As `tryRun`; throws `NETWORK_STEP_FAILED` with the program's last words unless it ends with 0. */
export async function run(
  environment: Environment,
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const result = await tryRun(environment, program, args, options);
  if (result.code !== 0) throw stepFailed(program, args, result.stderr || result.stdout);
  return result;
}

function stepFailed(program: string, args: readonly string[], words: string): CunzhengError {
  const name = program.split('/').at(-1);
  // Never the arguments from the third on: a registration has a secret among them.
  const last = words.trim().split('\n').slice(-8).join('\n');
  return new CunzhengError('NETWORK_STEP_FAILED', `${name} ${args.slice(0, 2).join(' ')}: ${last}`);
}
