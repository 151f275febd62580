import { randomUUID } from 'node:crypto';
import t from 'tap';
import type { Actor } from '../../src/access/policy.ts';
import { asActor, asShown } from '../../src/access/scoped.ts';
import type { Court } from '../../src/context.ts';
import { DEMO_LITIGANTS, DEMO_OFFICIALS } from '../../src/seeds/demo.ts';
import { seedId } from '../../src/seeds/plant.ts';
import { guardedRole } from '../../src/store/guarded-role.ts';
import { openPool, type Pool } from '../../src/store/pool.ts';
import { NOBODY, type Scope } from '../../src/store/scope.ts';
import { openStore } from '../../src/store/store.ts';
import { openTestCourt } from '../support/court.ts';
import { plantEverywhere } from '../support/plant-everywhere.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court, pool } = opened;
const ID = 'A'.repeat(43);

type Row = Record<string, string>;

/** What a query that forgot every filter gets. */
async function everything(scoped: Pick<Court, 'store'>, table: string): Promise<Row[]> {
  return scoped.store.transaction(async ({ client }) => {
    const { rows } = await client.query<Row>(`SELECT * FROM court."${table}"`);
    return rows;
  });
}

/** Tables of the product as the database has them, not as this program believes. */
async function tables(): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'court'::regnamespace
     AND relkind IN ('r', 'p') AND relname <> 'migrations' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

const official = (account: string): Actor => {
  const {
    name,
    court: code,
    role,
  } = DEMO_OFFICIALS.find((each) => each.account === account) as (typeof DEMO_OFFICIALS)[number];
  return { person: seedId(account), name, offices: [{ court: code, role }] };
};
const litigant = (account: string): Actor => ({ person: seedId(account), name: '', offices: [] });

await plantEverywhere(pool);

/** Tables of persons, and of nobody. */
const PRIVATE = [
  ...['prepared_act', 'session', 'challenge', 'contact', 'password', 'totp', 'recovery_code'],
  ...['passkey', 'ceremony', 'throttle', 'known_device', 'notice_preference', 'notice_language'],
  ...['phone_code', 'provider_call', 'hand_over', 'helper_pass', 'signature'],
  ...['unified_account', 'upload'],
];
const ADMINISTRATORS_ONLY = [
  ...['court_setup', 'office_change', 'invitation', 'erasure', 'erasure_decision'],
];

/** Parts of a filing, seen by whoever sees the filing. */
const FILING_PARTS = [
  ...['filing_party', 'filing_answer', 'filing_paper', 'filing_round', 'filing_item'],
  ...['filing_event', 'filing_verdict', 'filing_ruling', 'suit_note'],
];

/** Tables that everybody may read whole: which courts there are, and the rules they have set. */
const OPEN_TABLES = ['court', 'listed_court', 'setting'];

t.test('every table is under row security, forced on its owner too, with a policy', async (t) => {
  const { rows } = await pool.query<{ name: string; held: boolean; policies: string }>(
    `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS held,
       (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
     FROM pg_class c WHERE c.relnamespace = 'court'::regnamespace AND c.relkind IN ('r', 'p')
       AND c.relname <> 'migrations'`,
  );
  t.ok(rows.length > 10);
  for (const { name, held, policies } of rows) {
    t.ok(held, name);
    t.ok(Number(policies) >= 2, `${name}: the house and somebody else`);
  }
});

t.test('the role of the court’s statements owns nothing and passes no row security', async (t) => {
  const { rows } = await pool.query(
    `SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole,
       EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) AS owns
     FROM pg_roles r WHERE rolname = 'cunzheng_app'`,
  );
  const none = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false };
  t.match(rows, [{ ...none, owns: false }]);
  const asked = court.store.transaction(({ client }) =>
    client.query('SELECT FROM court.migrations'),
  );
  await t.rejects(asked, { code: '42501' });
});

t.test('whoever has no scope gets nothing but the directory', async (t) => {
  for (const table of await tables()) {
    const rows = await everything(court, table);
    if (OPEN_TABLES.includes(table)) t.ok(rows.length > 0, table);
    else t.strictSame(rows, [], table);
  }
});

