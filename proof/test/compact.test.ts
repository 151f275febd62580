import { canonicalize, type Json, toBase64Url, utf8 } from '@cunzheng/domain';
import fc from 'fast-check';
import t from 'tap';
import { type CompactProof, compactOf, decodeCompact, encodeCompact } from '../src/index.ts';
import { pack, unpack } from '../src/packing.ts';
import { forge, seeded } from './forge/index.ts';

const forged = forge();
const compact = compactOf(await forged.full(), forged.trust);
const bytes = encodeCompact(compact);

t.test('decoding gives back what was encoded', async (t) => {
  const decoded = decodeCompact(bytes);
  t.strictSame(decoded.record, compact.record);
  t.strictSame(encodeCompact(decoded), bytes);
  t.strictSame(
    decoded.openings.map(([, name]) => name),
    ['caseNumber', 'name', 'title'],
    'openings stand in the order of their names',
  );
});

t.test('any contents that fit come back', async () => {
  const count = fc.nat(Number.MAX_SAFE_INTEGER);
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const signature = fc.uint8Array({ minLength: 64, maxLength: 64 });
  const cosignatures = fc.uniqueArray(
    fc.record({ position: fc.nat(254), time: count, signature }),
    { maxLength: 4, selector: ({ position }) => position },
  );
  await fc.assert(
    fc.property(
      fc.record({ edition: fc.nat(65535), index: count, size: count, block: count, txTime: count }),
      fc.array(hash, { maxLength: 10 }),
      cosignatures,
      (numbers, path, signed) => {
        const given: CompactProof = { ...compact, ...numbers, path, cosignatures: signed };
        const encoded = encodeCompact(given);
        const back = decodeCompact(encoded);
        const again = encodeCompact(back);
        const sorted = [...signed].sort((a, b) => a.position - b.position);
        return (
          Buffer.from(encoded).equals(again) &&
          back.index === given.index &&
          back.txTime === given.txTime &&
          JSON.stringify(back.cosignatures) === JSON.stringify(sorted) &&
          JSON.stringify(back.path) === JSON.stringify(path)
        );
      },
    ),
  );
});

t.test('packing is undone by unpacking for any canonical JSON', async () => {
  const key = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,20}$/);
  const binary = fc
    .constantFrom(16, 32, 64, 65)
    .map((n) => toBase64Url(seeded('any', String(n), Math.min(n, 64))));
  const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), binary);
  const value = fc.dictionary(key, fc.oneof(leaf, fc.array(leaf, { maxLength: 4 })), {
    noNullPrototype: true,
  });
  await fc.assert(
    fc.property(value, (json) => {
      let text: string;
      try {
        text = canonicalize(json as Json);
      } catch {
        return true;
      }
      const packed = pack(utf8(text));
      return Buffer.from(unpack(packed)).equals(utf8(text)) && packed.length <= utf8(text).length;
    }),
  );
});

t.test('bytes that are not the one packing are refused', async (t) => {
  t.throws(() => unpack(Uint8Array.of(0x1e)), { code: 'INPUT_INVALID' });
  t.throws(() => unpack(Uint8Array.of(2, 1)), { code: 'INPUT_INVALID' });
  const name = pack(utf8('{"v":1}'));
  t.strictSame([...name], [0x7b, 0x1c, 0x31, 0x7d], 'a name of the table is one byte');
  const spelt = Buffer.from(bytes);
  t.throws(() => decodeCompact(Buffer.concat([spelt, Uint8Array.of(0)])), {
    code: 'INPUT_INVALID',
  });
});

t.test('a proof beyond 1,600 bytes is not made', async (t) => {
  const path = Array.from({ length: 40 }, () => seeded('long', 'hash'));
  t.throws(() => encodeCompact({ ...compact, path }), { code: 'INPUT_INVALID' });
});

t.test('a receipt with three openings fits at a log of a million', async (t) => {
  const path = Array.from({ length: 20 }, (_, i) => seeded('million', String(i)));
  const size = encodeCompact({ ...compact, path, index: 999_999, size: 1_000_000 }).length;
  t.ok(size <= 1600, `${size} bytes`);
});
