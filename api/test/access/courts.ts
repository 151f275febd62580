import type { Row } from './row.ts';

const forAdministrators = { administrator: 200, recipient: 403, otherParty: 403, nobody: 401 };
const CSV = 'code,name,province,source\n浙11,浙江省丽水市中级人民法院,浙江省,公告';

/** The directory of courts is for everyone, setting them up for administrators. */
export const COURT_ROWS: readonly Row[] = [
  ...['/api/v1/courts', '/api/v1/courts/regions'].map((path) => ({
    route: `GET ${path}`,
    what: 'is for everyone',
    path: () => path,
    expect: {},
    others: 200,
  })),
  {
    route: 'GET /api/v1/courts/:code',
    what: 'is for everyone',
    path: () => `/api/v1/courts/${encodeURIComponent('京0491')}`,
    expect: {},
    others: 200,
  },
  {
    route: 'GET /api/v1/court-setups',
    what: 'is for administrators',
    path: () => '/api/v1/court-setups',
    expect: forAdministrators,
    others: 403,
  },
  {
    route: 'POST /api/v1/court-setups',
    what: 'is for administrators; a court in service is there already',
    path: () => '/api/v1/court-setups',
    body: () => ({ code: '浙0192', administrator: 'hz-clerk' }),
    expect: { ...forAdministrators, administrator: 409 },
    others: 403,
  },
  {
    route: 'POST /api/v1/court-setups/:code/approval',
    what: 'is for administrators; nothing of that code is proposed',
    path: () => `/api/v1/court-setups/${encodeURIComponent('京0108')}/approval`,
    expect: { nobody: 401, administrator: 404 },
    others: 403,
  },
  {
    route: 'POST /api/v1/court-listings/preview',
    what: 'is for administrators',
    path: () => '/api/v1/court-listings/preview',
    body: () => ({ csv: CSV }),
    expect: forAdministrators,
    others: 403,
  },
  {
    route: 'POST /api/v1/court-listings',
    what: 'is for administrators; a file with a fault is not taken',
    path: () => '/api/v1/court-listings',
    body: () => ({ csv: 'code\n' }),
    expect: { nobody: 401, administrator: 400 },
    others: 403,
  },
];
