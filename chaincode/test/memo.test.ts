import t from 'tap';
import { remember } from '../src/memo.ts';

t.test('a remembered function computes each answer once', (t) => {
  let computed = 0;
  const length = remember((text) => {
    computed += 1;
    return { length: text.length };
  }, 2);
  t.equal(length('abc'), length('abc'));
  t.equal(computed, 1);
  t.end();
});

t.test('beyond its limit the oldest answer is forgotten', (t) => {
  const computed: string[] = [];
  const upper = remember((text) => {
    computed.push(text);
    return text.toUpperCase();
  }, 2);
  for (const text of ['a', 'b', 'c', 'b', 'a']) t.equal(upper(text), text.toUpperCase());
  t.same(computed, ['a', 'b', 'c', 'a']);
  t.end();
});

t.test('a call that throws is not remembered', (t) => {
  let computed = 0;
  const fail = remember(() => {
    computed += 1;
    throw new Error('no');
  }, 2);
  t.throws(() => fail('a'), { message: 'no' });
  t.throws(() => fail('a'), { message: 'no' });
  t.equal(computed, 2);
  t.end();
});
