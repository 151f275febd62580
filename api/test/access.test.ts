import type { LeafId } from '@cunzheng/domain';
import type {
  AuditPage,
  AuditView,
  CaseSummary,
  FilingView,
  NoticeView,
  OrderView,
  ReliefView,
  SignedAct,
  Signing,
} from '@cunzheng/gateway';
import t from 'tap';
import { ACCOUNT_ROWS } from './access/accounts.ts';
import { AUDIT_ROWS } from './access/audit.ts';
import { CLAIM_ROWS } from './access/claims.ts';
import { CLOCK_ROWS } from './access/clocks.ts';
import { COURT_ROWS } from './access/courts.ts';
import { DOCKETING_ROWS } from './access/docketing.ts';
import { FEE_ROWS } from './access/fees.ts';
import { FILING_ROWS } from './access/filings.ts';
import { NOTICE_ROWS } from './access/notices.ts';
import { PAYMENT_ROWS } from './access/payments.ts';
import { PERSONAL_ROWS } from './access/personal-data.ts';
import { type Row, type Things, WHO, type Who } from './access/row.ts';
import { SETTING_ROWS } from './access/settings.ts';
import { STAFF_ROWS } from './access/staff.ts';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { decide, draftFiling, handIn } from './support/filing.ts';
import { issueAndServe, newKey, type Person, samplePdf } from './support/person.ts';

t.setTimeout(400_000);

let court: TestCourt;
let things: Things;
const people = new Map<Who, Person>();

t.setTimeout(400_000);
t.before(async () => {
  court = await testCourt();
  for (const [who, account] of Object.entries(WHO)) {
    const person = account === undefined ? court.stranger() : await court.person(account);
    people.set(who as Who, person);
  }
  things = await makeThings(people.get('clerk') as Person, people.get('recipient') as Person);
});
t.teardown(() => court.close());

async function makeThings(clerk: Person, recipient: Person): Promise<Things> {
  const found = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=1001');
  const { id: caseId, parties } = found.body.items[0] as CaseSummary;
  const partyId = parties.find(({ name }) => name === '张未')?.id as string;
  const read = await issueAndServe(clerk, { caseId, partyId });
  await recipient.ask('POST', `/api/v1/services/${read.service.id}/open`);
  const path = `/api/v1/services/${read.service.id}/signing`;
  const signed = await recipient.sign(path, { event: 'signed' });
  const waiting = await issueAndServe(clerk, { caseId, partyId });
  const draft = (await clerk.upload(caseId, { pdf: await samplePdf() })).body;
  const { point } = await newKey();
  const act = await recipient.ask<Signing>('POST', path, { point, event: 'objected' });
  const notices = await recipient.ask<{ items: NoticeView[] }>('GET', '/api/v1/notices');
  return {
    caseId,
    partyId,
    draft,
    issued: read.document,
    service: read.service,
    unopened: waiting.service,
    receiptId: (signed.body as SignedAct).recordId,
    actId: act.body.actId,
    noticeId: notices.body.items[0]?.id as string,
    auditId: await lookedAt(clerk, read.document.id, recipient),
    filings: await makeFilings(clerk, recipient),
    ...(await makeCharged(clerk, recipient)),
  };
}

async function makeFilings(clerk: Person, recipient: Person): Promise<Things['filings']> {
  const [draft, review, accepted] = [
    await draftFiling(recipient, '张未'),
    await draftFiling(recipient, '张未'),
    await draftFiling(recipient, '张未'),
  ];
  t.equal((await handIn(recipient, review.id)).status, 201);
  await handIn(recipient, accepted.id);
  t.equal((await decide(clerk, accepted.id, { act: 'accept' })).status, 201);
  const again = (id: string) => recipient.ask<FilingView>('GET', `/api/v1/filings/${id}`);
  return {
    draft,
    review: (await again(review.id)).body,
    accepted: (await again(accepted.id)).body,
  };
}

