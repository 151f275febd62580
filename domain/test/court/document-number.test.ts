import fc from 'fast-check';
import t from 'tap';
import { documentCode, formatDocumentNumber, parseDocumentCode } from '../../src/index.ts';

const code = fc.uint8Array({ minLength: 8, maxLength: 8 }).map(documentCode);

t.test(
  'a code has three groups of four from the alphabet that survives being read aloud',
  async (t) => {
    fc.assert(
      fc.property(code, (text) => /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/.test(text)),
    );
    t.equal(documentCode(new Uint8Array(8)), '0000-0000-0000');
    t.throws(() => documentCode(new Uint8Array(7)), TypeError);
  },
);

t.test('sixty of the random bits count', async (t) => {
  const bits = Uint8Array.of(0x0f, 255, 255, 255, 255, 255, 255, 255);
  t.equal(documentCode(bits), 'ZZZZ-ZZZZ-ZZZZ');
  const seen = new Set(
    Array.from({ length: 60 }, (_, i) => {
      const bytes = new Uint8Array(8);
      bytes[7 - (i >> 3)] = 1 << (i & 7);
      return documentCode(bytes);
    }),
  );
  t.equal(seen.size, 60);
});

t.test('a code is understood as people type it', async () => {
  const typed = fc.tuple(code, fc.boolean(), fc.boolean()).map(([text, lower, bare]) => {
    const letters = text.replaceAll('0', 'o').replaceAll('1', 'l');
    const cased = lower ? letters.toLowerCase() : letters.toUpperCase();
    return [text, bare ? ` ${cased.replaceAll('-', ' ')} ` : cased.replaceAll('-', '－')] as const;
  });
  fc.assert(fc.property(typed, ([text, given]) => parseDocumentCode(given) === text));
});

t.test('what is no code is refused', async (t) => {
  for (const text of [
    '',
    'ABCD-EFGH-JKM',
    'ABCD-EFGH-JKMNP',
    'ABCD-EFGH-JKMU',
    'ABCD-EFGH-JKM*',
    '存证存证-存证存证-存证存证',
  ]) {
    t.throws(() => parseDocumentCode(text), { code: 'INPUT_INVALID' }, text);
  }
});

t.test('a number has six digits at least', async (t) => {
  t.equal(formatDocumentNumber('京0491', 2026, 1), '京0491-2026-000001');
  t.equal(formatDocumentNumber('最高法', 2026, 1234567), '最高法-2026-1234567');
});
