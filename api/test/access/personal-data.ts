import { NO_ID, type Row } from './row.ts';

/** Everyone has his own data; administrators decide for their courts. */
export const PERSONAL_ROWS: readonly Row[] = [
  {
    route: 'GET /api/v1/account/export',
    what: 'is one’s own',
    path: () => '/api/v1/account/export',
    expect: { nobody: 401 },
    others: 200,
  },
  {
    route: 'GET /api/v1/account/erasure',
    what: 'is one’s own',
    path: () => '/api/v1/account/erasure',
    expect: { nobody: 401 },
    others: 200,
  },
  {
    route: 'POST /api/v1/account/erasure',
    what: 'is for who holds no office',
    path: () => '/api/v1/account/erasure',
    expect: { nobody: 401, recipient: 201, otherParty: 201 },
    others: 409,
  },
  {
    route: 'DELETE /api/v1/account/erasure',
    what: 'takes back what was asked',
    path: () => '/api/v1/account/erasure',
    expect: { nobody: 401, recipient: 200, otherParty: 200 },
    others: 409,
  },
  {
    route: 'GET /api/v1/erasures',
    what: 'are for administrators',
    path: () => '/api/v1/erasures',
    expect: { nobody: 401, administrator: 200 },
    others: 403,
  },
  {
    route: 'POST /api/v1/erasures/:id/decision',
    what: 'is about a request of one’s court',
    path: () => `/api/v1/erasures/${NO_ID}/decision`,
    body: () => ({ court: '京0491', decision: 'approved' }),
    expect: { nobody: 401 },
    others: 404,
  },
  {
    route: 'GET /api/v1/retention',
    what: 'is for administrators',
    path: () => '/api/v1/retention',
    expect: { nobody: 401, administrator: 200 },
    others: 403,
  },
];
