import type pg from 'pg';
import { counted, type Ground, get, measureAgainstBare, type Page } from './against-bare.ts';
import { signIn } from './crowd.ts';
import type { Measures } from './measure.ts';

const FILINGS = 100_000;
const COURT = '京0491';
/** Of each ten, three wait for the court, one for its applicant, one for its fee; the rest is past. */
const STATES = [
  ...['review', 'review', 'review', 'correction', 'accepted'],
  ...['refused', 'redirected', 'withdrawn', 'deemedWithdrawn', 'refused'],
];

/** A judge's queue of filings with 100,000 in one court: opened, filtered, searched, and its next page. */
export function measureFilingQueue(): Promise<Measures> {
  const among = `${FILINGS} filings in one court`;
  return measureAgainstBare({ name: 'filingQueue', among, plant: pagesOf });
}

async function pagesOf({ app, deployment }: Ground): Promise<Page[]> {
  const { database } = deployment;
  await plantFilings(database);
  const { rows } = await database.query<{ id: string }>(
    `select person as id from court.staff_role where court = $1 and role = 'judge'`,
    [COURT],
  );
  const [token] = (await signIn(database, rows, 1800)) as [string];
  const reading = (key: string, what: string, path: (i: number) => string): Page => ({
    ...{ key, what, writes: false },
    ask: async (count) => counted(count, (i) => get(`/filings/queue${path(i)}`, token)),
  });
  const { path, headers } = get('/filings/queue', token);
  const first = await app.inject({ method: 'GET', url: path, headers: { ...headers } });
  const { next } = first.json<{ next: string }>();
  return [
    reading('open', 'review queue opened', () => ''),
    reading(
      'filter',
      'review queue, overdue and taken by nobody',
      () => '?overdue=true&taken=nobody',
    ),
    reading('next', 'next page of the review queue', () => `?after=${next}`),
    reading(
      'search',
      'a name looked for in the review queue',
      (i) => `?q=${encodeURIComponent(`当事人${i * 37}号`)}`,
    ),
  ];
}

/** Rows as the product writes them, each with two parties; the times of those that wait end one after the other. */
async function plantFilings(database: pg.Pool): Promise<void> {
  await database.query(
    `with litigant as (select id, row_number() over () as place from court.person where account in ('lina', 'zhangwei', 'chenmo', 'liuyun'))
     insert into court.filing (id, court, person, kind, cause, case_type, capacity, state, tag, applicant_tag, agent_tag, round,
       record_id, begun_at, changed_at, submitted_at, due_at, names)
     select gen_random_uuid(), $1, litigant.id, 'civil', '民间借贷纠纷', '民初', 'self', ($2::text[])[n % 10 + 1],
       md5('t' || n), md5('p' || n), md5('a' || n), 1, md5('r' || n), now() - interval '9 days',
       now() - n * interval '1 second', now() - interval '8 days' + n * interval '5 seconds',
       case when n % 10 < 5 then now() - interval '1 day' + n * interval '5 seconds' else '9999-12-31T00:00:00Z' end,
       '当事人' || n || '号' || E'\\n' || '钱示例'
     from generate_series(1, $3::int) n join litigant on litigant.place = n % 4 + 1`,
    [COURT, STATES, FILINGS],
  );
  // It would write each filing once more for each of its parties; their names stand in it already.
  await database.query('alter table court.filing_party disable trigger filing_names');
  await database.query(
    `insert into court.filing_party (id, court, filing, place, side, kind, name, details_sealed)
     select gen_random_uuid(), $1, f.id, side.place, side.side, 'person', split_part(f.names, E'\\n', side.place + 1), '-'
     from court.filing f, (values (0, 'applicant'), (1, 'other')) as side (place, side)`,
    [COURT],
  );
  await database.query('alter table court.filing_party enable trigger filing_names');
  await database.query('analyze');
}
