import { execFile } from 'node:child_process';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LeafId, RecordId } from '@cunzheng/domain';
import {
  type AuditPage,
  type CaseSummary,
  type ErasureView,
  erasePerson,
  type NoticeView,
  type RetentionLine,
  type ServiceView,
  seedId,
  sweepErasures,
  sweepRetention,
  type WaitingErasure,
} from '@cunzheng/gateway';
import t from 'tap';
import { testCourt } from './support/deployment.ts';
import {
  type Newcomer,
  newcomer,
  photograph,
  sign,
  step,
  untilPhotos,
  withCode,
} from './support/newcomer.ts';
import { issueAndServe, type Person } from './support/person.ts';
import { unzip } from './support/unzip.ts';

t.setTimeout(240_000);
const court = await testCourt();
t.teardown(() => court.close());
const { notary, database, deps } = court.deployment;
const DAY_MS = 24 * 3_600_000;
const VERIFIER = join(import.meta.dirname, '../../../proof/bin/cunzheng-verify.mjs');
const execute = promisify(execFile);

/** Served and signed for, proven; what the recipient holds of it. */
async function served(litigant: Person, side: string) {
  const clerk = await court.person('bj-clerk');
  const { body } = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  const found = body.items[0] as CaseSummary;
  const partyId = found.parties.find(({ name }) => name === side)?.id as string;
  await clerk.ask('GET', `/api/v1/cases/${found.id}`);
  const { service } = await issueAndServe(clerk, { caseId: found.id, partyId });
  const path = `/api/v1/services/${service.id}`;
  await litigant.ask('POST', `${path}/open`);
  const { recordId } = (await litigant.sign(`${path}/signing`, { event: 'signed' })).body;
  await notary.whenSettled(recordId as RecordId, 'proven', 20_000);
  const proof = Buffer.from((await litigant.raw('GET', `/api/v1/records/${recordId}/proof`)).bytes);
  return { service, recordId: recordId as RecordId, proof };
}

/** The verdict of the verifier, which knows neither server nor database. */
async function verdict(proof: Uint8Array): Promise<string> {
  const file = join(court.config.dataDir, 'kept.proof.json');
  const trust = join(court.config.dataDir, 'kept.trust.json');
  await writeFile(file, proof);
  await writeFile(trust, deps.trustText);
  const args = [VERIFIER, file, '--trust', trust, '--json'];
  const { stdout } = await execute(process.execPath, args).catch((error: { stdout?: string }) => ({
    stdout: error.stdout ?? '',
  }));
  return (JSON.parse(stdout) as { verdict: string }).verdict;
}

async function proofed(who: Newcomer): Promise<Person> {
  const { person } = await withCode(court, who.mobile);
  await untilPhotos(person, who);
  await step(person, 'register');
  await step(person, 'portrait');
  await photograph(person, 'holding');
  await step(person, 'portrait/review', { window: false });
  await sign(person);
  return person;
}

const rowsWith = async (text: string): Promise<string[]> => {
  const { rows: tables } = await database.query<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_schema IN ('court', 'notary')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await database.query(`SELECT 1 FROM ${name} r WHERE r::text LIKE $1 LIMIT 1`, [
      `%${text}%`,
    ]);
    if (rows.length > 0) found.push(name);
  }
  return found;
};

t.test('who asks for his data gets all of it in one archive, and it is noted', async (t) => {
  const who = newcomer('温全');
  const person = await proofed(who);
  const answer = await person.raw('GET', '/api/v1/account/export');
  t.equal(answer.status, 200);
  t.equal(answer.headers.get('content-type'), 'application/zip');
  const files = unzip(Buffer.from(answer.bytes));
  const read = (name: string) => JSON.parse(files.get(`data/${name}.json`)?.toString() ?? 'null');
  t.match(read('contacts'), [{ kind: 'mobile', address: who.mobile }]);
  t.match(read('proofing'), { name: who.name, number: who.number });
  t.ok(read('proofing').events.length > 3);
  t.ok(files.get('photos/front.jpg')?.includes('front'), 'the photograph, opened');
  t.match(read('sign-ins').sessions, [{ current: true }]);
  for (const [name, bytes] of files)
    t.notMatch(bytes.toString('latin1'), /"(sealed|token|digest|hash)[A-Za-z]*"/i, name);
  const index = files.get('index.html')?.toString() ?? '';
  for (const name of files.keys()) if (name !== 'index.html') t.match(index, `href="${name}"`);
  t.match(index, /我的信息[\s\S]*My data/);
  const told = await person.ask<{ items: NoticeView[] }>('GET', '/api/v1/notices');
  t.match(told.body.items, [{ title: '您的信息被下载了一份' }]);
  const administrator = await court.person('bj-administrator');
  const log = await administrator.ask<AuditPage>('GET', '/api/v1/audit?act=person.exported');
  t.match(log.body.items, [{ thing: 'export', office: 'litigant' }]);
});

