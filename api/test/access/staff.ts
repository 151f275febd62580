import { NO_ID, type Row } from './row.ts';

const own = { clerk: 200, judge: 200, administrator: 200 };
const NO_SECRET = 'A'.repeat(43);
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
    ['PUT', 'account/passkeys/:id', 'account/passkeys/none', { name: 'x' }, 404],
    ['DELETE', 'account/passkeys/:id', 'account/passkeys/none', undefined, 404],
    ['GET', 'account/unified', 'account/unified', undefined, 200],
    ['DELETE', 'account/unified', 'account/unified', undefined, 404],
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

/** Signing in, my own sign-ins, and what administrators do to people of their court. */
export const STAFF_ROWS: readonly Row[] = [
  ...SIGNING_IN,
  ...MINE,
  ...OF_ADMINISTRATORS,
  {
    route: 'GET /api/v1/demo/sign-ins',
    what: 'is for everyone',
    path: () => '/api/v1/demo/sign-ins',
    expect: {},
    others: 200,
  },
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
];
