import { randomUUID } from 'node:crypto';
import { DEMO_COURTS } from '../../src/seeds/demo.ts';
import { seedId } from '../../src/seeds/plant.ts';
import type { Pool } from '../../src/store/pool.ts';

const ID = 'A'.repeat(43);

type Row = Record<string, string>;

/** An administrator's doings, and how one clerk signs in. */
async function plantStaff(pool: Pool, code: string, short: string, party: string): Promise<void> {
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

/** What a litigant filed with the court, and a draft of his. */
async function plantFilings(
  pool: Pool,
  code: string,
  person: string,
  clerk: string,
): Promise<void> {
  const [filing, paper] = [randomUUID(), randomUUID()];
  const [order, line] = [randomUUID(), randomUUID()];
  for (const [text, values] of [
    [
      `INSERT INTO court.filing (id, court, person, kind, cause, case_type, capacity, state, tag, applicant_tag, agent_tag,
         round, reviewer, record_id, begun_at, changed_at, submitted_at)
       VALUES ($1::uuid, $2, $3, 'civil', 'x', '民初', 'self', 'review', $1::text, $1::text, $1::text, 1, $4, $1::text,
         now(), now(), now())`,
      [filing, code, person, clerk],
    ],
    [
      `INSERT INTO court.filing (id, court, person, kind, cause, case_type, capacity, state, tag, applicant_tag, agent_tag,
         round, begun_at, changed_at)
       VALUES ($1::uuid, $2, $3, 'civil', 'x', '民初', 'self', 'draft', $1::text, $1::text, $1::text, 0, now(), now())`,
      [randomUUID(), code, person],
    ],
    [
      `INSERT INTO court.filing_party VALUES ($1, $2, $3, 0, 'applicant', 'person', 'x', $4, 's')`,
      [randomUUID(), code, filing, person],
    ],
    [
      `INSERT INTO court.filing_answer VALUES ($1, $2, $3, 'amount', 's', 1, now())`,
      [randomUUID(), code, filing],
    ],
    [
      `INSERT INTO court.filing_paper (id, court, filing, slot, name, sha256, sm3, size, type, place, state, added_round,
         added_at)
       VALUES ($1, $2, $3, 'complaint', 'x', $4, 'x', 1, 'application/pdf', 0, 'in', 1, now())`,
      [paper, code, filing, ID],
    ],
    [
      `INSERT INTO court.filing_round VALUES ($1::uuid, $2, $3, 1, $1::text, 1, 'r', 's', now(), $4)`,
      [randomUUID(), code, filing, person],
    ],
    [
      `INSERT INTO court.filing_item VALUES ($1, $2, $3, 1, 0, NULL, $4, NULL, 'x')`,
      [randomUUID(), code, filing, paper],
    ],
    [`INSERT INTO court.filing_verdict VALUES ($1, $2, 1, $3, true, NULL)`, [code, filing, paper]],
    [
      `INSERT INTO court.filing_ruling VALUES ($1, $2, '民事裁定书', NULL, 'x', 'x', 1, $3, now(), $4)`,
      [filing, code, randomUUID(), person],
    ],
    [
      `INSERT INTO court.filing_event (id, court, filing, act, round, at, actor)
       VALUES ($1, $2, $3, 'submit', 1, now(), $4)`,
      [randomUUID(), code, filing, person],
    ],
    [
      `INSERT INTO court.suit_note VALUES ($1::uuid, 1, $2, $1::text, 'waiting', NULL, NULL, 0, now(), NULL)`,
      [filing, code],
    ],
    [
      `INSERT INTO court.payment_order (id, court, filing, person, purpose, reference, amount, credited, refunded, state,
         quote, issued_at, issued_by)
       VALUES ($1::uuid, $2, $3, $4, 'suit', $1::text, 5000, 100, 0, 'partly', '{}', now(), $5)`,
      [order, code, filing, person, clerk],
    ],
    [
      `INSERT INTO court.payment_attempt (id, court, payment_order, channel, number, amount, state, credited, surplus, late,
         begun_at, expires_at, asked)
       VALUES ($1::uuid, $2, $3, 'wechat', $1::text, 5000, 'begun', 0, 0, false, now(), now(), 0)`,
      [randomUUID(), code, order],
    ],
    [
      `INSERT INTO court.bank_line (id, court, day, serial, amount, payer_sealed, fit, payment_order, credited, surplus,
         taken_in_at, taken_in_by)
       VALUES ($1::uuid, $2, '2026-03-01', $1::text, 100, 's', 'partial', $3, 100, 0, now(), $4)`,
      [line, code, order, clerk],
    ],
    [
      `INSERT INTO court.payment_refund (id, court, payment_order, bank_line, number, kind, amount, reason, state, asked_at,
         tries)
       VALUES ($1::uuid, $2, $3, $4, $1::text, 'credited', 1, 'x', 'asked', now(), 0)`,
      [randomUUID(), code, order, line],
    ],
    [
      `INSERT INTO court.payment_day VALUES ($1, '2026-03-01', 100, 100, 0, 0, 0, now(), $2)`,
      [code, clerk],
    ],
    [
      `INSERT INTO court.upload VALUES (gen_random_uuid(), $1, $2, $3, 'evidence', 'x', NULL, 1, 'mark', 'open', NULL,
        now(), now())`,
      [code, filing, person],
    ],
    [
      `INSERT INTO court.fee_relief (id, court, filing, person, wanted, grounds_sealed, state, asked_at)
       VALUES ($1, $2, $3, $4, 'waived', 's', 'asked', now())`,
      [randomUUID(), code, filing, person],
    ],
    [`INSERT INTO court.case_counter VALUES ($1, '', '民初', 2026, 1)`, [code]],
  ] as const)
    await pool.query(text, [...values]);
}

/** One row in every table of each court, so that none is empty by chance. */
export async function plantEverywhere(pool: Pool): Promise<void> {
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
    await plantAccounts(pool, code, person as string);
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
    await plantFilings(pool, code, person as string, clerk);
    await pool.query(
      `INSERT INTO court.docketing (case_id, court, filing, docketed_by, docketed_at, try_at)
       SELECT $1, $2, f.id, $3, now(), now() FROM court.filing f WHERE f.court = $2 LIMIT 1`,
      [caseId, code, clerk],
    );
    await pool.query(
      `INSERT INTO court.case_access (id, court, case_id, party, code_digest, made_at, made_by)
       VALUES ($1, $2, $3, $4, $2 || 'code', now(), $5)`,
      [randomUUID(), code, caseId, party, clerk],
    );
    await plantStaff(pool, code, short, person as string);
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

async function plantAccounts(pool: Pool, code: string, person: string): Promise<void> {
  await pool.query(
    `INSERT INTO court.phone_code (id, digest, sealed, origin, code_hash, sent_at, expires_at)
     VALUES ($1, $2, 's', 'o', 'h', now(), now())`,
    [randomUUID(), code],
  );
  await pool.query(
    `INSERT INTO court.signing_key (record_id, court, person, role, owner, point, not_before, not_after, record)
     VALUES ($1, $2, $3, 'litigant', 'o', $1, now(), now(), '{}')`,
    [randomUUID(), code, person],
  );
  await pool.query('UPDATE court.proofing SET court = $1 WHERE person = $2', [code, person]);
  await pool.query(
    `INSERT INTO court.identity_photo VALUES ($1, $2, 'front', $3, 'image/jpeg', 1, now())
     ON CONFLICT DO NOTHING`,
    [randomUUID(), person, ID],
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
    ID,
  ]);
  await pool.query('INSERT INTO court.unified_account VALUES ($1, $2, now())', [
    randomUUID(),
    person,
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
