import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type House, openHouse } from './house.ts';
import { setClock } from './set-clock.ts';

const PRELOAD = fileURLToPath(new URL('shifted-clock.js', import.meta.url));

/** A deployment that can be killed and started again, at one address, with a clock of its own. */
export class Mortal {
  readonly #dataDir: string;
  readonly #shift: string;
  readonly #env: Readonly<Record<string, string>>;
  #house!: House;
  #ahead = 0;

  constructor(dataDir: string, folder: string, env: Readonly<Record<string, string>> = {}) {
    this.#dataDir = dataDir;
    this.#env = env;
    this.#shift = join(folder, 'shift');
  }

  get dataDir(): string {
    return this.#dataDir;
  }

  get url(): string {
    return this.#house.url;
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Lets time pass. */
  pass(ms: number): void {
    this.#ahead += ms;
    setClock(this.#shift, this.#ahead);
  }

  async start(): Promise<void> {
    const env = { ...this.#env, CLOCK_SHIFT: this.#shift };
    const port = this.#house?.port;
    const place = { dataDir: this.#dataDir, ...(port && { port }) };
    this.#house = await openHouse({ ...place, preload: [PRELOAD], env });
  }

  /** One more process on the same data, with the same clock. */
  beside(): Promise<House> {
    const env = { ...this.#env, CLOCK_SHIFT: this.#shift };
    return openHouse({ dataDir: this.#dataDir, preload: [PRELOAD], env });
  }

  async kill(): Promise<void> {
    await this.#house.end('SIGKILL');
  }

  leave(): Promise<void> {
    return this.#house.leave();
  }
}

/** One step of somebody's way, and whether he has it behind him; told again, it is done from where he stands. */
export interface Step {
  readonly what: string;
  act(): Promise<unknown>;
  isDone(): Promise<boolean>;
  /** Where a repetition of `act` is not the way on. */
  again?(): Promise<unknown>;
}

/** Takes steps one after the other. Throws at one that is not done by what was done for it. */
export async function goOn(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    await step.act();
    if (!(await step.isDone())) throw new Error(`${step.what} is not done`);
  }
}

/** Sends without expecting anything: the server may be gone. */
export async function sent(act: Promise<unknown>): Promise<void> {
  await act.catch(() => undefined);
}
