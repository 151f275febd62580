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
