import type { Migration } from '../postgres/migrate.ts';

/**
 * `record`: every record this deployment made, with its exact text and the openings of its hidden fields.
 * `call`: calls of the contract under way; stored before they are submitted, gone when their outcome is stored.
 * `progress`: which network this is, and the last block whose records are all marked.
 * `leaf`: every everyday behaviour, with its exact text and its openings, and its place in a batch once it is cut.
 * `batch`: a court's batches; `nonce` is that of the call under way, stored before it is submitted.
 * `errand`: calls that a process hands to the one that owns the ledger, with what became of them.
 * `checkpoint`: notes of past checkpoints, from the owner's log, for the processes that do not own it.
 * That a record is proven is not stored: the log knows.
 */
export const OUTBOX_MIGRATIONS: readonly Migration[] = [
  {
    id: '0001-outbox',
    sql: `
      create table record (
        place bigint generated always as identity,
        id text primary key,
        act bigint not null,
        member text not null,
        court text not null,
        body text not null,
        openings json,
        signing_key text,
        revoked_key text,
        made_at bigint not null,
        state text not null default 'pending' check (state in ('pending', 'recorded', 'failed')),
        code text,
        tx_id text,
        block bigint,
        check ((state = 'failed') = (code is not null))
      );
      create index record_pending on record (place) where state = 'pending';
      create index record_failed on record (court, place) where state = 'failed';

      create table call (
        tx_id text primary key,
        nonce bytea not null,
        member text not null,
        records text[] not null
      );

      create table progress (
        one boolean primary key default true check (one),
        network text not null,
        block bigint not null default -1
      );`,
  },
  {
    id: '0002-batches',
    sql: `
      create table leaf (
        place bigint generated always as identity,
        id text primary key,
        member text not null,
        court text not null,
        body text not null,
        openings json,
        made_at bigint not null,
        batch bigint,
        position integer,
        check ((batch is null) = (position is null))
      );
      create index leaf_waiting on leaf (court, member, place) where batch is null;
      create index leaf_of_batch on leaf (court, batch, position) where batch is not null;

      create table batch (
        court text not null,
        seq bigint not null,
        member text not null,
        size integer not null,
        root text not null,
        prev_root text not null,
        recorded boolean not null default false,
        nonce bytea,
        tx_id text,
        block bigint,
        primary key (court, seq)
      );
      create index batch_waiting on batch (court) where not recorded;`,
  },
  {
    id: '0003-processes',
    sql: `
      alter table progress add column deployment uuid not null default gen_random_uuid();

      create table errand (
        place bigint generated always as identity,
        tx_id text primary key,
        nonce bytea not null,
        name text not null,
        args text[] not null,
        member text,
        made_at timestamptz not null default now(),
        answer json
      );
      create index errand_waiting on errand (place) where answer is null;

      create table checkpoint (
        size bigint primary key,
        note text not null
      );`,
  },
];
