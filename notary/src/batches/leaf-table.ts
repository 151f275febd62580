import type { Batch, LeafId, Opening, Sha256 } from '@cunzheng/domain';
import type { SqlClient } from '../outbox/outbox.ts';
import { type KeptOpenings, keepOpenings, leafPlace, openKept, type Sealing } from '../sealing.ts';

/** A behaviour that waits for its batch. */
export interface WaitingLeaf {
  readonly id: LeafId;
  /** Its canonical text. */
  readonly body: string;
}

/** Leaves that wait, by court and the member on whose behalf they go. */
export interface WaitingCourt {
  readonly court: string;
  readonly member: string;
  readonly count: number;
}

/** A batch that was cut, with the call that takes it to the ledger. */
export interface CutBatch {
  readonly batch: Batch;
  readonly member: string;
  readonly nonce: Uint8Array;
  readonly txId: string;
}

/** A leaf's row as far as its progress goes. */
export interface LeafRow {
  readonly id: LeafId;
  readonly court: string;
  /** Number of its batch, and its place there; null while it waits. */
  readonly seq: number | null;
  readonly position: number | null;
  /** Whether its batch is on the ledger, and which it is. */
  readonly recorded: boolean;
  readonly root: Sha256 | null;
}

/** No statement counts more waiting leaves than these. */
const COUNTED = 100_000;

/** Writes leaves in the caller's transaction, in one statement. */
export async function insertLeaves(
  tx: SqlClient,
  { member, court }: { readonly member: string; readonly court: string },
  leaves: readonly (WaitingLeaf & { readonly openings: readonly Opening[] })[],
  madeAt: number,
  sealing?: Sealing,
): Promise<void> {
  const text = `
    insert into notary.leaf (id, member, court, body, openings, made_at)
    select id, $1, $2, body, openings::json, $3 from unnest($4::text[], $5::text[], $6::text[])
      as leaf (id, body, openings)`;
  await tx.query({
    name: 'notary-leaves',
    text,
    values: [
      member,
      court,
      madeAt,
      leaves.map(({ id }) => id),
      leaves.map(({ body }) => body),
      leaves.map(({ id, openings }) => keepOpenings(sealing, openings, leafPlace(id))),
    ],
  });
}

/** Courts with leaves that wait, and how many of them. */
export async function readWaitingCourts(sql: SqlClient): Promise<WaitingCourt[]> {
  const text = `
    select court, member, count(*)::int as count
    from (select court, member from notary.leaf where batch is null limit ${COUNTED}) as waiting
    group by court, member`;
  return (await sql.query(text, [])).rows as WaitingCourt[];
}

/** The oldest leaves of a court that wait, at most `limit`. */
export async function readWaitingLeaves(
  sql: SqlClient,
  { court, member }: Pick<WaitingCourt, 'court' | 'member'>,
  limit: number,
): Promise<WaitingLeaf[]> {
  const text = `select id, body from notary.leaf
    where court = $1 and member = $2 and batch is null order by place limit $3`;
  return (await sql.query(text, [court, member, limit])).rows as WaitingLeaf[];
}

/** Number of leaves that no batch on the ledger holds. */
export async function countWaitingLeaves(sql: SqlClient): Promise<number> {
  const text = `
    select (select count(*) from notary.leaf where batch is null)
      + (select coalesce(sum(size), 0) from notary.batch where not recorded) as n`;
  return Number(((await sql.query(text, [])).rows[0] as { n: string }).n);
}

/** A court's last batch, on the ledger or on its way there; undefined when there is none. */
export async function readLastBatch(
  sql: SqlClient,
  court: string,
): Promise<(Pick<Batch, 'seq' | 'root'> & { readonly recorded: boolean }) | undefined> {
  const text = `select seq, root, recorded from notary.batch
    where court = $1 order by seq desc limit 1`;
  const row = (await sql.query(text, [court])).rows[0] as
    | { seq: string; root: Sha256; recorded: boolean }
    | undefined;
  return row && { ...row, seq: Number(row.seq) };
}

/**
 * Makes a batch of leaves in this order, in one statement: they are cut when it is there, and not before.
 * Resolves to the number of leaves taken; fewer than asked for when some were taken otherwise meanwhile.
 */
export async function cutBatch(
  sql: SqlClient,
  { batch, member, nonce, txId }: CutBatch,
  ids: readonly LeafId[],
): Promise<number> {
  const text = `
    with cut as (
      insert into notary.batch (court, seq, member, size, root, prev_root, nonce, tx_id)
      values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning seq),
    taken as (
      update notary.leaf l set batch = cut.seq, position = part.n - 1
      from cut, unnest($9::text[]) with ordinality as part (id, n)
      where l.id = part.id and l.batch is null returning 1)
    select count(*)::int as n from taken`;
  const { rows } = await sql.query(text, [
    batch.court,
    batch.seq,
    member,
    batch.size,
    batch.root,
    batch.prevRoot,
    Buffer.from(nonce),
    txId,
    ids,
  ]);
  return (rows[0] as { n: number }).n;
}

/** Batches on their way to the ledger: one a court at most. */
export async function readCutBatches(sql: SqlClient): Promise<CutBatch[]> {
  const text = `select court, seq, member, size, root, prev_root as "prevRoot", nonce, tx_id as "txId"
    from notary.batch where not recorded and nonce is not null order by court, seq`;
  const { rows } = await sql.query(text, []);
  return (rows as (Omit<Batch, 'v' | 'seq'> & Omit<CutBatch, 'batch'> & { seq: string })[]).map(
    ({ member, nonce, txId, court, seq, size, root, prevRoot }) => ({
      batch: { v: 1, court, seq: Number(seq), size, root, prevRoot },
      member,
      nonce,
      txId,
    }),
  );
}