/** A filing whose fee is to be paid, and that somebody asks to pay later. */
async function makeCharged(
  clerk: Person,
  recipient: Person,
): Promise<Pick<Things, 'orderId' | 'reliefId'>> {
  const { id } = await draftFiling(recipient, '张未');
  await handIn(recipient, id);
  const accepted = await decide(clerk, id, { act: 'accept', fee: { matter: 'labour' } });
  t.equal(accepted.status, 201);
  const path = `/api/v1/filings/${id}`;
  const orders = await recipient.ask<OrderView[]>('GET', `${path}/payments`);
  const wish = { wanted: 'deferred', words: '等候工伤赔偿' };
  const asked = await recipient.ask<ReliefView>('POST', `${path}/relief`, wish);
  return { orderId: orders.body[0]?.id as string, reliefId: asked.body.id };
}

/** The clerk opens a document's file; the id under which the recipient sees it, once it is proven. */
async function lookedAt(clerk: Person, document: string, recipient: Person): Promise<string> {
  t.equal((await clerk.ask('GET', `/api/v1/documents/${document}/file`)).status, 200);
  const reads = await recipient.ask<AuditPage>('GET', '/api/v1/me/reads');
  const { id } = reads.body.items.find(({ act }) => act === 'document.file') as AuditView;
  await court.deployment.notary.whenLeafSettled(id as LeafId, 'proven', 20_000);
  return id;
}

const point = 'AA'; // refused only after permission was given: 400 KEY_POINT_INVALID
const own = { clerk: 200, judge: 200, administrator: 200 };

