import { randomUUID } from 'node:crypto';
import t from 'tap';
import type { Actor } from '../../src/access/policy.ts';
import { asActor, asShown } from '../../src/access/scoped.ts';
import type { Court } from '../../src/context.ts';
import { DEMO_COURTS, DEMO_LITIGANTS, DEMO_OFFICIALS } from '../../src/seeds/demo.ts';
import { seedId } from '../../src/seeds/plant.ts';
import { guardedRole } from '../../src/store/guarded-role.ts';
import { openPool, type Pool } from '../../src/store/pool.ts';
import { NOBODY, type Scope } from '../../src/store/scope.ts';
import { openStore } from '../../src/store/store.ts';
import { openTestCourt } from '../support/court.ts';

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

/** An administrator's doings, and how one clerk signs in. */
async function plantStaff(code: string, short: string, party: string): Promise<void> {
  const [clerk, judge] = [seedId(`${short}-clerk`), seedId(`${short}-judge`)];
  const [away, panel] = [randomUUID(), randomUUID()];
  for (const [text, values] of [
    [
      `INSERT INTO court.office_change (id, court, person, change, detail, reason, at)
       VALUES ($1, $2, $3, 'given', '{}', 'x', now())`,
      [randomUUID(), code, seedId(`${short}-administrator`)],
    ],
    [
      `INSERT INTO court.absence (id, court, person, from_day, to_day, reason, made_by, made_at)
       VALUES ($1, $2, $3, '2026-01-01', '2026-01-02', 'x', $3, now())`,
      [away, code, clerk],
    ],
    [
      `INSERT INTO court.team (id, court, name, from_day, made_by, made_at)
       VALUES ($1, $2, 'x', '2026-01-01', $3, now())`,
      [panel, code, judge],
    ],
    [
      `INSERT INTO court.team_member VALUES ($1, 0, $2, 'presiding', $3, 'x')`,
      [panel, code, judge],
    ],
    [
      `INSERT INTO court.invitation VALUES ($1, $2, $3, $3, now(), now(), NULL)`,
      [randomUUID(), code, judge],
    ],
    [`INSERT INTO court.recovery_code VALUES ($1, $2, NULL)`, [party, code]],
    [
      `INSERT INTO court.passkey VALUES ($1, $2, 'x', 'k', 0, '', now(), NULL)`,
      [randomUUID(), party],
    ],
    [`INSERT INTO court.ceremony VALUES ($1, 'totp', $2, '{}', 0, now())`, [randomUUID(), judge]],
    [`INSERT INTO court.throttle VALUES ($1, 1, now())`, [randomUUID()]],
    [`INSERT INTO court.known_device VALUES ($1, $2, now())`, [party, code]],
  ] as const)
    await pool.query(text, [...values]);
}

