import { NO_ID, type Row, type Things } from './row.ts';

type State = keyof Things['filings'];
type Expect = Pick<Row, 'expect' | 'others'>;

const point = 'AA'; // refused only after permission was given: 400 KEY_POINT_INVALID

/** A draft is its author's: for everybody else there is none. */
const authors = (recipient: number): Expect => ({
  expect: { recipient, nobody: 401 },
  others: 404,
});
/** Read by who filed, and by clerk and judge of its court. */
const READ: Expect = {
  expect: { recipient: 200, clerk: 200, judge: 200, administrator: 403, nobody: 401 },
  others: 404,
};
/** There is none, for those who could read it. */
const NO_RULING: Expect = {
  expect: { recipient: 404, clerk: 404, judge: 404, administrator: 403, nobody: 401 },
  others: 404,
};
/** Done by who filed: officials of its court see it and may not. */
const applicants = (recipient: number): Expect => ({
  expect: { recipient, clerk: 403, judge: 403, administrator: 403, nobody: 401 },
  others: 404,
});
/** Done by the court: who filed sees it and may not. */
const courts = (clerk: number, judge = clerk): Expect => ({
  expect: { recipient: 403, clerk, judge, administrator: 403, nobody: 401 },
  others: 404,
});

function row(
  route: string,
  state: State,
  expected: Expect,
  { body, what = '' }: { body?: unknown; what?: string } = {},
): Row {
  const [method, pattern = ''] = route.split(' ');
  return {
    route: `${method} /api/v1/filings/:id${pattern}`,
    what: `${state}${what}`,
    path: ({ filings }) => {
      const { id, papers } = filings[state];
      return `/api/v1/filings/${id}${pattern.replace(':paper', papers[0]?.id ?? NO_ID)}`;
    },
    ...(body === undefined ? {} : { body: () => body }),
    ...expected,
  };
}

const READS = ['GET ', 'GET /findings', 'GET /papers/:paper', 'GET /pleading', 'GET /limits'];
const MADE = 'POST /made';
const PRINTS = ['GET /pleading.pdf', 'GET /pleading.docx'];
const answers = [{ field: 'principalOwed', value: 1, base: 0 }];
const unfit = {
  parties: [{ side: 'other', kind: 'person', name: '甲', details: { 'Bad-name': '' } }],
};
const decided = (decision: object) => ({ body: { point, decision } });

const WRITING: readonly [route: string, body: unknown, draft: number][] = [
  ['PATCH ', { caseType: '刑终' }, 400],
  ['PUT /parties', unfit, 400],
  ['PUT /answers', { answers }, 200],
  ['POST /papers', undefined, 400],
  ['POST /submission', { point }, 400],
];

