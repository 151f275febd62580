import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient } from 'pg';
import { TABLES } from './schema.ts';

export type Db = NodePgDatabase<typeof TABLES>;

/** One SQL transaction: `db` for the court's tables, `client` for what the notary writes beside them. */
export interface Unit {
  readonly db: Db;
  readonly client: PoolClient;
}

/** The court's SQL. */
export interface Store {
  readonly db: Db;
  /** Runs `work` in one transaction; commits when it resolves, rolls back when it throws. */
  transaction<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
}

/** The store over a pool whose schema `court` is up to date; the caller owns the pool. */
export function openStore(pool: Pool): Store {
  return {
    db: drizzle(pool, { schema: TABLES }),
    transaction: (work) => inTransaction(pool, work),
  };
}

async function inTransaction<T>(pool: Pool, work: (unit: Unit) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work({ db: drizzle(client, { schema: TABLES }), client });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that cannot even roll back is thrown away, never handed to the next caller.
    await client.query('ROLLBACK').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
