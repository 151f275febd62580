import t from 'tap';
import {
  addDays,
  createCourtCalendar,
  type HolidaySource,
  parseDay,
  publishedYears,
} from '../../src/deadlines/index.ts';
import { CALENDAR, HOLIDAYS } from '../support/holidays.ts';

const works = (day: string) => CALENDAR.isWorkingDay(parseDay(day));

t.test('weekends and holidays are off, make-up days are worked', async (t) => {
  for (const [day, working] of [
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-10-07', false],
    ['2026-10-08', true],
    ['2026-10-10', true],
    ['2026-02-14', true],
    ['2026-02-16', false],
    ['2026-02-28', true],
    ['2025-01-26', true],
  ] as const)
    t.equal(works(day), working, day);
});

t.test(
  'every year with data has the 13 holidays of the State Council among its days off',
  async (t) => {
    for (const { year, off } of HOLIDAYS) {
      t.ok(CALENDAR.knowsYear(year));
      t.ok(off.length >= 13, `${year}`);
      for (const date of ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'])
        t.notOk(works(`${year}-${date}`), `${year}-${date}`);
    }
  },
);

t.test('a year without data is not known, and only what every year has is off', async (t) => {
  t.notOk(CALENDAR.knowsYear(2027));
  t.notOk(works('2027-01-01'), 'New Year’s Day needs no notice');
  t.notOk(works('2027-10-03'));
  t.notOk(works('2027-02-06'), 'a Saturday');
  t.ok(works('2027-02-08'), 'what the notice will say of the Spring Festival is not guessed');
});

t.test('a court corrects a day, and that makes no year known', async (t) => {
  const calendar = createCourtCalendar(HOLIDAYS, [
    { day: '2026-11-23', working: false },
    { day: '2026-11-22', working: true },
    { day: '2027-02-08', working: false },
  ]);
  t.notOk(calendar.isWorkingDay(parseDay('2026-11-23')));
  t.ok(calendar.isWorkingDay(parseDay('2026-11-22')));
  t.notOk(calendar.isWorkingDay(parseDay('2027-02-08')));
  t.notOk(calendar.knowsYear(2027));
});

t.test('a table that contradicts itself or holds another year’s days is refused', async (t) => {
  const year = { year: 2027, source: 'test', off: [], work: [] };
  for (const wrong of [
    { ...year, off: ['2026-03-01'] },
    { ...year, off: ['2028-01-01'] },
    { ...year, off: ['2027-02-30'] },
    { ...year, off: ['2027-02-08'], work: ['2027-02-08'] },
  ])
    t.throws(() => createCourtCalendar([wrong]), { code: 'INPUT_INVALID' });
  const newYear = createCourtCalendar([{ ...year, off: ['2026-12-31'] }]);
  t.notOk(
    newYear.isWorkingDay(parseDay('2026-12-31')),
    'a notice reaches into the December before',
  );
});

t.test('years come from a source as far as it knows them', async (t) => {
  const source: HolidaySource = {
    name: 'two notices',
    holidayYear: (year) => HOLIDAYS.find((known) => known.year === year),
  };
  t.same(
    publishedYears(source, 2024, 2028).map(({ year }) => year),
    [2025, 2026],
  );
});

t.test('the two years have as many working days as their notices leave', async (t) => {
  for (const [year, expected] of [
    [2025, 248],
    [2026, 248],
  ] as const) {
    let count = 0;
    for (let day = parseDay(`${year}-01-01`); day <= `${year}-12-31`; day = addDays(day, 1))
      if (CALENDAR.isWorkingDay(day)) count++;
    t.equal(count, expected, `${year}`);
  }
});
