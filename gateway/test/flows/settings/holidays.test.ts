import { execFileSync } from 'node:child_process';
import { createCourtCalendar, parseDay, publishedYears } from '@cunzheng/domain/deadlines';
import t from 'tap';
import { KNOWN_YEARS, PUBLISHED_HOLIDAYS } from '../../../src/flows/settings/holidays.ts';

t.test(
  'a year that the package does not know is said, not taken for one without holidays',
  async (t) => {
    for (const year of [2003, 2027, 2028, 1999]) {
      t.equal(PUBLISHED_HOLIDAYS.holidayYear(year), undefined, String(year));
    }
    t.strictSame(KNOWN_YEARS, [2004, 2026]);
  },
);

t.test('every year from 2004 to 2026 makes a calendar', async (t) => {
  for (let year = 2004; year <= 2026; year++) {
    const published = PUBLISHED_HOLIDAYS.holidayYear(year);
    t.ok(published !== undefined && published.off.length >= 10, String(year));
    t.doesNotThrow(() => createCourtCalendar(published === undefined ? [] : [published]));
  }
});

/** The notices of 2025 and 2026 as they were published; typed here again, not read from the package. */
const NOTICES = {
  2025: {
    off: ['01-01', '01-28..02-04', '04-04..04-06', '05-01..05-05', '05-31..06-02', '10-01..10-08'],
    work: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  2026: {
    off: [
      '01-01..01-03',
      '02-15..02-23',
      '04-04..04-06',
      '05-01..05-05',
      '06-19..06-21',
      '09-25..09-27',
      '10-01..10-07',
    ],
    work: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
} as const;

t.test('2025 and 2026 are off and worked as the notices say', async (t) => {
  const calendar = createCourtCalendar(publishedYears(PUBLISHED_HOLIDAYS, 2025, 2026));
  for (const [year, { off, work }] of Object.entries(NOTICES)) {
    const table = new Map<string, boolean>(work.map((day) => [`${year}-${day}`, true]));
    for (const span of off) {
      const [first = '', last = first] = span.split('..').map((day) => `${year}-${day}`);
      for (let ms = Date.parse(first); ms <= Date.parse(last); ms += 86_400_000) {
        table.set(new Date(ms).toISOString().slice(0, 10), false);
      }
    }
    for (
      let ms = Date.parse(`${year}-01-01`);
      ms <= Date.parse(`${year}-12-31`);
      ms += 86_400_000
    ) {
      const day = new Date(ms).toISOString().slice(0, 10);
      const weekend = new Date(ms).getUTCDay() % 6 === 0;
      t.equal(calendar.isWorkingDay(parseDay(day)), table.get(day) ?? !weekend, day);
    }
  }
});

t.test('holidays are the same in every time zone of the machine', async (t) => {
  const path = new URL('../../../src/flows/settings/holidays.js', import.meta.url).href;
  const code = `const { PUBLISHED_HOLIDAYS: h } = await import(${JSON.stringify(path)});
    process.stdout.write(JSON.stringify(h.holidayYear(2026)))`;
  const in_ = (TZ: string) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      encoding: 'utf8',
      env: { TZ },
    });
  const [west, east] = [in_('America/Los_Angeles'), in_('Pacific/Auckland')];
  t.equal(west, east);
  t.match(JSON.parse(west), { off: [/2026-01-01/] });
});