/** One row in every table of each court, so that none is empty by chance. */
async function plantEverywhere(): Promise<void> {
  for (const { code, short } of DEMO_COURTS) {
    const clerk = seedId(`${short}-clerk`);
    const { rows } = await pool.query<Row>(
      'SELECT p.id, p.person, p.case_id FROM court.party p WHERE p.court = $1 ORDER BY p.id LIMIT 1',
      [code],
    );
    const { id: party, person, case_id: caseId } = rows[0] as Row;
    const [document, service] = [randomUUID(), randomUUID()];
    await pool.query(
      `INSERT INTO court.document (id, court, case_id, title, kind, state, year, serial, number, code, sha256, sm3,
         size, pages, created_at, created_by, issued_at, issued_by, record_id)
       VALUES ($1, $2, $3, '判决', '判决书', 'issued', 2026, 1, $2 || '-2026-000001', 'ABCD-EFGH-JKMN', $2 || $5, $5,
         1, 1, now(), $4, now(), $4, $2 || 'd')`,
      [document, code, caseId, clerk, ID],
    );
    await pool.query(
      `INSERT INTO court.document (id, court, case_id, title, kind, state, year, serial, number, code, sha256, sm3,
         size, pages, created_at, created_by)
       VALUES ($1, $2, $3, '草稿', '判决书', 'draft', 2026, 2, $2 || '-2026-000002', 'ABCD-EFGH-JKMP', 'x', 'x', 1, 1,
         now(), $4)`,
      [randomUUID(), code, caseId, clerk],
    );
    await pool.query(
      `INSERT INTO court.service (id, court, document_id, party_id, recipient, channel, state, sent_at, sent_by, record_id)
       VALUES ($1, $2, $3, $4, $5, 'platform', 'opened', now(), $6, $2 || 's')`,
      [service, code, document, party, person, clerk],
    );
    await pool.query(
      `INSERT INTO court.receipt (record_id, id, court, service_id, event, act_time)
       VALUES ($1 || 'r', $2, $1, $3, 'opened', now())`,
      [code, randomUUID(), service],
    );
    await pool.query(
      `INSERT INTO court.audit_entry VALUES ($1 || 'a', $1, now(), 'document.file', $2, true, $3, $4, 'sealed')`,
      [code, clerk, person, caseId],
    );
    await pool.query(`INSERT INTO court.document_counter VALUES ($1, 2026, 2)`, [code]);
    await pool.query(`INSERT INTO court.free_serial VALUES ($1, 2026, 9)`, [code]);
    await pool.query(
      `INSERT INTO court.prepared_act (id, court, person, purpose, subject, unsigned, openings, key_id, key_record,
         key_openings, created_at, expires_at)
       VALUES ($1, $2, $3, 'receipt', $4, '{}', '[]', 'k', '{}', '[]', now(), now())`,
      [randomUUID(), code, person, service],
    );
    await pool.query(
      `INSERT INTO court.session (token_hash, person, created_at, expires_at, id, method, level, browser, system,
         idle_seconds, last_used_at)
       VALUES ($1 || 'hash', $2, now(), now() + interval '1 hour', $3, 'demo', 'demo', 'other', 'other', 1800, now())`,
      [code, person, randomUUID()],
    );
    await plantAccounts(code, person as string);
    await pool.query(
      `INSERT INTO court.signature VALUES ($1 || 'r', $1, $2, 'k', 'receipt', 'signed', $3, now())`,
      [code, person, service],
    );
    await pool.query(
      `INSERT INTO court.stood_in VALUES ($1 || 'a', $1, $2, $3, 'judge', 'claim.decide', $4, now())`,
      [code, clerk, seedId(`${short}-judge`), service],
    );
    const erasure = randomUUID();
    await pool.query(`INSERT INTO court.erasure VALUES ($1, $2, 'refused', now(), now(), now())`, [
      erasure,
      person,
    ]);
    await pool.query(
      `INSERT INTO court.erasure_decision VALUES ($1, $2, $3, 'refused', 'x', now(), $4)`,
      [erasure, code, person, seedId(`${short}-administrator`)],
    );
    const notice = randomUUID();
    await pool.query(
      `INSERT INTO court.notice (id, court, person, template, version, category, sealed_values, demanded, digits, told_at)
       VALUES ($1, $2, $3, 'documentServed', 1, 'service', 'sealed', true, '1234567890', now())`,
      [notice, code, person],
    );
    await pool.query(
      `INSERT INTO court.notice_delivery (id, notice, court, person, channel, contact, step, category, digits, state,
         sender, updated_at)
       VALUES ($1, $2, $3, $4, 'sms', $1, 0, 'service', '1234567890', 'accepted', '10690001', now())`,
      [randomUUID(), notice, code, person],
    );
    await pool.query(
      `INSERT INTO court.notice_preference VALUES ($1, 'case', 'sms', false) ON CONFLICT DO NOTHING`,
      [person],
    );
    await pool.query(`INSERT INTO court.notice_language VALUES ($1, 'en') ON CONFLICT DO NOTHING`, [
      person,
    ]);
    await plantStaff(code, short, person as string);
    await pool.query(`INSERT INTO court.challenge VALUES ($1, $2, 'h', 0, now())`, [
      randomUUID(),
      person,
    ]);
    await pool.query(
      `INSERT INTO court.listed_court VALUES ($1, '某法院', '某', 'basic', NULL, '', '', '', '', '', '', 'test', now())
       ON CONFLICT DO NOTHING`,
      [`${code.slice(0, 1)}0999`],
    );
    await pool.query(
      `INSERT INTO court.court_setup VALUES ($1, $2, '某法院', 'BjicMSP', $3, 'n', $3, now(), NULL)`,
      [`${code.slice(0, 1)}0999`, code, seedId(`${short}-administrator`)],
    );
    const deadline = randomUUID();
    await pool.query(
      `INSERT INTO court.setting (id, court, name, value, source, reach, valid_from, author, recorded_at)
       VALUES ($1, $2, 'fee.divorce', '200', '通知', 'court', now(), $3, now())`,
      [randomUUID(), code, seedId(`${short}-administrator`)],
    );
    await pool.query(
      `INSERT INTO court.deadline (id, court, subject_kind, subject, person, case_id, about, rule, start, facts, state,
         computed, calendar_mark, sequence, started_at)
       VALUES ($1, $2, 'service', $3, $4, $5, '{}', 'appealJudgment', '{}', '{}', 'running', '{}', '', 0, now())`,
      [deadline, code, service, person, caseId],
    );
    await pool.query(
      `INSERT INTO court.deadline_change (id, court, deadline, change, because, at)
       VALUES ($1, $2, $3, 'started', 'x', now())`,
      [randomUUID(), code, deadline],
    );
  }
}

