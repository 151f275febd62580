import t from 'tap';
import { asHouse } from '../../../src/access/scoped.ts';
import { courtYear, returnNumber, takeNumber } from '../../../src/flows/documents/number.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { store } = asHouse(opened.court, 'seed');
const take = (court: string, year: number) =>
  store.transaction((unit) => takeNumber(unit, court, year));

t.test('many at once get consecutive numbers, each once', async (t) => {
  const taken = await Promise.all(Array.from({ length: 12 }, () => take('京0491', 2026)));
  const serials = taken.map(({ serial }) => serial).sort((a, b) => a - b);
  t.strictSame(
    serials,
    Array.from({ length: 12 }, (_, i) => i + 1),
  );
});

t.test('court and year have series of their own', async (t) => {
  t.equal((await take('京0491', 2027)).number, '京0491-2027-000001');
  t.equal((await take('浙0192', 2026)).number, '浙0192-2026-000001');
});

t.test('a number that was given back is taken again first, the lowest before others', async (t) => {
  await store.transaction(async (unit) => {
    for (const serial of [7, 3]) await returnNumber(unit, { court: '京0491', year: 2026, serial });
  });
  t.equal((await take('京0491', 2026)).serial, 3);
  t.equal((await take('京0491', 2026)).serial, 7);
  t.equal((await take('京0491', 2026)).serial, 13);
});

t.test('a number taken in a transaction that fails was never taken', async (t) => {
  const failing = store.transaction(async (unit) => {
    await takeNumber(unit, '京0491', 2026);
    throw new Error('on purpose');
  });
  await t.rejects(failing, /on purpose/);
  t.equal((await take('京0491', 2026)).serial, 14);
});

t.test('the year is that of Beijing, not of Greenwich', async (t) => {
  t.equal(courtYear(Date.parse('2026-12-31T15:59:59.999Z')), 2026);
  t.equal(courtYear(Date.parse('2026-12-31T16:00:00.000Z')), 2027);
});
