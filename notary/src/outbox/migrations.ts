import type { Migration } from '../postgres/migrate.ts';

/**
 * `record`: every record this deployment made, with its exact text and the openings of its hidden fields.
 * `call`: calls of the contract under way; stored before they are submitted, gone when their outcome is stored.
 * `progress`: which network this is, and the last block whose records are all marked.
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
];
