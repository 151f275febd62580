import fc from 'fast-check';
import t from 'tap';
import {
  type CourtRecord,
  canonicalize,
  checkRecord,
  courtOfCaseNumber,
  isSigned,
  type Json,
  MAX_RECORD_BYTES,
  parseRecord,
  recordBytes,
  recordId,
  sha256Text,
  timeOf,
  toBase64Url,
  utf8,
} from '../../src/index.ts';

const malformed = { code: 'RECORD_MALFORMED' };
const D = 'A'.repeat(43);
const TAG = 'A'.repeat(22);
const SIGNATURE = 'A'.repeat(86);
const POINT = toBase64Url(Uint8Array.from({ length: 65 }, (_, i) => (i === 0 ? 4 : i)));
const AT = '2026-03-02T01:00:00.000Z';

const register = {
  v: 1,
  kind: 'key',
  action: 'register',
  court: '京0491',
  actTime: AT,
  suite: 'ES256',
  point: POINT,
  owner: TAG,
  role: 'litigant',
  purpose: 'sign',
  notBefore: AT,
  notAfter: '2026-03-02T13:00:00.000Z',
};
const revoke = { v: 1, kind: 'key', action: 'revoke', court: '京0491', actTime: AT, key: D };
const document = {
  v: 1,
  kind: 'document',
  court: '京0491',
  caseTag: TAG,
  actTime: AT,
  number: '京0491-2026-000001',
  sha256: D,
  sm3: D,
  key: D,
  signature: SIGNATURE,
};
const service = {
  v: 1,
  kind: 'service',
  court: '京0491',
  caseTag: TAG,
  actTime: AT,
  document: D,
  sha256: D,
  recipient: TAG,
  channel: 'platform',
};
const receipt = {
  v: 1,
  kind: 'receipt',
  court: '京0491',
  caseTag: TAG,
  actTime: AT,
  service: D,
  sha256: D,
  event: 'signed',
  recipient: TAG,
  key: D,
  signature: SIGNATURE,
};
const filing = {
  v: 1,
  kind: 'filing',
  court: '京0491',
  caseTag: TAG,
  actTime: AT,
  key: D,
  signature: SIGNATURE,
};
const submitted = {
  ...filing,
  action: 'submitted',
  applicant: TAG,
  capacity: 'self',
  papers: { size: 3, root: D },
};
const optional = {
  sd: { name: D },
  capacity: 'agent',
  attended: true,
  witnesses: [TAG],
  checkpoint: { size: 3, root: D },
};
const everything = { ...receipt, ...optional };
const allOfFiling = {
  ...submitted,
  ...{ filing: D, attended: true, checkpoint: { size: 3, root: D }, sd: { name: D } },
};
const kinds: Record<string, Record<string, Json>> = {
  register,
  revoke,
  document,
  service,
  receipt,
  submitted,
  transferred: { ...filing, action: 'transferred', filing: D, to: '浙0192' },
  returned: { ...filing, action: 'returned', filing: D, outcome: 'correction' },
  accepted: { ...filing, action: 'accepted', filing: D },
  docketed: { ...filing, action: 'docketed', filing: D, number: '（2026）京0491民初1号' },
};

t.test('each kind is a record, and its bytes are read back', async (t) => {
  for (const [what, record] of Object.entries({ ...kinds, everything, allOfFiling })) {
    const checked = checkRecord(record);
    t.same(parseRecord(recordBytes(checked)), record, what);
    t.equal(recordId(checked), sha256Text(utf8(canonicalize(record as Json))), what);
    t.equal(recordId(recordBytes(checked)), recordId(checked), what);
  }
});

t.test('documents, receipts and filings are signed, the rest is not', async (t) => {
  for (const [what, record] of Object.entries(kinds)) {
    t.equal(isSigned(record as unknown as CourtRecord), 'signature' in record, what);
  }
});

t.test('no field may lack, none may be added', async (t) => {
  for (const [what, record] of Object.entries(kinds)) {
    for (const name of Object.keys(record)) {
      const { [name]: _, ...rest } = record;
      t.throws(() => checkRecord(rest), malformed, `${what} without ${name}`);
    }
    for (const name of ['note', 'toString', 'id']) {
      t.throws(() => checkRecord({ ...record, [name]: D }), malformed, `${what} with ${name}`);
    }
    t.throws(
      () => checkRecord({ ...record, sd: undefined, note: undefined }),
      malformed,
      `${what} with a field of nothing`,
    );
  }
});

