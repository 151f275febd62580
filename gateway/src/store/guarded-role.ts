import { CunzhengError } from '@cunzheng/domain';
import type { Pool, PoolClient } from 'pg';
import { APPLICATION_ROLE } from './scope.ts';

/** Grants of one database are given one after the other, whoever starts. */
const GRANT_LOCK = 0x677264;

/** Schemas of the product; the notary's may not be there. */
const GRANTS = [
  ['court', 'SELECT, INSERT, UPDATE, DELETE'],
  ['notary', 'SELECT, INSERT'],
] as const;

/**
 * Makes sure that row security binds the court's statements, and tells under which role they run: `cunzheng_app`, made
 * here if need be, or none where the role of the connection may not make one and is bound itself. Throws
 * `CONFIG_INVALID` when it is neither: a forgotten filter would then leak. Schemas must be up to date.
 */
export async function guardedRole(pool: Pool): Promise<string | undefined> {
  const client = await pool.connect();
  try {
    const role = (await makeRole(client)) ? APPLICATION_ROLE : undefined;
    if (role !== undefined) await grant(client);
    await demandBound(client, role);
    return role;
  } finally {
    client.release();
  }
}

/** True when the role is there and this connection may take it on. */
async function makeRole(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [
    APPLICATION_ROLE,
  ]);
  // Roles belong to the whole server: another database's start may make it between the two statements.
  if (rows.length === 0) await attempt(client, `CREATE ROLE ${APPLICATION_ROLE} NOLOGIN`);
  if (await mayTake(client)) return true;
  await attempt(client, `GRANT ${APPLICATION_ROLE} TO CURRENT_USER`);
  return mayTake(client);
}

function mayTake(client: PoolClient): Promise<boolean> {
  return attempt(client, `BEGIN; SET LOCAL ROLE ${APPLICATION_ROLE}; COMMIT`);
}

/** False when the server refuses. */
async function attempt(client: PoolClient, statement: string): Promise<boolean> {
  return client.query(statement).then(
    () => true,
    async (error: { code?: string }) => {
      await client.query('ROLLBACK');
      if (error.code === undefined) throw error;
      return false;
    },
  );
}

async function grant(client: PoolClient): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [GRANT_LOCK]);
    for (const [schema, rights] of GRANTS) {
      for (const table of await ungranted(client, schema, rights)) {
        await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${APPLICATION_ROLE}`);
        await client.query(`GRANT ${rights} ON ${table} TO ${APPLICATION_ROLE}`);
      }
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** Tables under row security on which the role has not all these rights yet. */
async function ungranted(client: PoolClient, schema: string, rights: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     WHERE c.relnamespace = to_regnamespace($1) AND c.relkind = 'r' AND c.relrowsecurity
       AND EXISTS (SELECT FROM unnest(string_to_array($3, ', ')) AS needed
                   WHERE NOT has_table_privilege($2, c.oid, needed))`,
    [schema, APPLICATION_ROLE, rights],
  );
  return rows.map(({ name }) => name);
}

async function demandBound(client: PoolClient, role: string | undefined): Promise<void> {
  await client.query('BEGIN');
  try {
    if (role !== undefined) await client.query(`SET LOCAL ROLE ${role}`);
    const { rows } = await client.query<{ bound: boolean }>(
      `SELECT row_security_active('court.court_case') AS bound`,
    );
    if (rows[0]?.bound === true) return;
  } finally {
    await client.query('ROLLBACK');
  }
  throw new CunzhengError(
    'CONFIG_INVALID',
    `DATABASE_URL: its role passes row security and may not become ${APPLICATION_ROLE}; ` +
      `have an administrator run CREATE ROLE ${APPLICATION_ROLE} NOLOGIN and GRANT it to that role`,
  );
}
