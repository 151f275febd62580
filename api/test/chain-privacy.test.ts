import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordId } from '@cunzheng/domain';
import type { CaseSummary, CaseView, ServiceView } from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { filesIn, findText, forms, type SearchedFile } from './support/find-text.ts';
import { issueAndServe, type Person } from './support/person.ts';

/**
 * What names or describes a person, or opens a paper, stays off the chain: after a whole story none of it stands in a
 * file of the ledger or the log, in any of the forms in which bytes carry text.
 */
let court: TestCourt;
let clerk: Person;
let litigant: Person;
let found: CaseView;
let document: { number: string; code: string; sha256: string; title: string };

const REASON = '送达地址填写有误';
const WITNESS = '见证人赵见证';
const settled = (id: string) =>
  court.deployment.notary.whenSettled(id as RecordId, 'proven', 20_000);

t.before(async () => {
  court = await testCourt();
  clerk = await court.person('bj-clerk');
  litigant = await court.person('zhangwei');
  const cases = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  const caseId = cases.body.items[0]?.id as string;
  found = (await clerk.ask<CaseView>('GET', `/api/v1/cases/${caseId}`)).body;
  await wholeStory(caseId);
  // What the ledger's state keeps in memory is on the disk then.
  await court.deployment.close();
});
t.teardown(() => court.close());

/** Issued, served, opened, refused with a reason, signed for, objected to; another one left before witnesses. */
async function wholeStory(caseId: string): Promise<void> {
  const partyId = found.parties.find(({ name }) => name === '张未')?.id as string;
  const first = await issueAndServe(clerk, { caseId, partyId });
  document = first.document;
  const path = `/api/v1/services/${first.service.id}`;
  await litigant.ask('POST', `${path}/open`);
  for (const said of [
    { event: 'refused', reason: REASON },
    { event: 'signed', capacity: 'agent' },
    { event: 'objected', reason: REASON },
  ]) {
    await settled((await litigant.sign(`${path}/signing`, said)).body.recordId);
  }
  const second = await issueAndServe(clerk, { caseId, partyId });
  await litigant.ask<ServiceView[]>('GET', '/api/v1/services');
  const left = { event: 'left', witnesses: [WITNESS], reason: REASON };
  const done = await clerk.sign(`/api/v1/services/${second.service.id}/signing`, left);
  await settled(done.body.recordId);
  const keys = await litigant.ask<{ recordId: string }[]>('GET', '/api/v1/me/keys');
  const key = keys.body[0]?.recordId;
  await litigant.ask('POST', `/api/v1/me/keys/${key}/revocation`);
  const { rows } = await court.deployment.database.query<{ revocation: string }>(
    'SELECT revocation FROM court.signing_key WHERE record_id = $1',
    [key],
  );
  await settled(rows[0]?.revocation as string);
}

/** Every file of the ledger (blocks and state) and of the log (tiles, entries, index, checkpoints). */
const chainFiles = () => filesIn(court.config.dataDir, ['ledger', 'log']);

/** Everything that must not be there. A document's number is on chain on purpose: the contract keeps it unique. */
function secrets(): string[] {
  return [
    ...found.parties.map(({ name }) => name),
    '林知远',
    'zhangwei',
    'bj-clerk',
    found.caseNumber,
    found.caseNumber.slice(-6),
    found.title,
    document.title,
    document.code,
    document.code.replaceAll('-', ''),
    REASON,
    WITNESS,
  ];
}

t.test('the ledger’s and the log’s files hold none of it', async (t) => {
  const files = await chainFiles();
  for (const secret of secrets()) t.strictSame(findText(files, secret), [], secret);
});

t.test('the very same search finds what is on chain, in blocks, state and entries', async (t) => {
  const files = await chainFiles();
  const where = findText(files, document.sha256).join('\n');
  t.match(where, /^ledger\/blocks\/.*: UTF-8$/m);
  t.match(where, /^ledger\/state\/.*: UTF-8$/m);
  t.match(where, /^log\/.*: UTF-8$/m);
  t.ok(findText(files, document.number).length > 0);
  t.strictSame(
    files.filter(({ path }) => path.endsWith('.ldb')).map(({ path }) => path),
    [],
    'nothing lies compressed, where a search would be blind',
  );
});

t.test('put there on purpose, each of it is found in every form', async (t) => {
  const planted = (text: string | Buffer): SearchedFile[] => [
    { path: 'planted', bytes: Buffer.concat([Buffer.from('before '), Buffer.from(text)]) },
  ];
  for (const secret of secrets()) {
    for (const [form, bytes] of forms(secret)) {
      const found = findText(planted(bytes), secret);
      t.ok(found.includes(`planted: ${form}`), `${secret} as ${form}`);
    }
  }
  for (const before of [0, 1, 2]) {
    const around = Buffer.from(`${'x'.repeat(before)}张未${'y'.repeat(7)}`).toString('base64');
    t.match(findText(planted(around), '张未'), [/base64/], `in base64, ${before} before it`);
  }
  const path = join(court.config.dataDir, 'ledger', 'blocks', 'planted');
  await writeFile(path, '某某，张未，某某');
  t.strictSame(findText(await chainFiles(), '张未'), ['ledger/blocks/planted: UTF-8']);
  await rm(path);
  t.strictSame(findText(await chainFiles(), '张未'), []);
});
