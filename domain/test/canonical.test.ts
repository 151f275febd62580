import fc from 'fast-check';
import t from 'tap';
import { canonicalize, isWellFormed, type Json, MAX_DEPTH, parseStrictJson } from '../src/index.ts';

const invalid = { code: 'INPUT_INVALID' };
const key = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,5}$/);
const { value: json } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }).filter(isWellFormed),
    fc.maxSafeInteger().filter((value) => !Object.is(value, -0)),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

/** A list of lists, `levels` of them around a text. */
function nested(levels: number): Json {
  let value: Json = 'x';
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

t.test(
  'the canonical form is read back as the same value, and written the same again',
  async (t) => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalize(value);
        t.same(JSON.parse(text), value);
        return canonicalize(parseStrictJson(text)) === text;
      }),
      { numRuns: 300 },
    );
  },
);

t.test('the order in which fields were set does not matter', async () => {
  fc.assert(
    fc.property(fc.dictionary(key, json), (object) => {
      const reversed = Object.fromEntries(Object.entries(object).reverse());
      return canonicalize(object) === canonicalize(reversed);
    }),
  );
});

t.test('strings are escaped as RFC 8785 3.2.2.2 says', async (t) => {
  t.equal(
    canonicalize('"\\\b\f\n\r\t\u0000\u001f/\u007f\u2028𠮷'),
    '"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f/\u007f\u2028𠮷"',
  );
  t.equal(
    canonicalize({ b: 1, a: [true, false, -7, {}], aB: '' }),
    '{"a":[true,false,-7,{}],"aB":"","b":1}',
  );
});

t.test('what is outside the subset has no canonical form', async (t) => {
  const refused: unknown[] = [
    null,
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    0.5,
    -0,
    2 ** 53,
    -(2 ** 53),
    1n,
    '\ud800',
    'a\udc00',
    { a: undefined },
    { A: 1 },
    { 'a-b': 1 },
    { ['a'.repeat(65)]: 1 },
    { é: 1 },
    new Date(0),
    new Map(),
    new Uint8Array(),
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    [1, , 2],
    () => 1,
    Symbol('x'),
  ];
  for (const value of refused) t.throws(() => canonicalize(value as Json), invalid, String(value));
});

t.test('nesting ends at sixteen', async (t) => {
  t.equal(MAX_DEPTH, 16);
  t.equal(canonicalize(nested(16)), JSON.stringify(nested(16)));
  t.same(parseStrictJson(JSON.stringify(nested(16))), nested(16));
  t.throws(() => canonicalize(nested(17)), invalid);
  t.throws(() => parseStrictJson(JSON.stringify(nested(17))), invalid);
  t.throws(
    () => parseStrictJson('['.repeat(1_000_000)),
    invalid,
    'a million brackets end in a refusal, not in the stack',
  );
});

t.test('white space stands only between tokens', async (t) => {
  t.same(
    parseStrictJson(' \t\r\n{ "a" : [ 1 , true ] } \n'),
    Object.assign(Object.create(null), { a: [1, true] }),
  );
  t.throws(() => parseStrictJson('tr ue'), invalid);
});

t.test('a strict reading refuses what JSON.parse lets through or mends', async (t) => {
  const refused = [
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"__proto__":{}}',
    '{"A":1}',
    '{"":1}',
    'null',
    '[null]',
    '1.0',
    '1e3',
    '-0',
    '9007199254740992',
    '-9007199254740992',
    '123456789012345678901234567890',
    '"\\ud800"',
    '"\\udc00\\ud800"',
  ];
  for (const text of refused) {
    t.doesNotThrow(() => JSON.parse(text), text);
    t.throws(() => parseStrictJson(text), invalid, text);
  }
});

t.test('a strict reading refuses what is no JSON', async (t) => {
  const refused = [
    '',
    ' ',
    '01',
    '+1',
    '.5',
    '1.',
    '--1',
    'NaN',
    'Infinity',
    'tru',
    'truex',
    '"',
    '"a',
    '"\\x"',
    '"\n"',
    "'a'",
    '[1,]',
    '[,1]',
    '{,}',
    '{"a"}',
    '{"a":1,}',
    '{a:1}',
    '[1 2]',
    '1 2',
    '{}x',
    '\ufeff{}',
    '/**/1',
    '[1}',
    '\u00a01',
  ];
  for (const text of refused) {
    t.throws(() => JSON.parse(text), text);
    t.throws(() => parseStrictJson(text), invalid, JSON.stringify(text));
  }
});

t.test(
  'whatever text it is given, it reads what JSON.parse reads or refuses by its code',
  async (t) => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'{}[]",:0123456789-.eE\\utrafls \n') }),
      fc.json(),
    );
    fc.assert(
      fc.property(text, (given) => {
        let value: Json;
        try {
          value = parseStrictJson(given);
        } catch (error) {
          t.match(error, invalid);
          return;
        }
        t.same(JSON.parse(JSON.stringify(value)), JSON.parse(given));
      }),
      { numRuns: 1000 },
    );
  },
);

t.test('fields of every object are no fields of a parsed one', async (t) => {
  const value = parseStrictJson('{"constructor":1}') as { readonly [key: string]: Json };
  t.equal(value.constructor, 1);
  t.notOk('toString' in value);
});
