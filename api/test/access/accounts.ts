import { NO_ID, type Row } from './row.ts';

/** What everybody signed in may ask of his own proofing; in these states it answers that it cannot be done. */
const OWN: readonly [path: string, body: object, status: number][] = [
  ['rules', { version: 'none' }, 409],
  ['kind', { kind: 'person', court: '京0491' }, 409],
  ['document', { document: 'passport', name: '某', number: 'E12345678' }, 409],
  ['photos', {}, 409],
  ['register', {}, 409],
  ['register/review', {}, 409],
  ['portrait', {}, 409],
  ['portrait/review', { window: false }, 409],
  ['portrait/result', {}, 200],
  ['correction', {}, 409],
  ['notice', { version: 'x', sha256: 'x' }, 409],
];
const signedIn = (status: number) => ({ expect: { nobody: 401 }, others: status });
const anybody = (status: number) => ({ expect: {}, others: status });

const SECRET = 'A'.repeat(43);
const RECOVERY: readonly [path: string, body: object, status: number][] = [
  ['code', { challengeId: NO_ID, code: '000000' }, 403],
  ['old-phone', { oldChallenge: NO_ID, newChallenge: NO_ID }, 403],
  ['passkey', { ceremony: SECRET, newChallenge: NO_ID }, 400],
  ['identity', { newChallenge: NO_ID, document: 'passport', name: '某', number: 'E12345678' }, 403],
  ['identity/submit', { token: SECRET }, 410],
  ['status', { token: SECRET }, 410],
  ['cancel', { id: NO_ID, token: SECRET }, 410],
];

const SIGNATURE_ROWS: readonly Row[] = [
  {
    route: 'GET /api/v1/account/signatures',
    what: 'are one’s own',
    path: () => '/api/v1/account/signatures',
    ...signedIn(200),
  },
];

const WECHAT_ROWS: readonly Row[] = [
  {
    route: 'GET /api/v1/session/ways',
    what: 'is for everyone',
    path: () => '/api/v1/session/ways',
    ...anybody(200),
  },
  ...(
    [
      ['/begin', undefined, 501],
      ['', { code: 'x', state: 'x' }, 501],
      ['/fact', { ceremony: SECRET, end: '0000' }, 403],
    ] as const
  ).map(([path, body, status]) => ({
    route: `POST /api/v1/session/wechat${path}`,
    what: 'is for everyone, and not offered without an official account',
    path: () => `/api/v1/session/wechat${path}`,
    body: () => body,
    ...anybody(status),
  })),
];

const RECOVERY_ROWS: readonly Row[] = [
  ...RECOVERY.map(([path, body, status]) => ({
    route: `POST /api/v1/recovery/${path}`,
    what: 'is for everyone, and needs a code or a secret',
    path: () => `/api/v1/recovery/${path}`,
    body: () => body,
    ...anybody(status),
  })),
  {
    route: 'PUT /api/v1/recovery/identity/photos/:side',
    what: 'needs the secret',
    path: () => '/api/v1/recovery/identity/photos/front',
    body: () => ({}),
    ...anybody(400),
  },
  {
    route: 'GET /api/v1/recoveries',
    what: 'is for clerks and administrators',
    path: () => '/api/v1/recoveries',
    expect: { nobody: 401, clerk: 200, administrator: 200, foreignClerk: 200 },
    others: 403,
  },
  ...['', '/photos/now/front'].map((path) => ({
    route: `GET /api/v1/recoveries/:id${path === '' ? '' : '/photos/:of/:side'}`,
    what: 'is hidden from whoever has nothing to do with it',
    path: () => `/api/v1/recoveries/${NO_ID}${path}`,
    ...signedIn(404),
  })),
  {
    route: 'POST /api/v1/recoveries/:id/decision',
    what: 'is hidden from whoever has nothing to do with it',
    path: () => `/api/v1/recoveries/${NO_ID}/decision`,
    body: () => ({ decision: 'approved' }),
    ...signedIn(404),
  },
  {
    route: 'POST /api/v1/recoveries/window',
    what: 'is for clerks, with a code of the new phone',
    path: () => '/api/v1/recoveries/window',
    body: () => ({
      ...{ document: 'passport', number: 'E12345678', attended: true },
      ...{ challengeId: NO_ID, code: '000000' },
    }),
    // A clerk gets as far as the code.
    expect: { nobody: 401 },
    others: 403,
  },
];

const HELPER_ROWS: readonly Row[] = [
  {
    route: 'GET /api/v1/helping',
    what: 'is one’s own',
    path: () => '/api/v1/helping',
    ...signedIn(200),
  },
  {
    route: 'POST /api/v1/helping/codes',
    what: 'is for parties',
    path: () => '/api/v1/helping/codes',
    body: () => ({}),
    expect: { nobody: 401, recipient: 201, otherParty: 201 },
    others: 403,
  },
  {
    route: 'POST /api/v1/helping/codes-for',
    what: 'is for clerks',
    path: () => '/api/v1/helping/codes-for',
    body: () => ({ mobile: '13900009999' }),
    expect: { nobody: 401, clerk: 404, foreignClerk: 404 },
    others: 403,
  },
  {
    route: 'POST /api/v1/helping',
    what: 'needs a code, and a proofed person',
    path: () => '/api/v1/helping',
    body: () => ({ code: '00000000' }),
    expect: { nobody: 401, recipient: 410, otherParty: 410 },
    others: 403,
  },
  {
    route: 'POST /api/v1/helping/:id/end',
    what: 'is hidden from whoever has nothing to do with it',
    path: () => `/api/v1/helping/${NO_ID}/end`,
    ...signedIn(404),
  },
  {
    route: 'GET /api/v1/helping/:id/services',
    what: 'is for the helper',
    path: () => `/api/v1/helping/${NO_ID}/services`,
    ...signedIn(410),
  },
];

