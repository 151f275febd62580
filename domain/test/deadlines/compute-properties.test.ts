import fc from 'fast-check';
import t from 'tap';
import {
  addDays,
  type CalendarDay,
  daysBetween,
  PERIODS,
  type PeriodId,
  parseDay,
  parseInstant,
  type Suspension,
  type SuspensionCause,
} from '../../src/deadlines/index.ts';
import { CALENDAR, EVERY_DAY } from '../support/holidays.ts';
import { running } from '../support/running.ts';

const lastDay = (id: PeriodId, day: string) => running(id, { day }).lastDay;

const FORWARD = PERIODS.filter(({ counting }) => counting === 'forward');
const forwardRule = fc.constantFrom(...FORWARD.map(({ id }) => id));
/** Starts whose ends lie in years with published holidays, and beyond. */
const someDay = fc.integer({ min: 0, max: 900 }).map((n) => addDays(parseDay('2024-12-01'), n));

t.test('who starts later never ends earlier', async () => {
  fc.assert(
    fc.property(forwardRule, someDay, fc.integer({ min: 0, max: 60 }), (id, day, more) => {
      return lastDay(id, day) <= lastDay(id, addDays(day, more));
    }),
    { numRuns: 1000 },
  );
});

t.test('who starts an hour later never ends earlier', async () => {
  const instant = fc.integer({ min: 1.76e12, max: 1.8e12 });
  fc.assert(
    fc.property(
      fc.constantFrom(...PERIODS.map(({ id }) => id)),
      instant,
      fc.integer({ min: 0, max: 1e8 }),
      (id, ms, more) => {
        const due = (at: number) =>
          parseInstant(running(id, { at: new Date(at).toISOString() }).dueAt);
        return due(ms) <= due(ms + more);
      },
    ),
    { numRuns: 1000 },
  );
});

t.test('nothing ends on a day that is not worked, and only days off are passed over', async () => {
  fc.assert(
    fc.property(forwardRule, someDay, (id, day) => {
      const deadline = running(id, { day });
      const plain = running(id, { day }, {}, EVERY_DAY);
      const off = (at: CalendarDay) => !CALENDAR.isWorkingDay(at);
      if (off(deadline.lastDay)) return false;
      if (deadline.length.unit === 'workingDays') return true;
      for (let at = plain.lastDay; at < deadline.lastDay; at = addDays(at, 1))
        if (!off(at)) return false;
      return deadline.lastDay >= plain.lastDay;
    }),
    { numRuns: 1000 },
  );
});

t.test('of working days exactly so many lie in the period', async () => {
  const ids = FORWARD.filter(({ length }) => length.unit === 'workingDays').map(({ id }) => id);
  fc.assert(
    fc.property(fc.constantFrom(...ids), someDay, (id, day) => {
      const deadline = running(id, { day });
      let worked = 0;
      for (let at = addDays(day, 1); at <= deadline.lastDay; at = addDays(at, 1))
        if (CALENDAR.isWorkingDay(at)) worked++;
      return worked === deadline.length.count;
    }),
  );
});

const suspendable = FORWARD.filter(
  ({ suspendedBy, suspendedInLastMonths }) =>
    suspendedBy !== undefined && suspendedInLastMonths === undefined,
);
const suspension = (day: CalendarDay, cause: SuspensionCause, ahead: number, days: number) => ({
  cause,
  from: addDays(day, ahead),
  to: addDays(day, ahead + days - 1),
});

t.test('a suspension of n days within the period moves its end by n days', async () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...suspendable),
      someDay,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 400 }),
      ({ id, suspendedBy = [] }, day, ahead, days) => {
        const suspensions = [suspension(day, suspendedBy[0] as SuspensionCause, ahead, days)];
        const without = running(id, { day }, {}, EVERY_DAY).lastDay;
        const moved = running(id, { day }, { suspensions }, EVERY_DAY).lastDay;
        return daysBetween(without, moved) === days;
      },
    ),
  );
});

t.test(
  'days suspended for several causes count once, in whatever order they are told',
  async () => {
    const spans = fc.array(
      fc.record({
        ahead: fc.integer({ min: -5, max: 200 }),
        days: fc.integer({ min: 1, max: 40 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...suspendable), someDay, spans, (rule, day, list) => {
        const cause = rule.suspendedBy?.at(-1) as SuspensionCause;
        const suspensions: Suspension[] = list.map(({ ahead, days }) =>
          suspension(day, cause, ahead, days),
        );
        const last = running(rule.id, { day }, { suspensions }, EVERY_DAY).lastDay;
        const reversed = [...suspensions].reverse();
        if (running(rule.id, { day }, { suspensions: reversed }, EVERY_DAY).lastDay !== last)
          return false;
        const length = daysBetween(day, running(rule.id, { day }, {}, EVERY_DAY).lastDay);
        return walk(day, length, suspensions) === last;
      }),
      { numRuns: 500 },
    );
  },
);

/** Counts day by day, as one does on the wall. */
function walk(start: CalendarDay, length: number, suspensions: readonly Suspension[]): CalendarDay {
  let day = start;
  for (let left = length; left > 0; ) {
    day = addDays(day, 1);
    if (!suspensions.some(({ from, to }) => from <= day && day <= (to as string))) left--;
  }
  return day;
}

t.test('an extension by n days moves the end by n days', async () => {
  const ids = FORWARD.filter(
    ({ bearer, fixed, length }) =>
      bearer === 'party' && fixed !== true && length.unit !== 'workingDays',
  ).map(({ id }) => id);
  fc.assert(
    fc.property(
      fc.constantFrom(...ids),
      someDay,
      fc.integer({ min: 1, max: 90 }),
      (id, day, count) => {
        const extensions = [{ ground: 'postponement', by: { count, unit: 'days' } }] as const;
        const without = running(id, { day }, {}, EVERY_DAY).lastDay;
        const moved = running(id, { day }, { extensions }, EVERY_DAY).lastDay;
        return daysBetween(without, moved) === count;
      },
    ),
  );
});