async function plantAccounts(code: string, person: string): Promise<void> {
  await pool.query(
    `INSERT INTO court.phone_code (id, digest, sealed, origin, code_hash, sent_at, expires_at)
     VALUES ($1, $2, 's', 'o', 'h', now(), now())`,
    [randomUUID(), code],
  );
  await pool.query('UPDATE court.proofing SET court = $1 WHERE person = $2', [code, person]);
  await pool.query(
    `INSERT INTO court.identity_photo VALUES ($1, $2, 'front', $3, 'image/jpeg', 1, now())
     ON CONFLICT DO NOTHING`,
    [randomUUID(), person, code],
  );
  await pool.query(
    `INSERT INTO court.provider_call (id, person, service, number_digest, state, asked_at)
     VALUES ($1, $2, 'register', 'd', 'match', now())`,
    [randomUUID(), person],
  );
  await pool.query(
    `INSERT INTO court.review (id, court, person, causes, state, asked_at, due_at, reasons)
     VALUES ($1, $2, $3, '[]', 'approved', now(), now(), '[]')`,
    [randomUUID(), code, person],
  );
  await pool.query(
    `INSERT INTO court.claim (id, court, person, kind, details_sealed, digest, state, asked_at, due_at)
     VALUES ($1, $2, $3, 'lawyer', 's', 'd', 'refused', now(), now())`,
    [randomUUID(), code, person],
  );
  const recovery = randomUUID();
  await pool.query(
    `INSERT INTO court.recovery (id, court, person, way, state, mobile_sealed, mobile_digest, asked_at)
     VALUES ($1, $2, $3, 'identity', 'refused', 's', 'd', now())`,
    [recovery, code, person],
  );
  await pool.query(`INSERT INTO court.recovery_photo VALUES ($1, $2, 'front', $3, 'image/jpeg')`, [
    randomUUID(),
    recovery,
    code,
  ]);
  await pool.query(
    `INSERT INTO court.helper_pass (id, person, made_by, code_digest, made_at, code_until)
     VALUES ($1, $2, $2, $3, now(), now())`,
    [randomUUID(), person, randomUUID()],
  );
  await pool.query(
    `INSERT INTO court.hand_over (id, person, token_hash, made_at, expires_at)
     VALUES ($1, $2, $3, now(), now())`,
    [randomUUID(), person, randomUUID()],
  );
  await pool.query(`INSERT INTO court.proofing_event VALUES ($1, $2, NULL, 'x', '{}', now())`, [
    randomUUID(),
    person,
  ]);
}
await plantEverywhere();

/** Tables of persons, and of nobody. */
const PRIVATE = [
  ...['prepared_act', 'session', 'challenge', 'contact', 'password', 'totp', 'recovery_code'],
  ...['passkey', 'ceremony', 'throttle', 'known_device', 'notice_preference', 'notice_language'],
  ...['phone_code', 'provider_call', 'hand_over', 'helper_pass', 'signature'],
];
const ADMINISTRATORS_ONLY = [
  ...['court_setup', 'office_change', 'invitation', 'erasure', 'erasure_decision'],
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
        ...['proofing', 'identity_photo', 'review', 'proofing_event', 'claim'],
      ];
      const nobodys = ['challenge', 'ceremony', 'throttle', 'phone_code'];
      for (const table of owned.filter((each) => !nobodys.includes(each))) {
        t.ok(
          (await rows(table)).every((row) => row.person === person),
          table,
        );
      }
      const known = [person, ...services.map((row) => row.sent_by)];
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
        'stood_in',
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
