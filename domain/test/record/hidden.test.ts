import { createHash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import {
  hiddenDigest,
  hideFields,
  type Json,
  type Opening,
  openFields,
  toBase64Url,
} from '../../src/index.ts';

const invalid = { code: 'INPUT_INVALID' };
const salt = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(toBase64Url);
const name = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/);
const value = fc.oneof(
  fc.string(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.array(fc.string(), { maxLength: 3 }),
);
const fields = fc.dictionary(name, value as fc.Arbitrary<Json>, { maxKeys: 6 });

let counter = 0;
const nextSalt = () =>
  toBase64Url(Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? counter++ % 256 : i)));

t.test('openings show the fields that were hidden, all or some', async (t) => {
  fc.assert(
    fc.property(fields, fc.nat(), (given, chosen) => {
      const { sd, openings } = hideFields(given, nextSalt);
      t.same({ ...openFields(sd, openings) }, { ...given });
      const some = openings.filter((_, i) => (chosen >> i) % 2 === 0);
      t.same(Object.keys(openFields(sd, some)).sort(), some.map(([, each]) => each).sort());
    }),
  );
});

t.test('the digest is that of the canonical opening', async (t) => {
  const opening: Opening = ['AAAAAAAAAAAAAAAAAAAAAA', 'recipientName', '张某'];
  const bytes = '["AAAAAAAAAAAAAAAAAAAAAA","recipientName","张某"]';
  t.equal(hiddenDigest(opening), createHash('sha256').update(bytes).digest('base64url'));
});

t.test('an opening of another salt, name or value opens nothing', async () => {
  fc.assert(
    fc.property(
      salt,
      salt,
      name,
      name,
      value,
      value,
      (salt1, salt2, name1, name2, value1, value2) => {
        const sd = {
          [name1]: hiddenDigest([salt1, name1, value1 as Json]),
          [name2]: hiddenDigest([salt2, name2, value2 as Json]),
        };
        const wrong: Opening[] = [
          [salt2, name1, value1 as Json],
          [salt1, name2, value1 as Json],
          [salt1, name1, value2 as Json],
        ].filter(
          (opening) => sd[opening[1] as string] !== hiddenDigest(opening as unknown as Opening),
        ) as unknown as Opening[];
        return wrong.every((opening) => {
          try {
            openFields(sd, [opening]);
            return false;
          } catch (error) {
            return (error as { code?: string }).code === 'INPUT_INVALID';
          }
        });
      },
    ),
  );
});

t.test('a field is opened once, under a name of its own, with a salt of 16 bytes', async (t) => {
  const { sd, openings } = hideFields({ a: 1, b: 2 }, nextSalt);
  const [first] = openings as [Opening];
  t.throws(() => openFields(sd, [first, first]), invalid, 'twice');
  t.throws(() => openFields({}, [first]), invalid, 'no such field');
  t.throws(
    () => openFields(sd, [[first[0], 'constructor', 1]]),
    invalid,
    'a name that every object has',
  );
  const short: Opening = [toBase64Url(new Uint8Array(15)), 'c', 1];
  t.throws(() => openFields({ c: hiddenDigest(short) }, [short]), invalid, 'salt of 15 bytes');
});

t.test('every field gets a salt of its own', async (t) => {
  const { openings } = hideFields({ a: 'x', b: 'x' }, nextSalt);
  t.equal(new Set(openings.map(([each]) => each)).size, 2);
});