for (const { account, court: code, role } of DEMO_OFFICIALS) {
  t.test(
    `a query that forgets its filter gives ${role} of ${code} rows of that court only`,
    async (t) => {
      const own = asActor(court, official(account));
      for (const table of await tables()) {
        if (OPEN_TABLES.includes(table)) continue;
        const rows = await everything(own, table);
        const courts = new Set(rows.flatMap((row) => row.court ?? []));
        t.ok(
          [...courts].every((each) => each === code),
          `${table}: ${[...courts]}`,
        );
        const signsInSo = ['password', 'totp'].includes(table) && role === 'clerk';
        const private_ = PRIVATE.includes(table) && !signsInSo;
        const kept = ADMINISTRATORS_ONLY.includes(table) && role !== 'administrator';
        // The entry that stands there is the clerk's.
        const clerks = table === 'audit_entry' && role === 'judge';
        t.equal(rows.length > 0, !(private_ || kept || clerks), table);
      }
    },
  );
}

for (const { account } of DEMO_LITIGANTS) {
  t.test(
    `a query that forgets its filter gives ${account} what is addressed to him only`,
    async (t) => {
      const { person } = litigant(account);
      const own = asActor(court, litigant(account));
      const rows = async (table: string) => everything(own, table);
      const services = await rows('service');
      t.ok(services.every((row) => row.recipient === person));
      const served = services.map((row) => row.document_id);
      t.ok(
        (await rows('document')).every((row) => served.includes(row.id)),
        'document',
      );
      const mine = services.map((row) => row.id);
      t.ok(
        (await rows('receipt')).every((row) => mine.includes(row.service_id)),
        'receipt',
      );
      const parties = await rows('party');
      t.ok(parties.length > 0 && parties.every((row) => row.person === person), 'party');
      const cases = parties.map((row) => row.case_id);
      t.ok(
        (await rows('court_case')).every((row) => cases.includes(row.id)),
        'court_case',
      );
      const deadlines = await rows('deadline');
      t.ok(
        deadlines.every((row) => row.person === person),
        'deadline',
      );
      const moves = deadlines.map((row) => row.id);
      t.ok(
        (await rows('deadline_change')).every((row) => moves.includes(row.deadline as string)),
        'deadline_change',
      );
      const owned = [
        ...[...PRIVATE, 'signing_key', 'notice', 'notice_delivery'],
        ...['proofing', 'identity_photo', 'review', 'proofing_event', 'claim', 'recovery'],
        ...['filing', 'payment_order', 'fee_relief'],
      ];
      const nobodys = ['challenge', 'ceremony', 'throttle', 'phone_code'];
      for (const table of owned.filter((each) => !nobodys.includes(each))) {
        t.ok(
          (await rows(table)).every((row) => row.person === person),
          table,
        );
      }
      const filings = await rows('filing');
      const filed = filings.map((row) => row.id);
      for (const part of FILING_PARTS) {
        t.ok(
          (await rows(part)).every((row) => filed.includes(row.filing as string)),
          part,
        );
      }
      const orders = (await rows('payment_order')).map((row) => row.id);
      for (const part of ['payment_attempt', 'payment_refund']) {
        t.ok(
          (await rows(part)).every((row) => orders.includes(row.payment_order as string)),
          part,
        );
      }
      const reviewers = filings.map((row) => row.reviewer);
      const known = [person, ...services.map((row) => row.sent_by), ...reviewers];
      t.ok(
        (await rows('person')).every((row) => known.includes(row.id)),
        'person',
      );
      const looked = await rows('audit_entry');
      t.ok(
        looked.every(
          (row) => row.as_staff && (row.about === person || cases.includes(row.case_id)),
        ),
        'audit_entry',
      );
      const hidden = [
        ...['staff_role', 'document_counter', 'free_serial', 'court_setup', 'team'],
        ...['team_member', 'absence', 'office_change', 'invitation', 'ceremony', 'throttle'],
        ...['stood_in', 'case_counter', 'bank_line', 'payment_day', 'docketing', 'case_access'],
      ];
      for (const table of hidden) t.strictSame(await rows(table), [], table);
    },
  );
}