t.test('fields of one kind do not fit another', async (t) => {
  t.throws(() => checkRecord({ ...service, signature: SIGNATURE }), malformed);
  t.throws(() => checkRecord({ ...document, capacity: 'self' }), malformed);
  t.throws(() => checkRecord({ ...revoke, point: POINT }), malformed);
});

const wrong: Record<string, Json[]> = {
  v: [2, '1', true, 1.5],
  kind: ['verdict', 'Receipt', 'toString', 1],
  court: [
    '',
    '京049',
    '京04911',
    '美0491',
    '京0491 ',
    '京0491\n',
    '京٠٤٩١',
    '最高',
    '最高法01',
    'x京0491',
  ],
  caseTag: ['', TAG.slice(1), `${TAG}A`, `${TAG.slice(1)}B`, `${TAG}==`, 1],
  actTime: [
    '',
    '2026-03-02',
    '2026-03-02T01:00:00Z',
    '2026-03-02T01:00:00.000',
    '2026-03-02T01:00:00.000+00:00',
    '2026-02-29T01:00:00.000Z',
    '2026-13-01T01:00:00.000Z',
    '2026-03-02T24:00:00.000Z',
    '2026-03-02T01:60:00.000Z',
    '2026-03-02T01:00:60.000Z',
    `${AT}\n`,
    ` ${AT}`,
    '+002026-03-02T01:00:00.000Z',
    1,
  ],
  service: ['', D.slice(1), `${D}A`, `${D.slice(1)}B`, `${D}=`],
  sha256: ['', D.slice(1), `+${D.slice(1)}`, '00'.repeat(32)],
  event: ['', 'smiled', 'Signed'],
  recipient: ['', D],
  capacity: ['', 'other'],
  attended: [false, 1, 'true'],
  witnesses: [[], [TAG, TAG, TAG, TAG, TAG], TAG, [D], [1]],
  key: ['', TAG],
  checkpoint: [
    {},
    { size: 1 },
    { size: -1, root: D },
    { size: 1.5, root: D },
    { size: 1, root: D, note: 1 },
    { size: '1', root: D },
  ],
  signature: ['', SIGNATURE.slice(1), `${SIGNATURE}A`, `${SIGNATURE.slice(1)}B`],
  sd: [
    [],
    'x',
    { Name: D },
    { a: TAG },
    { a: 1 },
    { ['a'.repeat(33)]: D },
    { 'a-b': D },
    Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`f${i}`, D])),
  ],
};

t.test('a field of another shape is refused', async (t) => {
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      t.throws(
        () => checkRecord({ ...everything, [name]: value }),
        malformed,
        `${name}: ${JSON.stringify(value)}`,
      );
    }
  }
});

t.test('a key record is held to its own fields', async (t) => {
  const bad: Record<string, Json>[] = [
    { suite: 'SM2' },
    { purpose: 'encrypt' },
    { role: 'owner' },
    { action: 'renew' },
    { point: toBase64Url(new Uint8Array(65)) },
    { point: toBase64Url(new Uint8Array(65).fill(5)) },
    { point: toBase64Url(new Uint8Array(33).fill(2)) },
    { notBefore: '2026-02-30T01:00:00.000Z' },
    { notAfter: '2026-02-30T01:00:00.000Z' },
  ];
  for (const change of bad)
    t.throws(() => checkRecord({ ...register, ...change }), malformed, JSON.stringify(change));
});

t.test('a document number belongs to a court, a year and a serial', async (t) => {
  for (const number of [
    '京0491-2026-00001',
    '京0491-26-000001',
    '0491-2026-000001',
    '京0491-2026-1000000000',
    '京0491－2026－000001',
    '京0491-2026-000001 ',
  ]) {
    t.throws(() => checkRecord({ ...document, number }), malformed, number);
  }
});

t.test('what is no object is no record', async (t) => {
  for (const value of [null, undefined, 1, 'x', [], {}, [service]])
    t.throws(() => checkRecord(value), malformed, String(value));
});

t.test('only the one canonical text is read', async (t) => {
  const text = canonicalize(service as Json);
  const others = [
    ` ${text}`,
    `${text}\n`,
    text.replace('"v":1', '"v":1.0'),
    text.replace('"v":1', '"v": 1'),
    text.replace('"v":1', '"v":1,"v":1'),
    JSON.stringify(service),
    text.replace('京', '\\u4eac'),
    `\ufeff${text}`,
    text.slice(0, -1),
    '',
    'null',
  ];
  for (const other of others) t.throws(() => parseRecord(utf8(other)), malformed, other);
  t.throws(() => parseRecord(Uint8Array.of(0xff)), malformed, 'not UTF-8');
});

