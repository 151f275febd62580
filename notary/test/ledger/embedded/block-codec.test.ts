import fc from 'fast-check';
import t from 'tap';
import {
  blockHash,
  decodeBlock,
  encodeBlock,
  type StoredTransaction,
} from '../../../src/ledger/embedded/block-codec.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const write = fc.record({
  key: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  value: fc.option(fc.uint8Array({ minLength: 1, maxLength: 80 }), { nil: undefined }),
});
const transaction: fc.Arbitrary<StoredTransaction> = fc
  .record({
    txId: bytes(32).map((id) => Buffer.from(id).toString('hex')),
    code: fc.constantFrom(0, 11, 12),
    time: fc.maxSafeNat(),
    creator: fc.string({ minLength: 1, maxLength: 64 }),
    callHash: bytes(32),
    response: text,
    writes: fc.array(write, { maxLength: 5 }),
  })
  .map((drawn) => ({ ...drawn, valid: drawn.code === 0 }));
const block = fc.record({
  number: fc.nat(),
  previousHash: bytes(32),
  transactions: fc.array(transaction, { maxLength: 4 }),
  genesis: fc.option(fc.uint8Array({ minLength: 1, maxLength: 60 }), { nil: undefined }),
});

/** Byte arrays of either class, as hex. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, item) =>
      item instanceof Uint8Array || item?.type === 'Buffer'
        ? Buffer.from(item.data ?? item).toString('hex')
        : item,
    ),
  );
}

t.test('a block reads back as it was written', async (t) => {
  fc.assert(
    fc.property(block, ({ genesis, ...content }) => {
      const encoded = encodeBlock(genesis === undefined ? content : { ...content, genesis });
      const hash = blockHash(encoded);
      const { hash: found, ...decoded } = decodeBlock(encoded, hash);
      t.same(plain(found), plain(hash));
      t.same(plain(decoded), plain({ ...content, genesis }));
    }),
    { numRuns: 100 },
  );
});

t.test('bytes that are no block are refused by name', async (t) => {
  const encoded = encodeBlock({ number: 3, previousHash: new Uint8Array(32), transactions: [] });
  for (const bad of [encoded.subarray(1), Buffer.concat([encoded, Buffer.of(0)]), Buffer.of()]) {
    t.throws(() => decodeBlock(bad, new Uint8Array(32)), { code: 'LEDGER_CORRUPT' });
  }
});
