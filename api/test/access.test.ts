import type { CaseSummary, DocumentView, ServiceView, SignedAct, Signing } from '@cunzheng/gateway';
import t from 'tap';
import { type TestCourt, testCourt } from './support/deployment.ts';
import { issueAndServe, newKey, type Person, samplePdf } from './support/person.ts';

/**
 * Everybody against every route. Things of two courts exist in each state; the table says who gets what, and a route
 * that is not in it fails the last test: closed by default.
 */
const WHO = {
  nobody: undefined,
  recipient: 'zhangwei',
  otherParty: 'chenmo',
  clerk: 'bj-clerk',
  judge: 'bj-judge',
  administrator: 'bj-administrator',
  foreignClerk: 'hz-clerk',
  foreignJudge: 'hz-judge',
} as const;
type Who = keyof typeof WHO;

interface Things {
  readonly caseId: string;
  readonly partyId: string;
  readonly draft: DocumentView;
  readonly issued: DocumentView;
  readonly service: ServiceView;
  readonly unopened: ServiceView;
  readonly receiptId: string;
  readonly actId: string;
}

let court: TestCourt;
let things: Things;
const people = new Map<Who, Person>();

t.setTimeout(180_000);
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
  return {
    caseId,
    partyId,
    draft,
    issued: read.document,
    service: read.service,
    unopened: waiting.service,
    receiptId: (signed.body as SignedAct).recordId,
    actId: act.body.actId,
  };
}

/** A request and what each gets: whoever is not named gets `others`. */
interface Row {
  readonly route: string;
  readonly what: string;
  readonly path: (things: Things) => string;
  readonly body?: (things: Things) => unknown;
  readonly expect: Partial<Record<Who, number>>;
  readonly others: number;
}

const point = 'AA'; // refused only after permission was given: 400 KEY_POINT_INVALID
const own = { clerk: 200, judge: 200, administrator: 200 };

const NO_SECRET = 'A'.repeat(43);
const NO_ID = '00000000-0000-4000-8000-000000000000';
const NO_PASSKEY = { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: 'x' } };

/** Doors for everyone: what is shown there is made up, so the answer is a refusal. */
const SIGNING_IN: readonly Row[] = (
  [
    ['session/password', { account: 'nobody', password: 'x' }, 403],
    ['session/second-factor', { ceremony: NO_SECRET, code: '000000' }, 403],
    ['session/passkey-question', {}, 200],
    ['session/passkey', { ceremony: NO_SECRET, response: NO_PASSKEY }, 403],
    ['invitations/open', { token: NO_SECRET }, 410],
    ['invitations/password', { token: NO_SECRET, password: 'x' }, 410],
    ['enrolment/totp-offer', { enrolment: NO_SECRET }, 403],
    ['enrolment/totp', { enrolment: NO_SECRET, ceremony: NO_SECRET, code: '000000' }, 403],
    ['enrolment/passkey-offer', { enrolment: NO_SECRET }, 403],
    [
      'enrolment/passkey',
      { enrolment: NO_SECRET, ceremony: NO_SECRET, name: 'x', response: NO_PASSKEY },
      403,
    ],
  ] as const
).map(([path, body, others]) => ({
  route: `POST /api/v1/${path}`,
  what: 'is for everyone',
  path: () => `/api/v1/${path}`,
  body: () => body,
  expect: {},
  others,
}));

/** The directory is everybody's; setting courts up is administrators', of whichever court. */
const COURTS: readonly Row[] = [
  ...(
    [
      ['courts', 'courts?q=x', 200],
      ['courts/regions', 'courts/regions', 200],
      ['courts/:code', 'courts/none', 404],
    ] as const
  ).map(([route, path, others]) => ({
    route: `GET /api/v1/${route}`,
    what: 'is for everyone',
    path: () => `/api/v1/${path}`,
    expect: {},
    others,
  })),
  ...(
    [
      ['GET', 'court-setups', 'court-setups', undefined, 200],
      ['POST', 'court-setups', 'court-setups', { code: 'none', administrator: 'lina' }, 404],
      ['POST', 'court-setups/:code/approval', 'court-setups/none/approval', {}, 404],
      ['POST', 'court-listings/preview', 'court-listings/preview', { csv: 'x' }, 400],
      ['POST', 'court-listings', 'court-listings', { csv: 'x' }, 400],
    ] as const
  ).map(([method, route, path, body, administrator]) => ({
    route: `${method} /api/v1/${route}`,
    what: 'is for administrators',
    path: () => `/api/v1/${path}`,
    body: () => body,
    expect: { administrator, nobody: 401 },
    others: 403,
  })),
];

