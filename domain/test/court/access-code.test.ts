import fc from 'fast-check';
import t from 'tap';
import { accessCode, parseAccessCode } from '../../src/index.ts';

const code = fc.uint8Array({ minLength: 10, maxLength: 10 }).map(accessCode);

t.test('an access code has four groups of four, and every random bit counts', async (t) => {
  fc.assert(
    fc.property(code, (text) => /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/.test(text)),
  );
  const seen = new Set(
    Array.from({ length: 80 }, (_, i) => {
      const bytes = new Uint8Array(10);
      bytes[i >> 3] = 1 << (i & 7);
      return accessCode(bytes);
    }),
  );
  t.equal(seen.size, 80);
  t.throws(() => accessCode(new Uint8Array(8)), TypeError);
});

t.test('an access code is understood as people type it', async (t) => {
  fc.assert(
    fc.property(code, fc.boolean(), (text, bare) => {
      const letters = text.replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase();
      return parseAccessCode(bare ? ` ${letters.replaceAll('-', ' ')} ` : letters) === text;
    }),
  );
  t.equal(parseAccessCode('ＡＢＣＤ－EFGH—jkmn pqrs'), 'ABCD-EFGH-JKMN-PQRS', 'full width too');
  for (const wrong of ['', 'ABCD-EFGH-JKMN', 'ABCD-EFGH-JKMN-PQRU'])
    t.throws(() => parseAccessCode(wrong), { code: 'INPUT_INVALID' });
});
