import { NO_ID, type Row } from './row.ts';

/** Wrong ones: everybody who is proofed is told so, and nobody else gets so far. */
const code = () => ({ code: '0000-0000-0000-0000' });

export const DOCKETING_ROWS: readonly Row[] = [
  ...['/api/v1/case-links/look', '/api/v1/case-links'].map((path) => ({
    route: `POST ${path}`,
    what: 'is for whoever is proofed (who is then told that there is no such code)',
    path: () => path,
    body: code,
    expect: { recipient: 404, otherParty: 404, nobody: 401 },
    others: 403,
  })),
  {
    route: 'GET /api/v1/me/cases',
    what: 'lists one’s own',
    path: () => '/api/v1/me/cases',
    expect: { nobody: 401 },
    others: 200,
  },
  {
    route: 'GET /api/v1/cases/:id/access',
    what: 'is for those who serve in the court',
    path: ({ caseId }) => `/api/v1/cases/${caseId}/access`,
    expect: { clerk: 200, judge: 200, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'POST /api/v1/cases/:id/parties/:party/access-code',
    what: 'is for those who serve in the court (and needless where there is an account)',
    path: ({ caseId, partyId }) => `/api/v1/cases/${caseId}/parties/${partyId}/access-code`,
    body: () => ({ words: '遗失' }),
    expect: { clerk: 409, judge: 409, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'POST /api/v1/cases/:id/parties/:party/access-code',
    what: 'there is no such party',
    path: ({ caseId }) => `/api/v1/cases/${caseId}/parties/${NO_ID}/access-code`,
    body: () => ({ words: '遗失' }),
    expect: { administrator: 403, nobody: 401 },
    others: 404,
  },
];
