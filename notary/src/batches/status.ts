import type { LeafId } from '@cunzheng/domain';
import type { NotaryLog } from '../log/index.ts';
import type { SqlClient } from '../outbox/outbox.ts';
import { type LeafRow, readLeafRows } from './leaf-table.ts';

/** How far a leaf got: 待上链, 已上链 (its batch is on the ledger), 已证明 (k courts' cosignatures cover the batch). */
export interface LeafStatus {
  readonly id: LeafId;
  readonly court: string;
  readonly state: 'pending' | 'recorded' | 'proven';
  /** Number of its batch and its place there, once it is on the ledger. */
  readonly seq?: number;
  readonly position?: number;
  /** Index of the batch's leaf in the log. */
  readonly index?: number;
  readonly block?: number;
  /** The transaction's time in milliseconds since 1970. */
  readonly txTime?: number;
}

type Log = Pick<NotaryLog, 'locateBatch' | 'checkpoint'>;

/** States of leaves; unknown ones are absent. */
export async function leafStatuses(
  sql: SqlClient,
  log: Log,
  ids: readonly LeafId[],
): Promise<Map<LeafId, LeafStatus>> {
  if (ids.length === 0) return new Map();
  const rows = await readLeafRows(sql, ids);
  const statuses = await Promise.all(rows.map((row) => statusOf(row, log)));
  return new Map(statuses.map((status) => [status.id, status]));
}

async function statusOf(row: LeafRow, log: Log): Promise<LeafStatus> {
  const { id, court, seq, position, recorded } = row;
  if (!recorded || seq === null || position === null) return { id, court, state: 'pending' };
  const place = await log.locateBatch(court, seq);
  if (place === undefined) return { id, court, state: 'recorded', seq, position };
  const proven = place.index < (log.checkpoint()?.checkpoint.size ?? 0);
  return { id, court, state: proven ? 'proven' : 'recorded', seq, position, ...place };
}
