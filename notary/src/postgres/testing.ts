import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import pg from 'pg';
import { isAlive } from './cluster.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';

export interface TestDatabase {
  readonly url: string;
  /** Drops the database (closing what is still connected) and lets go of the server. */
  drop(): Promise<void>;
}

/** What every database of a run starts from, made once. */
export interface Template {
  /** Changes with what `prepare` does, e.g. all migrations' text. */
  readonly key: string;
  prepare(url: string): Promise<void>;
}

const TEMPLATE_LOCK = 0x74706c;
let made = 0;

/**
 * A database of its own for a test file, on one server that all test processes share: the last one out stops it.
 * With `template` the database is a copy of one prepared once. Throws as `startEmbeddedPostgres`.
 */
export async function testDatabase(template?: Template): Promise<TestDatabase> {
  const server = await startEmbeddedPostgres({ dir: await testFolder() });
  const admin = new pg.Client({ connectionString: databaseUrl(server, 'postgres') });
  try {
    await admin.connect();
    await dropAbandoned(admin);
    const source =
      template === undefined ? 'template1' : await openTemplate(server, admin, template);
    const name = `test_${process.pid}_${++made}`;
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`create database ${name} template ${source}`);
    return { url: databaseUrl(server, name), drop: () => drop(server, name) };
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await admin.end();
  }
}

/** The same for every process of this user, refused when somebody else made it. */
async function testFolder(): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `cunzheng-test-${uid}`);
  await mkdir(folder, { recursive: true });
  const found = await lstat(folder);
  if (found.uid !== uid || !found.isDirectory())
    throw new CunzhengError('DATABASE_UNAVAILABLE', `${folder} belongs to somebody else`);
  await chmod(folder, 0o711);
  return join(folder, 'postgres');
}

function databaseUrl(server: EmbeddedPostgres, name: string): string {
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return url.href;
}

async function drop(server: EmbeddedPostgres, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: databaseUrl(server, 'postgres') });
  try {
    await admin.connect();
    await admin.query(`drop database if exists ${name} with (force)`);
  } finally {
    await admin.end();
    await server.stop();
  }
}

/** Databases of test processes that were killed. */
async function dropAbandoned(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select datname as name from pg_database where datname like 'test\\_%'`,
  );
  for (const { name } of rows) {
    const pid = Number(name.split('_')[1]);
    if (!isAlive(pid)) await admin.query(`drop database if exists ${name} with (force)`);
  }
}

async function openTemplate(
  server: EmbeddedPostgres,
  admin: pg.Client,
  template: Template,
): Promise<string> {
  const name = `template_${createHash('sha256').update(template.key).digest('hex').slice(0, 16)}`;
  await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await makeTemplate(server, admin, name, template);
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return name;
}

/** Renamed when whole, so that a killed preparation leaves no half template. */
async function makeTemplate(
  server: EmbeddedPostgres,
  admin: pg.Client,
  name: string,
  template: Template,
): Promise<void> {
  await admin.query(`drop database if exists ${name}_new with (force)`);
  await admin.query(`create database ${name}_new template template1`);
  await template.prepare(databaseUrl(server, `${name}_new`));
  await admin.query(`alter database ${name}_new rename to ${name}`);
}
