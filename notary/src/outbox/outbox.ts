import { createHash, randomBytes } from 'node:crypto';
import {
  type CourtRecord,
  CunzhengError,
  canonicalize,
  demand,
  type ErrorCode,
  isSigned,
  type Json,
  MAX_RECORD_BYTES,
  type NetworkId,
  type Opening,
  type RecordId,
} from '@cunzheng/domain';
import {
  type KeptOpenings,
  keepOpenings,
  openKept,
  recordPlace,
  type Sealing,
} from '../sealing.ts';

/** What SQL is spoken to with: a client of `pg` in a transaction of the caller's, or a pool. */
export interface SqlClient {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
  query(statement: SqlStatement): Promise<{ rows: unknown[] }>;
}

/** A statement with a name is prepared once a connection. */
export interface SqlStatement {
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
}

/** Records that go into one transaction of the ledger, in this order. */
export interface Act {
  /** Member on whose behalf: the one that hosts the records' court. */
  readonly member: string;
  readonly records: readonly CourtRecord[];
  /** What opens the hidden fields of each record, at the record's index. */
  readonly openings?: readonly (readonly Opening[])[];
}

/** A record that waits for the ledger. */
export interface PendingRecord {
  readonly id: RecordId;
  readonly act: string;
  readonly member: string;
  readonly kind: CourtRecord['kind'];
  readonly court: string;
  /** Its exact bytes as text. */
  readonly body: string;
  /** Absent of a key. */
  readonly caseTag: string | null;
  /** Id of the key under which it is signed. */
  readonly signingKey: string | null;
}

/** A call that was stored before it was submitted. */
export interface StoredCall {
  readonly txId: string;
  readonly nonce: Uint8Array;
  readonly member: string;
  readonly records: readonly RecordId[];
}

/** What a call did to one record. */
export interface Settlement {
  readonly id: RecordId;
  readonly state: 'recorded' | 'failed';
  readonly code?: ErrorCode;
}

/** A record's row as far as its progress goes. */
export interface RecordRow {
  readonly id: RecordId;
  readonly state: 'pending' | 'recorded' | 'failed';
  readonly code: ErrorCode | null;
  readonly txId: string | null;
  readonly block: number | null;
}

const COLUMNS = 9;
const MAX_PREPARED_ROWS = 8;
const insertTexts = new Map<number, string>();

/**
 * Writes the records of an act in the caller's transaction, in one statement, and nothing else. A record that is there
 * already stays as it is. Returns their ids. Throws `RECORD_TOO_LARGE`, and `TypeError` for openings without a record.
 */
export async function insertAct(
  tx: SqlClient,
  act: Act,
  madeAt: number,
  sealing?: Sealing,
): Promise<RecordId[]> {
  const { member, records, openings = [] } = act;
  if (openings.length > records.length) throw new TypeError('openings without a record');
  if (records.length === 0) return [];
  const group = randomBytes(8).readBigInt64BE().toString();
  const bodies = records.map(bodyOf);
  const ids = bodies.map(
    (body) => createHash('sha256').update(body).digest('base64url') as RecordId,
  );
  const values = records.flatMap((record, i) => [
    ids[i],
    group,
    member,
    record.court,
    bodies[i],
    openings[i] === undefined
      ? null
      : keepOpenings(sealing, openings[i], recordPlace(ids[i] as string)),
    isSigned(record) ? record.key : null,
    record.kind === 'key' && record.action === 'revoke' ? record.key : null,
    madeAt,
  ]);
  await tx.query(insertStatement(records.length, values));
  return ids;
}

function bodyOf(record: CourtRecord): string {
  const body = canonicalize(record as unknown as Json);
  demand(Buffer.byteLength(body) <= MAX_RECORD_BYTES, 'RECORD_TOO_LARGE');
  return body;
}

/** Named for small acts: the server then plans the statement once a connection. */
function insertStatement(rows: number, values: unknown[]): SqlStatement {
  const name = rows <= MAX_PREPARED_ROWS ? { name: `notary-insert-${rows}` } : {};
  const text = insertTexts.get(rows) ?? insertText(rows);
  insertTexts.set(rows, text);
  return { ...name, text, values };
}

