import { toBase64Url, utf8 } from '@cunzheng/domain';
import fc from 'fast-check';
import t from 'tap';
import { joinQr, MAX_QR_BYTES, proofFromText, splitForQr } from '../src/index.ts';

t.test('codes join in any order with duplicates', async () => {
  await fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 1968 }),
      fc.array(fc.nat(2), { maxLength: 5 }),
      (compact, more) => {
        const parts = splitForQr(compact);
        const pile = [...parts].reverse();
        for (const i of more) pile.push(parts[i % parts.length] as Uint8Array);
        const joined = joinQr(pile);
        return (
          parts.every((part) => part.length <= MAX_QR_BYTES) &&
          joined.state === 'whole' &&
          Buffer.from(joined.compact).equals(compact)
        );
      },
    ),
  );
});

t.test('missing, foreign, mixed and damaged codes are told apart', async (t) => {
  const compact = new Uint8Array(1500).fill(7);
  const [first, second, third] = splitForQr(compact) as [Uint8Array, Uint8Array, Uint8Array];
  t.strictSame(joinQr([third]), { state: 'missing', missing: [1, 2], count: 3 });
  t.strictSame(joinQr([]), { state: 'foreign' });
  t.strictSame(joinQr([first, utf8('https://example.test/verify#n=1')]), { state: 'foreign' });
  const other = splitForQr(new Uint8Array(1500).fill(8));
  t.strictSame(joinQr([first, ...other]), { state: 'mixed' });
  const damaged = Uint8Array.from(third);
  damaged[20] = 9;
  t.strictSame(joinQr([first, second, damaged]), { state: 'damaged' });
  t.throws(() => splitForQr(new Uint8Array(1969)), { code: 'INPUT_INVALID' });
});

t.test('pasted text is JSON, or base64url of a proof or of its codes', async (t) => {
  const compact = new Uint8Array(900).fill(7);
  t.strictSame(proofFromText(' {"a":1}\n'), utf8('{"a":1}'));
  t.strictSame(proofFromText(toBase64Url(compact)), compact);
  t.strictSame(proofFromText(splitForQr(compact).map(toBase64Url).join('\n')), compact);
  t.throws(() => proofFromText('你好'), { code: 'INPUT_INVALID' });
});
