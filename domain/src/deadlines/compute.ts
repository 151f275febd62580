import { CunzhengError, demand } from '../errors.ts';
import { extensionsOf } from './choices.ts';
import { countWorkingDays, shiftToWorkingDay } from './count.ts';
import {
  addDays,
  addMonths,
  beijingTime,
  type CalendarDay,
  dayOf,
  daysBetween,
  endOfDay,
  parseDay,
  parseInstant,
} from './day.ts';
import type {
  Deadline,
  DeadlineFacts,
  DeadlineStep,
  Extension,
  Restart,
  StartTime,
} from './deadline.ts';
import type { PeriodLength } from './length.ts';
import type { PeriodRule } from './periods.ts';
import { type OpenSuspension, passSuspensions, readSuspensions } from './suspend.ts';

const HOUR_MS = 3_600_000;

/**
 * When a period ends. The sweep calls it again with the facts it finds, so that nothing depends on a job that ran once.
 * A year whose holidays are unknown does not stop it: the end is computed as if only the days of rest that every year
 * has were off, and `unknownYears` names the year (docs/adr/0021).
 * Throws `INPUT_INVALID` for a setting out of its range, for a suspension, restart, extension or cut-off that the
 * period does not know, and for days that are none.
 */
export function computeDeadline(
  rule: PeriodRule,
  start: StartTime,
  facts: DeadlineFacts,
): Deadline {
  const length = appliedLength(rule, facts.setting);
  checkFacts(rule, facts);
  const begun = readStart(start);
  const base = { rule: rule.id, start: { fact: rule.start, ...begun }, length } as const;
  const first: DeadlineStep = { step: 'started', ...begun };
  if (rule.counting === 'backward') {
    const lastDay = wholeDaysBefore(begun.day, length.count);
    return running(base, lastDay, [first, { step: 'countedBack', lastDay }]);
  }
  if (length.unit === 'hours') {
    const span = hoursFrom(rule, begun.at, length.count);
    const steps: DeadlineStep[] = [first, { step: 'countedHours', ...span }];
    return { ...running(base, dayOf(span.to), steps), dueAt: span.to };
  }
  const counted = countForward(rule, begun.day, length, facts);
  const steps = [first, ...counted.steps];
  const unknownYears = [...counted.unknownYears].sort((a, b) => a - b);
  if (counted.open !== undefined) {
    const { from: since, daysLeft } = counted.open;
    return { ...base, state: 'suspended', since, daysLeft, steps, unknownYears };
  }
  return { ...running(base, counted.lastDay, steps), unknownYears };
}

function running<Base extends object>(
  base: Base,
  lastDay: CalendarDay,
  steps: readonly DeadlineStep[],
) {
  const dueAt = endOfDay(lastDay);
  return { ...base, state: 'running', lastDay, dueAt, steps, unknownYears: [] } as const;
}

function appliedLength({ id, length, setting }: PeriodRule, count?: number): PeriodLength {
  if (count === undefined) return length;
  const fits =
    setting !== undefined &&
    Number.isSafeInteger(count) &&
    count >= setting.least &&
    count <= setting.most;
  demand(fits, 'INPUT_INVALID', `${id} cannot be set to ${count}`);
  return { count, unit: length.unit };
}

function checkFacts(rule: PeriodRule, facts: DeadlineFacts): void {
  const { suspensions = [], restarts = [], extensions = [], cutoff } = facts;
  const known = (list: readonly string[] | undefined, name: string) =>
    demand(list?.includes(name) === true, 'INPUT_INVALID', `${rule.id} does not know ${name}`);
  for (const { cause } of suspensions) known(rule.suspendedBy, cause);
  for (const { cause } of restarts) known(rule.restartedBy, cause);
  if (cutoff !== undefined) known(rule.endedBy, cutoff.cause);
  checkExtensions(rule, extensions);
}

/** Extensions on one ground together stay within what the law allows. */
function checkExtensions(rule: PeriodRule, extensions: readonly Extension[]): void {
  const granted = new Map<string, number>();
  for (const { ground, by } of extensions) {
    const allowed = extensionsOf(rule).find((extension) => extension.ground === ground);
    demand(allowed !== undefined, 'INPUT_INVALID', `${rule.id}: no ${ground}`);
    const total = (granted.get(ground) ?? 0) + by.count;
    granted.set(ground, total);
    const { most } = allowed;
    const fits =
      Number.isSafeInteger(by.count) &&
      by.count > 0 &&
      by.unit !== 'hours' &&
      (by.unit === 'workingDays') === (rule.length.unit === 'workingDays') &&
      (most === undefined || (by.unit === most.unit && total <= most.count));
    demand(fits, 'INPUT_INVALID', `${rule.id} cannot be prolonged by ${total} ${by.unit}`);
  }
}

function readStart(start: StartTime): { readonly day: CalendarDay; readonly at?: string } {
  return 'at' in start ? { day: dayOf(start.at), at: start.at } : { day: parseDay(start.day) };
}