t.test('somebody served sees his papers, and nobody’s draft', async (t) => {
  const { rows } = await pool.query<Row>('SELECT recipient FROM court.service');
  for (const { recipient } of rows) {
    const own = asActor(court, { person: recipient as string, name: '', offices: [] });
    const documents = await everything(own, 'document');
    t.ok(documents.length > 0 && documents.every((row) => row.state === 'issued'));
    t.ok((await everything(own, 'receipt')).length > 0);
  }
});

t.test('a draft of a filing is seen by nobody but its author', async (t) => {
  const { rows } = await pool.query<Row>(
    `SELECT id, person, court FROM court.filing WHERE state = 'draft'`,
  );
  t.ok(rows.length >= 3);
  for (const { id, person, court: code } of rows) {
    const author = asActor(court, { person: person as string, name: '', offices: [] });
    t.ok((await everything(author, 'filing')).some((row) => row.id === id));
    const judge = DEMO_OFFICIALS.find((each) => each.court === code && each.role === 'judge');
    const seen = await everything(asActor(court, official(judge?.account as string)), 'filing');
    t.ok(seen.length > 0 && seen.every((row) => row.id !== id));
  }
});

t.test('a number opens one row with its code, and none without', async (t) => {
  const shown = async (...values: string[]) => {
    const rows = await everything(asShown(court, ...values), 'document');
    return rows.map((row) => row.number);
  };
  t.strictSame(await shown('京0491-2026-000001', 'ABCD-EFGH-JKMN'), ['京0491-2026-000001']);
  t.strictSame(
    await shown('京0491-2026-000001', 'no code\u001fABCD-EFGH-JKMN'),
    [],
    'many at once',
  );
  t.strictSame(await shown('京0491-2026-000001'), []);
  t.strictSame(await shown('ABCD-EFGH-JKMN'), []);
  t.strictSame(await shown('京0491-2026-000002', 'ABCD-EFGH-JKMP'), [], 'a draft');
  t.strictSame(await shown(`浙0192${ID}`), ['浙0192-2026-000001']);
  t.strictSame(
    await everything(asShown(court, '京0491-2026-000001', 'ABCD-EFGH-JKMN'), 'party'),
    [],
  );
});

t.test('nobody writes a row into another court, or moves one there', async (t) => {
  const own = asActor(court, official('bj-clerk'));
  const serial = (code: string) =>
    own.store.transaction(({ client }) =>
      client.query('INSERT INTO court.free_serial VALUES ($1, 2026, 77)', [code]),
    );
  await serial('京0491');
  await t.rejects(serial('浙0192'), { code: '42501' });
  const moving = own.store.transaction(({ client }) =>
    client.query(`UPDATE court.court_case SET court = '浙0192'`),
  );
  await t.rejects(moving, { code: '42501' });
  const gone = await own.store.transaction(({ client }) =>
    client.query(`DELETE FROM court.document_counter WHERE court <> '京0491'`),
  );
  t.equal(gone.rowCount, 0);
  const office = own.store.transaction(({ client }) =>
    client.query(`INSERT INTO court.staff_role VALUES ('京0491', $1, 'judge', 't', now(), NULL)`, [
      seedId('bj-clerk'),
    ]),
  );
  await t.rejects(office, { code: '42501' }, 'offices are given by administrators');
});

