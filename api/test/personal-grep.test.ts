import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { RecordId } from '@cunzheng/domain';
import type { CaseSummary, ReviewLine } from '@cunzheng/gateway';
import t from 'tap';
import { build } from '../src/app.ts';
import { createLogger } from '../src/logger.ts';
import { overInject, testCourt } from './support/deployment.ts';
import { filesIn, findText } from './support/find-text.ts';
import { jpeg, newcomer, photograph, sign, step, untilPhotos } from './support/newcomer.ts';
import { issueAndServe, Person } from './support/person.ts';

/**
 * Issue 5, point 9: after everything that people do here, no seeded name, number, mobile or account stands in the
 * process log, on chain, in tiles and entries of the log, in lists of leaves, or in what SQL holds sealed; and no list
 * that the API answers shows a number whole.
 */
t.setTimeout(240_000);
const lines: string[] = [];
const sink = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(chunk.toString());
    done();
  },
});
const logger = createLogger('trace', sink);
const court = await testCourt({}, async (url) => url, logger);
t.teardown(() => court.close());
const { config, deployment } = court;
const pages = { web: '/none', verifyPage: '/none' };
const app = await build(config, deployment.deps, { pages, logger });
t.teardown(() => app.close());
const send = overInject(app);

const who = newcomer('欧阳泠泠');
const CODE = '91350100M000100Y43';
const FIRM = '某某泠泠科技有限公司';
const LEGAL = '司徒泠';
const NAMES = ['张未', '李娜然', '林知远', '苏明衡', '高以宁', who.name];
const MOBILE = '13712345678';
const NUMBERS = [who.number, who.mobile, CODE, MOBILE];
const ACCOUNTS = ['zhangwei', 'bj-clerk', 'bj-judge', 'bj-administrator'];

const STAFF = `/api/v1/courts/${encodeURIComponent('京0491')}/staff`;

/** Columns in which names stand in the clear, and why: ADR 0032. */
const CLEAR_NAMES = ['court.person.name', 'court.party.name'];
const CLEAR_ACCOUNTS = ['court.person.account'];

async function signedIn(account: string): Promise<Person> {
  const person = new Person(send);
  await person.signIn(account);
  return person;
}

async function withPhone(mobile: string): Promise<Person> {
  const person = new Person(send);
  const path = '/api/v1/session/phone';
  const begun = await person.ask<{ challengeId: string; demoCode: string }>('POST', path, {
    mobile,
  });
  const { challengeId, demoCode: code } = begun.body;
  await person.ask('POST', `${path}/confirm`, { challengeId, code });
  return person;
}

async function proofedBy(clerk: Person): Promise<Person> {
  const person = await withPhone(who.mobile);
  await untilPhotos(person, who);
  await step(person, 'register');
  await step(person, 'portrait');
  await photograph(person, 'holding');
  await step(person, 'portrait/review', { window: false });
  await sign(person);
  const [line] = (await clerk.ask<ReviewLine[]>('GET', '/api/v1/reviews')).body;
  const path = `/api/v1/reviews/${line?.id}`;
  await clerk.ask('GET', path);
  await clerk.raw('GET', `${path}/photos/front`);
  const decided = { decision: 'approved', attended: true };
  t.equal((await clerk.ask('POST', `${path}/decision`, decided)).status, 204);
  return person;
}

async function claimed(person: Person, clerk: Person): Promise<void> {
  const firm = { kind: 'organisation', court: '京0491', name: FIRM, code: CODE, legalName: LEGAL };
  const made = await person.ask<{ id: string }>('POST', '/api/v1/claims', firm);
  t.equal(made.status, 201);
  const path = `/api/v1/claims/${made.body.id}`;
  const headers = { 'content-type': 'image/jpeg' };
  await person.raw('PUT', `${path}/photo`, { headers, body: jpeg('泠泠') });
  await clerk.ask('POST', `${path}/decision`, { decision: 'approved' });
}

async function served(clerk: Person, litigant: Person): Promise<void> {
  const { body } = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  const found = body.items[0] as CaseSummary;
  const partyId = found.parties.find(({ name }) => name === '张未')?.id as string;
  await clerk.ask('GET', `/api/v1/cases/${found.id}`);
  const { service, document } = await issueAndServe(clerk, { caseId: found.id, partyId });
  await clerk.ask('GET', `/api/v1/documents/${document.id}/file`);
  const path = `/api/v1/services/${service.id}`;
  await litigant.ask('POST', `${path}/open`);
  const { recordId } = (await litigant.sign(`${path}/signing`, { event: 'signed' })).body;
  await deployment.notary.whenSettled(recordId as RecordId, 'proven', 20_000);
  // Prepared and left: what waits for a signature names its signer too.
  await litigant.sign(`${path}/signing`, { event: 'objected', reason: '泠泠不认识' });
}