t.test('services, receipts with their proofs, keys and reads are in the archive', async (t) => {
  const litigant = await court.person('zhangwei');
  const { recordId, proof } = await served(litigant, '张未');
  const { bytes } = await litigant.raw('GET', '/api/v1/account/export');
  const files = unzip(Buffer.from(bytes));
  const kept = files.get(`proofs/${recordId}.proof.json`) as Buffer;
  t.equal(await verdict(kept), 'recorded');
  t.equal(await verdict(proof), 'recorded');
  t.match(files.get('data/services.json')?.toString(), recordId);
  t.match(JSON.parse(files.get('data/keys.json')?.toString() ?? ''), [{ role: 'litigant' }]);
  t.match(files.get('data/reads-of-my-data.json')?.toString(), /林知远/);
});

t.test('an old sign-in takes nothing away and erases nothing', async (t) => {
  const person = await court.person('chenmo');
  court.advance(16 * 60_000);
  for (const [method, path] of [
    ['GET', '/api/v1/account/export'],
    ['POST', '/api/v1/account/erasure'],
  ] as const)
    t.match(await person.ask(method, path), {
      status: 403,
      body: { code: 'FRESH_SIGN_IN_NEEDED' },
    });
});

t.test('a request can be taken back while it waits, and an official cannot make one', async (t) => {
  const person = await court.person('chenmo');
  const asked = await person.ask<ErasureView>('POST', '/api/v1/account/erasure');
  t.equal(asked.status, 201);
  t.match(asked.body, { state: 'waiting', decisions: [{ court: { code: '粤0192' } }] });
  t.equal((await person.ask('POST', '/api/v1/account/erasure')).status, 409, 'one at a time');
  t.match((await person.ask('DELETE', '/api/v1/account/erasure')).body, { state: 'cancelled' });
  t.equal((await person.ask('DELETE', '/api/v1/account/erasure')).status, 409);
  const clerk = await court.person('bj-clerk');
  t.match(await clerk.ask('POST', '/api/v1/account/erasure'), { body: { code: 'STATE_UNFIT' } });
});

t.test('where a case is open its court decides, and a refusal tells why', async (t) => {
  const person = await court.person('chenmo');
  await person.ask('POST', '/api/v1/account/erasure');
  court.advance(31 * DAY_MS);
  t.strictSame(await sweepErasures(deps.court), { erased: 0 }, 'nobody decided');
  const administrator = await court.person('gz-administrator');
  const { body } = await administrator.ask<WaitingErasure[]>('GET', '/api/v1/erasures');
  const line = body.find(({ name }) => name === '陈默之') as WaitingErasure;
  t.ok(line.cases > 0);
  const path = `/api/v1/erasures/${line.id}/decision`;
  const foreign = await court.person('hz-administrator');
  const approve = { court: '粤0192', decision: 'approved' };
  t.equal((await foreign.ask('POST', path, approve)).status, 404);
  const refused = { court: '粤0192', decision: 'refused' };
  t.equal((await administrator.ask('POST', path, refused)).status, 400, 'a reason is needed');
  t.equal(
    (await administrator.ask('POST', path, { ...refused, words: '案件尚未审结' })).status,
    204,
  );
  t.equal((await administrator.ask('POST', path, approve)).status, 409, 'it has ended');
  const again = await court.person('chenmo');
  t.match((await again.ask('GET', '/api/v1/account/erasure')).body, {
    state: 'refused',
    decisions: [{ decision: 'refused', words: '案件尚未审结' }],
  });
  t.strictSame(await sweepErasures(deps.court), { erased: 0 });
});

t.test('who is erased is gone, whatever killed the erasure; proofs and chain stay', async (t) => {
  const litigant = await court.person('lina');
  const { proof, service, recordId } = await served(litigant, '李娜然');
  const chain = await recorded();
  t.equal((await litigant.ask('POST', '/api/v1/account/erasure')).status, 201);
  await approveAll('bj-administrator');
  court.advance(31 * DAY_MS);
  t.strictSame(await sweepErasures(deps.court), { erased: 0 }, 'one court has not approved');
  await approveAll('gz-administrator');
  let steps = 0;
  for (let killAt = 1; ; killAt++) {
    steps = 0;
    const ended = await sweepErasures(deps.court, () => {
      steps += 1;
      if (steps === killAt) throw new Error('killed');
    }).catch(() => undefined);
    if (ended !== undefined) break;
  }
  t.ok(steps > 5);
  const { rows } = await database.query('SELECT * FROM court.person WHERE id = $1', [
    seedId('lina'),
  ]);
  t.match(rows, [{ name: '（已注销）', account: `erased-${seedId('lina')}` }]);
  const anew = court.stranger();
  t.not((await anew.ask('POST', '/api/v1/session', { account: 'lina' })).status, 201);
  t.equal((await litigant.ask('GET', '/api/v1/services')).status, 401, 'his sessions ended');
  const leftovers = await rowsWith('李娜然');
  t.strictSame(leftovers, ['court.party'], 'the court’s file names the party still');
  t.equal(await verdict(proof), 'recorded', 'what was handed out convinces as before');
  t.strictSame((await recorded()).slice(0, chain.length), chain, 'the chain stays as it is');
  t.equal((await notary.status(recordId))?.state, 'proven');
  const clerk = await court.person('bj-clerk');
  const view = (await clerk.ask<ServiceView>('GET', `/api/v1/services/${service.id}`)).body;
  t.equal(view.chain.state, 'proven', 'an erasure is no difference');
  t.ok(view.receipts.every(({ chain }) => chain.state === 'proven'));
  const before = await court.census();
  await erasePerson(deps.court, seedId('lina'));
  t.equal(await court.census(), before, 'erased twice, nothing changes');
});

