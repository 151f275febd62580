import { ChaincodeStub } from 'fabric-shim';
import t from 'tap';
import {
  batchKey,
  parseBatchKey,
  parseRecordKey,
  RECORD_KEY_PREFIX,
  recordKey,
} from '../../src/state/index.ts';
import { compositeKey, KEY_TYPES, lastAttribute, NETWORK_KEY } from '../../src/state/keys.ts';
import { digest } from '../support/acts.ts';

const { createCompositeKey } = ChaincodeStub.prototype;

t.test("keys are the stub's composite keys", (t) => {
  const cases: [string, string[]][] = [
    ['R', [digest('a')]],
    ['B', ['京0491', '000000000001']],
    ['U', [digest('a'), 'receipt:signed', 'tag']],
    ['N', ['京0491', '京0491-2026-000001']],
    ['Q', ['court']],
    ['S', ['AAAAAAAAAAA', digest('tag'), digest('a')]],
  ];
  for (const [type, attributes] of cases) {
    t.equal(compositeKey(type, ...attributes), createCompositeKey(type, attributes));
  }
  t.end();
});

t.test('an attribute is neither empty nor holds a NUL', (t) => {
  for (const attribute of ['', 'a\u0000b']) {
    t.throws(() => compositeKey('R', attribute), TypeError);
  }
  t.end();
});

t.test('types of keys are distinct single letters', (t) => {
  const types = Object.values(KEY_TYPES);
  t.equal(new Set(types).size, types.length);
  t.ok(types.every((type) => /^[A-Z]$/.test(type)));
  t.end();
});

t.test('the key of a record gives its id, every other key none', (t) => {
  const id = digest('a record');
  t.equal(parseRecordKey(recordKey(id)), id);
  t.ok(recordKey(id).startsWith(RECORD_KEY_PREFIX));
  const others = [
    NETWORK_KEY,
    id,
    `R${id}`,
    `x${recordKey(id)}`,
    `${recordKey(id)}x`,
    recordKey('short'),
    compositeKey('C', 'tag', id),
    compositeKey('R', id, id),
  ];
  for (const key of others) t.equal(parseRecordKey(key), undefined, JSON.stringify(key));
  t.end();
});

t.test('the last attribute is read back', (t) => {
  t.equal(lastAttribute(compositeKey('C', 'tag', 'id')), 'id');
  t.equal(lastAttribute(recordKey('id')), 'id');
  t.end();
});

t.test('the key of a batch gives its court and number back, and no other key does', (t) => {
  t.same(parseBatchKey(batchKey('京0491', 42)), { court: '京0491', seq: 42 });
  const others = [
    recordKey(digest('a')),
    compositeKey('B', '京0491'),
    compositeKey('B', '京0491', '42'),
    compositeKey('B', '京0491', '000000000042', 'x'),
    `${batchKey('京0491', 42)}x`,
  ];
  for (const key of others) t.equal(parseBatchKey(key), undefined, JSON.stringify(key));
  t.end();
});