let people: Record<string, Person> = {};

t.before(async () => {
  const clerk = await signedIn('bj-clerk');
  const litigant = await signedIn('zhangwei');
  const foreign = await signedIn('hz-clerk');
  const person = await proofedBy(clerk);
  await claimed(person, clerk);
  await served(clerk, litigant);
  await person.raw('GET', '/api/v1/account/export');
  await foreign.ask('GET', '/api/v1/cases?q=%E5%BC%A0');
  const administrator = await signedIn('bj-administrator');
  const colleague = { name: '令狐佐', account: 'linghu', mobile: MOBILE, roles: ['clerk'] };
  const added = await administrator.ask('POST', STAFF, { ...colleague, reason: '调入' });
  t.equal(added.status, 201);
  people = { clerk, litigant, person, administrator, judge: await signedIn('bj-judge') };
});

t.test('no list that anybody is given shows a number or a mobile whole', async (t) => {
  const api = JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const lists = Object.entries(api.paths)
    .filter(([path, methods]) => 'get' in methods && !path.includes('{'))
    .map(([path]) => path)
    // What somebody is told of himself alone: his own copy, and himself as the form of a suit names him.
    .filter((path) => !['/api/v1/account/export', '/api/v1/filings/own-party'].includes(path))
    .concat(STAFF, '/api/v1/cases?q=1001');
  t.ok(lists.length > 20);
  let good = 0;
  for (const path of lists) {
    for (const [name, person] of Object.entries(people)) {
      const { status, bytes } = await person.raw('GET', path);
      if (status === 200) good += 1;
      const said = Buffer.from(bytes).toString();
      for (const number of [who.number, who.mobile, MOBILE])
        t.notOk(said.includes(number), `${path} to ${name}`);
      if (name !== 'person') t.notOk(said.includes(who.name) && /reviews/.test(path), path);
    }
  }
  t.ok(good > 60, 'most are answered');
});

t.test('the process log holds none of it', async (t) => {
  const log = lines.join('');
  t.match(log, /"route"/, 'it does log');
  for (const secret of [...NAMES, ...NUMBERS, ...ACCOUNTS, FIRM, LEGAL, '泠泠'])
    t.notOk(log.includes(secret), secret);
});

t.test('in SQL names stand where the decision says, numbers nowhere', async (t) => {
  const { rows: columns } = await deployment.database.query<{ place: string; column: string }>(
    `SELECT table_schema || '.' || table_name AS place, column_name AS column
     FROM information_schema.columns WHERE table_schema IN ('court', 'notary') AND table_name <> 'migrations'`,
  );
  t.ok(columns.length > 200);
  const found = async (text: string): Promise<string[]> => {
    const places: string[] = [];
    for (const { place, column } of columns) {
      const { rows } = await deployment.database.query(
        `SELECT 1 FROM ${place} WHERE "${column}"::text LIKE '%' || $1 || '%' LIMIT 1`,
        [text],
      );
      if (rows.length > 0) places.push(`${place}.${column}`);
    }
    return places;
  };
  for (const number of NUMBERS) t.strictSame(await found(number), [], number);
  for (const text of [FIRM, LEGAL]) t.strictSame(await found(text), [], text);
  for (const name of NAMES) {
    const places = await found(name);
    t.ok(places.length > 0, 'the search finds what is there');
    t.strictSame(
      places.filter((each) => !CLEAR_NAMES.includes(each)),
      [],
      name,
    );
  }
  for (const account of ACCOUNTS)
    t.strictSame(
      (await found(account)).filter((each) => !CLEAR_ACCOUNTS.includes(each)),
      [],
      account,
    );
});

t.test('files hold none of it: chain, log, lists of leaves, photographs', async (t) => {
  await deployment.close();
  const parts = ['ledger', 'log', 'leaf-lists', 'leaf-copies', 'files'];
  const files = await filesIn(config.dataDir, parts);
  for (const part of parts)
    t.ok(
      files.some(({ path }) => path.startsWith(part)),
      part,
    );
  const kept = files.filter(({ bytes }) => !bytes.subarray(0, 5).equals(Buffer.from('%PDF-')));
  for (const secret of [...NAMES, ...NUMBERS, ...ACCOUNTS, FIRM, LEGAL, '泠泠'])
    t.strictSame(findText(kept, secret), [], secret);
});