t.test(
  'nobody writes what a court has set but its administrator, and nobody changes it',
  async (t) => {
    const write = (account: string, code: string) =>
      asActor(court, official(account)).store.transaction(({ client }) =>
        client.query(
          `INSERT INTO court.setting (id, court, name, value, source, reach, valid_from, author, recorded_at)
         VALUES ($1, $2, 'fee.divorce', '300', 'x', 'court', now(), $3, now())`,
          [randomUUID(), code, seedId(account)],
        ),
      );
    await t.rejects(write('bj-clerk', '京0491'), { code: '42501' });
    await t.rejects(write('bj-administrator', '浙0192'), { code: '42501' });
    await write('bj-administrator', '京0491');
    for (const change of [
      "UPDATE court.setting SET value = '1'",
      "UPDATE court.setting SET withdrawn_at = recorded_at - interval '1 day', value = '1'",
      'DELETE FROM court.setting',
    ]) {
      await t.rejects(pool.query(change), { code: '23001' }, change);
    }
  },
);

t.test(
  'a message is shown to who has its digits and its sender, and to nobody with one of them',
  async (t) => {
    const shown = async (...values: string[]) =>
      (await everything(asShown(court, ...values), 'notice_delivery')).length;
    t.ok((await shown('1234567890', '10690001')) > 0);
    t.equal(await shown('1234567890'), 0);
    t.equal(await shown('10690001'), 0);
    t.strictSame(await everything(asShown(court, '1234567890', '10690001'), 'notice'), []);
  },
);

t.test('a connection that goes back to the pool carries no scope over', async (t) => {
  const single = openPool(pool.options.connectionString as string, () => {});
  single.options.max = 1;
  t.teardown(() => single.end());
  const store = openStore(single, await guardedRole(single));
  const house: Scope = { as: 'house', task: 'seed' };
  t.ok((await everything({ store: store.as(house) }, 'document')).length > 0);
  t.strictSame(await everything({ store: store.as(NOBODY) }, 'document'), []);
  const failing = store.as(house).transaction(() => Promise.reject(new Error('on purpose')));
  await t.rejects(failing, /on purpose/);
  t.strictSame(await everything({ store }, 'document'), []);
});

t.test('a setting is a value, whatever is written in it', async (t) => {
  const person = `x', true), set_config('cunzheng.scope', 'house`;
  const scope = { as: 'shown', shown: [person] } as const;
  t.strictSame(await everything({ store: court.store.as(scope) }, 'document'), []);
});

/** Connections of a login role of its own; a role taken on after signing in could be left again. */
async function signedInAs(
  name: string,
  attributes: string,
): Promise<{ pool: Pool; end(): Promise<void> }> {
  const password = randomUUID();
  await pool.query(`CREATE ROLE ${name} LOGIN ${attributes} PASSWORD '${password}'`);
  const url = new URL(pool.options.connectionString as string);
  Object.assign(url, { username: name, password });
  const own = openPool(url.href, () => {});
  return {
    pool: own,
    async end() {
      await own.end();
      await pool.query(`REASSIGN OWNED BY ${name} TO CURRENT_USER`);
      await pool.query(`DROP OWNED BY ${name}`);
      await pool.query(`DROP ROLE ${name}`);
    },
  };
}

t.test('a database’s own role that is bound itself needs no other role', async (t) => {
  const name = `owner_${process.pid}`;
  const { pool: plain, end } = await signedInAs(name, 'NOBYPASSRLS');
  t.teardown(end);
  for (const table of await tables())
    await pool.query(`ALTER TABLE court."${table}" OWNER TO ${name}`);
  await pool.query(`ALTER SCHEMA court OWNER TO ${name}`);
  const role = await guardedRole(plain);
  t.equal(role, undefined, 'it may make no role and was given none');
  const store = openStore(plain, role);
  t.strictSame(await everything({ store }, 'court_case'), [], 'the owner is bound too');
  const own = asActor({ ...court, store }, official('hz-judge'));
  const courts = (await everything(own, 'court_case')).map((row) => row.court);
  t.strictSame([...new Set(courts)], ['浙0192']);
});

t.test('a role that passes row security and can become no other is refused', async (t) => {
  const name = `passing_${process.pid}`;
  const { pool: passing, end } = await signedInAs(name, 'BYPASSRLS');
  t.teardown(end);
  await pool.query(`GRANT USAGE ON SCHEMA court TO ${name}`);
  await t.rejects(guardedRole(passing), { code: 'CONFIG_INVALID' });
});
