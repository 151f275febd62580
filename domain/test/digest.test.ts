import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import {
  concatBytes,
  fromBase64Url,
  parseDigest,
  sha256,
  sha256Text,
  toBase64Url,
  toHex,
  utf8,
} from '../src/index.ts';

t.test('SHA-256 is that of Node, in one part or in several', async () => {
  const part = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(part, part, (a, b) => {
      const expected = createHash('sha256').update(a).update(b).digest('hex');
      return toHex(sha256(a, b)) === expected && toHex(sha256(concatBytes(a, b))) === expected;
    }),
  );
});

t.test('the text of a digest has 43 characters', async (t) => {
  t.equal(sha256Text(utf8('abc')), 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});

t.test('a digest is taken as hex of either case and as base64url', async (t) => {
  const digest = sha256(utf8('abc'));
  for (const text of [toHex(digest), toHex(digest).toUpperCase(), toBase64Url(digest)]) {
    t.same(fromBase64Url(parseDigest(text)), digest);
  }
});

t.test('anything else is no digest', async (t) => {
  const hex = toHex(sha256());
  for (const text of [
    '',
    hex.slice(2),
    `${hex}00`,
    `g${hex.slice(1)}`,
    toBase64Url(new Uint8Array(31)),
    toBase64Url(new Uint8Array(33)),
    `${'A'.repeat(42)}B`,
    `${'A'.repeat(43)}=`,
    ` ${hex}`,
  ]) {
    t.throws(() => parseDigest(text), { code: 'DIGEST_INVALID' }, text);
  }
});
