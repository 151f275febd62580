import fc from 'fast-check';
import t from 'tap';
import {
  concatBytes,
  equalBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  readU64,
  toBase64,
  toBase64Url,
  toHex,
  u64,
  utf8,
  utf8Text,
} from '../src/index.ts';

const bytes = fc.uint8Array({ maxLength: 100 });
const invalid = { code: 'INPUT_INVALID' };

t.test('text forms of bytes are what Node writes, and lead back', async () => {
  fc.assert(
    fc.property(bytes, (value) => {
      const node = Buffer.from(value);
      return (
        toBase64Url(value) === node.toString('base64url') &&
        toBase64(value) === node.toString('base64') &&
        toHex(value) === node.toString('hex') &&
        equalBytes(fromBase64Url(toBase64Url(value)), value) &&
        equalBytes(fromBase64(toBase64(value)), value) &&
        equalBytes(fromHex(toHex(value)), value)
      );
    }),
  );
});

t.test('no other text gives the same bytes', async () => {
  const alphabet = fc.constantFrom(...'ABQgwxyz0189-_+/= \n');
  const text = fc.string({ unit: alphabet, maxLength: 12 });
  const only =
    (read: (text: string) => Uint8Array, write: (bytes: Uint8Array) => string) =>
    (given: string) => {
      try {
        return write(read(given)) === given;
      } catch {
        return true;
      }
    };
  fc.assert(fc.property(text, only(fromBase64Url, toBase64Url)), { numRuns: 2000 });
  fc.assert(fc.property(text, only(fromBase64, toBase64)), { numRuns: 2000 });
});

t.test(
  'base64url refuses padding, other alphabets, stray bits and impossible lengths',
  async (t) => {
    for (const text of ['AA==', 'AA=', 'A', 'AB', 'AAB', '+A', '/A', 'A A', 'ÀA', '存证', 'AA\n']) {
      t.throws(() => fromBase64Url(text), invalid, JSON.stringify(text));
    }
    t.same(fromBase64Url(''), new Uint8Array());
    t.same(fromBase64Url('_-8'), Uint8Array.of(255, 239));
  },
);

t.test('base64 refuses what is not padded, or not canonical', async (t) => {
  for (const text of ['AA', 'AAA', 'AB==', 'A===', '_w==', 'AA==\n', '=', 'AAA=A']) {
    t.throws(() => fromBase64(text), invalid, JSON.stringify(text));
  }
});

t.test('hex is lower case and of even length', async (t) => {
  for (const text of ['a', 'AA', '0x', 'gg', 'aa ']) t.throws(() => fromHex(text), invalid, text);
});

t.test('integers have eight bytes, the greatest first', async (t) => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      const node = Buffer.alloc(8);
      node.writeBigUInt64BE(BigInt(value));
      return (
        equalBytes(u64(value), node) && readU64(concatBytes(Uint8Array.of(9), node), 1) === value
      );
    }),
  );
  for (const value of [-1, 0.5, 2 ** 53, Number.NaN]) t.throws(() => u64(value), TypeError);
  t.throws(() => readU64(fromHex('0020000000000000')), invalid, '2^53');
  t.equal(readU64(fromHex('001fffffffffffff')), Number.MAX_SAFE_INTEGER);
  t.throws(() => readU64(new Uint8Array(8), 1), invalid, 'truncated');
});

t.test('UTF-8 is read strictly and a byte order mark is kept', async (t) => {
  for (const bad of ['ff', 'c080', 'eda080', 'f4908080', 'e5ad']) {
    t.throws(() => utf8Text(fromHex(bad)), invalid, bad);
  }
  t.equal(utf8Text(utf8('\ufeff存证𠮷')), '\ufeff存证𠮷');
});

t.test('bytes are equal only in length and content', async (t) => {
  t.ok(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2)));
  t.notOk(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 0)));
  t.notOk(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3)));
});
