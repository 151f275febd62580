import type { Deadline, DeadlineStep } from './deadline.ts';
import { formatDay, formatLength, formatMinute, formatWeekday } from './format.ts';
import {
  CUTOFF_CAUSES,
  EXTENSION_GROUNDS,
  RESTART_CAUSES,
  START_FACTS,
  SUSPENSION_CAUSES,
} from './period.ts';
import { periodRule } from './periods.ts';

/** The English sentence without the period's name and its articles. */
export function explainInEnglish(deadline: Deadline): string {
  const parts = deadline.steps.map((step) => phrase(step, deadline));
  return [...parts, end(deadline), doubt(deadline)].filter((part) => part !== '').join(', ');
}

function phrase(step: DeadlineStep, deadline: Deadline): string {
  switch (step.step) {
    case 'started':
    case 'restarted':
      return '';
    case 'restartTooLate':
      return `not begun anew, for it was over when ${RESTART_CAUSES[step.cause].en}`;
    case 'counted':
      return `${formatLength(deadline.length, 'en')} from ${formatDay(step.firstDay, 'en')}, the day after ${beginning(deadline)}`;
    case 'countedHours':
      return `${formatLength(deadline.length, 'en')} from ${formatMinute(step.from, 'en')}, ${hourAfter(deadline)} ${beginning(deadline)}`;
    case 'countedBack':
      return `${formatLength(deadline.length, 'en')} in full before ${beginning(deadline)} on ${formatDay(deadline.start.day, 'en')}`;
    case 'extended':
      return `prolonged by ${formatLength(step.by, 'en')} (${EXTENSION_GROUNDS[step.ground].en})`;
    case 'suspended':
      return `leaving out ${formatLength({ count: step.days, unit: 'days' }, 'en')} of ${SUSPENSION_CAUSES[step.cause].en}`;
    case 'standsStill':
      return `standing still since ${formatDay(step.from, 'en')} (${SUSPENSION_CAUSES[step.cause].en})`;
    case 'cutOff':
      return `cut off by ${CUTOFF_CAUSES[step.cause].en}`;
    case 'shifted':
      return `moved on from ${formatDay(step.from, 'en')}, a day off`;
  }
}

/** The fact that the count began with: the last restart, or the start. */
function beginning(deadline: Deadline): string {
  const restart = deadline.steps.findLast((step) => step.step === 'restarted');
  return restart === undefined
    ? START_FACTS[deadline.start.fact].en
    : RESTART_CAUSES[restart.cause].en;
}

function hourAfter({ rule }: Deadline): string {
  return periodRule(rule).counting === 'nextHour' ? 'the hour after' : 'when';
}

function end(deadline: Deadline): string {
  if (deadline.state === 'suspended') {
    return `with ${formatLength({ count: deadline.daysLeft, unit: 'days' }, 'en')} left when it goes on`;
  }
  if (deadline.length.unit === 'hours') return `ending at ${formatMinute(deadline.dueAt, 'en')}`;
  const day = `${formatWeekday(deadline.lastDay, 'en')} ${formatDay(deadline.lastDay, 'en')}`;
  const back = periodRule(deadline.rule).counting === 'backward';
  return back ? `at the latest on ${day}` : `ending at 24:00 on ${day}`;
}

function doubt({ unknownYears }: Deadline): string {
  return unknownYears.length === 0
    ? ''
    : `which may move on once the holidays of ${unknownYears.join(' and ')} are entered`;
}