function insertText(rows: number): string {
  const tuple = (row: number) =>
    `(${Array.from({ length: COLUMNS }, (_, i) => `$${row * COLUMNS + i + 1}`).join(',')})`;
  return `insert into notary.record
    (id, act, member, court, body, openings, signing_key, revoked_key, made_at)
    values ${Array.from({ length: rows }, (_, row) => tuple(row)).join(',')}
    on conflict (id) do nothing`;
}

/**
 * The oldest records that may go now, whole acts only up to `limit`. A revocation waits until every signature under its
 * key has its outcome, for the ledger would refuse what comes after it.
 */
export async function readPending(sql: SqlClient, limit: number): Promise<PendingRecord[]> {
  const text = `
    select id, act::text, member, body::json->>'kind' as kind, court, body,
      body::json->>'caseTag' as "caseTag", signing_key as "signingKey" from notary.record r
    where state = 'pending' and not exists (
      select from notary.record revocation
      join notary.record signed on signed.signing_key = revocation.revoked_key
      where revocation.act = r.act and revocation.revoked_key is not null
        and revocation.state = 'pending' and signed.state = 'pending' and signed.act <> r.act)
    order by place limit $1`;
  const { rows } = await sql.query(text, [limit]);
  return rows as PendingRecord[];
}

/** Stores calls before they are submitted, in the place of one that came to nothing if `instead` is given. */
export async function storeCalls(
  sql: SqlClient,
  calls: readonly StoredCall[],
  instead?: string,
): Promise<void> {
  const tuple = (_: StoredCall, i: number) =>
    `($${4 * i + 2},$${4 * i + 3},$${4 * i + 4},$${4 * i + 5})`;
  const text = `
    with gone as (delete from notary.call where tx_id = $1)
    insert into notary.call (tx_id, nonce, member, records) values ${calls.map(tuple).join(',')}`;
  const values = calls.flatMap(({ txId, nonce, member, records }) => [
    txId,
    Buffer.from(nonce),
    member,
    records,
  ]);
  await sql.query(text, [instead ?? null, ...values]);
}

/** Calls whose outcome is not stored, with the bodies of their records in the call's order. */
export async function readCalls(
  sql: SqlClient,
): Promise<(StoredCall & { readonly bodies: readonly string[] })[]> {
  const text = `
    select c.tx_id as "txId", nonce, c.member, records, array_agg(r.body order by n) as bodies
    from notary.call c, unnest(c.records) with ordinality as part (id, n)
    join notary.record r on r.id = part.id
    group by c.tx_id`;
  const { rows } = await sql.query(text, []);
  return rows as (StoredCall & { bodies: string[] })[];
}

/**
 * Stores what a call did, forgets the call and remembers its block, in one statement. Records of the call that are not among the settlements
 * stay pending and go again.
 */
export async function settle(
  sql: SqlClient,
  txId: string | undefined,
  block: number | undefined,
  settlements: readonly Settlement[],
): Promise<void> {
  const text = `
    with gone as (delete from notary.call where tx_id = $1),
      marked as (update notary.progress set block = greatest(block, $2::bigint))
    update notary.record r set state = s.state, code = s.code, tx_id = $1, block = $2::bigint
    from unnest($3::text[], $4::text[], $5::text[]) as s (id, state, code)
    where r.id = s.id and r.state = 'pending'`;
  await sql.query(text, [
    txId ?? null,
    block ?? null,
    settlements.map(({ id }) => id),
    settlements.map(({ state }) => state),
    settlements.map(({ code }) => code ?? null),
  ]);
}

/** Rows of these records, in no order. */
export async function readRows(sql: SqlClient, ids: readonly RecordId[]): Promise<RecordRow[]> {
  const { rows } = await sql.query(`${ROW} where id = any($1)`, [ids]);
  return rows.map(toRow);
}