/** Texts of a batch's leaves in their order. */
export async function readBatchBodies(
  sql: SqlClient,
  { court, seq }: Pick<Batch, 'court' | 'seq'>,
): Promise<string[]> {
  const text = 'select body from notary.leaf where court = $1 and batch = $2 order by position';
  const { rows } = await sql.query(text, [court, seq]);
  return (rows as { body: string }[]).map(({ body }) => body);
}

/** Stores the call that a batch goes with now. */
export async function storeBatchCall(
  sql: SqlClient,
  { batch: { court, seq }, nonce, txId }: CutBatch,
): Promise<void> {
  const text = `update notary.batch set nonce = $3, tx_id = $4
    where court = $1 and seq = $2 and not recorded`;
  await sql.query(text, [court, seq, Buffer.from(nonce), txId]);
}

/** Where a batch stands on the ledger, as far as it is known. */
export interface BatchPlace {
  readonly txId?: string;
  readonly block?: number;
}

/** Marks a batch as being on the ledger. Resolves to whether the row was not right. */
export async function markBatch(
  sql: SqlClient,
  { court, seq }: Pick<Batch, 'court' | 'seq'>,
  { txId, block }: BatchPlace,
): Promise<boolean> {
  const text = `
    update notary.batch set recorded = true, nonce = null,
      tx_id = coalesce($3, tx_id), block = coalesce($4::bigint, block)
    where court = $1 and seq = $2 and (not recorded
      or ($3::text is not null and tx_id is distinct from $3)
      or ($4::bigint is not null and block is distinct from $4::bigint))
    returning seq`;
  const { rows } = await sql.query(text, [court, seq, txId ?? null, block ?? null]);
  return rows.length > 0;
}

/** Takes a court's batch that never got to the ledger apart: its leaves wait again. */
export async function uncutBatch(sql: SqlClient, court: string): Promise<void> {
  const text = `
    with gone as (
      delete from notary.batch where court = $1 and not recorded returning seq)
    update notary.leaf l set batch = null, position = null
    from gone where l.court = $1 and l.batch = gone.seq`;
  await sql.query(text, [court]);
}

/** A batch that the ledger has, with its leaves as their list gives them. */
export interface FoundBatch {
  readonly batch: Batch;
  readonly member: string;
  readonly place: BatchPlace;
  readonly leaves: readonly WaitingLeaf[];
}

/**
 * Writes a batch found on the ledger and its leaves, in one statement. A leaf that is there keeps what opens it; one
 * that is not comes back without, for openings lie in SQL alone.
 */
export async function adoptBatch(
  sql: SqlClient,
  { batch, member, place, leaves }: FoundBatch,
  madeAt: number,
): Promise<void> {
  const { court, seq, size, root, prevRoot } = batch;
  const text = `
    with adopted as (
      insert into notary.batch (court, seq, member, size, root, prev_root, recorded, tx_id, block)
      values ($1, $2, $3, $4, $5, $6, true, $7, $8)
      on conflict (court, seq) do update set member = $3, size = $4, root = $5, prev_root = $6,
        recorded = true, nonce = null, tx_id = $7, block = $8)
    insert into notary.leaf (id, member, court, body, made_at, batch, position)
    select id, $3, $1, body, $9, $2, n - 1
    from unnest($10::text[], $11::text[]) with ordinality as part (id, body, n)
    on conflict (id) do update set batch = excluded.batch, position = excluded.position`;
  await sql.query(text, [
    court,
    seq,
    member,
    size,
    root,
    prevRoot,
    place.txId ?? null,
    place.block ?? null,
    madeAt,
    leaves.map(({ id }) => id),
    leaves.map(({ body }) => body),
  ]);
}

/** How a batch stands in SQL; undefined when it does not. `held` counts the leaves that are there. */
export async function readBatchState(
  sql: SqlClient,
  { court, seq }: Pick<Batch, 'court' | 'seq'>,
): Promise<{ root: string; recorded: boolean; held: number } | undefined> {
  const text = `select root, recorded, (select count(*)::int from notary.leaf l
      where l.court = b.court and l.batch = b.seq) as held
    from notary.batch b where court = $1 and seq = $2`;
  const { rows } = await sql.query(text, [court, seq]);
  return rows[0] as { root: string; recorded: boolean; held: number } | undefined;
}

/** Rows of these leaves, in no order. */
export async function readLeafRows(sql: SqlClient, ids: readonly LeafId[]): Promise<LeafRow[]> {
  const text = `select l.id, l.court, l.batch as seq, l.position, b.root,
      coalesce(b.recorded, false) as recorded
    from notary.leaf l left join notary.batch b on b.court = l.court and b.seq = l.batch
    where l.id = any($1)`;
  const { rows } = await sql.query(text, [ids]);
  return (rows as (Omit<LeafRow, 'seq'> & { seq: string | null })[]).map((row) => ({
    ...row,
    seq: row.seq === null ? null : Number(row.seq),
  }));
}

/** What opens the hidden fields of leaves; those without are absent. */
export async function readLeafOpenings(
  sql: SqlClient,
  ids: readonly LeafId[],
  sealing?: Sealing,
): Promise<Map<LeafId, Opening[]>> {
  const text = 'select id, openings from notary.leaf where id = any($1) and openings is not null';
  const { rows } = await sql.query(text, [ids]);
  return new Map(
    (rows as { id: LeafId; openings: KeptOpenings }[]).map(({ id, openings }) => [
      id,
      openKept(sealing, openings, leafPlace(id)),
    ]),
  );
}

/** Takes away what opens these leaves. */
export async function forgetLeafOpenings(sql: SqlClient, ids: readonly LeafId[]): Promise<void> {
  await sql.query('update notary.leaf set openings = null where id = any($1)', [ids]);
}
