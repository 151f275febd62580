import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, compose, createLogger, type Deployment, loadConfig } from '@cunzheng/api';
import { SILENT_LOGGER } from '@cunzheng/notary';
import Fastify, { type FastifyInstance } from 'fastify';
import { benchDirectory } from './directory.ts';
import { type Asked, drive } from './drive.ts';
import { type Measures, percentile, round } from './measure.ts';
import { repeat, type Statement, statementsOf } from './statements.ts';

/** Clients at once, and requests for each number of them. */
const LEVELS = [
  [1, 60],
  [8, 160],
  [32, 320],
] as const;
const GOAL = 2;
/** What sign-in writes, and what is taken away before the same is written again. */
const WRITTEN = ['phone_code', 'known_device', 'throttle', 'ceremony'];

/** The product within this process, so that its statements can be heard. */
export interface Ground {
  readonly deployment: Deployment;
  readonly app: FastifyInstance;
}

/** A page or call, with as many different requests as there are people. */
export interface Page {
  readonly key: string;
  readonly what: string;
  /** Requests that nobody has made yet; those that only read may be made again. */
  ask(count: number): Promise<Asked[]>;
  readonly writes: boolean;
  /** What the bare route does besides SQL. */
  readonly beside?: () => Promise<unknown>;
}

/** A suite of pages: `among` says over how many rows, `name` begins the keys. */
export interface Pages {
  readonly name: string;
  readonly among: string;
  plant(ground: Ground): Promise<Page[]>;
}

/**
 * Each page over HTTP from another thread, against a bare Fastify route that asks the very same statements with the very same
 * values over the same pool and answers with their rows.
 */
export async function measureAgainstBare(pages: Pages): Promise<Measures> {
  const dir = await benchDirectory();
  const config = loadConfig({
    ...{ DATA_DIR: dir, PORT: '0', CUNZHENG_LOG_LEVEL: 'silent', CUNZHENG_RATE_LIMIT: '0' },
    ...{ CUNZHENG_TRUST_PROXY: '127.0.0.1', CUNZHENG_PUBLIC_URL: 'http://127.0.0.1:1' },
  });
  const publicUrl = () => 'http://127.0.0.1:1';
  const deployment = await compose({ config, clock: Date.now, logger: SILENT_LOGGER, publicUrl });
  const files = { web: join(dir, 'none'), verifyPage: join(dir, 'none.html') };
  const app = await build(config, deployment.deps, {
    pages: files,
    logger: createLogger('silent'),
  });
  deployment.work();
  try {
    return await measureAll({ deployment, app }, pages);
  } finally {
    await app.close();
    await deployment.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function measureAll(ground: Ground, pages: Pages): Promise<Measures> {
  const planted = await pages.plant(ground);
  const url = await ground.app.listen({ port: 0, host: '127.0.0.1' });
  const measures: Measures = {};
  for (const page of planted) {
    const found = await measurePage(ground, url, page, pages);
    for (const [key, { value, limit, ratio }] of Object.entries(found))
      console.error(`  ${key}: ${value} ms against ${limit} ms, ${ratio}`);
    Object.assign(measures, found);
  }
  return measures;
}

export function counted<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

export async function oneByOne<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let i = 0; i < count; i++) made.push(await make());
  return made;
}

let address = 0;

/** Everybody comes from an address of his own: codes are rationed by it. */
function headers(): Record<string, string> {
  address += 1;
  const forwarded = [10, address >> 16, address >> 8, address].map((part) => part & 255).join('.');
  return { 'x-forwarded-for': forwarded, 'x-cunzheng-csrf': '1' };
}

export function get(path: string, token: string): Asked {
  const cookie = `cunzheng_session=${token}`;
  return { method: 'GET', path: `/api/v1${path}`, headers: { ...headers(), cookie } };
}

export function post(path: string, body: object): Asked {
  const json = { 'content-type': 'application/json' };
  return {
    ...{ method: 'POST', path: `/api/v1${path}`, body: JSON.stringify(body) },
    headers: { ...headers(), ...json },
  };
}

async function measurePage(
  ground: Ground,
  url: string,
  page: Page,
  pages: Pages,
): Promise<Measures> {
  const { database } = ground.deployment;
  const total = LEVELS.reduce((sum, [, count]) => sum + count, 0);
  await drive({ url, asked: await page.ask(40), clients: 8 });
  const ours = new Map<number, number[]>();
  for (const [clients, count] of LEVELS)
    ours.set(clients, await drive({ url, asked: await page.ask(count), clients }));
  const heard = await hear(ground.app, await page.ask(page.writes ? total : 40));
  if (page.writes)
    await database.query(`truncate ${WRITTEN.map((name) => `court.${name}`).join(', ')}`);
  if (page.key === 'code.type')
    await database.query(`delete from court.session where method = 'code'`);
  const bare = new Map<number, number[]>();
  await withBare(ground, { heard, page }, async (address) => {
    let next = 0;
    for (const [clients, count] of LEVELS) {
      const asked = counted(count, () => replay(next++ % heard.length));
      bare.set(clients, await drive({ url: address, asked, clients }));
    }
  });
  return figures(pages, page, { ours, bare, statements: heard[0]?.length ?? 0 });
}

const replay = (i: number): Asked => ({ method: 'GET', path: `/${i}`, headers: {} });

/** The statements of each request. Throws when one is refused. */
async function hear(app: FastifyInstance, asked: readonly Asked[]): Promise<Statement[][]> {
  const heard: Statement[][] = [];
  for (const { method, path, headers, body } of asked) {
    heard.push(
      await statementsOf(async () => {
        const payload = body === undefined ? {} : { payload: body };
        const answer = await app.inject({ method, url: path, headers: { ...headers }, ...payload });
        if (answer.statusCode > 202) throw new Error(`${path}: ${answer.body.slice(0, 300)}`);
      }),
    );
  }
  return heard;
}

async function withBare(
  { deployment }: Ground,
  { heard, page }: { readonly heard: readonly Statement[][]; readonly page: Page },
  work: (url: string) => Promise<void>,
): Promise<void> {
  const bare = Fastify();
  bare.get<{ Params: { i: string } }>('/:i', async ({ params }) => {
    await page.beside?.();
    return repeat(deployment.database, heard[Number(params.i)] ?? []);
  });
  try {
    await work(await bare.listen({ port: 0, host: '127.0.0.1' }));
  } finally {
    await bare.close();
  }
}

function figures(
  { name, among }: Pages,
  { key, what }: Page,
  taken: {
    readonly ours: ReadonlyMap<number, number[]>;
    readonly bare: ReadonlyMap<number, number[]>;
    readonly statements: number;
  },
): Measures {
  const measures: Measures = {};
  for (const [clients] of LEVELS) {
    const [ours, bare] = [taken.ours.get(clients) ?? [], taken.bare.get(clients) ?? []];
    const at = (values: number[], p: number) => round(percentile(values, p));
    measures[`${name}.${key}.${clients}`] = {
      what: `${what}, p95 with ${clients} at once, ${among}; ratio: of a bare route with the same SQL`,
      ...{ value: at(ours, 0.95), unit: 'ms', limit: at(bare, 0.95) },
      anchors: {
        ...{ p50: at(ours, 0.5), 'p50 bare': at(bare, 0.5) },
        ...{ statements: taken.statements, 'goal of the ratio': GOAL },
      },
      ratio: round(at(ours, 0.95) / at(bare, 0.95)),
    };
  }
  return measures;
}
