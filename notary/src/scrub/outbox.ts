import { CunzhengError, openFields, parseRecord, recordId, utf8 } from '@cunzheng/domain';
import { type KeptOpenings, recordPlace, type Sealing } from '../sealing.ts';
import { type OpenRow, openRows } from './kept-openings.ts';
import type { Findings } from './report.ts';
import type { SeenRecords } from './seen-records.ts';

/** As much of a database as is needed; a pg Pool or client fits. */
export interface ScrubDatabase {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

interface OutboxRow {
  readonly place: string;
  readonly id: string;
  readonly court: string;
  readonly body: string;
  readonly openings: KeptOpenings;
  readonly state: 'pending' | 'recorded' | 'failed';
  readonly tx_id: string | null;
  readonly block: string | null;
}

const PAGE = 1000;
const SELECT = `select place, id, court, body, openings, state, tx_id, block from notary.record
  where place > $1 order by place limit ${PAGE}`;

/**
 * The last block that a row names at this moment; -1 for none. Read before the blocks are: what a running server
 * records meanwhile is left to the next scrub. Undefined, and said in the report, when the outbox cannot be read.
 */
export async function outboxBoundary(
  database: ScrubDatabase | undefined,
  findings: Findings,
): Promise<number | undefined> {
  if (database === undefined) {
    findings.skip('outbox', 'no database was given');
    return undefined;
  }
  try {
    const { rows } = await database.query(
      `select coalesce(max(block), -1) as last from notary.record where state = 'recorded'`,
    );
    return Number(rows[0]?.last);
  } catch (error) {
    findings.skip('outbox', `the database cannot be read: ${(error as Error).message}`);
    return undefined;
  }
}

/** Compares every row of the outbox with itself and with the chain, in blocks up to `boundary`. */
export async function checkOutbox(
  database: ScrubDatabase,
  boundary: number,
  seen: SeenRecords,
  findings: Findings,
  sealing?: Sealing,
): Promise<void> {
  const opened = openRows(sealing, findings);
  for (let after = '0'; ; ) {
    const { rows } = await database.query(SELECT, [after]);
    for (const row of rows)
      await checkRow(row as unknown as OutboxRow, boundary, { seen, findings, opened });
    findings.counts.rows += rows.length;
    findings.progress('rows', findings.counts.rows);
    if (rows.length < PAGE) return;
    after = String(rows.at(-1)?.place);
  }
}

interface RowParts {
  readonly seen: SeenRecords;
  readonly findings: Findings;
  readonly opened: OpenRow;
}

async function checkRow(
  row: OutboxRow,
  boundary: number,
  { seen, findings, opened }: RowParts,
): Promise<void> {
  const differs = (why: string, expected?: string, found?: string) =>
    findings.differs({
      what: 'outbox',
      where: `notary.record: ${row.id}`,
      why,
      ...(expected === undefined ? {} : { expected }),
      ...(found === undefined ? {} : { found }),
    });
  const fault = contentFault(row, opened);
  if (fault !== undefined) differs(fault);
  const place = await seen.find(row.id);
  if (row.state === 'failed' && place !== undefined)
    differs('is refused here, yet on chain', 'not on chain', `block ${place.block}`);
  if (row.state !== 'recorded' || Number(row.block) > boundary) return;
  if (place === undefined) return differs('is recorded here, yet not on chain');
  if (place.block !== Number(row.block))
    differs('names another block', String(place.block), String(row.block));
  if (place.txId !== row.tx_id) differs('names another transaction', place.txId, String(row.tx_id));
}

/** What is wrong with a row by itself: its text against its id, its openings against its text. */
function contentFault(
  { id, body, court, openings }: OutboxRow,
  opened: OpenRow,
): string | undefined {
  const bytes = utf8(body);
  if (recordId(bytes) !== id) return 'holds another text than its id names';
  try {
    const record = parseRecord(bytes);
    if (record.court !== court) return 'is filed under another court';
    openFields(record.sd ?? {}, opened(openings, recordPlace(id)));
    return undefined;
  } catch (error) {
    if (!(error instanceof CunzhengError || error instanceof TypeError)) throw error;
    return `does not hold together: ${error.message}`;
  }
}
