import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CourtRecord, CunzhengError, isErrorCode, parseRecord, utf8 } from '@cunzheng/domain';
import { type Clock, type CourtNotary, openCourt, openPool, type Pool } from '@cunzheng/gateway';
import {
  createDemoTrust,
  type Ledger,
  type Logger,
  type Notary,
  type NotaryLog,
  openEmbeddedLedger,
  openLog,
  openNotary,
  readNetworkMembers,
} from '@cunzheng/notary';
import { startEmbeddedPostgres } from '@cunzheng/notary/postgres';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';

export interface ComposeOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Origin of printed links; the port may be known only after listening. */
  readonly publicUrl: () => string;
}

/** A running deployment without its HTTP server. */
export interface Deployment {
  readonly deps: Deps;
  readonly ledger: Ledger;
  readonly notary: Notary;
  readonly database: Pool;
  /** Closes everything in the order opposite to opening; what is under way is finished. */
  close(): Promise<void>;
}

/**
 * Opens everything a deployment stands on: directory, database, ledger, trust, log, notary, court. If one fails, those
 * before it are closed again. Throws `DATA_DIR_UNWRITABLE`, `DATABASE_UNAVAILABLE`, `LEDGER_LOCKED`, `LEDGER_CORRUPT`,
 * `LOG_CORRUPT`, `CONFIG_INVALID`, `MIGRATION_DIFFERS`, `DISK_FULL`.
 */
export async function compose(options: ComposeOptions): Promise<Deployment> {
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    return { ...(await openParts(options, closing)), close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

type Closing = (() => Promise<void>)[];

async function openParts(options: ComposeOptions, closing: Closing) {
  const { config, clock, logger, publicUrl } = options;
  const { dataDir } = config;
  await demandWritable(dataDir);
  const database = await openDatabase(options, closing);
  const ledger = await openEmbeddedLedger({ dir: join(dataDir, 'ledger'), clock });
  closing.push(() => ledger.close());
  const { trust, text, keys } = await createDemoTrust({ dir: dataDir, ledger });
  const intervalMs = config.checkpointIntervalMs;
  const dir = join(dataDir, 'log');
  const log = await openLog({ ledger, dir, keys, trust, intervalMs, clock, logger });
  closing.push(() => log.close());
  const notary = await openNotary({ database, ledger, log, clock, logger });
  closing.push(() => notary.close());
  const court = await openCourt({
    database,
    notary: notary as CourtNotary,
    chain: chainView(ledger, log),
    filesDir: join(dataDir, 'files'),
    keysDir: join(dataDir, 'keys'),
    clock,
    mode: config.mode,
    publicUrl,
  });
  const deps: Deps = {
    court,
    log,
    network: ledger.network,
    channel: ledger.channel,
    trustText: text,
    clock,
    members: () => readNetworkMembers(ledger),
    health: () => notary.health(),
    pingDatabase: async () => {
      await database.query('SELECT 1');
    },
  };
  return { deps, ledger, notary, database };
}

/** Throws `DATA_DIR_UNWRITABLE`, `DISK_FULL` before anything is started in it. */
async function demandWritable(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    await access(dir, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new CunzhengError(full ? 'DISK_FULL' : 'DATA_DIR_UNWRITABLE', dir, { cause });
  }
}

async function openDatabase({ config, logger }: ComposeOptions, closing: Closing): Promise<Pool> {
  let url = config.databaseUrl;
  if (url === undefined) {
    const server = await startEmbeddedPostgres({ dir: join(config.dataDir, 'postgres') });
    closing.push(() => server.stop());
    url = server.url;
  }
  const pool = openPool(url, (err) => logger.warn({ err }, 'database connection lost'));
  closing.push(() => pool.end());
  await pool.query('SELECT 1');
  return pool;
}

/** What the court asks of ledger and log. */
export function chainView(ledger: Ledger, log: Pick<NotaryLog, 'checkpoint' | 'trust'>) {
  return {
    network: ledger.network,
    channel: ledger.channel,
    trust: log.trust,
    checkpoint: () => log.checkpoint(),
    readRecord: async (id: string): Promise<CourtRecord | undefined> => {
      const call = { name: 'readRecord', args: [id] };
      const text = await ledger.evaluate(call).catch((error: unknown) => {
        if (error instanceof CunzhengError && error.code === 'NOT_FOUND') return undefined;
        throw error;
      });
      return text === undefined ? undefined : parseRecord(utf8(text));
    },
  };
}

/** True for refusals that a person at the console is told in words, not with a stack. */
export function isExpected(error: unknown): error is CunzhengError {
  return error instanceof CunzhengError && isErrorCode(error.code) && error.code !== 'INTERNAL';
}
