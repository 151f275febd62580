import t from 'tap';
import { CunzhengError, demand, ERROR_CODES, isErrorCode } from '../src/index.ts';

t.test('every code stands once and is upper case', async (t) => {
  t.equal(new Set(ERROR_CODES).size, ERROR_CODES.length);
  for (const code of ERROR_CODES) t.match(code, /^[A-Z]+(_[A-Z]+)*$/);
});

t.test('a text is a code only if it is in the list', async (t) => {
  t.ok(isErrorCode('KEY_REVOKED'));
  for (const text of ['', 'key_revoked', 'toString', 'KEY_REVOKED '])
    t.notOk(isErrorCode(text), text);
});

t.test('an error carries its code, and its cause and details if there are any', async (t) => {
  const cause = new Error('disk');
  const error = new CunzhengError('DISK_FULL', 'no room', { cause, details: { free: 0 } });
  t.match(error, {
    name: 'CunzhengError',
    code: 'DISK_FULL',
    message: 'no room',
    cause,
    details: { free: 0 },
  });
  const plain = new CunzhengError('DISK_FULL');
  t.equal(plain.message, 'DISK_FULL');
  t.notOk('cause' in plain);
});

t.test('a demand that does not hold throws its code', async (t) => {
  t.doesNotThrow(() => demand(true, 'INTERNAL'));
  t.throws(() => demand(0, 'NOT_FOUND', 'nothing here'), {
    code: 'NOT_FOUND',
    message: 'nothing here',
  });
});
