import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { RecordId } from '@cunzheng/domain';
import { fromBase64Url, toBase64Url } from '@cunzheng/domain';
import type {
  CaseSummary,
  ChainState,
  Integrity,
  KeyView,
  PublicDocument,
  ServiceView,
  Signing,
} from '@cunzheng/gateway';
import t, { type Test } from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { issueAndServe, newKey, type Person, samplePdf } from './support/person.ts';

let court: TestCourt;
let clerk: Person;
let litigant: Person;
let caseId: string;
let partyId: string;

t.before(async () => {
  court = await testCourt();
  clerk = await court.person('bj-clerk');
  litigant = await court.person('zhangwei');
  const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  caseId = found.body.items[0]?.id as string;
  partyId = found.body.items[0]?.parties.find(({ name }) => name === '张未')?.id as string;
});
t.teardown(() => court.close());

const proven = (id: string) =>
  court.deployment.notary.whenSettled(id as RecordId, 'proven', 20_000);
const look = (number: string, code: string) =>
  court.stranger().ask<PublicDocument>('POST', '/api/v1/public/documents', { number, code });

t.test('a document is issued, served, opened, signed for, proven and looked up', async (t) => {
  const draft = await clerk.upload(caseId, { pdf: await samplePdf() });
  t.equal(draft.status, 201);
  t.match(draft.body, { state: 'draft', number: '京0491-2026-000001', pages: 1 });
  t.equal((await look(draft.body.number, draft.body.code)).status, 404, 'a draft is nobody’s');

  const issued = await clerk.sign(`/api/v1/documents/${draft.body.id}/signing`);
  t.match(issued, { status: 201, body: { document: { state: 'issued', issuedBy: '林知远' } } });

  const sending = { recipients: [partyId], channel: 'platform' };
  const path = `/api/v1/documents/${draft.body.id}/services`;
  const sent = await clerk.ask<ServiceView[]>('POST', path, sending);
  const service = sent.body[0] as ServiceView;
  t.match(service, { state: 'sent', recipient: { name: '张未' } });

  const inbox = await litigant.ask<ServiceView[]>('GET', '/api/v1/services');
  t.match(inbox.body, [{ id: service.id, state: 'arrived', receipts: [{ event: 'arrived' }] }]);
  t.notOk('code' in (inbox.body[0] as ServiceView), 'the printed code is not told before opening');
  await litigant.ask('GET', '/api/v1/services');
  const opened = await litigant.ask<ServiceView>('POST', `/api/v1/services/${service.id}/open`);
  t.match(opened.body, { state: 'opened', code: draft.body.code });
  const again = await litigant.ask<ServiceView>('POST', `/api/v1/services/${service.id}/open`);
  t.equal(again.body.receipts.length, 2, 'listing and opening twice record once');

  const file = await litigant.raw('GET', `/api/v1/services/${service.id}/file`);
  t.equal(createHash('sha256').update(file.bytes).digest('base64url'), draft.body.sha256);

  const signed = await litigant.sign(`/api/v1/services/${service.id}/signing`, { event: 'signed' });
  t.match(signed, { status: 201, body: { service: { state: 'signed' } } });
  const id = signed.body.recordId;
  t.match(await proven(id), { state: 'proven' });

  await checkPapers(t, { id, number: draft.body.number });
  const found = await look(draft.body.number, draft.body.code.toLowerCase().replaceAll('-', ' '));
  t.match(found, { status: 200, body: { sha256: draft.body.sha256, chain: { state: 'proven' } } });
  t.strictSame(
    found.body.services[0]?.events.map(({ event }) => event),
    ['arrived', 'opened', 'signed'],
  );
  t.notMatch(JSON.stringify(found.body), /张未|李娜然|民初|判决书/, 'no person, case or title');
});

async function checkPapers(t: Test, { id, number }: { id: string; number: string }) {
  const full = await litigant.raw('GET', `/api/v1/records/${id}/proof`);
  t.equal(full.status, 200);
  t.match(full.headers.get('content-disposition'), encodeURIComponent(number));
  t.match(JSON.parse(Buffer.from(full.bytes).toString()), { format: 'cunzheng-proof/1' });
  const compact = await litigant.raw('GET', `/api/v1/records/${id}/proof?form=compact`);
  t.ok(compact.bytes.length <= 1600, `${compact.bytes.length} bytes`);
  t.equal(Buffer.from(compact.bytes.subarray(0, 3)).toString('hex'), '435a01');
  const sheet = await litigant.raw('GET', `/api/v1/receipts/${id}.pdf`);
  t.equal(Buffer.from(sheet.bytes.subarray(0, 5)).toString(), '%PDF-');
  const record = await litigant.ask<{ chain: ChainState }>('GET', `/api/v1/records/${id}`);
  t.match(record.body, { kind: 'receipt', node: { member: 'BjicMSP', members: 4 } });
}

