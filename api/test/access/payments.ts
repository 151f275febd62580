import { NO_ID, type Row, type Things } from './row.ts';

type Expect = Pick<Row, 'expect' | 'others'>;

/** Seen by who pays, and by clerk and judge of its court. */
const read = (status: number): Expect => ({
  expect: { recipient: status, clerk: status, judge: status, administrator: 403, nobody: 401 },
  others: 404,
});
/** Done by who pays: officials of its court see it and may not. */
const payers = (recipient: number): Expect => ({
  expect: { recipient, clerk: 403, judge: 403, administrator: 403, nobody: 401 },
  others: 404,
});
/** Done by the court: who pays sees it and may not. */
const courts = (clerk: number, judge: number): Expect => ({
  expect: { recipient: 403, clerk, judge, administrator: 403, nobody: 401 },
  others: 404,
});
/** The books of the court in Beijing, which exist for nobody outside it. */
const books = (clerk: number): Expect => ({
  expect: { clerk, judge: 403, administrator: 403, nobody: 401 },
  others: 404,
});
const KEEPERS: Expect = { expect: { clerk: 200, foreignClerk: 200, nobody: 401 }, others: 403 };
const NOBODYS: Expect = { expect: { nobody: 401 }, others: 404 };
const PUBLIC_NONE: Expect = { expect: {}, others: 404 };

const CODE = encodeURIComponent('京0491');
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const words = '理由';

function row(
  route: string,
  path: string | ((things: Things) => string),
  expected: Expect,
  body?: unknown,
  what = '',
): Row {
  const [method, pattern = ''] = route.split(' ');
  return {
    ...{ route: `${method} /api/v1/${pattern}`, what },
    path: (things) => `/api/v1/${typeof path === 'string' ? path : path(things)}`,
    ...(body === undefined ? {} : { body: () => body }),
    ...expected,
  };
}

const filing = (rest: string, state: keyof Things['filings']) => (things: Things) =>
  `filings/${things.filings[state].id}/${rest}`;
const order = (rest: string) => (things: Things) => `payments/${things.orderId}${rest}`;
const relief = (rest: string) => (things: Things) => `relief/${things.reliefId}${rest}`;
const day = (rest: string) => `cashier/days/${TODAY}${rest}`;
const statement = { court: '京0491', csv: '交易日期\n' };

export const PAYMENT_ROWS: readonly Row[] = [
  row('GET filings/:id/fee-proposal', filing('fee-proposal', 'review'), read(200)),
  row('GET filings/:id/payments', filing('payments', 'accepted'), read(200)),
  row(
    'POST filings/:id/payments',
    filing('payments', 'accepted'),
    courts(409, 409),
    { matter: 'specialProcedure' },
    'of what costs nothing',
  ),
  row('GET payments', 'payments', { expect: { nobody: 401 }, others: 200 }),
  row('GET payments/unpaid', 'payments/unpaid', {
    expect: { judge: 200, foreignJudge: 200, nobody: 401 },
    others: 403,
  }),
  row('GET payments/:id', order(''), read(200)),
  row('GET payments/:id/receipt.pdf', order('/receipt.pdf'), read(409), undefined, 'not paid'),
  row('POST payments/:id/attempts', order('/attempts'), payers(201), { channel: 'wechat' }),
  row('POST payments/:id/query', order('/query'), read(200)),
  row(
    'POST payments/:id/refunds',
    order('/refunds'),
    courts(403, 409),
    { amount: 1, words },
    'not paid',
  ),
  row('GET filings/:id/relief', filing('relief', 'review'), read(200)),
  row(
    'POST filings/:id/relief',
    filing('relief', 'draft'),
    { expect: { recipient: 409, nobody: 401 }, others: 404 },
    { wanted: 'deferred', words },
    'of a draft',
  ),
  row('POST relief/:id/decision', relief('/decision'), courts(403, 200), { decision: { words } }),
  row('DELETE relief/:id', relief(''), payers(409), undefined, 'decided'),
  row(
    'POST payments/:id/cancellation',
    order('/cancellation'),
    courts(204, 409),
    { words },
    'once',
  ),
  ...['orders', 'held', 'refunds'].map((list) =>
    row(`GET cashier/${list}`, `cashier/${list}`, KEEPERS),
  ),
  row('POST cashier/statements/preview', 'cashier/statements/preview', books(400), statement),
  row('POST cashier/statements', 'cashier/statements', books(400), statement),
  row('GET cashier/days/:day', day(`?court=${CODE}`), books(200)),
  row('GET cashier/days/:day/lines.csv', day(`/lines.csv?court=${CODE}`), books(200)),
  row('POST cashier/days/:day/closing', day('/closing'), books(409), { court: '京0491' }),
  row('POST cashier/lines/:id/match', `cashier/lines/${NO_ID}/match`, NOBODYS, {
    ...{ reference: 'JF000000000000', words },
  }),
  row('POST cashier/lines/:id/return', `cashier/lines/${NO_ID}/return`, NOBODYS, { words }),
  row('POST cashier/attempts/:id/acceptance', `cashier/attempts/${NO_ID}/acceptance`, NOBODYS, {
    words,
  }),
  row('POST cashier/refunds/:id/confirmation', `cashier/refunds/${NO_ID}/confirmation`, NOBODYS, {
    serial: 'B1',
  }),
  row('POST cashier/refunds/:id/retry', `cashier/refunds/${NO_ID}/retry`, NOBODYS),
  row('GET practice/payments/:number', 'practice/payments/none', PUBLIC_NONE),
  row('POST practice/payments/:number/acts', 'practice/payments/none/acts', PUBLIC_NONE, {
    act: 'pay',
  }),
  row('POST practice/payments/:number/callback', 'practice/payments/none/callback', PUBLIC_NONE),
];
