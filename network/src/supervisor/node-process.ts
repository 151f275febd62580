import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { endFormer, rememberProcess } from './former.ts';
import { isHealthy, isReady } from './health.ts';
import type { NodeReport, NodeSpec, NodeState } from './node-spec.ts';
import { residentBytes } from './process-identity.ts';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
/** One that ran as long is started again at once when it ends. */
const STEADY_MS = 60_000;
const STARTING_CHECK_MS = 250;
const RUNNING_CHECK_MS = 2000;
const GRACE_MS = 20_000;
const LOG_LIMIT_BYTES = 64 * 2 ** 20;

/** One process, kept running: started again when it ends by itself, left alone when somebody took it down. */
export class NodeProcess {
  #spec: NodeSpec;
  readonly #inherited: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #state: NodeState = 'stopped';
  #restarts = 0;
  #delayMs = FIRST_DELAY_MS;
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Settles when the process started last has ended. */
  #gone: Promise<void> = Promise.resolve();

  constructor(spec: NodeSpec, inherited: NodeJS.ProcessEnv) {
    this.#spec = spec;
    this.#inherited = inherited;
  }

  get name(): string {
    return this.#spec.name;
  }

  report(): NodeReport {
    const { name, kind } = this.#spec;
    const pid = this.#child?.pid;
    return {
      name,
      kind,
      state: this.#state,
      ...(pid === undefined ? {} : { pid }),
      restarts: this.#restarts,
      residentBytes: pid === undefined ? 0 : residentBytes(pid),
    };
  }

  /** Starts it unless it runs. A spec that changed counts from this start on. */
  async start(spec: NodeSpec = this.#spec): Promise<void> {
    // One that was taken down may still be on its way out.
    if (this.#state === 'held' || this.#state === 'stopped') await this.#gone;
    if (this.#child !== undefined) return;
    this.#spec = spec;
    await endFormer(spec.pidFile);
    this.#spawn();
  }

  /** Asks it to end, and ends it after twenty seconds. */
  async stop(as: 'stopped' | 'held' = 'stopped'): Promise<void> {
    clearTimeout(this.#timer);
    const child = this.#child;
    const wasPaused = this.#state === 'paused';
    this.#state = as;
    if (child === undefined) return;
    child.kill('SIGTERM');
    if (wasPaused) child.kill('SIGCONT');
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await this.#gone;
    clearTimeout(timer);
  }

  /** As a power cut would. Comes back by itself unless it is to stay down. */
  async kill(stay: boolean): Promise<void> {
    const child = this.#child;
    if (stay) {
      clearTimeout(this.#timer);
      this.#state = 'held';
    }
    child?.kill('SIGKILL');
    await this.#gone;
  }

  /** Stops it in the middle of whatever it does; others see it as one that does not answer. */
  pause(): void {
    if (this.#child === undefined) return;
    clearTimeout(this.#timer);
    this.#child.kill('SIGSTOP');
    this.#state = 'paused';
  }

  async resume(): Promise<void> {
    if (this.#state !== 'paused') return this.start();
    this.#child?.kill('SIGCONT');
    this.#state = 'sick';
    this.#check();
  }

  #spawn(): void {
    const { program, args, env, cwd, log, pidFile } = this.#spec;
    const output = openLog(log);
    const child = spawn(program, [...args], {
      cwd,
      env: { ...this.#inherited, ...env },
      stdio: ['ignore', output, output],
      // A group of its own: a Ctrl-C at the terminal of `up` is not meant for it.
      detached: true,
    });
    closeSync(output);
    this.#child = child;
    this.#state = 'starting';
    this.#startedAt = performance.now();
    this.#gone = new Promise((resolve) => {
      const ended = () => {
        this.#ended();
        resolve();
      };
      child.once('error', ended);
      child.once('exit', ended);
    });
    if (child.pid !== undefined) rememberProcess(pidFile, child.pid);
    this.#check();
  }

  #ended(): void {
    if (this.#child === undefined) return;
    this.#child = undefined;
    rmSync(this.#spec.pidFile, { force: true });
    if (this.#state === 'stopped' || this.#state === 'held') return;
    clearTimeout(this.#timer);
    this.#state = 'waiting';
    this.#restarts++;
    const steady = performance.now() - this.#startedAt > STEADY_MS;
    this.#delayMs = steady ? FIRST_DELAY_MS : Math.min(this.#delayMs * 2, LONGEST_DELAY_MS);
    this.#timer = setTimeout(() => this.#spawn(), this.#delayMs);
  }

  #check(): void {
    const child = this.#child;
    clearTimeout(this.#timer);
    const again = this.#state === 'starting' ? STARTING_CHECK_MS : RUNNING_CHECK_MS;
    this.#timer = setTimeout(async () => {
      const ask = this.#state === 'starting' ? isReady : isHealthy;
      const healthy = await ask(this.#spec.health);
      // Meanwhile it may have ended, or somebody may have taken it down.
      if (this.#child !== child || !isAtWork(this.#state)) return;
      if (healthy) this.#state = 'up';
      else if (this.#state === 'up') this.#state = 'sick';
      this.#check();
    }, again);
  }
}

function isAtWork(state: NodeState): boolean {
  return state === 'starting' || state === 'up' || state === 'sick';
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}
