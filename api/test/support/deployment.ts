import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, SILENT_LOGGER } from '@cunzheng/notary';
import { testDatabase } from '@cunzheng/notary/postgres/testing';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { build } from '../../src/app.ts';
import { compose, type Deployment } from '../../src/compose.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import type { Deps } from '../../src/deps.ts';
import { createLogger } from '../../src/logger.ts';
import { Person, type Send } from './person.ts';

/** A whole deployment with its application, in a directory and a database of its own. */
export interface TestCourt {
  readonly app: FastifyInstance;
  readonly deployment: Deployment;
  readonly config: Config;
  /** Moves the deployment's clock. */
  advance(ms: number): void;
  /** Somebody with a browser, not signed in. */
  stranger(): Person;
  /** Somebody signed in. */
  person(account: string): Promise<Person>;
  /** Rows of every table and height of the ledger: equal before and after when nothing changed. */
  census(): Promise<string>;
  close(): Promise<void>;
}

/** Opens a deployment for a test file: real database, ledger, log and notary; only the clock is ours. */
export async function testCourt(
  env: Record<string, string> = {},
  reach: (databaseUrl: string) => Promise<string> = async (url) => url,
  logger: Logger = SILENT_LOGGER,
): Promise<TestCourt> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cunzheng-api-'));
  const database = await testDatabase();
  const config = loadConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: await reach(database.url),
    CUNZHENG_LOG_LEVEL: 'silent',
    CUNZHENG_RATE_LIMIT: '0',
    CUNZHENG_PUBLIC_URL: 'http://127.0.0.1:1',
    CUNZHENG_CHECKPOINT_INTERVAL_MS: '20',
    ...env,
  });
  let ahead = 0;
  const deployment = await compose({
    config,
    clock: () => Date.now() + ahead,
    logger,
    publicUrl: () => 'http://127.0.0.1:1',
  });
  const app = await testApp(config, deployment.deps);
  deployment.work();
  const person = async (account: string) => {
    const who = new Person(overInject(app));
    await who.signIn(account);
    return who;
  };
  return {
    app,
    deployment,
    config,
    advance: (ms) => {
      ahead += ms;
    },
    stranger: () => new Person(overInject(app)),
    person,
    census: () => census(deployment),
    async close() {
      await app.close();
      await deployment.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The application over these parts; a test may have put one of its own in. */
export async function testApp(config: Config, deps: Deps): Promise<FastifyInstance> {
  const pages = {
    web: join(config.dataDir, 'none'),
    verifyPage: join(config.dataDir, 'none.html'),
  };
  const app = await build(config, deps, { pages, logger: createLogger('silent') });
  await app.ready();
  return app;
}

/** Sends without a port, through the very application that listens in production. */
export function overInject(app: FastifyInstance): Send {
  return async (method, path, { headers, body }) => {
    const payload =
      body === undefined ? {} : { payload: typeof body === 'string' ? body : Buffer.from(body) };
    const answer = await app.inject({
      method: method as NonNullable<InjectOptions['method']>,
      url: path,
      headers,
      ...payload,
    });
    const own = new Headers();
    for (const [name, value] of Object.entries(answer.headers))
      for (const each of [value].flat()) own.append(name, String(each));
    return { status: answer.statusCode, headers: own, bytes: new Uint8Array(answer.rawPayload) };
  };
}

/** Tables that a request may change without changing anything of the court. */
const PASSING = new Set([
  ...['session', 'challenge', 'prepared_act', 'known_device', 'ceremony', 'throttle'],
  ...['audit_entry', 'notice_delivery'],
]);

/** The sweep moves these on beside every request: only how many there are is compared. */
const MOVED = new Set(['notice']);

async function census({ database, ledger }: Deployment): Promise<string> {
  const { rows: tables } = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'court' ORDER BY 1`,
  );
  const counts: string[] = [];
  for (const { name } of tables.filter((table) => !PASSING.has(table.name))) {
    const rowsHash = `coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '')`;
    const { rows } = await database.query<{ n: string }>(
      `SELECT ${MOVED.has(name) ? "''" : rowsHash} || count(*) AS n FROM court."${name}" t`,
    );
    counts.push(`${name}=${rows[0]?.n}`);
  }
  const { rows: outbox } = await database.query<{ n: string }>(
    'SELECT count(*) AS n FROM notary.record',
  );
  return [...counts, `outbox=${outbox[0]?.n}`, `height=${await ledger.height()}`].join('\n');
}