const TABLE: readonly Row[] = [
  ...ACCOUNT_ROWS,
  ...CLAIM_ROWS,
  ...AUDIT_ROWS,
  ...PERSONAL_ROWS,
  ...COURT_ROWS,
  ...SETTING_ROWS,
  ...CLOCK_ROWS,
  ...DOCKETING_ROWS,
  ...FEE_ROWS,
  ...FILING_ROWS,
  ...PAYMENT_ROWS,
  ...NOTICE_ROWS,
  ...['/api/v1/demo/people', '/api/v1/limits', '/api/v1/network', '/api/v1/public/trust'].map(
    (path) => ({
      route: `GET ${path}`,
      what: 'is for everyone',
      path: () => path,
      expect: {},
      others: 200,
    }),
  ),
  {
    route: 'POST /api/v1/public/documents',
    what: 'needs number and printed code',
    path: () => '/api/v1/public/documents',
    body: ({ issued }) => ({ number: issued.number, code: '0000-0000-0000' }),
    expect: {},
    others: 404,
  },
  {
    route: 'GET /api/v1/public/digests/:sha256',
    what: 'is for everyone',
    path: ({ issued }) => `/api/v1/public/digests/${issued.sha256}`,
    expect: {},
    others: 200,
  },
  {
    route: 'POST /api/v1/session',
    what: 'is for everyone; an unknown account is not told from a missing one',
    path: () => '/api/v1/session',
    body: () => ({ account: 'nobody-of-that-name' }),
    expect: {},
    others: 404,
  },
  {
    route: 'POST /api/v1/session/confirm',
    what: 'needs a code that was given out',
    path: () => '/api/v1/session/confirm',
    body: () => ({ challengeId: '00000000-0000-4000-8000-000000000000', code: '000000' }),
    expect: {},
    others: 403,
  },
  {
    route: 'GET /api/v1/session',
    what: 'tells who is signed in',
    path: () => '/api/v1/session',
    expect: { nobody: 401 },
    others: 200,
  },
  {
    route: 'GET /api/v1/cases',
    what: 'is for officials',
    path: () => '/api/v1/cases',
    expect: { ...own, foreignClerk: 200, foreignJudge: 200, nobody: 401 },
    others: 403,
  },
  {
    route: 'POST /api/v1/cases',
    what: 'is for clerks of that court (who are then told that nobody has this account)',
    path: () => '/api/v1/cases',
    body: () => ({
      caseNumber: '（2026）京0491民初9999号',
      title: '网络购物合同纠纷',
      parties: [{ account: 'nobody-of-that-name', side: '原告' }],
    }),
    expect: { clerk: 400, foreignClerk: 400, foreignJudge: 400, nobody: 401 },
    others: 403,
  },
  {
    route: 'POST /api/v1/services/:id/signing',
    what: 'opened: cannot be left',
    path: ({ service }) => `/api/v1/services/${service.id}/signing`,
    body: () => ({ point, event: 'left', witnesses: ['甲'] }),
    expect: { recipient: 403, clerk: 409, judge: 409, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'GET /api/v1/cases/:id',
    what: 'is for officials of its court',
    path: ({ caseId }) => `/api/v1/cases/${caseId}`,
    expect: { ...own, nobody: 401 },
    others: 404,
  },
  {
    route: 'POST /api/v1/cases/:id/documents',
    what: 'is for clerk and judge of its court (who are then told that this is no PDF)',
    path: ({ caseId }) => `/api/v1/cases/${caseId}/documents`,
    expect: { clerk: 415, judge: 415, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'GET /api/v1/unserved',
    what: 'is for those who may serve',
    path: () => '/api/v1/unserved',
    expect: { clerk: 200, judge: 200, foreignClerk: 200, foreignJudge: 200, nobody: 401 },
    others: 403,
  },
  ...['integrity', 'problems'].map((name) => ({
    route: `GET /api/v1/${name}`,
    what: 'is for officials',
    path: () => `/api/v1/${name}`,
    expect: { ...own, foreignClerk: 200, foreignJudge: 200, nobody: 401 },
    others: 403,
  })),
  ...(['draft', 'issued'] as const).map((state) => ({
    route: 'GET /api/v1/documents/:id',
    what: `${state}: is for officials of its court`,
    path: (all: Things) => `/api/v1/documents/${all[state].id}`,
    expect: { ...own, nobody: 401 },
    others: 404,
  })),
  ...(['draft', 'issued'] as const).map((state) => ({
    route: 'GET /api/v1/documents/:id/file',
    what: `${state}: is for clerk and judge of its court`,
    path: (all: Things) => `/api/v1/documents/${all[state].id}/file`,
    expect: { clerk: 200, judge: 200, administrator: 403, nobody: 401 },
    others: 404,
  })),
  {
    route: 'DELETE /api/v1/documents/:id',
    what: 'issued: cannot be taken back',
    path: ({ issued }) => `/api/v1/documents/${issued.id}`,
    expect: { clerk: 409, judge: 409, administrator: 403, nobody: 401 },
    others: 404,
  },
  ...(
    [
      ['draft', 400],
      ['issued', 409],
    ] as const
  ).map(([state, status]) => ({
    route: 'POST /api/v1/documents/:id/signing',
    what: `${state}: is for clerk and judge of its court`,
    path: (all: Things) => `/api/v1/documents/${all[state].id}/signing`,
    body: () => ({ point }),
    expect: { clerk: status, judge: status, administrator: 403, nobody: 401 },
    others: 404,
  })),
  ...(
    [
      ['draft', 409],
      ['issued', 404],
    ] as const
  ).map(([state, status]) => ({
    route: 'POST /api/v1/documents/:id/services',
    what: `${state}: is for clerk and judge of its court (the recipient is no party)`,
    path: (all: Things) => `/api/v1/documents/${all[state].id}/services`,
    body: () => ({
      recipients: ['00000000-0000-4000-8000-000000000000'],
      channel: 'platform',
    }),
    expect: { clerk: status, judge: status, administrator: 403, nobody: 401 },
    others: 404,
  })),
  {
    route: 'GET /api/v1/services',
    what: 'lists one’s own',
    path: () => '/api/v1/services',
    expect: { nobody: 401 },
    others: 200,
  },
  {
    route: 'GET /api/v1/services/:id',
    what: 'is for recipient and officials of its court',
    path: ({ service }) => `/api/v1/services/${service.id}`,
    expect: { recipient: 200, ...own, nobody: 401 },
    others: 404,
  },
  {
    route: 'GET /api/v1/services/:id/file',
    what: 'not opened: is for nobody',
    path: ({ unopened }) => `/api/v1/services/${unopened.id}/file`,
    expect: { recipient: 409, clerk: 403, judge: 403, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'GET /api/v1/services/:id/file',
    what: 'opened: is for the recipient',
    path: ({ service }) => `/api/v1/services/${service.id}/file`,
    expect: { recipient: 200, clerk: 403, judge: 403, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'POST /api/v1/services/:id/signing',
    what: 'not opened: cannot be signed for',
    path: ({ unopened }) => `/api/v1/services/${unopened.id}/signing`,
    body: () => ({ point, event: 'signed' }),
    expect: { recipient: 409, clerk: 403, judge: 403, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'POST /api/v1/services/:id/signing',
    what: 'signed: the recipient may object',
    path: ({ service }) => `/api/v1/services/${service.id}/signing`,
    body: () => ({ point, event: 'objected' }),
    expect: { recipient: 400, clerk: 403, judge: 403, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'POST /api/v1/services/:id/open',
    what: 'is for the recipient',
    path: ({ service }) => `/api/v1/services/${service.id}/open`,
    expect: { recipient: 200, clerk: 403, judge: 403, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'GET /api/v1/me/keys',
    what: 'lists one’s own',
    path: () => '/api/v1/me/keys',
    expect: { nobody: 401 },
    others: 200,
  },
  {
    route: 'POST /api/v1/me/keys/:recordId/revocation',
    what: 'is for the key’s owner; what is no key is not found',
    path: ({ receiptId }) => `/api/v1/me/keys/${receiptId}/revocation`,
    expect: { nobody: 401 },
    others: 404,
  },
  {
    route: 'POST /api/v1/acts/:actId/signature',
    what: 'is for whom the act was prepared',
    path: ({ actId }) => `/api/v1/acts/${actId}/signature`,
    body: () => ({ signature: 'AA' }),
    expect: { recipient: 400, nobody: 401 },
    others: 404,
  },
  {
    route: 'GET /api/v1/records/:recordId',
    what: 'is for recipient and officials of its court',
    path: ({ receiptId }) => `/api/v1/records/${receiptId}`,
    expect: { recipient: 200, ...own, nobody: 401 },
    others: 404,
  },
  ...['records/:recordId/proof', 'receipts/:recordId.pdf'].map((name) => ({
    route: `GET /api/v1/${name}`,
    what: 'is for recipient, clerk and judge',
    path: ({ receiptId }: Things) => `/api/v1/${name.replace(':recordId', receiptId)}`,
    expect: { recipient: 200, clerk: 200, judge: 200, administrator: 403, nobody: 401 },
    others: 404,
  })),
  ...STAFF_ROWS,
  {
    route: 'POST /api/v1/public/message-checks',
    what: 'is for everyone and tells a stranger nothing',
    path: () => '/api/v1/public/message-checks',
    body: () => ({ sender: '10690001', digits: '1234567890' }),
    expect: {},
    others: 200,
  },
  {
    route: 'GET /api/v1/unread-notices',
    what: 'is for clerks and judges',
    path: () => '/api/v1/unread-notices',
    expect: { clerk: 200, judge: 200, foreignClerk: 200, foreignJudge: 200, nobody: 401 },
    others: 403,
  },
  {
    route: 'GET /api/v1/notice-preferences',
    what: 'are one’s own',
    path: () => '/api/v1/notice-preferences',
    expect: { nobody: 401 },
    others: 200,
  },
  {
    route: 'PUT /api/v1/notice-preferences',
    what: 'are one’s own',
    path: () => '/api/v1/notice-preferences',
    body: () => ({ choices: [] }),
    expect: { nobody: 401 },
    others: 200,
  },
  ...(
    [
      ['notice-preferences/mails', { address: 'a@example.com' }],
      ['notice-preferences/browsers', { endpoint: 'https://x.example', p256dh: 'x', auth: 'x' }],
      ['wechat/begin', undefined],
      ['wechat/binding', { code: 'x', state: 'x' }],
    ] as const
  ).map(([name, body]) => ({
    route: `POST /api/v1/${name}`,
    what: 'is not offered without a provider',
    path: () => `/api/v1/${name}`,
    body: () => body,
    expect: { nobody: 401 },
    others: 501,
  })),
  {
    route: 'POST /api/v1/notice-preferences/mails/:id/confirmation',
    what: 'is for whose address it is',
    path: ({ noticeId }) => `/api/v1/notice-preferences/mails/${noticeId}/confirmation`,
    body: () => ({ proof: 'x' }),
    expect: { nobody: 401 },
    others: 404,
  },
  {
    route: 'DELETE /api/v1/notice-preferences/addresses/:id',
    what: 'is for whose address it is',
    path: ({ noticeId }) => `/api/v1/notice-preferences/addresses/${noticeId}`,
    expect: { nobody: 401 },
    others: 404,
  },
  {
    route: 'DELETE /api/v1/session',
    what: 'ends one’s own session',
    path: () => '/api/v1/session',
    expect: { nobody: 401 },
    others: 204,
  },
];

t.test('role × court × state', { timeout: 380_000 }, async (t) => {
  await court.deployment.notary.whenSettled(things.receiptId as never, 'proven', 20_000);
  for (const row of TABLE) {
    const [method = ''] = row.route.split(' ');
    for (const [who, person] of people) {
      const answer =
        row.route === 'POST /api/v1/cases/:id/documents'
          ? await person.upload(things.caseId, { pdf: Buffer.from('no pdf') })
          : await person.ask(method, row.path(things), row.body?.(things));
      const expected = row.expect[who] ?? row.others;
      t.equal(answer.status, expected, `${row.route} ${row.what}: ${who}`);
    }
  }
});

t.test('lists hold only what is one’s own', async (t) => {
  const clerk = await court.person('hz-clerk');
  const cases = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases');
  t.ok(cases.body.items.length > 0);
  for (const { court: of } of cases.body.items) t.equal(of.code, '浙0192');
  const other = await court.person('chenmo');
  t.strictSame((await other.ask('GET', '/api/v1/services')).body, []);
  const integrity = await clerk.ask<{ items: unknown[] }>('GET', '/api/v1/integrity');
  t.strictSame(integrity.body.items, []);
});

t.test('a changing request without our header is refused, signed in or not', async (t) => {
  const clerk = await court.person('bj-clerk');
  const headers = { 'x-cunzheng-csrf': '0' };
  const path = `/api/v1/documents/${things.draft.id}`;
  t.match(await clerk.ask('DELETE', path, undefined, headers), {
    status: 403,
    body: { code: 'CSRF_HEADER_MISSING' },
  });
  t.match(await court.stranger().ask('POST', '/api/v1/session', { account: 'x' }, headers), {
    status: 403,
  });
});

t.test(
  'a session ends after twelve hours, on signing out, and is not in the database as it is',
  async (t) => {
    const person = await court.person('lina');
    t.equal((await person.ask('GET', '/api/v1/session')).status, 200);
    const { rows } = await court.deployment.database.query('SELECT * FROM court.session');
    t.notMatch(JSON.stringify(rows), /cunzheng_session/);
    court.advance(12 * 3_600_000);
    t.match(await person.ask('GET', '/api/v1/session'), {
      status: 401,
      body: { code: 'NOT_SIGNED_IN' },
    });
  },
);

t.test('every route of the API stands in the table', async (t) => {
  const listed = new Set(TABLE.map(({ route }) => route));
  const document = court.app.swagger() as { paths: Record<string, object> };
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of Object.keys(operations)) {
      const route = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`;
      t.ok(listed.has(route), route);
    }
  }
});