t.test('a digest that was issued is found, in hex and base64url, and another is not', async (t) => {
  const { document } = await issueAndServe(clerk, { caseId, partyId });
  const stranger = court.stranger();
  const hex = Buffer.from(fromBase64Url(document.sha256)).toString('hex');
  for (const text of [document.sha256, hex, hex.toUpperCase()]) {
    const found = await stranger.ask<{ document: object }>('GET', `/api/v1/public/digests/${text}`);
    t.match(found.body, { found: true });
    t.notOk('number' in found.body.document, 'the number is for who holds the paper');
  }
  const other = await stranger.ask('GET', `/api/v1/public/digests/${'0'.repeat(64)}`);
  t.strictSame(other.body, { found: false });
});

t.test('numbers have no gap: a withdrawn draft gives its number back', async (t) => {
  const pdf = await samplePdf();
  const first = await clerk.upload(caseId, { pdf });
  const second = await clerk.upload(caseId, { pdf });
  t.not(first.body.number, second.body.number);
  t.equal((await clerk.ask('DELETE', `/api/v1/documents/${first.body.id}`)).status, 204);
  t.equal((await clerk.ask('GET', `/api/v1/documents/${first.body.id}`)).status, 404);
  const third = await clerk.upload(caseId, { pdf });
  t.equal(third.body.number, first.body.number);
  t.not(third.body.code, first.body.code, 'but not its code');
  await clerk.ask('DELETE', `/api/v1/documents/${second.body.id}`);
  await clerk.ask('DELETE', `/api/v1/documents/${third.body.id}`);
});

t.test('one key may sign two acts, prepared before either is signed', async (t) => {
  const key = await newKey();
  const { service } = await issueAndServe(clerk, { caseId, partyId });
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  const prepare = (event: string) =>
    litigant.ask<Signing>('POST', `/api/v1/services/${service.id}/signing`, {
      point: key.point,
      event,
      reason: event === 'objected' ? '日期有误' : undefined,
    });
  const acts = [await prepare('signed'), await prepare('objected')];
  for (const { body } of acts) {
    const signature = await key.sign(fromBase64Url(body.message));
    const done = await litigant.ask<{ recordId: string }>(
      'POST',
      `/api/v1/acts/${body.actId}/signature`,
      { signature },
    );
    t.equal(done.status, 201);
    t.match(await proven(done.body.recordId), { state: 'proven' });
  }
  const keys = await litigant.ask<KeyView[]>('GET', '/api/v1/me/keys');
  t.equal(keys.body.filter(({ revoked }) => !revoked).length >= 1, true);
});

t.test('an agent signs under a key that is not the party’s', async (t) => {
  const { service } = await issueAndServe(clerk, { caseId, partyId });
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  const said = { event: 'signed', capacity: 'agent' };
  const signed = await litigant.sign(`/api/v1/services/${service.id}/signing`, said);
  t.equal(signed.status, 201);
  t.match(await proven(signed.body.recordId), { state: 'proven' });
});

t.test('a document that was refused is left by the clerk before witnesses', async (t) => {
  const { service } = await issueAndServe(clerk, { caseId, partyId });
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  const path = `/api/v1/services/${service.id}/signing`;
  const refusal = { event: 'refused', reason: '不同意判决' };
  t.match(await litigant.sign(path, refusal), { body: { service: { state: 'refused' } } });
  t.match(await clerk.sign(path, { event: 'left' }), {
    status: 400,
    body: { code: 'WITNESS_MISSING' },
  });
  const said = { event: 'left', witnesses: ['甲某', '乙某'], reason: '拒绝签收' };
  const left = await clerk.sign(path, said);
  t.match(left, { status: 201, body: { service: { state: 'left' } } });
  t.match(await proven(left.body.recordId), { state: 'proven' });
  const full = await litigant.raw('GET', `/api/v1/records/${left.body.recordId}/proof`);
  const { subject } = JSON.parse(Buffer.from(full.bytes).toString());
  t.equal(subject.record.witnesses.length, 2);
  t.notMatch(JSON.stringify(subject.record), /甲某|拒绝/, 'names and reason are hidden on chain');
});

