import { setTimeout as delay } from 'node:timers/promises';
import { CunzhengError } from '@cunzheng/domain';
import pg from 'pg';
import { type Logger, SILENT_LOGGER } from '../logger.ts';
import { openCluster, SUPERUSER } from './cluster.ts';
import { type Home, openHome, socketFolder } from './home.ts';
import {
  removeForeignLocks,
  type Starting,
  spawnPostmaster,
  stopPostmaster,
} from './postmaster.ts';
import { installedDistribution, type Programs, usablePrograms } from './programs.ts';

export interface EmbeddedPostgres {
  /** Connection string of the database; holds the password, so never log it. */
  readonly url: string;
  /** Where the data really is; not `dir` when the server's user may not go there. */
  readonly dir: string;
  /** Lets go of the server; the last process (or caller) that lets go stops it. Never throws for a server already gone. */
  stop(): Promise<void>;
}

const DATABASE = 'cunzheng';
/** Advisory lock in the maintenance database: shared by all who use the server, exclusive for the one that stops it. */
const USERS_LOCK = 0x63756e;
const START_MS = 60_000;
const POLL_MS = 25;
const REJOIN_MS = 2000;

/**
 * A durable PostgreSQL 18 of our own for `dir`, started if none runs there, else joined. It outlives a killed caller
 * and is found again by the next. Throws `DATABASE_UNAVAILABLE`, `DATA_DIR_UNWRITABLE`, `DISK_FULL`.
 */
export async function startEmbeddedPostgres(options: {
  readonly dir: string;
  readonly logger?: Logger;
}): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32')
    throw new CunzhengError(
      'DATABASE_UNAVAILABLE',
      'no embedded PostgreSQL on Windows; set DATABASE_URL',
    );
  const logger = options.logger ?? SILENT_LOGGER;
  const home = await openHome(options.dir, logger);
  const programs = await usablePrograms(
    await installedDistribution(),
    home.folder,
    home.account,
    logger,
  );
  const password = await openCluster(home, programs);
  const server = new SharedServer({
    home,
    programs,
    password,
    sockets: await socketFolder(home),
    logger,
  });
  await server.join();
  logger.info({ dir: home.folder }, 'PostgreSQL is ready');
  return { url: server.url(DATABASE), dir: home.folder, stop: () => server.leave() };
}

/** `pg` has these two; its types do not. */
type RefCounted = pg.Client & { ref(): void; unref(): void };

interface ServerOptions {
  readonly home: Home;
  readonly programs: Programs;
  readonly password: string;
  readonly sockets: string;
  readonly logger: Logger;
}

/** One process's share in a server. Its connection is its claim: the claim of a killed process ends with it. */
class SharedServer {
  readonly #options: ServerOptions;
  #claim: pg.Client | undefined;
  #left = false;
  #rejoining: Promise<void> | undefined;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  url(database: string): string {
    const { password, sockets } = this.#options;
    return `postgresql://${SUPERUSER}:${password}@localhost/${database}?host=${encodeURIComponent(sockets)}`;
  }

  /** Takes part, starting the server when none answers. Throws `DATABASE_UNAVAILABLE`, `DISK_FULL`. */
  async join(): Promise<void> {
    const deadline = performance.now() + START_MS;
    let starting: Starting | undefined;
    let attempts = 0;
    for (;;) {
      const outcome = await this.#tryClaim();
      if (outcome === 'claimed') return;
      const failed = starting?.failed();
      if (performance.now() > deadline || (failed !== undefined && attempts >= 5))
        throw failed ?? tooLong(this.#options);
      if (outcome === 'absent' && (starting === undefined || failed !== undefined)) {
        if (failed !== undefined) await this.#afterFailure(attempts);
        starting = await this.#spawn();
        attempts++;
      }
      await delay(POLL_MS);
    }
  }

  #spawn(): Promise<Starting> {
    const { home, programs, sockets } = this.#options;
    return spawnPostmaster(home, programs, sockets);
  }

  /** Another process may be starting it too, or children of a killed server are still ending: wait before the next try. */
  async #afterFailure(attempts: number): Promise<void> {
    await removeForeignLocks(this.#options.home, this.#options.sockets);
    await delay(POLL_MS * 2 ** attempts);
  }

  async #tryClaim(): Promise<'claimed' | 'absent' | 'busy'> {
    const client = new pg.Client({
      connectionString: this.url('postgres'),
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [USERS_LOCK]);
      await createDatabase(client);
    } catch (error) {
      await client.end().catch(() => {});
      return connectFailure(error as pg.DatabaseError);
    }
    this.#keep(client);
    return 'claimed';
  }

  #keep(client: pg.Client): void {
    this.#claim = client;
    client.once('end', () => this.#lost(client));
    // The claim alone must not keep a finished process from ending.
    (client as RefCounted).unref();
  }

  /** The server went away under us (killed, or out of memory): bring it back, the pools will reconnect. */
  #lost(client: pg.Client): void {
    if (this.#left || this.#claim !== client) return;
    this.#claim = undefined;
    const { home, logger } = this.#options;
    logger.warn({ dir: home.folder }, 'PostgreSQL went away; starting it again');
    this.#rejoining = this.#rejoin();
  }

  async #rejoin(): Promise<void> {
    while (!this.#left && this.#claim === undefined) {
      try {
        await this.join();
      } catch (error) {
        this.#options.logger.error({ error: String(error) }, 'PostgreSQL did not come back');
        await delay(REJOIN_MS, undefined, { ref: false });
      }
    }
  }

  async leave(): Promise<void> {
    if (this.#left) return;
    this.#left = true;
    await this.#rejoining;
    const claim = this.#claim;
    if (claim === undefined) return;
    (claim as RefCounted).ref();
    try {
      if (await isLast(claim)) await stopPostmaster(this.#options.home, this.#options.programs);
    } catch (error) {
      this.#options.logger.warn({ error: String(error) }, 'PostgreSQL was not stopped');
    } finally {
      await claim.end().catch(() => {});
    }
  }
}

/** True when nobody else uses the server; whoever joins from now on waits for its end and starts it anew. */
async function isLast(claim: pg.Client): Promise<boolean> {
  await claim.query('select pg_advisory_unlock_shared($1)', [USERS_LOCK]);
  const { rows } = await claim.query('select pg_try_advisory_lock($1) as last', [USERS_LOCK]);
  return rows[0].last;
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount !== 0) return;
  await client.query(`create database ${DATABASE}`).catch((error: pg.DatabaseError) => {
    // Another process made it at the same moment.
    if (error.code !== '42P04' && error.code !== '23505') throw error;
  });
}

/** What a failed connection says of the server. Throws `DATABASE_UNAVAILABLE` for what waiting does not mend. */
function connectFailure(error: pg.DatabaseError): 'absent' | 'busy' {
  if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') return 'absent';
  if (error.code === '28P01' || error.code === 'EACCES' || error.code === '28000')
    throw new CunzhengError(
      'DATABASE_UNAVAILABLE',
      `PostgreSQL does not let us in: ${error.message}`,
      { cause: error },
    );
  return 'busy';
}

function tooLong({ home }: ServerOptions): CunzhengError {
  return new CunzhengError(
    'DATABASE_UNAVAILABLE',
    `PostgreSQL in ${home.folder} did not answer in ${START_MS / 1000} s; see server.log there`,
  );
}
