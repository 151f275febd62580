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

const zh = 'zh-CN';

/** The Chinese sentence without the period's name and its articles. */
export function explainInChinese(deadline: Deadline): string {
  const parts = deadline.steps.map((step) => phrase(step, deadline));
  return [...parts, end(deadline), doubt(deadline)].filter((part) => part !== '').join('，');
}

function phrase(step: DeadlineStep, deadline: Deadline): string {
  switch (step.step) {
    case 'started':
    case 'restarted':
      return '';
    case 'restartTooLate':
      return `${RESTART_CAUSES[step.cause][zh]}时期限已过，不重新起算`;
    case 'counted':
      return `自${beginning(deadline)}的次日（${formatDay(step.firstDay, zh)}）起算${formatLength(deadline.length, zh)}`;
    case 'countedHours':
      return `自${beginning(deadline)}${hourAfter(deadline)}（${formatMinute(step.from, zh)}）起算${formatLength(deadline.length, zh)}`;
    case 'countedBack':
      return `${formatDay(deadline.start.day, zh)}${beginning(deadline)}前须留足${formatLength(deadline.length, zh)}`;
    case 'extended':
      return `${EXTENSION_GROUNDS[step.ground][zh]}延长${formatLength(step.by, zh)}`;
    case 'suspended':
      return `扣除${SUSPENSION_CAUSES[step.cause][zh]}${step.days}日`;
    case 'standsStill':
      return `因${SUSPENSION_CAUSES[step.cause][zh]}自${formatDay(step.from, zh)}起停止计算`;
    case 'cutOff':
      return `改于${CUTOFF_CAUSES[step.cause][zh]}届满`;
    case 'shifted':
      return `最后一日${formatDay(step.from, zh)}是休息日，顺延至其后第一个工作日`;
  }
}

/** The fact that the count began with: the last restart, or the start. */
function beginning(deadline: Deadline): string {
  const restart = deadline.steps.findLast((step) => step.step === 'restarted');
  return restart === undefined
    ? START_FACTS[deadline.start.fact][zh]
    : RESTART_CAUSES[restart.cause][zh];
}

function hourAfter({ rule }: Deadline): string {
  return periodRule(rule).counting === 'nextHour' ? '的次时' : '时';
}

function end(deadline: Deadline): string {
  if (deadline.state === 'suspended') return `恢复计算后还剩${deadline.daysLeft}日`;
  if (deadline.length.unit === 'hours') return `至${formatMinute(deadline.dueAt, zh)}届满`;
  const { lastDay } = deadline;
  const back = periodRule(deadline.rule).counting === 'backward';
  return back
    ? `最迟为${formatDay(lastDay, zh)}（${formatWeekday(lastDay, zh)}）`
    : `至${formatDay(lastDay, zh)}（${formatWeekday(lastDay, zh)}）24时届满`;
}

function doubt({ unknownYears }: Deadline): string {
  return unknownYears.length === 0
    ? ''
    : `${unknownYears.join('、')}年放假安排尚未录入，录入后可能顺延`;
}