t.test('who was proofed loses number, mobile, photographs and the way in', async (t) => {
  const who = newcomer('宋湮');
  const person = await proofed(who);
  t.equal((await person.ask('POST', '/api/v1/account/erasure')).status, 201);
  const photos = await database.query<{ sha256: string }>(
    `SELECT sha256 FROM court.identity_photo p JOIN court.erasure e ON e.person = p.person
     WHERE e.state = 'waiting'`,
  );
  t.equal(photos.rows.length, 3);
  court.advance(31 * DAY_MS);
  const [id] = (
    await database.query<{ person: string }>(
      `SELECT person FROM court.erasure WHERE state = 'waiting'`,
    )
  ).rows.map((row) => row.person);
  await database.query(
    `INSERT INTO court.staff_role (court, person, role, tag, starts_at) VALUES ('京0491', $1, 'clerk', 'x', now())`,
    [id],
  );
  t.strictSame(await sweepErasures(deps.court), { erased: 0 }, 'he holds an office by now');
  await database.query('DELETE FROM court.staff_role WHERE person = $1', [id]);
  t.strictSame(await sweepErasures(deps.court), { erased: 1 }, 'no case: the court is not asked');
  for (const { sha256 } of photos.rows)
    await t.rejects(access(deps.court.files.path(sha256 as never)), { code: 'ENOENT' });
  for (const secret of [who.number, who.mobile, who.name])
    t.strictSame(await rowsWith(secret), [], secret);
  const back = await withCode(court, who.mobile);
  t.equal(back.confirmed.status, 200, 'the same phone may register anew');
  t.match((await back.person.ask('GET', '/api/v1/proofing')).body, { step: 'rules' });
});

t.test('what was kept long enough goes, counted before; case and chain stay', async (t) => {
  const administrator = await court.person('bj-administrator');
  const lines = (await administrator.ask<RetentionLine[]>('GET', '/api/v1/retention')).body;
  const own = (name: string) =>
    lines.find((line) => line.name === name && line.court?.code === '京0491');
  t.match(own('identityImages'), { period: 30, unit: 'days', setting: 'retention.identityImages' });
  t.match(own('accessLog'), { period: 6, unit: 'months', due: 0 });
  const before = await census();
  court.advance(200 * DAY_MS);
  const late = await court.person('bj-administrator');
  const counted = (await late.ask<RetentionLine[]>('GET', '/api/v1/retention')).body;
  const due = counted.filter((line) => line.due > 0);
  t.ok(due.some(({ name }) => name === 'accessLog'));
  const [entry] = (await database.query<{ id: LeafId }>('SELECT id FROM court.audit_entry LIMIT 1'))
    .rows;
  const removed = await sweepRetention(deps.court);
  for (const { name } of due) t.ok((removed[name] ?? 0) > 0, name);
  t.strictSame(
    await notary.leafOpenings([entry?.id as LeafId]),
    new Map(),
    'nothing opens the leaf',
  );
  t.equal((await notary.leafStatuses([entry?.id as LeafId])).size, 1, 'its hash stays');
  t.strictSame(await census(), before, 'cases, documents, services, receipts and keys stay');
  t.strictSame(await sweepRetention(deps.court), {}, 'once');
  await readFile(court.config.personalKeys);
});

/** Hashes of the blocks there are. */
async function recorded(): Promise<string[]> {
  const { ledger } = court.deployment;
  const last = (await ledger.height()) - 1;
  const hashes: string[] = [];
  for await (const block of ledger.follow(0)) {
    hashes.push(Buffer.from(block.hash).toString('hex'));
    if (block.number === last) break;
  }
  return hashes;
}

async function approveAll(account: string): Promise<void> {
  const administrator = await court.person(account);
  const waiting = await administrator.ask<WaitingErasure[]>('GET', '/api/v1/erasures');
  for (const { id, court: own } of waiting.body) {
    const decision = { court: own.code, decision: 'approved' };
    await administrator.ask('POST', `/api/v1/erasures/${id}/decision`, decision);
  }
}

async function census(): Promise<string[]> {
  const counts: string[] = [];
  for (const name of ['court_case', 'party', 'document', 'service', 'receipt', 'signing_key']) {
    const { rows } = await database.query<{ n: string }>(
      `SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) AS n FROM court.${name} r`,
    );
    counts.push(`${name} ${rows[0]?.n}`);
  }
  return counts;
}
