import { NO_ID, type Row } from './row.ts';

const own = (status: number) => ({ expect: { nobody: 401 }, others: status });
const BY_ID = [
  ['GET', 'photo', undefined],
  ['POST', 'end', undefined],
  ['POST', 'decision', { decision: 'approved' }],
] as const;

export const CLAIM_ROWS: readonly Row[] = [
  ...['claims', 'acting-for'].map((path) => ({
    route: `GET /api/v1/${path}`,
    what: 'is one’s own',
    path: () => `/api/v1/${path}`,
    ...own(200),
  })),
  {
    route: 'POST /api/v1/claims',
    what: 'takes only what fits',
    path: () => '/api/v1/claims',
    body: () => ({ kind: 'agent' }),
    ...own(400),
  },
  {
    route: 'GET /api/v1/claims/waiting',
    what: 'is for clerks and administrators',
    path: () => '/api/v1/claims/waiting',
    expect: { nobody: 401, clerk: 200, administrator: 200, foreignClerk: 200 },
    others: 403,
  },
  {
    route: 'PUT /api/v1/claims/:id/photo',
    what: 'takes photographs only',
    path: () => `/api/v1/claims/${NO_ID}/photo`,
    body: () => ({}),
    ...own(400),
  },
  {
    route: 'GET /api/v1/claims/:id',
    what: 'is hidden from whoever has nothing to do with it',
    path: () => `/api/v1/claims/${NO_ID}`,
    ...own(404),
  },
  ...BY_ID.map(([method, path, body]) => ({
    route: `${method} /api/v1/claims/:id/${path}`,
    what: 'is hidden from whoever has nothing to do with it',
    path: () => `/api/v1/claims/${NO_ID}/${path}`,
    body: () => body,
    ...own(404),
  })),
];
