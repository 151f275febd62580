import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import {
  type DocumentRecord,
  isLowS,
  type NetworkId,
  type ReceiptRecord,
  type SeenCheckpoint,
  signingMessage,
  signingStatement,
  toHex,
  toLowS,
  type Unsigned,
  utf8Text,
} from '../../src/index.ts';

const D = 'A'.repeat(43);
const TAG = 'A'.repeat(22);
const document = {
  v: 1,
  kind: 'document',
  court: '京0491',
  caseTag: TAG,
  actTime: '2026-03-02T01:00:00.000Z',
  number: '京0491-2026-000001',
  sha256: D,
  sm3: D,
  key: D,
} as Omit<DocumentRecord, 'signature'>;
const receipt = {
  v: 1,
  kind: 'receipt',
  court: '京0491',
  caseTag: TAG,
  actTime: '2026-03-02T01:00:00.000Z',
  service: D,
  sha256: D,
  event: 'signed',
  recipient: TAG,
  key: D,
} as Omit<ReceiptRecord, 'signature'>;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

t.test('what is signed is a prefix, the network and the canonical statement', async (t) => {
  const message = utf8Text(signingMessage('net' as NetworkId, document as Unsigned));
  t.equal(
    message,
    `cunzheng-sign-v1\0net\0{"actTime":"2026-03-02T01:00:00.000Z","caseTag":"${TAG}","court":"京0491","key":"${D}","purpose":"document.issued","shown":{"sha256":"${D}","sm3":"${D}"},"target":"京0491-2026-000001","v":1}`,
  );
});

t.test('every field of a receipt that a signer answers for changes the statement', async (t) => {
  const changes: Partial<ReceiptRecord>[] = [
    { court: '浙0192' },
    { actTime: '2026-03-02T01:00:00.001Z' },
    { service: `${'B'.repeat(42)}A` as ReceiptRecord['service'] },
    { sha256: `${'B'.repeat(42)}A` as ReceiptRecord['sha256'] },
    { event: 'refused' },
    { recipient: `${'B'.repeat(21)}A` as ReceiptRecord['recipient'] },
    { capacity: 'self' },
    { capacity: 'agent' },
    { attended: true },
    { witnesses: [TAG as ReceiptRecord['recipient']] },
    { key: `${'B'.repeat(42)}A` as ReceiptRecord['key'] },
    { checkpoint: { size: 1, root: D } as SeenCheckpoint },
    { caseTag: `${'B'.repeat(21)}A` as ReceiptRecord['caseTag'] },
    { sd: { reason: D } },
    { sd: { name: D } },
  ];
  const messages = [{}, ...changes].map((change) =>
    toHex(signingMessage('net' as NetworkId, { ...receipt, ...change } as Unsigned)),
  );
  t.equal(new Set(messages).size, changes.length + 1);
  t.not(
    toHex(signingMessage('other' as NetworkId, receipt as Unsigned)),
    messages[0],
    'another network',
  );
});

const TO = `${'B'.repeat(42)}A`;
const submitted = {
  ...{ v: 1, kind: 'filing', action: 'submitted', court: '京0491', caseTag: TAG },
  ...{ actTime: '2026-03-02T01:00:00.000Z', key: D },
  ...{ applicant: TAG, capacity: 'self', papers: { size: 2, root: D } },
};
const { applicant: _, capacity: __, papers: ___, ...act } = { ...submitted, filing: D };
/** Each act of a filing with every single thing that may be changed in it. */
const FILINGS: readonly (readonly [base: object, changes: readonly object[]])[] = [
  [
    submitted,
    [
      { filing: D },
      { filing: TO },
      { applicant: `${'B'.repeat(21)}A` },
      { capacity: 'agent' },
      { attended: true },
      { papers: { size: 3, root: D } },
      { papers: { size: 2, root: TO } },
    ],
  ],
  [{ ...act, action: 'transferred', to: '浙0192' }, [{ filing: TO }, { to: '粤0192' }]],
  [
    { ...act, action: 'returned', outcome: 'correction' },
    [{ filing: TO }, { outcome: 'refused' }, { outcome: 'withdrawn' }],
  ],
  [{ ...act, action: 'accepted' }, [{ filing: TO }]],
  [
    { ...act, action: 'docketed', number: '（2026）京0491民初1号' },
    [{ filing: TO }, { number: '（2026）京0491民初2号' }],
  ],
];
const OF_ALL = [
  { court: '浙0192' },
  { caseTag: `${'B'.repeat(21)}A` },
  { actTime: '2026-03-02T01:00:00.001Z' },
  { key: TO },
  { checkpoint: { size: 1, root: D } },
  { sd: { reason: D } },
  { sd: { name: D } },
];

t.test(
  'every field of every act of a filing is under the signature, and no two are alike',
  async (t) => {
    const records = FILINGS.flatMap(([base, changes]) =>
      [{}, ...OF_ALL, ...changes].map((change) => ({ ...base, ...change })),
    );
    const messages = records.map((record) =>
      toHex(signingMessage('net' as NetworkId, record as unknown as Unsigned)),
    );
    t.equal(new Set(messages).size, records.length);
  },
);

t.test('a signature is not part of what it signs', async (t) => {
  for (const [base] of FILINGS) {
    const signed = { ...base, signature: 'A'.repeat(86) } as unknown as Unsigned;
    t.same(signingStatement(signed), signingStatement(base as Unsigned));
  }
});

t.test('the statement of a filing shows its papers and names its first submission', async (t) => {
  const again = { ...submitted, filing: TO, attended: true } as unknown as Unsigned;
  t.same(signingStatement(again), {
    v: 1,
    purpose: 'filing.submitted',
    court: '京0491',
    caseTag: TAG,
    target: TO,
    shown: { papers: { size: 2, root: D } },
    applicant: TAG,
    capacity: 'self',
    attended: true,
    key: D,
    actTime: '2026-03-02T01:00:00.000Z',
  });
});

t.test('a document and a receipt never share a statement', async (t) => {
  t.match(signingStatement(document as Unsigned), {
    purpose: 'document.issued',
    target: document.number,
  });
  t.match(signingStatement({ ...receipt, event: 'left' } as Unsigned), {
    purpose: 'receipt.left',
    target: D,
  });
});

t.test('of the two forms of a signature one is low, and both verify', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const verifies = (message: Uint8Array, signature: Uint8Array) =>
    verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
  fc.assert(
    fc.property(fc.uint8Array(), (message) => {
      const made = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      const low = toLowS(made);
      const s = BigInt(`0x${toHex(low.subarray(32))}`);
      const high = Buffer.concat([
        low.subarray(0, 32),
        Buffer.from((N - s).toString(16).padStart(64, '0'), 'hex'),
      ]);
      return (
        isLowS(low) &&
        !isLowS(high) &&
        toHex(toLowS(high)) === toHex(low) &&
        verifies(message, low) &&
        verifies(message, high)
      );
    }),
    { numRuns: 50 },
  );
});

t.test('the limit of s is half the order, and a signature has 64 bytes', async (t) => {
  const withS = (s: bigint) =>
    Buffer.from('00'.repeat(32) + s.toString(16).padStart(64, '0'), 'hex');
  t.ok(isLowS(withS(N >> 1n)));
  t.notOk(isLowS(withS((N >> 1n) + 1n)));
  t.ok(isLowS(withS(0n)), 'zero is low; that it is no signature is for ECDSA to say');
  t.notOk(isLowS(new Uint8Array(63)));
  t.notOk(isLowS(new Uint8Array(65)));
});