t.test('a record has at most 8 KiB', async (t) => {
  t.equal(MAX_RECORD_BYTES, 8192);
  t.throws(() => parseRecord(new Uint8Array(8193)), { code: 'RECORD_TOO_LARGE' });
  t.throws(() => recordBytes({ ...service, note: 'x'.repeat(8192) } as unknown as CourtRecord), {
    code: 'RECORD_TOO_LARGE',
  });
});

t.test('any flipped bit of a record is refused, or gives another id', async () => {
  const bytes = recordBytes(checkRecord(everything));
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), (at, bit) => {
      const flipped = Uint8Array.from(bytes, (byte, i) => (i === at ? byte ^ (1 << bit) : byte));
      try {
        return recordId(parseRecord(flipped)) !== recordId(bytes);
      } catch (error) {
        return (error as { code?: string }).code === 'RECORD_MALFORMED';
      }
    }),
    { numRuns: 500 },
  );
});

t.test('a time is the milliseconds since 1970', async (t) => {
  t.equal(timeOf('1970-01-01T00:00:00.001Z'), 1);
  t.equal(timeOf('2024-02-29T00:00:00.000Z'), Date.UTC(2024, 1, 29));
  const moment = fc.date({
    min: new Date('0000-01-01T00:00:00.000Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  fc.assert(fc.property(moment, (date) => timeOf(date.toISOString()) === date.getTime()));
});

t.test('an act of a filing has the fields of that act and no others', async (t) => {
  const { transferred, returned, accepted, docketed } = kinds;
  for (const bad of [
    { ...submitted, action: 'accepted' },
    { ...accepted, action: 'submitted' },
    { ...accepted, to: '浙0192' },
    { ...accepted, papers: { size: 1, root: D } },
    { ...accepted, applicant: TAG },
    { ...transferred, outcome: 'refused' },
    { ...returned, number: '（2026）京0491民初1号' },
    { ...docketed, action: 'register' },
    { ...docketed, action: 'noted' },
  ])
    t.throws(() => checkRecord(bad), malformed);
});

t.test('a filing says what its court could say', async (t) => {
  const changes: [string, Record<string, Json>, boolean][] = [
    ['submitted', { papers: { size: 500, root: D } }, true],
    ['submitted', { papers: { size: 0, root: D } }, false],
    ['submitted', { papers: { size: 501, root: D } }, false],
    ['submitted', { papers: { size: 1, root: D, names: [] } }, false],
    ['submitted', { papers: { size: 1 } }, false],
    ['submitted', { capacity: 'agent' }, true],
    ['submitted', { capacity: 'substitute' }, false],
    ['submitted', { attended: false }, false],
    ['submitted', { checkpoint: { size: 1 } }, false],
    ['transferred', { to: '最高法' }, true],
    ['transferred', { to: '北京' }, false],
    ['returned', { outcome: 'deemedWithdrawn' }, true],
    ['returned', { outcome: 'lost' }, false],
    ['docketed', { number: '（2026）最高法知民终7号' }, true],
    ['docketed', { number: '（2026）京0491民诉前调12345678号' }, true],
    ['docketed', { number: '(2026)京0491民初1号' }, false],
    ['docketed', { number: '（2026）京0491民初1号之一' }, false],
    ['docketed', { number: '（2026）京0491民初01号' }, false],
    ['docketed', { number: '（2026）京0491民初0号' }, false],
    ['docketed', { number: '（2026）京04911号' }, false],
    ['docketed', { number: '（2026）美0491民初1号' }, false],
    ['docketed', { number: '（2015）海民初字第5号' }, false],
    ['docketed', { number: '（2026）京0491民初1号\n' }, false],
  ];
  for (const [what, change, fits] of changes) {
    const check = () => checkRecord({ ...kinds[what], ...change });
    const title = `${what} ${JSON.stringify(change)}`;
    if (fits) t.doesNotThrow(check, title);
    else t.throws(check, malformed, title);
  }
});

t.test('a case number names its court whole', async (t) => {
  for (const [number, court] of [
    ['（2026）京0491民初1号', '京0491'],
    ['（2026）京04民初1号', '京04'],
    ['（2026）京民终1号', '京'],
    ['（2026）最高法知民终7号', '最高法'],
    ['（2026）兵民初7号', '兵'],
    ['京0491-2026-000001', undefined],
    ['（2026）京049民初1号', undefined],
  ] as const)
    t.equal(courtOfCaseNumber(number), court, number);
});