export const FILING_ROWS: readonly Row[] = [
  {
    route: 'GET /api/v1/filings',
    what: 'lists one’s own',
    path: () => '/api/v1/filings',
    expect: { nobody: 401 },
    others: 200,
  },
  {
    route: 'POST /api/v1/filings',
    what: 'is for whoever is signed in (who is then told that there is no such court)',
    path: () => '/api/v1/filings',
    body: () => ({ court: '京9999', kind: 'civil', cause: '借款', capacity: 'self' }),
    expect: { nobody: 401 },
    others: 404,
  },
  {
    route: 'GET /api/v1/filings/own-party',
    what: 'is for whoever is signed in, of himself',
    path: () => '/api/v1/filings/own-party',
    expect: { nobody: 401 },
    others: 200,
  },
  {
    route: 'GET /api/v1/filings/queue',
    what: 'is for those who review',
    path: () => '/api/v1/filings/queue',
    expect: { clerk: 200, judge: 200, foreignClerk: 200, foreignJudge: 200, nobody: 401 },
    others: 403,
  },
  {
    route: 'POST /api/v1/filings/takings',
    what: 'takes on nothing of others',
    path: () => '/api/v1/filings/takings',
    body: () => ({ filings: [NO_ID] }),
    expect: { nobody: 401 },
    others: 200,
  },
  row('GET /review', 'review', courts(200)),
  row('GET /review', 'draft', authors(403)),
  row('GET /ruling', 'review', NO_RULING),
  ...[...READS, ...PRINTS].flatMap((route) => [
    row(route, 'draft', authors(200)),
    row(route, 'review', READ),
  ]),
  row('GET /receipt', 'draft', authors(409)),
  row('GET /receipt', 'review', READ),
  row(MADE, 'draft', authors(200)),
  row(MADE, 'review', applicants(409)),
  {
    route: 'GET /api/v1/records/:recordId/papers/:paper/proof',
    what: 'is for who filed, and for clerk and judge of its court',
    path: ({ filings: { review } }) =>
      `/api/v1/records/${review.recordId}/papers/${review.papers[0]?.id}/proof`,
    ...READ,
  },
  ...WRITING.flatMap(([route, body, draft]) => [
    row(route, 'draft', authors(draft), { body }),
    row(route, 'review', applicants(409), { body }),
  ]),
  row('GET /uploads', 'draft', authors(200)),
  row('GET /uploads', 'review', applicants(409)),
  {
    route: 'POST /api/v1/uploads',
    what: 'is for whoever is signed in (who is then told that it has no length)',
    path: () => '/api/v1/uploads',
    expect: { nobody: 401 },
    others: 400,
  },
  ...['HEAD', 'PATCH', 'DELETE'].map((method) => ({
    route: `${method} /api/v1/uploads/:upload`,
    what: 'is for whoever began it',
    path: () => `/api/v1/uploads/${NO_ID}`,
    expect: { nobody: 401 },
    others: 404,
  })),
  row('DELETE ', 'review', applicants(409), { what: ' cannot be thrown away' }),
  row('DELETE /papers/:paper', 'review', applicants(409), { what: ' keeps its papers' }),
  row('POST /papers/:paper/restoration', 'draft', authors(409)),
  row('POST /papers/:paper/restoration', 'review', applicants(409)),
  row('POST /withdrawal', 'draft', authors(409), { body: { point } }),
  row('POST /withdrawal', 'review', applicants(400), { body: { point } }),
  row('POST /withdrawal', 'accepted', applicants(400), { body: { point } }),
  row('POST /taking', 'draft', authors(403), { body: {} }),
  row('POST /taking', 'accepted', courts(409), { body: {}, what: ' needs no reviewer any more' }),
  row('GET /like-suits', 'draft', authors(403)),
  row('GET /like-suits', 'review', courts(200), { what: ' is compared for the court alone' }),
  row('POST /decision', 'draft', authors(403), decided({ act: 'accept' })),
  row('POST /decision', 'review', courts(400), decided({ act: 'accept', fee: { none: '理由' } })),
  row('POST /decision', 'review', courts(400), decided({ act: 'redirect', item: 'arbitration' })),
  row('POST /decision', 'review', courts(403, 400), decided({ act: 'refuse', words: '理由' })),
  row('POST /decision', 'review', courts(409), decided({ act: 'docket' })),
  row('POST /decision', 'accepted', courts(400), decided({ act: 'docket' })),
  row('POST /decision', 'accepted', courts(409), decided({ act: 'accept' })),
  row(
    'POST /decision',
    'accepted',
    courts(403, 400),
    decided({ act: 'deemWithdrawn', words: '无' }),
  ),
  {
    route: 'GET /api/v1/filing-guide',
    what: 'is for everyone',
    path: () => '/api/v1/filing-guide',
    expect: {},
    others: 200,
  },
  ...['forms', 'forms/general'].map((path) => ({
    route: `GET /api/v1/pleadings/${path.replace('general', ':form')}`,
    what: 'is for everyone',
    path: () => `/api/v1/pleadings/${path}`,
    expect: {},
    others: 200,
  })),
  {
    route: 'POST /api/v1/pleadings/preview',
    what: 'is for everyone',
    path: () => '/api/v1/pleadings/preview',
    body: () => ({ form: 'general', answers: {} }),
    expect: {},
    others: 200,
  },
];
