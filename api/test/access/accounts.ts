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

export const ACCOUNT_ROWS: readonly Row[] = [
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
];
