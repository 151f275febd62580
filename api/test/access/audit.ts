import type { Row } from './row.ts';

/** The log is for administrators; everyone sees what was read of himself. */
export const AUDIT_ROWS: readonly Row[] = [
  {
    route: 'GET /api/v1/audit',
    what: 'is for administrators',
    path: () => '/api/v1/audit',
    expect: { nobody: 401, administrator: 200 },
    others: 403,
  },
  {
    route: 'GET /api/v1/audit',
    what: 'of another court is nobody’s',
    path: () => `/api/v1/audit?court=${encodeURIComponent('浙0192')}`,
    expect: { nobody: 401 },
    others: 403,
  },
  {
    route: 'GET /api/v1/me/reads',
    what: 'are one’s own',
    path: () => '/api/v1/me/reads',
    expect: { nobody: 401 },
    others: 200,
  },
  {
    route: 'GET /api/v1/audit/:id/proof',
    what: 'is for administrator, reader and whom it concerns',
    path: ({ auditId }) => `/api/v1/audit/${auditId}/proof`,
    expect: { nobody: 401, clerk: 200, recipient: 200, administrator: 200 },
    others: 404,
  },
];
