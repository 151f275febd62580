import { createHash } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import pg from 'pg';

export interface Migration {
  /** Sorts nothing: the order of the list counts. Never reused. */
  readonly id: string;
  readonly sql: string;
}

/** Migrations of one database run one after the other, whoever starts them. */
const MIGRATION_LOCK = 0x6d6967;

/**
 * Brings the SQL schema up to the last of `migrations`, in one transaction under an advisory lock; unqualified names in
 * a migration are in that schema. Throws `MIGRATION_DIFFERS` when one that was applied is missing, moved or has another
 * text (a newer program has been here, or an applied migration was edited), and PostgreSQL's own error for bad SQL.
 */
export async function migrate(
  pool: pg.Pool,
  schema: string,
  migrations: readonly Migration[],
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await applyMissing(client, pg.escapeIdentifier(schema), migrations);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function applyMissing(
  client: pg.PoolClient,
  schema: string,
  migrations: readonly Migration[],
): Promise<void> {
  await client.query(`create schema if not exists ${schema}`);
  await client.query(`set local search_path to ${schema}, public`);
  await client.query(
    `create table if not exists ${schema}.migrations
     (place integer primary key, id text not null unique, digest text not null, applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query<{ id: string; digest: string }>(
    `select id, digest from ${schema}.migrations order by place`,
  );
  demandUnchanged(rows, migrations);
  for (const [place, { id, sql }] of migrations.entries()) {
    if (place < rows.length) continue;
    await client.query(sql);
    await client.query(`insert into ${schema}.migrations (place, id, digest) values ($1, $2, $3)`, [
      place,
      id,
      digest(sql),
    ]);
  }
}

function demandUnchanged(
  applied: readonly { id: string; digest: string }[],
  migrations: readonly Migration[],
): void {
  for (const [place, { id, digest: before }] of applied.entries()) {
    const now = migrations[place];
    if (now?.id === id && digest(now.sql) === before) continue;
    const what = now?.id === id ? 'has another text now' : 'is not at its place in this program';
    throw new CunzhengError('MIGRATION_DIFFERS', `migration ${id}, applied before, ${what}`);
  }
}

function digest(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
