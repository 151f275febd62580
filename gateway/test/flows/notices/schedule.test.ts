import t from 'tap';
import {
  backOff,
  dueAfter,
  ESCALATED_AFTER_MS,
  endOfQuiet,
  FORCED,
  MAX_ATTEMPTS,
} from '../../../src/flows/notices/schedule.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const beijing = (time: string) => Date.parse(`2026-03-02T${time}:00+08:00`);

t.test('the night is from 22:00 to 7:00 in Beijing', async (t) => {
  for (const day of ['07:00', '12:00', '21:59'])
    t.equal(endOfQuiet(beijing(day), 0), undefined, day);
  t.equal(endOfQuiet(beijing('06:59'), 0), beijing('07:00'));
  t.equal(endOfQuiet(beijing('00:00'), 0), beijing('07:00'));
  t.equal(endOfQuiet(beijing('22:00'), 0), beijing('07:00') + DAY);
  t.equal(endOfQuiet(beijing('23:30'), 0.5), beijing('07:10') + DAY, 'not all in one second');
});

t.test(
  'each wait is about twice the one before, half of it by chance, and ends at six hours',
  async (t) => {
    t.strictSame([backOff(1, 0), backOff(1, 1)], [15_000, 30_000]);
    t.strictSame([backOff(3, 0), backOff(3, 1)], [60_000, 120_000]);
    t.equal(backOff(30, 1), 6 * HOUR);
    let least = 0;
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) least += backOff(attempt, 0);
    t.ok(least > 2 * HOUR && least < 2 * DAY, `${least / HOUR} hours`);
  },
);

t.test('reminding takes one, three and five days, then a person', async (t) => {
  t.strictSame(
    FORCED.map(({ afterMs }) => afterMs / DAY),
    [0, 1, 3, 5],
  );
  t.equal(ESCALATED_AFTER_MS, 6 * DAY);
});

t.test('who was not running for days does not catch up in one minute', async (t) => {
  t.equal(dueAfter(0, DAY, HOUR), DAY);
  t.equal(dueAfter(0, DAY, 5 * DAY), 5 * DAY + 12 * HOUR);
});
