import { setTimeout as delay } from 'node:timers/promises';
import { CunzhengError } from '@cunzheng/domain';
import { readIfThere, writeDurably } from '../log/durable.ts';
import type { NotaryLog } from '../log/index.ts';
import type { Mandate } from './leader.ts';
import type { SqlClient } from './outbox.ts';
import { rest } from './patience.ts';

/** Ledger and log as one of several processes has them. */
export interface Sharing {
  /** True once this process owns them; it does until it ends. */
  isOwner(): boolean;
  /**
   * Becomes the owner; resolves to whether it was not yet. Throws `LEDGER_LOCKED` while another process is, and what
   * opening ledger and log throws.
   */
  takeOver(): Promise<boolean>;
  /** File in which the owner names the database that it works on. */
  readonly databaseFile: string;
}

/** How long an owner that has just started may take to name its database. */
const NAMING_MS = 30_000;
const LOOK_MS = 50;
/** Checkpoints kept in one statement, and the pause between two looks for new ones. */
const KEPT_AT_ONCE = 200;
const IDLE_MS = 200;

async function deploymentOf(sql: SqlClient): Promise<string> {
  const { rows } = await sql.query('select deployment from notary.progress', []);
  return (rows[0] as { deployment: string }).deployment;
}

/** Writes down which database the owner works on. Throws `DISK_FULL`, `DATA_DIR_UNWRITABLE`. */
export async function nameDatabase(sql: SqlClient, { databaseFile }: Sharing): Promise<void> {
  const bytes = `${await deploymentOf(sql)}\n`;
  if ((await readIfThere(databaseFile)) === bytes) return;
  await writeDurably([{ path: databaseFile, bytes }]);
}

/**
 * Names the database when this process is the owner; otherwise sees that it is the owner's: acts written elsewhere would
 * never be submitted. Throws `LEDGER_LOCKED`.
 */
export async function demandSameDatabase(sql: SqlClient, sharing: Sharing): Promise<void> {
  if (sharing.isOwner()) return nameDatabase(sql, sharing);
  const deadline = performance.now() + NAMING_MS;
  for (;;) {
    const named = await readIfThere(sharing.databaseFile);
    if (named === `${await deploymentOf(sql)}\n`) return;
    if (named !== undefined || performance.now() > deadline)
      throw new CunzhengError(
        'LEDGER_LOCKED',
        'another process has the ledger open, over another database',
      );
    await delay(LOOK_MS);
  }
}

/** Copies the log's checkpoints into SQL, for the processes that do not own the log, until the mandate ends. */
export async function keepCheckpoints(
  { sql, signal }: Mandate,
  log: Pick<NotaryLog, 'checkpointsAfter'>,
): Promise<void> {
  const { rows } = await sql.query(
    'select coalesce(max(size), 0) as size from notary.checkpoint',
    [],
  );
  let kept = Number((rows[0] as { size: string }).size);
  while (!signal.aborted) {
    const found = [];
    for await (const each of log.checkpointsAfter(kept)) {
      found.push(each);
      if (found.length === KEPT_AT_ONCE) break;
    }
    if (found.length > 0) await insertCheckpoints(sql, found);
    kept = found.at(-1)?.size ?? kept;
    if (found.length < KEPT_AT_ONCE) await rest(IDLE_MS, signal);
  }
}

async function insertCheckpoints(
  sql: SqlClient,
  found: readonly { readonly size: number; readonly note: string }[],
): Promise<void> {
  const text = `insert into notary.checkpoint (size, note)
    select * from unnest($1::bigint[], $2::text[]) on conflict do nothing`;
  await sql.query(text, [found.map(({ size }) => size), found.map(({ note }) => note)]);
}

/** Reads past checkpoints where the owner keeps them for all; undefined for what is not there. */
export function pastCheckpoint(sql: SqlClient): (size: number) => Promise<string | undefined> {
  return async (size) => {
    const { rows } = await sql.query('select note from notary.checkpoint where size = $1', [size]);
    return (rows[0] as { note: string } | undefined)?.note;
  };
}
