import fc from 'fast-check';
import t from 'tap';
import { decodeEntry, encodeEntry, fromHex, type LogEntry, toHex, utf8 } from '../../src/index.ts';

const entry = fc.record<LogEntry>({
  kind: fc.constantFrom('record', 'batch'),
  block: fc.maxSafeNat(),
  txTime: fc.maxSafeNat(),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 50 }),
});

t.test('an entry is read back as it was written', async (t) => {
  fc.assert(fc.property(entry, (given) => t.same(decodeEntry(encodeEntry(given)), given)));
});

t.test('an entry is kind, block, time in ms and bytes', async (t) => {
  const bytes = encodeEntry({ kind: 'record', block: 258, txTime: 1, bytes: utf8('{}') });
  t.equal(toHex(bytes), '0100000000000001020000000000000001' + '7b7d');
});

t.test('other kinds, a member of a batch among them, and short entries are refused', async (t) => {
  const rest = `${'00'.repeat(16)}7b`;
  for (const bad of [
    '',
    '01',
    `00${rest}`,
    `03${rest}`,
    `ff${rest}`,
    `01${'00'.repeat(16)}`,
    `01ff${rest.slice(2)}`,
  ]) {
    t.throws(() => decodeEntry(fromHex(bad)), { code: 'INPUT_INVALID' }, bad);
  }
});
