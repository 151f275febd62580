import type { Row, Things } from './row.ts';

/** Notices are for who was told, not for officials of the court that tells. */
export const NOTICE_ROWS: readonly Row[] = [
  ...['', '/unread'].map((name) => ({
    route: `GET /api/v1/notices${name}`,
    what: 'are one’s own',
    path: () => `/api/v1/notices${name}`,
    expect: { nobody: 401 },
    others: 200,
  })),
  ...(['GET /api/v1/notices/:id', 'POST /api/v1/notices/:id/read'] as const).map((route) => ({
    route,
    what: 'is for who was told, not for officials of the court',
    path: ({ noticeId }: Things) => (route.split(' ')[1] as string).replace(':id', noticeId),
    expect: { recipient: 200, nobody: 401 },
    others: 404,
  })),
];
