import fc from 'fast-check';
import t from 'tap';
import { decodeBundle, encodeBundle } from '../../src/log/bundle.ts';

t.test('a bundle holds the entries that were put in', async () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 });
  fc.assert(
    fc.property(entries, (list) => {
      const back = decodeBundle(encodeBundle(list));
      return (
        back.length === list.length &&
        back.every((entry, i) => Buffer.compare(entry, list[i] as Uint8Array) === 0)
      );
    }),
  );
});

t.test('lengths are two bytes, the greater first (C2SP tlog-tiles)', async (t) => {
  const bytes = encodeBundle([Buffer.alloc(258, 7), Buffer.from('ab')]);
  t.same([...bytes.subarray(0, 3)], [1, 2, 7]);
  t.same([...bytes.subarray(260)], [0, 2, 97, 98]);
});

t.test('a bundle cut anywhere inside an entry is refused', async (t) => {
  const bytes = encodeBundle([Buffer.from('abc'), Buffer.from('de')]);
  for (const length of [1, 2, 4, 6, 8]) {
    t.throws(() => decodeBundle(bytes.subarray(0, length)), { code: 'LOG_CORRUPT' }, `${length}`);
  }
  t.equal(decodeBundle(bytes.subarray(0, 5)).length, 1);
});
