import fc from 'fast-check';
import t from 'tap';
import {
  addDays,
  addMonths,
  beijingTime,
  dayOf,
  daysBetween,
  endOfDay,
  parseDay,
  parseInstant,
  weekday,
} from '../../src/deadlines/index.ts';

const anyDay = fc
  .integer({ min: 0, max: 40_000 })
  .map((days) => parseDay(new Date(days * 86_400_000).toISOString().slice(0, 10)));

t.test('a text is a day only if the calendar has it', async (t) => {
  t.equal(parseDay('2028-02-29'), '2028-02-29');
  for (const text of [
    '',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-31',
    '2026-1-1',
    '0026-01-01',
    '2026-11-22T00:00',
    ' 2026-11-22',
  ])
    t.throws(() => parseDay(text), { code: 'INPUT_INVALID' }, text);
});

t.test('an instant names its offset, or is none', async (t) => {
  t.equal(parseInstant('2026-11-22T00:00:00+08:00'), Date.parse('2026-11-21T16:00:00Z'));
  for (const text of [
    '',
    '2026-11-22',
    '2026-11-22T00:00:00',
    '2026-11-22 00:00:00Z',
    '2026-99-22T00:00:00Z',
    'tomorrow',
  ])
    t.throws(() => parseInstant(text), { code: 'INPUT_INVALID' }, text);
});

t.test('a day begins and ends by Beijing’s clock, wherever the machine is', async (t) => {
  t.equal(dayOf('2026-11-21T15:59:59.999Z'), '2026-11-21');
  t.equal(dayOf('2026-11-21T16:00:00Z'), '2026-11-22');
  t.equal(dayOf('2026-11-21T20:00:00-05:00'), '2026-11-22');
  t.equal(endOfDay(parseDay('2026-11-22')), '2026-11-22T23:59:59.999+08:00');
  t.equal(beijingTime(Date.parse('2026-11-21T16:05:00Z')), '2026-11-22T00:05:00.000+08:00');
});

t.test('the end of a day is the last millisecond that falls on it', async () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const end = parseInstant(endOfDay(day));
      return dayOf(beijingTime(end)) === day && dayOf(beijingTime(end + 1)) === addDays(day, 1);
    }),
  );
});

t.test('days are added and taken apart again', async () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -9000, max: 9000 }), (day, count) => {
      const later = addDays(day, count);
      return daysBetween(day, later) === count && (weekday(day) + count - weekday(later)) % 7 === 0;
    }),
  );
});

t.test('a month later is the same date, or the month’s last day', async (t) => {
  for (const [day, count, later] of [
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -13, '2024-12-15'],
  ] as const)
    t.equal(addMonths(parseDay(day), count), later, `${day} ${count}`);
});

t.test('months are counted as a calendar on the wall counts them', async () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 300 }), (day, count) => {
      const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
      const [y, m, d] = addMonths(day, count).split('-').map(Number) as [number, number, number];
      const next = addDays(
        parseDay(`${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
        1,
      );
      const inTarget = y * 12 + m === year * 12 + month + count;
      return inTarget && (d === date || (d < date && next.endsWith('-01')));
    }),
  );
});
