import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Deployment } from '@cunzheng/api';
import { addContact, type Court, hashPassword } from '@cunzheng/gateway';
import type pg from 'pg';

export const ACCOUNTS = 10_000;
export const COURTS = 50;
const CASES_A_COURT = 60;
const SIGNED_IN = 100;
export const CROWD_PASSWORD = '一把长长的锁住 2026 的伞';

/** Who is there to sign in, and cookies of people who are. */
export interface Crowd {
  readonly mobiles: readonly string[];
  readonly staffAccounts: readonly string[];
  readonly litigants: readonly string[];
  readonly clerks: readonly string[];
}

/** Accounts with phones, courts with staff, cases with parties, documents, services and clocks: rows as the product writes them. */
export async function plantCrowd({ deps, database }: Deployment): Promise<Crowd> {
  await plantCourts(database);
  await plantPeople(database);
  await plantCases(database);
  const staff = await plantStaff(database);
  const mobiles = await plantPhones(deps.court, database);
  await database.query('analyze');
  await deps.court.knowCourts(
    (await rows<{ code: string }>(database, 'select code from court.court')).map(
      ({ code }) => code,
    ),
  );
  const litigants = await rows<{ id: string }>(
    database,
    `select distinct person as id from court.party limit ${SIGNED_IN}`,
  );
  return {
    ...{ mobiles, staffAccounts: staff.map(({ account }) => account) },
    litigants: await signIn(database, litigants, 3600),
    clerks: await signIn(database, staff.slice(0, SIGNED_IN), 1800),
  };
}

async function rows<T>(database: pg.Pool, text: string, values: unknown[] = []): Promise<T[]> {
  return (await database.query(text, values)).rows as T[];
}

async function plantCourts(database: pg.Pool): Promise<void> {
  await database.query(
    `insert into court.court (code, name, member, system_tag)
     select code, name, 'BjicMSP', md5(code) from court.listed_court
     where code not in (select code from court.court) order by code limit $1`,
    [COURTS - 4],
  );
}

async function plantPeople(database: pg.Pool): Promise<void> {
  await database.query(
    `insert into court.person (id, account, name)
     select gen_random_uuid(), 'crowd-' || n, '当事人' || n from generate_series(1, $1) n`,
    [ACCOUNTS],
  );
}

/** In each court cases with two parties, two issued documents each, served to both; and a running clock a case. */
async function plantCases(database: pg.Pool): Promise<void> {
  await database.query(
    `insert into court.court_case (id, court, case_number, title, tag, updated_at)
     select gen_random_uuid(), code, '（2026）' || code || '民初' || n || '号', '网络服务合同纠纷',
       md5(code || n), now() - n * interval '1 hour'
     from court.court, generate_series(5001, 5000 + $1::int) n`,
    [CASES_A_COURT],
  );
  await database.query(
    `with placed as (select c.id, c.court, row_number() over () as place from court.court_case c where title = '网络服务合同纠纷'),
     crowd as (select id, name, row_number() over () as place from court.person where account like 'crowd-%')
     insert into court.party (id, court, case_id, person, name, side, tag, agent_tag)
     select gen_random_uuid(), placed.court, placed.id, crowd.id, crowd.name, side.name,
       md5(placed.id::text || side.n), md5('a' || placed.id::text || side.n)
     from placed, (values (0, '原告'), (1, '被告')) as side (n, name), crowd
     where crowd.place = (placed.place * 2 + side.n) % $1 + 1`,
    [ACCOUNTS],
  );
  await database.query(
    `insert into court.document (id, court, case_id, title, kind, state, year, serial, number, code, sha256, sm3, size,
       pages, created_at, created_by, issued_at, issued_by, record_id)
     select gen_random_uuid(), c.court, c.id, '应诉通知书', '通知书', 'issued', 2026, place, c.court || '-2026-' || place,
       'code', md5(c.id::text), md5(c.id::text), 1, 1, now(), s.id, now(), s.id, md5('d' || c.id::text)
     from (select *, 500000 + row_number() over () as place from court.court_case where title = '网络服务合同纠纷') c,
       (select id from court.person where account = 'bj-clerk') s
     where place % 3 > 0`,
  );
  await database.query(
    `insert into court.service (id, court, document_id, party_id, recipient, channel, state, sent_at, sent_by, record_id)
     select gen_random_uuid(), d.court, d.id, p.id, p.person, 'platform',
       case when p.side = '原告' then 'signed' else 'arrived' end, now(), d.created_by, md5(d.id::text || p.id::text)
     from court.document d join court.party p on p.case_id = d.case_id where d.title = '应诉通知书'`,
  );
}

/** Two clerks a court, with one password for all. */
async function plantStaff(database: pg.Pool): Promise<{ id: string; account: string }[]> {
  const hash = await hashPassword(CROWD_PASSWORD);
  const staff = await rows<{ id: string; account: string }>(
    database,
    `insert into court.person (id, account, name, staff_account)
     select gen_random_uuid(), 'clerk-' || n || '-' || row_number() over (), '书记员' || n, true
     from court.court, generate_series(1, 2) n returning id, account`,
  );
  await database.query(
    `with placed as (select id, row_number() over () as place from unnest($1::uuid[]) id),
     courts as (select code, row_number() over () as place from court.court)
     insert into court.staff_role (court, person, role, tag, starts_at)
     select courts.code, placed.id, 'clerk', md5(placed.id::text), now() - interval '1 day'
     from placed join courts on courts.place = (placed.place % (select count(*) from courts)) + 1`,
    [staff.map(({ id }) => id)],
  );
  await database.query(
    `insert into court.password (person, hash, changed_at) select id, $2, now() from unnest($1::uuid[]) id`,
    [staff.map(({ id }) => id), hash],
  );
  return staff;
}

/** A verified phone each, sealed as the product seals it. */
async function plantPhones(court: Court, database: pg.Pool): Promise<string[]> {
  const people = await rows<{ id: string }>(
    database,
    `select id from court.person where account like 'crowd-%'`,
  );
  const store = court.store.as({ as: 'house', task: 'seed' });
  const mobiles: string[] = [];
  for (let from = 0; from < people.length; from += 1000) {
    await store.transaction(async (unit) => {
      for (const { id: person } of people.slice(from, from + 1000)) {
        const address = `138${String(10_000_000 + mobiles.length)}`;
        await addContact(court, unit, { person, kind: 'mobile', address, verified: true });
        mobiles.push(address);
      }
    });
  }
  return mobiles;
}

/** Sessions of these people, which end unused after so many seconds; their cookies. */
export async function signIn(
  database: pg.Pool,
  people: readonly { readonly id: string }[],
  idle: number,
): Promise<string[]> {
  const tokens = people.map(() => randomBytes(32).toString('base64url'));
  await database.query(
    `insert into court.session (token_hash, person, created_at, expires_at, id, method, level, browser, system,
       idle_seconds, last_used_at)
     select hash, person, now(), now() + interval '12 hours', id, 'demo', 'demo', 'other', 'other', $4, now()
     from unnest($1::text[], $2::uuid[], $3::uuid[]) as t (hash, person, id)`,
    [
      tokens.map((token) => createHash('sha256').update(token).digest('base64url')),
      people.map(({ id }) => id),
      people.map(() => randomUUID()),
      idle,
    ],
  );
  return tokens;
}