/** What everybody does about himself; of another's session or passkey he does not learn that it exists. */
const MINE: readonly Row[] = (
  [
    ['GET', 'account/security', 'account/security', undefined, 200],
    ['POST', 'session/keep', 'session/keep', undefined, 200],
    ['DELETE', 'account/sessions/:id', `account/sessions/${NO_ID}`, undefined, 404],
    ['DELETE', 'account/sessions', 'account/sessions', undefined, 200],
    ['POST', 'account/passkey-offer', 'account/passkey-offer', undefined, 200],
    [
      'POST',
      'account/passkeys',
      'account/passkeys',
      { ceremony: NO_SECRET, name: 'x', response: NO_PASSKEY },
      403,
    ],
    ['DELETE', 'account/passkeys/:id', 'account/passkeys/none', undefined, 404],
    ['POST', 'account/totp-offer', 'account/totp-offer', undefined, 200],
    ['POST', 'account/totp', 'account/totp', { ceremony: NO_SECRET, code: '000000' }, 403],
    ['POST', 'account/recovery-codes', 'account/recovery-codes', undefined, 200],
  ] as const
).map(([method, route, path, body, others]) => ({
  route: `${method} /api/v1/${route}`,
  what: 'is for whoever is signed in',
  path: () => `/api/v1/${path}`,
  body: () => body,
  expect: { nobody: 401 },
  others,
}));

const BJ = encodeURIComponent('京0491');
const reason = '测试';

/** People and offices of a court are its administrators'; whoever is of another court learns nothing. */
const OF_ADMINISTRATORS: readonly Row[] = (
  [
    ['GET', 'staff', 'staff', undefined, 200],
    ['POST', 'staff', 'staff', { name: 'x', account: 'X', roles: ['clerk'], reason }, 400],
    ['GET', 'staff/:id', `staff/${NO_ID}`, undefined, 404],
    ['POST', 'staff/:id/offices', `staff/${NO_ID}/offices`, { role: 'judge', reason }, 404],
    ['POST', 'staff/:id/offices/:role/end', `staff/${NO_ID}/offices/judge/end`, { reason }, 404],
    ['POST', 'staff/:id/reset', `staff/${NO_ID}/reset`, { reason }, 404],
    [
      'POST',
      'staff/:id/absences',
      `staff/${NO_ID}/absences`,
      { from: '2099-01-01', to: '2099-01-02', reason },
      404,
    ],
    ['POST', 'absences/:id/end', `absences/${NO_ID}/end`, undefined, 404],
    ['GET', 'staff-changes', 'staff-changes', undefined, 200],
    [
      'POST',
      'teams',
      'teams',
      { name: 'x', from: '2026-01-01', members: [{ seat: 'clerk', person: NO_ID }] },
      409,
    ],
    ['POST', 'teams/:id/end', `teams/${NO_ID}/end`, undefined, 404],
    [
      'POST',
      'staff-files/preview',
      'staff-files/preview',
      { csv: '姓名,账号,角色\n甲,X,法官' },
      200,
    ],
    ['POST', 'staff-files', 'staff-files', { csv: '姓名,账号,角色\n甲,X,法官', reason }, 400],
  ] as const
).map(([method, route, path, body, administrator]) => ({
  route: `${method} /api/v1/courts/:court/${route}`,
  what: 'is for administrators of that court',
  path: () => `/api/v1/courts/${BJ}/${path}`,
  body: () => body,
  expect: { administrator, clerk: 403, judge: 403, nobody: 401 },
  others: 404,
}));

const TABLE: readonly Row[] = [
  ...[
    '/api/v1/demo/people',
    '/api/v1/demo/sign-ins',
    '/api/v1/limits',
    '/api/v1/network',
    '/api/v1/public/trust',
  ].map((path) => ({
    route: `GET ${path}`,
    what: 'is for everyone',
    path: () => path,
    expect: {},
    others: 200,
  })),
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
  ...COURTS,
  ...SIGNING_IN,
  ...MINE,
  ...OF_ADMINISTRATORS,
  {
    route: 'GET /api/v1/courts/:court/teams',
    what: 'is for everybody of that court',
    path: () => `/api/v1/courts/${BJ}/teams`,
    expect: { ...own, nobody: 401 },
    others: 404,
  },
  {
    route: 'POST /api/v1/account/password',
    what: 'is for who has a password, and knows it',
    path: () => '/api/v1/account/password',
    body: () => ({ present: 'not this', next: 'something else entirely' }),
    expect: { nobody: 401, clerk: 403, foreignClerk: 403 },
    others: 409,
  },
  {
    route: 'DELETE /api/v1/session',
    what: 'ends one’s own session',
    path: () => '/api/v1/session',
    expect: { nobody: 401 },
    others: 204,
  },
];

t.test('role × court × state', { timeout: 180_000 }, async (t) => {
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
