import pg from 'pg';

export type { Pool } from 'pg';

const MAX_CONNECTIONS = 20;
const CONNECT_MS = 5000;

/**
 * Connections to the database. What is asked on one outside the store (migrations, the notary's outbox) is asked by the
 * house: where the database's role is bound by row security it would otherwise see nothing. `onLost` hears of idle ones that broke, which must not end the process: the next query
 * says what is wrong. The caller ends the pool.
 */
export function openPool(url: string, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    options: '-c cunzheng.scope=house',
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
  });
  pool.on('error', onLost);
  // A connection in use that breaks between two statements has nobody else who listens; the next statement fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