/** Rows of what the ledger refused, oldest first; of one court when it is named. */
export async function readFailed(sql: SqlClient, court: string | undefined): Promise<RecordRow[]> {
  const text = `${ROW} where state = 'failed' and ($1::text is null or court = $1) order by place`;
  const { rows } = await sql.query(text, [court ?? null]);
  return rows.map(toRow);
}

const ROW = `select id, state, code, tx_id as "txId", block from notary.record`;

function toRow(row: unknown): RecordRow {
  const { block, ...rest } = row as Omit<RecordRow, 'block'> & { block: string | null };
  return { ...rest, block: block === null ? null : Number(block) };
}

/** What opens the hidden fields of a record; empty when nothing does or the record is not ours. */
export async function readOpenings(
  sql: SqlClient,
  id: RecordId,
  sealing?: Sealing,
): Promise<Opening[]> {
  return (await readManyOpenings(sql, [id], sealing)).get(id) ?? [];
}

/** The same for many records at once; those without openings are absent. */
export async function readManyOpenings(
  sql: SqlClient,
  ids: readonly RecordId[],
  sealing?: Sealing,
): Promise<Map<RecordId, Opening[]>> {
  const text = 'select id, openings from notary.record where id = any($1) and openings is not null';
  const { rows } = await sql.query(text, [ids]);
  return new Map(
    (rows as { id: RecordId; openings: KeptOpenings }[]).map(({ id, openings }) => [
      id,
      openKept(sealing, openings, recordPlace(id)),
    ]),
  );
}

/** Takes away what opens these records. */
export async function forgetOpenings(sql: SqlClient, ids: readonly RecordId[]): Promise<void> {
  await sql.query('update notary.record set openings = null where id = any($1)', [ids]);
}

/** Number of records that wait. */
export async function countPending(sql: SqlClient): Promise<number> {
  const text = `select count(*)::int as n from notary.record where state = 'pending'`;
  return ((await sql.query(text, [])).rows[0] as { n: number }).n;
}

/**
 * Ties the database to one network at first use. Throws `CONFIG_INVALID` when it belongs to another: its records would
 * go to the wrong ledger.
 */
export async function bindNetwork(sql: SqlClient, network: NetworkId): Promise<void> {
  await sql.query('insert into notary.progress (network) values ($1) on conflict do nothing', [
    network,
  ]);
  const { rows } = await sql.query('select network from notary.progress', []);
  const bound = (rows[0] as { network: string }).network;
  if (bound !== network) {
    throw new CunzhengError(
      'CONFIG_INVALID',
      `the database belongs to network ${bound}, the ledger is ${network}`,
    );
  }
}

/** The last block whose records are all marked; −1 at first. */
export async function readMarkedBlock(sql: SqlClient): Promise<number> {
  const { rows } = await sql.query('select block from notary.progress', []);
  return Number((rows[0] as { block: string }).block);
}

/** Where a block of the ledger holds a record. */
export interface ChainPlace {
  readonly id: RecordId;
  readonly txId: string;
  readonly block: number;
}

/**
 * Marks records that stand on the ledger and remembers that all up to block `upTo` are marked, in one statement: neither
 * is ever there without the other. Resolves to the number of rows that were not right.
 */
export async function markRecorded(
  sql: SqlClient,
  places: readonly ChainPlace[],
  upTo: number,
): Promise<number> {
  const text = `
    with passed as (update notary.progress set block = greatest(block, $4::bigint))
    update notary.record r set state = 'recorded', code = null, tx_id = c.tx_id, block = c.block
    from unnest($1::text[], $2::text[], $3::bigint[]) as c (id, tx_id, block)
    where r.id = c.id and (r.state, r.tx_id) is distinct from ('recorded', c.tx_id)
    returning r.id`;
  const { rows } = await sql.query(text, [
    places.map(({ id }) => id),
    places.map(({ txId }) => txId),
    places.map(({ block }) => block),
    upTo,
  ]);
  return rows.length;
}
