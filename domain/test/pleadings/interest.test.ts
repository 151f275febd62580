import fc from 'fast-check';
import t from 'tap';
import { addDays, parseDay } from '../../src/deadlines/day.ts';
import {
  computeInterest,
  formatPpm,
  LPR_KNOWN_TO,
  LPR_SINCE,
  limitText,
  oneYearLpr,
  rateLimit,
} from '../../src/pleadings/index.ts';

const day = parseDay;
const plain = { yearDays: 365, countLastDay: false } as const;

t.test(
  'the LPR of a day is the one last published, and unknown days are not guessed',
  async (t) => {
    const at = (text: string) => oneYearLpr(day(text))?.rate;
    t.equal(at('2019-08-19'), undefined);
    t.equal(at('2019-08-20'), 42_500);
    t.equal(at('2020-04-19'), 40_500);
    t.equal(at('2020-04-20'), 38_500);
    t.equal(at('2024-01-01'), 34_500);
    t.equal(at('2025-05-20'), 30_000);
    t.equal(oneYearLpr(LPR_SINCE)?.published, LPR_SINCE);
    t.equal(oneYearLpr(LPR_KNOWN_TO)?.rate, 30_000);
    t.equal(oneYearLpr(addDays(LPR_KNOWN_TO, 1)), undefined);
  },
);

t.test('a rate is limited to four times the LPR of the contract’s day', async (t) => {
  const limit = rateLimit(day('2020-12-01'), day('2026-11-22'));
  t.match(limit, { from: '2020-12-01', ppm: 154_000 });
  const { lines, total } = computeInterest(
    [
      {
        principal: 10_000_000,
        from: day('2021-01-01'),
        to: day('2022-01-01'),
        rate: { ppm: 20_000, per: 'month' },
      },
    ],
    { ...plain, limit },
  );
  t.match(lines, [{ days: 365, agreed: 240_000, counted: 154_000, limited: true }]);
  t.equal(total, 1_540_000);
  t.equal(lines[0]?.formula, '100,000.00 × 15.4% ÷ 365 × 365');
});

t.test('an older loan is limited from 20 August 2020 by the LPR of the suit', async (t) => {
  t.equal(rateLimit(day('2018-01-01'), day('2026-11-22')), undefined, 'to be asked');
  const limit = rateLimit(day('2018-01-01'), day('2026-11-22'), 30_000);
  t.match(limit, { from: '2020-08-20', ppm: 120_000 });
  const figure = computeInterest(
    [
      {
        principal: 1_000_000,
        from: day('2020-08-10'),
        to: day('2020-08-30'),
        rate: { ppm: 240_000, per: 'year' },
      },
    ],
    { ...plain, limit },
  );
  t.match(figure.lines, [
    { from: '2020-08-10', to: '2020-08-20', days: 10, limited: false, counted: 240_000 },
    { from: '2020-08-20', to: '2020-08-30', days: 10, limited: true, counted: 120_000 },
  ]);
  t.ok(figure.unlimited > figure.total);
  t.match(limitText(limit as NonNullable<typeof limit>)['zh-CN'], '填报');
});

t.test('whether the last day counts and how long a year is are the person’s to say', async (t) => {
  const period = {
    principal: 36_500_000,
    from: day('2026-01-01'),
    to: day('2026-01-02'),
    rate: { ppm: 500, per: 'day' },
  } as const;
  t.equal(computeInterest([period], plain).total, 18_250);
  t.equal(computeInterest([period], { ...plain, countLastDay: true }).total, 36_500);
  t.equal(computeInterest([period], { ...plain, yearDays: 360 }).total, 18_250, 'a rate a day');
  const yearly = { ...period, rate: { ppm: 36_500, per: 'year' } } as const;
  t.equal(computeInterest([yearly], plain).total, 3_650);
  t.equal(computeInterest([yearly], { ...plain, yearDays: 360 }).total, 3_701);
});

t.test('a period of no days gives no line', async (t) => {
  const period = {
    principal: 100,
    from: day('2026-01-02'),
    to: day('2026-01-01'),
    rate: { ppm: 1, per: 'year' },
  } as const;
  t.same(computeInterest([period], plain), { lines: [], total: 0, unlimited: 0 });
});

t.test('a period cut in two counts every day once', async (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 0, max: 900 }),
      (length, cut) => {
        const from = day('2021-03-01');
        const middle = addDays(from, Math.min(cut, length));
        const to = addDays(from, length);
        const rate = { ppm: 100_000, per: 'year' } as const;
        const whole = computeInterest([{ principal: 36_500, from, to, rate }], plain);
        const parts = computeInterest(
          [
            { principal: 36_500, from, to: middle, rate },
            { principal: 36_500, from: middle, to, rate },
          ],
          plain,
        );
        const days = (figure: typeof whole) => figure.lines.reduce((sum, l) => sum + l.days, 0);
        return whole.total === parts.total && days(whole) === days(parts);
      },
    ),
  );
  t.equal(formatPpm(500), '0.05%');
});