const HAND_OVER_ROWS: readonly Row[] = [
  {
    route: 'POST /api/v1/proofing/hand-over',
    what: 'is one’s own, at the photographs or the portrait',
    path: () => '/api/v1/proofing/hand-over',
    body: () => ({}),
    ...signedIn(409),
  },
  {
    route: 'DELETE /api/v1/proofing/hand-over',
    what: 'is one’s own',
    path: () => '/api/v1/proofing/hand-over',
    ...signedIn(204),
  },
  {
    route: 'POST /api/v1/hand-over',
    what: 'needs a token',
    path: () => '/api/v1/hand-over',
    body: () => ({ token: SECRET }),
    ...anybody(410),
  },
  ...(
    [
      ['GET', '', undefined],
      ['PUT', '/photos/front', {}],
      ['POST', '/portrait', {}],
      ['POST', '/portrait/result', {}],
    ] as const
  ).map(([method, path, body]) => ({
    route: `${method} /api/v1/hand-over${path.replace('front', ':side')}`,
    what: 'needs a pass',
    path: () => `/api/v1/hand-over${path}`,
    body: () => body,
    ...anybody(400),
  })),
];

export const ACCOUNT_ROWS: readonly Row[] = [
  ...SIGNATURE_ROWS,
  ...WECHAT_ROWS,
  ...HAND_OVER_ROWS,
  ...HELPER_ROWS,
  ...RECOVERY_ROWS,
  ...OWN.map(([path, body, status]) => ({
    route: `POST /api/v1/proofing/${path}`,
    what: 'is for the person himself, at his step',
    path: () => `/api/v1/proofing/${path}`,
    body: () => body,
    ...signedIn(status),
  })),
  {
    route: 'GET /api/v1/proofing',
    what: 'is one’s own',
    path: () => '/api/v1/proofing',
    ...signedIn(200),
  },
  {
    route: 'GET /api/v1/proofing/photos/:side',
    what: 'is one’s own',
    path: () => '/api/v1/proofing/photos/front',
    ...signedIn(404),
  },
  {
    route: 'PUT /api/v1/proofing/photos/:side',
    what: 'takes photographs only',
    path: () => '/api/v1/proofing/photos/front',
    body: () => ({}),
    ...signedIn(400),
  },
  {
    route: 'GET /api/v1/reviews',
    what: 'is for clerks and administrators',
    path: () => '/api/v1/reviews',
    expect: { nobody: 401, clerk: 200, administrator: 200, foreignClerk: 200 },
    others: 403,
  },
  ...['', '/photos/front'].map((path) => ({
    route: path === '' ? 'GET /api/v1/reviews/:id' : 'GET /api/v1/reviews/:id/photos/:side',
    what: 'is hidden from whoever has nothing to do with it',
    path: () => `/api/v1/reviews/${NO_ID}${path}`,
    ...signedIn(404),
  })),
  {
    route: 'POST /api/v1/reviews/:id/decision',
    what: 'is hidden from whoever has nothing to do with it',
    path: () => `/api/v1/reviews/${NO_ID}/decision`,
    body: () => ({ decision: 'approved' }),
    ...signedIn(404),
  },
  {
    route: 'POST /api/v1/session/phone',
    what: 'is for everyone',
    path: () => '/api/v1/session/phone',
    body: () => ({ mobile: 'no number' }),
    ...anybody(400),
  },
  {
    route: 'POST /api/v1/session/phone/confirm',
    what: 'needs a challenge',
    path: () => '/api/v1/session/phone/confirm',
    body: () => ({ challengeId: NO_ID, code: '000000' }),
    ...anybody(403),
  },
  {
    route: 'POST /api/v1/session/phone/fact',
    what: 'needs a proven challenge',
    path: () => '/api/v1/session/phone/fact',
    body: () => ({ challengeId: NO_ID, end: '0000' }),
    ...anybody(403),
  },
  {
    route: 'POST /api/v1/session/phone/afresh',
    what: 'needs a proven challenge',
    path: () => '/api/v1/session/phone/afresh',
    body: () => ({ challengeId: NO_ID }),
    ...anybody(403),
  },
  {
    route: 'POST /api/v1/providers/portrait/callback',
    what: 'tells nobody whether a reference is there',
    path: () => '/api/v1/providers/portrait/callback',
    body: () => ({ reference: 'none' }),
    ...anybody(204),
  },
  {
    route: 'POST /api/v1/unified/begin',
    what: 'is for everyone where there is a platform; here is none',
    path: () => '/api/v1/unified/begin',
    body: () => ({ purpose: 'signIn' }),
    ...anybody(501),
  },
  {
    route: 'POST /api/v1/unified/proofing',
    what: 'is one’s own',
    path: () => '/api/v1/unified/proofing',
    body: () => ({ query: 'state=x' }),
    ...signedIn(409),
  },
  {
    route: 'POST /api/v1/unified/session',
    what: 'is for everyone where there is a platform; here is none',
    path: () => '/api/v1/unified/session',
    body: () => ({ query: 'state=x' }),
    ...anybody(501),
  },
];