t.test('a clerk opens a case of his court, once', async (t) => {
  const wanted = {
    caseNumber: '(2026)京0491民初77号',
    title: '网络服务合同纠纷',
    parties: [
      { account: 'lina', side: '原告' },
      { account: 'zhouji', side: '被告' },
    ],
  };
  const opened = await clerk.ask('POST', '/api/v1/cases', wanted);
  t.match(opened, {
    status: 201,
    body: { caseNumber: '（2026）京0491民初77号', parties: { length: 2 }, documents: [] },
  });
  const before = await court.census();
  t.match(await clerk.ask('POST', '/api/v1/cases', wanted), {
    status: 409,
    body: { code: 'CASE_EXISTS' },
  });
  for (const wrong of [
    { caseNumber: '（2026）浙0192民初77号' },
    { caseNumber: '民初77号' },
    { title: ' ' },
    { parties: [wanted.parties[0], wanted.parties[0]] },
  ]) {
    const body = { ...wanted, caseNumber: '（2026）京0491民初78号', ...wrong };
    t.match(await clerk.ask('POST', '/api/v1/cases', body), {
      status: 400,
      body: { code: 'INPUT_INVALID' },
    });
  }
  t.equal(await court.census(), before);
});

t.test('both forms of s are taken, and the low one is recorded', async (t) => {
  const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const draft = await clerk.upload(caseId, { pdf: await samplePdf() });
  const key = await newKey();
  const prepared = await clerk.ask<Signing>('POST', `/api/v1/documents/${draft.body.id}/signing`, {
    point: key.point,
  });
  const signature = fromBase64Url(await key.sign(fromBase64Url(prepared.body.message)));
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`);
  const high = s > N / 2n ? s : N - s;
  const swapped = Buffer.concat([
    signature.subarray(0, 32),
    Buffer.from(high.toString(16).padStart(64, '0'), 'hex'),
  ]);
  const done = await clerk.ask<{ recordId: string }>(
    'POST',
    `/api/v1/acts/${prepared.body.actId}/signature`,
    { signature: toBase64Url(swapped) },
  );
  t.equal(done.status, 201);
  t.match(await proven(done.body.recordId), { state: 'proven' });
});

t.test(
  'a file altered on disk is found, told to officials, and handed out to nobody',
  async (t) => {
    const { document, service } = await issueAndServe(clerk, { caseId, partyId });
    await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
    await proven((document.chain as ChainState).recordId);
    const judge = await court.person('bj-judge');
    const check = () => judge.ask<Integrity>('GET', `/api/v1/integrity?case=${caseId}`);
    const before = await check();
    t.equal(before.body.intact, before.body.checked);
    const { files } = court.deployment.deps.court;
    await writeFile(files.path(document.sha256 as never), 'another text');
    const item = (await check()).body.items.find(({ documentId }) => documentId === document.id);
    t.match(item, { state: 'altered', stage: 'file', since: before.body.at });
    const read = await litigant.ask('GET', `/api/v1/services/${service.id}/file`);
    t.match(read, { status: 409, body: { code: 'FILE_ALTERED' } });
    t.match(await look(document.number, document.code), { body: { altered: true } });
  },
);

t.test('health, metrics, log and network answer without a session', async (t) => {
  const stranger = court.stranger();
  t.match(await stranger.ask('GET', '/health/ready'), { status: 200, body: { ready: true } });
  t.match((await stranger.ask('GET', '/metrics')).body, /cunzheng_ledger_height [1-9]/);
  t.match((await stranger.ask('GET', '/checkpoint')).body, /^cunzheng\/judicial\//);
  t.equal((await stranger.raw('GET', '/tile/0/000.p/4')).bytes.length, 128);
  t.equal((await stranger.ask('GET', '/tile/0/../../trust.json')).status, 404);
  const network = await stranger.ask<{ members: unknown[] }>('GET', '/api/v1/network');
  t.equal(network.body.members.length, 4);
  t.match(network.body, { custody: 'demo', hotline: '12368', edition: 1, alarms: [] });
  const trust = await stranger.ask('GET', '/api/v1/public/trust');
  t.match(trust.headers.get('content-disposition'), 'trust.json');
  t.match(trust.body, { format: 'cunzheng-trust/1' });
});

t.test('answers carry the headers that keep browsers safe', async (t) => {
  const { headers } = await court.stranger().ask('GET', '/api/v1/limits');
  t.match(headers.get('content-security-policy'), /default-src 'self'.*frame-ancestors 'self'/);
  t.equal(headers.get('x-content-type-options'), 'nosniff');
  t.equal(headers.get('referrer-policy'), 'no-referrer');
  t.ok(headers.get('x-request-id'));
});
