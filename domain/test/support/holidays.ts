import { createCourtCalendar, type HolidayYear } from '../../src/deadlines/index.ts';

/** Days from the first to the last given, of one month. */
function span(month: string, first: number, last: number): string[] {
  return Array.from(
    { length: last - first + 1 },
    (_, i) => `${month}-${String(first + i).padStart(2, '0')}`,
  );
}

/** The State Council's notices for 2025 and 2026. */
export const HOLIDAYS: readonly HolidayYear[] = [
  {
    year: 2025,
    source: '国务院办公厅关于2025年部分节假日安排的通知',
    off: [
      '2025-01-01',
      ...span('2025-01', 28, 31),
      ...span('2025-02', 1, 4),
      ...span('2025-04', 4, 6),
      ...span('2025-05', 1, 5),
      '2025-05-31',
      ...span('2025-06', 1, 2),
      ...span('2025-10', 1, 8),
    ],
    work: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026,
    source: '国务院办公厅关于2026年部分节假日安排的通知',
    off: [
      ...span('2026-01', 1, 3),
      ...span('2026-02', 15, 23),
      ...span('2026-04', 4, 6),
      ...span('2026-05', 1, 5),
      ...span('2026-06', 19, 21),
      ...span('2026-09', 25, 27),
      ...span('2026-10', 1, 7),
    ],
    work: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
];

export const CALENDAR = createCourtCalendar(HOLIDAYS);

/** Every day is worked and every year known: what is left is the counting alone. */
export const EVERY_DAY = { isWorkingDay: () => true, knowsYear: () => true };
