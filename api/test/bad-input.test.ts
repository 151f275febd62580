import { request } from 'node:http';
import { ERROR_MESSAGES, fromBase64Url, isErrorCode } from '@cunzheng/domain';
import type { CaseSummary, KeyView, ServiceView, Signing } from '@cunzheng/gateway';
import t, { type Test } from 'tap';
import { overInject, type TestCourt, testCourt } from './support/deployment.ts';
import { type Answer, issueAndServe, newKey, Person, samplePdf } from './support/person.ts';

const LIMIT = 200_000;

let court: TestCourt;
let clerk: Person;
let litigant: Person;
let caseId: string;
let partyId: string;

t.before(async () => {
  court = await testCourt({ CUNZHENG_MAX_DOCUMENT_BYTES: String(LIMIT) });
  clerk = await court.person('bj-clerk');
  litigant = await court.person('zhangwei');
  const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  caseId = found.body.items[0]?.id as string;
  partyId = found.body.items[0]?.parties.find(({ name }) => name === '张未')?.id as string;
});
t.teardown(() => court.close());

/** The ledger has taken everything that waits, so that its height can be compared. */
async function quiet(): Promise<string> {
  for (;;) {
    const before = await court.deployment.deps.health();
    if (before.pending === 0) return court.census();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Does something wrong twice, in Chinese and in English: a coded answer each time, and nothing has changed. */
async function refused(
  t: Test,
  [status, code]: readonly [number, string],
  attempt: (language: string) => Promise<Answer>,
): Promise<void> {
  const before = await quiet();
  for (const language of ['zh-CN', 'en'] as const) {
    const answer = await attempt(language);
    t.match(answer, { status, body: { code, requestId: String } }, `${code} ${language}`);
    const body = answer.body as { message: string };
    if (isErrorCode(code)) t.equal(body.message, ERROR_MESSAGES[code][language]);
    t.equal(answer.headers.get('content-language'), language);
  }
  t.equal(await quiet(), before, 'nothing changed');
}

const upload = (form: Parameters<Person['upload']>[1]) => (language: string) =>
  clerk.upload(caseId, form, { 'accept-language': language });

const ask = (person: Person, method: string, path: string, body?: unknown) => (language: string) =>
  person.ask(method, path, body, { 'accept-language': language });

t.test('files that are not what they should be', async (t) => {
  const pdf = await samplePdf();
  const limits = await court.stranger().ask('GET', '/api/v1/limits');
  t.match(limits.body, { documentBytes: LIMIT }, 'the limit is told first');
  await refused(t, [400, 'FILE_EMPTY'], upload({ pdf: new Uint8Array() }));
  await refused(t, [415, 'FILE_NOT_PDF'], upload({ pdf: Buffer.from('PK\u0003\u0004 a zip') }));
  const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
  await refused(t, [415, 'FILE_NOT_PDF'], upload({ pdf: png, fileName: 'renamed.pdf' }));
  await refused(t, [415, 'FILE_NOT_PDF'], upload({ pdf, fileName: 'judgment.docx' }));
  const large = new Uint8Array(LIMIT + 1);
  large.set(pdf);
  await refused(t, [413, 'FILE_TOO_LARGE'], upload({ pdf: large }));
  await refused(t, [422, 'FILE_DAMAGED'], upload({ pdf: pdf.subarray(0, 600) }));
  await refused(t, [422, 'FILE_ENCRYPTED'], upload({ pdf: await encrypted(pdf) }));
  for (const fileName of ['../x.pdf', '/etc/x.pdf', 'a/b.pdf', 'C:\\\\x.pdf', '.x.pdf']) {
    await refused(t, [400, 'FILE_NAME_INVALID'], upload({ pdf, fileName }));
  }
});

/** The file with an encryption dictionary in its trailer, which is how readers know (ISO 32000-2, 7.6). */
async function encrypted(pdf: Uint8Array): Promise<Uint8Array> {
  const text = Buffer.from(pdf).toString('latin1');
  const object =
    '9999 0 obj\n<</Filter /Standard /V 1 /R 2 /P -4 ' +
    `/O <${'00'.repeat(32)}> /U <${'00'.repeat(32)}>>>\nendobj\n`;
  const at = text.length;
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1];
  const root = /\/Root (\d+ \d+ R)/.exec(text)?.[1];
  const xref = `xref\n9999 1\n${String(at).padStart(10, '0')} 00000 n \n`;
  const trailer = `trailer\n<</Size 10000 /Root ${root} /Encrypt 9999 0 R /Prev ${previous} /ID [<00><00>]>>\nstartxref\n${at + object.length}\n%%EOF\n`;
  return Buffer.from(text + object + xref + trailer, 'latin1');
}

t.test('forms and fields that are not what they should be', async (t) => {
  const pdf = await samplePdf();
  await refused(t, [400, 'INPUT_INVALID'], upload({ pdf, title: '' }));
  await refused(t, [400, 'INPUT_INVALID'], upload({ pdf, title: '长'.repeat(41) }));
  await refused(t, [400, 'INPUT_INVALID'], upload({ pdf, kind: '\u0007' }));
  const path = `/api/v1/cases/${caseId}/documents`;
  await refused(t, [400, 'INPUT_INVALID'], ask(clerk, 'POST', path, { title: 'x' }));
  await refused(t, [400, 'INPUT_INVALID'], ask(clerk, 'GET', '/api/v1/cases/not-an-id'));
  await refused(t, [400, 'INPUT_INVALID'], ask(clerk, 'GET', '/api/v1/cases?page=0'));
  await refused(t, [400, 'INPUT_INVALID'], ask(clerk, 'GET', '/api/v1/cases?unknown=1'));
  await refused(t, [400, 'INPUT_INVALID'], ask(clerk, 'GET', '/api/v1/cases/%zz'));
  await refused(t, [400, 'INPUT_INVALID'], (language) =>
    rawJson(clerk, '/api/v1/session', '{"account":', language),
  );
  await refused(t, [400, 'INPUT_INVALID'], (language) =>
    rawJson(clerk, '/api/v1/session', JSON.stringify({ account: 'x'.repeat(70_000) }), language),
  );
});

async function rawJson(person: Person, path: string, body: string, language: string) {
  const headers = { 'content-type': 'application/json', 'accept-language': language };
  const answer = await person.raw('POST', path, { headers, body });
  return { ...answer, body: JSON.parse(Buffer.from(answer.bytes).toString()) as unknown };
}

t.test('digests, numbers and codes of the wrong shape', async (t) => {
  const stranger = court.stranger();
  for (const digest of ['abc', 'f'.repeat(63), 'f'.repeat(66), `${'A'.repeat(42)}B`]) {
    const path = `/api/v1/public/digests/${digest}`;
    await refused(t, [400, 'DIGEST_INVALID'], ask(stranger, 'GET', path));
  }
  const number = '京0491-2026-000001';
  const path = '/api/v1/public/documents';
  await refused(t, [400, 'INPUT_INVALID'], ask(stranger, 'POST', path, { number, code: 'AB' }));
  const printed = { number, code: 'ABCD-EFGH-JKMN' };
  await refused(t, [404, 'NOT_FOUND'], ask(stranger, 'POST', path, printed));
  const query = `?number=${encodeURIComponent(number)}&code=${printed.code}`;
  await refused(t, [404, 'NOT_FOUND'], ask(stranger, 'GET', path + query));
});

t.test('services and receipts out of their order', async (t) => {
  const { document, service } = await issueAndServe(clerk, { caseId, partyId });
  const sign = `/api/v1/services/${service.id}/signing`;
  const { point } = await newKey();
  const signed = { point, event: 'signed' };
  await refused(t, [409, 'STATE_UNFIT'], ask(litigant, 'POST', sign, signed));
  const missing = sign.replace(service.id, '00000000-0000-4000-8000-000000000000');
  await refused(t, [404, 'NOT_FOUND'], ask(litigant, 'POST', missing, signed));
  const again = { recipients: [partyId], channel: 'platform' };
  const send = `/api/v1/documents/${document.id}/services`;
  await refused(t, [409, 'SERVICE_EXISTS'], ask(clerk, 'POST', send, again));
  const pigeon = { recipients: [partyId], channel: 'pigeon' };
  await refused(t, [501, 'NOT_SUPPORTED'], ask(clerk, 'POST', send, pigeon));
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  const long = { ...signed, event: 'refused', reason: '因'.repeat(201) };
  await refused(t, [400, 'INPUT_INVALID'], ask(litigant, 'POST', sign, long));
  t.equal((await litigant.sign(sign, { event: 'signed' })).status, 201);
  await refused(t, [409, 'RECEIPT_EXISTS'], ask(litigant, 'POST', sign, signed));
});

async function opened(): Promise<ServiceView> {
  const { service } = await issueAndServe(clerk, { caseId, partyId });
  await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
  return service;
}

t.test('signatures by somebody else, over something else, or malformed', async (t) => {
  const service = await opened();
  const key = await newKey();
  const other = await newKey();
  const said = { point: key.point, event: 'signed' };
  const path = `/api/v1/services/${service.id}/signing`;
  const { body: act } = await litigant.ask<Signing>('POST', path, said);
  const { body: refusal } = await litigant.ask<Signing>('POST', path, {
    ...said,
    event: 'refused',
  });
  const hand = (signature: string, who = litigant) =>
    ask(who, 'POST', `/api/v1/acts/${act.actId}/signature`, { signature });
  const message = fromBase64Url(act.message);
  await refused(t, [400, 'SIGNATURE_INVALID'], hand(await other.sign(message)));
  const overOther = await key.sign(fromBase64Url(refusal.message));
  await refused(t, [400, 'SIGNATURE_INVALID'], hand(overOther));
  await refused(t, [400, 'SIGNATURE_INVALID'], hand('AAAA'));
  await refused(t, [400, 'SIGNATURE_INVALID'], hand('*'.repeat(86)));
  await refused(t, [400, 'SIGNATURE_INVALID'], hand('A'.repeat(86)));
  const good = await key.sign(message);
  await refused(t, [404, 'NOT_FOUND'], hand(good, clerk));
  t.equal((await hand(good)('en')).status, 201);
  await refused(t, [409, 'SIGNING_USED'], hand(good));
});

t.test('keys that are no points, belong to another, were revoked or have run out', async (t) => {
  const service = await opened();
  const path = `/api/v1/services/${service.id}/signing`;
  const prepare = (point: string) => ask(litigant, 'POST', path, { point, event: 'signed' });
  const off = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url');
  await refused(t, [400, 'KEY_POINT_INVALID'], prepare(off));
  await refused(t, [400, 'KEY_POINT_INVALID'], prepare('AAAA'));

  const key = await newKey();
  const act = (await prepare(key.point)('en')).body as Signing;
  const signature = await key.sign(fromBase64Url(act.message));
  await litigant.ask('POST', `/api/v1/acts/${act.actId}/signature`, { signature });
  const elsewhere = await opened();
  const agent = { point: key.point, event: 'signed', capacity: 'agent' };
  const at = `/api/v1/services/${elsewhere.id}/signing`;
  await refused(t, [409, 'KEY_EXISTS'], ask(litigant, 'POST', at, agent));

  const waiting = await litigant.ask<Signing>('POST', at, { point: key.point, event: 'signed' });
  const late = await key.sign(fromBase64Url(waiting.body.message));
  const keys = await litigant.ask<KeyView[]>('GET', '/api/v1/me/keys');
  const mine = keys.body.filter(({ revoked }) => !revoked);
  for (const { recordId } of mine) {
    await litigant.ask('POST', `/api/v1/me/keys/${recordId}/revocation`);
  }
  const hand = ask(litigant, 'POST', `/api/v1/acts/${waiting.body.actId}/signature`, {
    signature: late,
  });
  await refused(t, [409, 'KEY_REVOKED'], hand);
  const again = ask(litigant, 'POST', at, { point: key.point, event: 'signed' });
  await refused(t, [409, 'KEY_REVOKED'], again);
  const twice = `/api/v1/me/keys/${mine[0]?.recordId}/revocation`;
  await refused(t, [409, 'KEY_REVOKED'], ask(litigant, 'POST', twice));
});

t.test('an act waits ten minutes, a litigant’s key lives two hours', async (t) => {
  const service = await opened();
  const path = `/api/v1/services/${service.id}/signing`;
  const key = await newKey();
  const prepared = async () =>
    (await litigant.ask<Signing>('POST', path, { point: key.point, event: 'refused' })).body;
  const act = await prepared();
  court.advance(10 * 60_000 + 1);
  const signature = await key.sign(fromBase64Url(act.message));
  const hand = ask(litigant, 'POST', `/api/v1/acts/${act.actId}/signature`, { signature });
  await refused(t, [410, 'SIGNING_EXPIRED'], hand);

  const fresh = await prepared();
  const done = await litigant.ask('POST', `/api/v1/acts/${fresh.actId}/signature`, {
    signature: await key.sign(fromBase64Url(fresh.message)),
  });
  t.equal(done.status, 201);
  court.advance(2 * 3_600_000);
  // Nobody stays signed in for so long without doing anything.
  await clerk.signIn('bj-clerk');
  await litigant.signIn('zhangwei');
  const next = await opened();
  const late = `/api/v1/services/${next.id}/signing`;
  const body = { point: key.point, event: 'signed' };
  await refused(t, [409, 'KEY_OUTSIDE_LIFE'], ask(litigant, 'POST', late, body));
});

t.test('a wrong sign-in code is refused, and after five attempts the right one too', async (t) => {
  const stranger = court.stranger();
  const begun = await stranger.ask<{ challengeId: string; demoCode: string }>(
    'POST',
    '/api/v1/session',
    { account: 'lina' },
  );
  const { challengeId, demoCode } = begun.body;
  const wrong = demoCode === '000000' ? '000001' : '000000';
  const confirm = (code: string) =>
    stranger.ask('POST', '/api/v1/session/confirm', { challengeId, code });
  for (let i = 0; i < 5; i++)
    t.match(await confirm(wrong), { body: { code: 'SIGN_IN_CODE_WRONG' } });
  t.match(await confirm(demoCode), { status: 403, body: { code: 'SIGN_IN_CODE_WRONG' } });
});

t.test('a file for a case of others is refused before it is sent', async (t) => {
  const base = await court.app.listen({ port: 0, host: '127.0.0.1' });
  const url = `${base}/api/v1/cases/${caseId}/documents`;
  t.equal(await statusBeforeBody(url, await cookieOf('hz-judge')), 404, 'of another court');
  t.equal(await statusBeforeBody(url, await cookieOf('bj-administrator')), 403, 'not his office');
  t.equal(await statusBeforeBody(url, ''), 401, 'of nobody');
});

/** What a browser would send as this person. */
async function cookieOf(account: string): Promise<string> {
  let cookie = '';
  const send = overInject(court.app);
  const person = new Person((method, path, options) => {
    cookie = options.headers.cookie ?? cookie;
    return send(method, path, options);
  });
  await person.signIn(account);
  await person.ask('GET', '/api/v1/session');
  return cookie;
}

/** The status that comes while most of a large body has not been sent; it never will be. */
function statusBeforeBody(url: string, cookie: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      method: 'POST',
      headers: {
        'x-cunzheng-csrf': '1',
        cookie,
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': String(10 * 1024 * 1024),
      },
    });
    sending.on('error', reject);
    sending.on('response', (answer) => {
      resolve(answer.statusCode);
      sending.off('error', reject).on('error', () => {});
      sending.destroy();
    });
    sending.write(
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-',
    );
  });
}
