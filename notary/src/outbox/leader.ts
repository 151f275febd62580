import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from '../logger.ts';
import type { SqlClient, SqlStatement } from './outbox.ts';

/** Held by the one process that submits the outbox of a database; falls with the connection. */
const SUBMITTER_LOCK = 0x6f7574;
const ELECTION_MS = 500;

/** What the elected one is given. */
export interface Mandate {
  /** The connection that holds the lock: what is written over it is written by the elected one. */
  readonly sql: SqlClient;
  /** Aborts when the connection is lost or the process closes. */
  readonly signal: AbortSignal;
}

/**
 * Stands for election until `stop` aborts: whenever the lock is won, `work` runs with a connection of its own until its
 * mandate ends. Lost connections and a database that is away are waited out.
 */
export async function campaign(
  pool: pg.Pool,
  stop: AbortSignal,
  logger: Logger,
  work: (mandate: Mandate) => Promise<void>,
): Promise<void> {
  while (!stop.aborted) {
    try {
      await term(pool, stop, work);
    } catch (error) {
      if (!stop.aborted) logger.warn({ error: String(error) }, 'the outbox lost its database');
    }
    await delay(ELECTION_MS, undefined, { signal: stop, ref: false }).catch(() => {});
  }
}

async function term(
  pool: pg.Pool,
  stop: AbortSignal,
  work: (mandate: Mandate) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  const lost = new AbortController();
  const onLost = () => lost.abort();
  client.on('error', onLost);
  client.on('end', onLost);
  try {
    if (!(await elected(client, stop))) return;
    await work({ sql: inTurn(client), signal: AbortSignal.any([stop, lost.signal]) });
  } finally {
    client.off('end', onLost);
    // Ends the connection instead of handing it back, and the lock with it.
    client.release(true);
  }
}

/** One statement after the other: the calls of several members are settled side by side over the one connection. */
function inTurn(client: pg.PoolClient): SqlClient {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query(statement: string | SqlStatement, values?: unknown[]) {
      const answer = last.then(() => client.query(statement as string, values));
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}

/** Waits in line on one connection; polls, so that closing needs to cancel nothing. */
async function elected(client: pg.PoolClient, stop: AbortSignal): Promise<boolean> {
  while (!stop.aborted) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as won', [SUBMITTER_LOCK]);
    if (rows[0].won) return true;
    await delay(ELECTION_MS, undefined, { signal: stop, ref: false }).catch(() => {});
  }
  return false;
}
