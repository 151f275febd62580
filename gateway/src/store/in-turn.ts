import type { Pool } from 'pg';

/** Advisory locks of the database: what only one process at a time may do. */
export const OPENING = 0x6f706e;
export const SYSTEM_KEYS = 0x6b6579;

/**
 * Does what only one of the processes on a database may do at a time; waits for its turn. Holds a connection of the pool
 * besides those that `work` uses. Throws what `work` throws.
 */
export async function inTurn<T>(pool: Pool, lock: number, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lock]);
    return await work();
  } finally {
    // Ends the connection instead of handing it back, and the lock with it.
    client.release(true);
  }
}
