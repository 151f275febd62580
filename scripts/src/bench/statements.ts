import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

/** A statement as it was given to `pg`: its own object, or text and values. */
export type Statement = readonly unknown[];

const heard = new AsyncLocalStorage<Statement[]>();
const query = pg.Client.prototype.query;

/** Resolves to the statements that `work` gave to any client of `pg`, in order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  listen();
  const statements: Statement[] = [];
  await heard.run(statements, work);
  return statements;
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  pg.Client.prototype.query = function listened(this: pg.Client, ...given: unknown[]) {
    // A callback stands last where the pool asks; what is asked again is the statement alone.
    const statement = given.filter((each) => typeof each !== 'function');
    if (typeof statement[0] === 'string' || isConfig(statement[0]))
      heard.getStore()?.push(statement);
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof query;
}

function isConfig(given: unknown): boolean {
  return typeof given === 'object' && given !== null && 'text' in given;
}

/** Asks them again, one after the other, over one connection of the pool; the rows of the last that has any. */
export async function repeat(pool: pg.Pool, statements: readonly Statement[]): Promise<unknown[]> {
  const client = await pool.connect();
  let rows: unknown[] = [];
  try {
    for (const statement of statements) {
      const ask = client.query as unknown as (...all: unknown[]) => Promise<pg.QueryResult>;
      const answer = await ask.apply(client, [...statement]);
      if (answer.rows?.length > 0) rows = answer.rows;
    }
    return rows;
  } finally {
    client.release();
  }
}
