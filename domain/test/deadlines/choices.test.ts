import t from 'tap';
import {
  addDays,
  clockChoices,
  computeDeadline,
  type DeadlineFacts,
  formatCitations,
  PERIODS,
  type PeriodRule,
  parseDay,
  SUSPENSION_CAUSES,
  type SuspensionCause,
} from '../../src/deadlines/index.ts';
import { CALENDAR } from '../support/holidays.ts';

const DAY = parseDay('2026-03-02');
const start = ({ length }: PeriodRule) =>
  length.unit === 'hours' ? { at: `${DAY}T09:00:00+08:00` } : { day: DAY };
const compute = (rule: PeriodRule, facts: Omit<DeadlineFacts, 'calendar'>) =>
  computeDeadline(rule, start(rule), { calendar: CALENDAR, ...facts });

t.test('what is offered for a period is taken for it, and rests on an article', async (t) => {
  let offered = 0;
  for (const rule of PERIODS) {
    const { suspensions, restarts, cutoffs, extensions } = clockChoices(rule);
    const from = addDays(DAY, 1);
    for (const cause of suspensions) compute(rule, { suspensions: [{ cause, from }] });
    for (const cause of restarts) compute(rule, { restarts: [{ cause, day: from }] });
    for (const cause of cutoffs) compute(rule, { cutoff: { cause, day: from } });
    for (const { ground, units, law } of extensions) {
      for (const unit of units) {
        compute(rule, { extensions: [{ ground, by: { count: 1, unit } }] });
      }
      t.ok(formatCitations([law], 'en') !== '', `${rule.id} ${ground}`);
    }
    offered += suspensions.length + restarts.length + cutoffs.length + extensions.length;
  }
  t.ok(offered > 100, `${offered} are offered`);
});

t.test('what is not offered is refused', async (t) => {
  for (const rule of PERIODS) {
    const offered: readonly string[] = clockChoices(rule).suspensions;
    const causes = Object.keys(SUSPENSION_CAUSES) as SuspensionCause[];
    for (const cause of causes.filter((each) => !offered.includes(each))) {
      const suspensions = [{ cause, from: DAY }];
      t.throws(() => compute(rule, { suspensions }), { code: 'INPUT_INVALID' });
    }
  }
});

t.test(
  'nothing moves what runs by the hour, what is counted back, and what the law fixes',
  async (t) => {
    const moved = PERIODS.filter((rule) => {
      const { suspensions, extensions } = clockChoices(rule);
      return suspensions.length + extensions.length > 0;
    });
    const fixed = ({ length, counting, fixed }: PeriodRule) =>
      length.unit === 'hours' || counting === 'backward' || fixed === true;
    t.strictSame(moved.filter(fixed), []);
    t.ok(PERIODS.some(fixed));
  },
);