/** 三日前: the careful reading, by which so many whole days lie between the notice and the fact (docs/adr/0021). */
function wholeDaysBefore(day: CalendarDay, count: number): CalendarDay {
  return addDays(day, -(count + 1));
}

/** Hours run from the next full hour (民诉法解释 125), or from the instant itself where a window is opened. */
function hoursFrom(rule: PeriodRule, at: string | undefined, count: number) {
  if (at === undefined) {
    throw new CunzhengError('INPUT_INVALID', `${rule.id} is counted in hours: the start needs one`);
  }
  const ms = parseInstant(at);
  const from = rule.counting === 'nextHour' ? (Math.floor(ms / HOUR_MS) + 1) * HOUR_MS : ms;
  return { from: beijingTime(from), to: beijingTime(from + count * HOUR_MS) };
}

interface Counted {
  readonly lastDay: CalendarDay;
  readonly steps: readonly DeadlineStep[];
  readonly unknownYears: ReadonlySet<number>;
  readonly open?: OpenSuspension;
}

/** A restart in time begins the count anew; one that comes after the end changes nothing, and is said. */
function countForward(
  rule: PeriodRule,
  start: CalendarDay,
  length: PeriodLength,
  facts: DeadlineFacts,
): Counted {
  let counted = countFrom(rule, start, length, facts);
  const restarted: DeadlineStep[] = [];
  const tooLate: DeadlineStep[] = [];
  for (const { cause, day } of readRestarts(start, facts.restarts ?? [])) {
    if (counted.open === undefined && day > counted.lastDay) {
      tooLate.push({ step: 'restartTooLate', cause, day });
    } else {
      restarted.push({ step: 'restarted', cause, day });
      counted = countFrom(rule, day, length, facts);
    }
  }
  return { ...counted, steps: [...restarted, ...counted.steps, ...tooLate] };
}

function readRestarts(start: CalendarDay, restarts: readonly Restart[]) {
  const read = restarts.map(({ cause, day }) => ({ cause, day: parseDay(day) }));
  demand(
    read.every(({ day }) => day >= start),
    'INPUT_INVALID',
    'a restart before the start',
  );
  return read.sort((a, b) => daysBetween(b.day, a.day));
}

function countFrom(
  rule: PeriodRule,
  begin: CalendarDay,
  length: PeriodLength,
  facts: DeadlineFacts,
): Counted {
  const unknownYears = new Set<number>();
  const steps: DeadlineStep[] = [];
  const nominal = countWithExtensions(begin, length, facts, unknownYears, steps);
  const passed = passSuspensions(rule, begin, nominal, readSuspensions(facts.suspensions ?? []));
  steps.push(...passed.steps);
  if (facts.cutoff !== undefined) return cutOff(begin, facts.cutoff, steps);
  if (passed.open !== undefined) {
    return { lastDay: passed.lastDay, steps, unknownYears, open: passed.open };
  }
  const lastDay = shiftToWorkingDay(passed.lastDay, facts.calendar, unknownYears);
  if (lastDay !== passed.lastDay) steps.push({ step: 'shifted', from: passed.lastDay, lastDay });
  return { lastDay, steps, unknownYears };
}

/** 证据交换之日举证期限届满 (证据规定 56): that very day, worked or not. */
function cutOff(
  begin: CalendarDay,
  { cause, day }: NonNullable<DeadlineFacts['cutoff']>,
  steps: readonly DeadlineStep[],
): Counted {
  const lastDay = parseDay(day);
  demand(lastDay >= begin, 'INPUT_INVALID', 'a cut-off before the start');
  const cut: DeadlineStep = { step: 'cutOff', cause, lastDay };
  return { lastDay, steps: [...steps, cut], unknownYears: new Set() };
}

/** Months are added up before they are counted, so that an extension does not lose the day that a short month took. */
function countWithExtensions(
  begin: CalendarDay,
  length: PeriodLength,
  { calendar, extensions = [] }: DeadlineFacts,
  unknownYears: Set<number>,
  steps: DeadlineStep[],
): CalendarDay {
  const sum = { months: 0, days: 0, workingDays: 0 };
  const lastDayOf = (more: PeriodLength) => {
    addLength(sum, more);
    const day = addDays(addMonths(begin, sum.months), sum.days);
    return countWorkingDays(day, sum.workingDays, calendar, unknownYears);
  };
  let lastDay = lastDayOf(length);
  steps.push({ step: 'counted', firstDay: addDays(begin, 1), lastDay });
  for (const { ground, by } of extensions) {
    lastDay = lastDayOf(by);
    steps.push({ step: 'extended', ground, by, lastDay });
  }
  return lastDay;
}

function addLength(
  sum: { months: number; days: number; workingDays: number },
  { count, unit }: PeriodLength,
): void {
  if (unit === 'hours') throw new TypeError('hours are not added to days');
  if (unit === 'years') sum.months += 12 * count;
  else sum[unit] += count;
}
