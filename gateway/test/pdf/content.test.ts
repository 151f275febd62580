import t from 'tap';
import { operations } from '../../src/pdf/content.ts';

const read = (text: string) => [...operations(Buffer.from(text, 'latin1'))];

t.test('operators come with their operands', async (t) => {
  t.same(read('q 1 0 0 -1.5 .5 +7 cm /F1 12 Tf'), [
    { operator: 'q', operands: [] },
    { operator: 'cm', operands: [1, 0, 0, -1.5, 0.5, 7] },
    { operator: 'Tf', operands: [{ name: 'F1' }, 12] },
  ]);
});

t.test('strings are measured, escapes and nested brackets included', async (t) => {
  t.same(read('(a\\)b(c)) Tj <0a0B0> Tj [(ab) -20 <ff>] TJ'), [
    { operator: 'Tj', operands: [{ length: 7 }] },
    { operator: 'Tj', operands: [{ length: 3 }] },
    { operator: 'TJ', operands: [[{ length: 2 }, -20, { length: 1 }]] },
  ]);
});

t.test('names are unescaped, comments and dictionaries are passed over', async (t) => {
  t.same(read('% a note (\n/A#20B <</MCID 0 /X true>> BDC'), [
    { operator: 'BDC', operands: [{ name: 'A B' }, [{ name: 'MCID' }, 0, { name: 'X' }]] },
  ]);
});

t.test('the data of an inline image is not read as operators', async (t) => {
  t.same(
    read('BI /W 1 /H 1 ID xEIy (( EI Q').map(({ operator }) => operator),
    ['BI', 'Q'],
  );
});

t.test('what is no content stream is refused', async (t) => {
  for (const text of ['(open', '[1 2', '<41', ')', '[1 Tj]', '['.repeat(40), 'BI ID no end'])
    t.throws(() => read(text), RangeError, text);
});
