import { NO_ID, type Row } from './row.ts';

const START = { rule: 'answer', start: { day: '2026-01-05' }, because: '当庭送达' };

/** Deadlines: one's own, and those of the courts one works for. */
export const CLOCK_ROWS: readonly Row[] = [
  ...['/api/v1/home', '/api/v1/deadlines.ics'].map((path) => ({
    route: `GET ${path}`,
    what: 'is everybody’s own',
    path: () => path,
    expect: { nobody: 401 },
    others: 200,
  })),
  {
    route: 'GET /api/v1/deadlines',
    what: 'of courts is for officials',
    path: () => '/api/v1/deadlines?side=courts',
    expect: { recipient: 403, otherParty: 403, nobody: 401 },
    others: 200,
  },
  {
    route: 'GET /api/v1/deadlines.ics',
    what: 'of courts is for officials',
    path: () => '/api/v1/deadlines.ics?side=courts',
    expect: { recipient: 403, otherParty: 403, nobody: 401 },
    others: 200,
  },
  ...['', '/calendar.ics'].map((end) => ({
    route: `GET /api/v1/deadlines/:id${end}`,
    what: 'is for whom it concerns',
    path: () => `/api/v1/deadlines/${NO_ID}${end}`,
    expect: { nobody: 401 },
    others: 404,
  })),
  {
    route: 'POST /api/v1/cases/:id/deadlines',
    what: 'is for those who hear the case',
    path: ({ caseId }) => `/api/v1/cases/${caseId}/deadlines`,
    body: () => START,
    expect: { clerk: 201, judge: 201, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'POST /api/v1/cases/:id/deadlines/preview',
    what: 'is for those who hear the case',
    path: ({ caseId }) => `/api/v1/cases/${caseId}/deadlines/preview`,
    body: () => START,
    expect: { clerk: 200, judge: 200, administrator: 403, nobody: 401 },
    others: 404,
  },
  {
    route: 'GET /api/v1/periods',
    what: 'is for those who may let one run',
    path: () => '/api/v1/periods',
    expect: { clerk: 200, judge: 200, foreignClerk: 200, foreignJudge: 200, nobody: 401 },
    others: 403,
  },
  ...['', '/preview'].map((end) => ({
    route: `POST /api/v1/deadlines/:id/changes${end}`,
    what: 'needs a deadline that is there',
    path: () => `/api/v1/deadlines/${NO_ID}/changes${end}`,
    body: () => ({ act: 'stop', outcome: 'met', because: '已答辩' }),
    expect: { nobody: 401 },
    others: 404,
  })),
];
