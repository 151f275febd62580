import { NO_ID, type Row } from './row.ts';

const CODE = '京0491';
const COURT = `court=${encodeURIComponent(CODE)}`;
const own = { clerk: 200, judge: 200, administrator: 200, nobody: 401 };
/** Of one's own court; another's is not there, nor is any for who holds no office. */
const administrators = { clerk: 403, judge: 403, nobody: 401 };
const VALUE = { court: CODE, name: 'fee.divorce', value: 120, source: '通知' };
const DAYS = { court: CODE, days: ['2026-12-31'], to: 'off', source: '通知' };

/** What a court has set is read by its officials and changed by its administrator; the hotline is for everyone. */
export const SETTING_ROWS: readonly Row[] = [
  {
    route: 'GET /api/v1/hotline',
    what: 'is for everyone',
    path: () => `/api/v1/hotline?${COURT}`,
    expect: {},
    others: 200,
  },
  ...[
    ['/api/v1/settings', `/api/v1/settings?${COURT}`],
    ['/api/v1/settings/:name/history', `/api/v1/settings/fee.divorce/history?${COURT}`],
    ['/api/v1/calendar/:year', `/api/v1/calendar/2027?${COURT}`],
    ['/api/v1/calendar-changes', `/api/v1/calendar-changes?${COURT}`],
  ].map(([route, path = '']) => ({
    route: `GET ${route}`,
    what: 'is for officials of the court',
    path: () => path,
    expect: own,
    others: 404,
  })),
  ...(
    [
      ['settings/preview', VALUE, 200],
      ['settings', VALUE, 201],
      ['calendar-changes/preview', DAYS, 200],
      ['calendar-days', DAYS, 201],
      ['calendar-years', { court: CODE, year: 2027, off: [], work: [], source: '通知' }, 400],
    ] as const
  ).map(([path, body, status]) => ({
    route: `POST /api/v1/${path}`,
    what: 'is for the court’s administrator',
    path: () => `/api/v1/${path}`,
    body: () => body,
    expect: { ...administrators, administrator: status },
    others: 404,
  })),
  {
    route: 'POST /api/v1/setting-values/:id/withdrawal',
    what: 'needs a value that is there',
    path: () => `/api/v1/setting-values/${NO_ID}/withdrawal`,
    body: () => ({}),
    expect: { nobody: 401 },
    others: 404,
  },
];
