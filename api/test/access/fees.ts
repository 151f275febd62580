import type { Row } from './row.ts';

/** What a matter costs is for everyone to know. */
export const FEE_ROWS: readonly Row[] = [
  {
    route: 'GET /api/v1/fees/matters',
    what: 'is for everyone',
    path: () => '/api/v1/fees/matters',
    expect: {},
    others: 200,
  },
  {
    route: 'POST /api/v1/fees/quote',
    what: 'is for everyone',
    path: () => '/api/v1/fees/quote',
    body: () => ({ matter: 'property', amounts: [5_000_000], procedure: 'summary' }),
    expect: {},
    others: 200,
  },
];
