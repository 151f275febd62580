import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { beginIn, NOBODY, type Scope, shownText } from './scope.ts';

export type Db = NodePgDatabase;

/** One SQL transaction: `db` for the court's tables, `client` for what the notary writes beside them. */
export interface Unit {
  readonly db: Db;
  readonly client: PoolClient;
}

/** The court's SQL in one scope. */
export interface Store {
  /** Each statement is a transaction of its own. */
  readonly db: Db;
  /** Runs `work` in one transaction; commits when it resolves, rolls back when it throws. */
  transaction<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  /** The same tables in another scope. */
  as(scope: Scope): Store;
}

/**
 * The store over a pool whose schema `court` is up to date, in the scope of nobody; the caller owns the pool. `role` is
 * what `guardedRole` found.
 */
export function openStore(pool: Pool, role: string | undefined, scope: Scope = NOBODY): Store {
  const begin = beginIn(scope, role);
  // Drizzle asks nothing of its client but `query`, as long as nobody calls its own `transaction`.
  const client = { query: singleStatement(pool, begin) } as unknown as Pool;
  return {
    db: drizzle(client),
    transaction: (work) => inTransaction(pool, begin, work),
    as: (other) => openStore(pool, role, other),
  };
}

/** Shows a name or secret within a person's transaction: rows that carry it can be seen from then on. */
export async function show({ db }: Pick<Unit, 'db'>, shown: readonly string[]): Promise<void> {
  await db.execute(sql`select set_config('cunzheng.shown', ${shownText(shown)}, true)`);
}

function singleStatement(pool: Pool, begin: string) {
  return (statement: QueryConfig, values?: unknown[]): Promise<QueryResult> =>
    onClient(pool, begin, (client) => client.query(statement, values));
}

function inTransaction<T>(pool: Pool, begin: string, work: (unit: Unit) => Promise<T>): Promise<T> {
  return onClient(pool, begin, (client) => work({ db: drizzle(client), client }));
}

async function onClient<T>(
  pool: Pool,
  begin: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
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
