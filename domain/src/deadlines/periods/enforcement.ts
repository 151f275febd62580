import { days, months, years } from '../length.ts';
import type { PeriodRow } from '../period.ts';
import { text } from '../wording.ts';

export const ENFORCEMENT_PERIODS = {
  /** Not a bar to filing: the court looks at it only if the debtor objects (民诉法解释 481). */
  enforcementRequest: {
    name: text('申请执行期限', 'Application for enforcement'),
    start: 'performanceDue',
    length: years(2),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [
      ['civilProcedure', '250'],
      ['enforcementInterpretation', '19'],
      ['enforcementInterpretation', '20'],
    ],
    suspendedBy: ['forceMajeure'],
    suspendedInLastMonths: 6,
    restartedBy: [
      'enforcementRequested',
      'settlementReached',
      'performanceDemanded',
      'performancePromised',
    ],
  },
  enforcement: {
    name: text('执行期限', 'Enforcement'),
    start: 'enforcementDocketed',
    length: months(6),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [
      ['trialLimits', '5'],
      ['civilProcedure', '237'],
    ],
    suspendedBy: ['appraisal', 'stayed', 'enforcementDeferred', 'auction'],
    extensions: [
      { ground: 'president', most: months(3), law: ['trialLimits', '5'] },
      { ground: 'higherCourt', law: ['trialLimits', '5'] },
    ],
    lapse: text(
      '超过六个月未执行的，可以向上一级人民法院申请执行。',
      'After six months without enforcement one may apply to the next higher court.',
    ),
  },
  enforcementAdministrative: {
    name: text('非诉执行期限', 'Enforcement of an administrative act'),
    start: 'enforcementDocketed',
    length: months(3),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['trialLimits', '5']],
    suspendedBy: ['appraisal', 'stayed', 'enforcementDeferred', 'auction'],
    extensions: [
      { ground: 'president', most: months(3), law: ['trialLimits', '5'] },
      { ground: 'higherCourt', law: ['trialLimits', '5'] },
    ],
  },
  enforcementObjection: {
    name: text('执行异议审查期限', 'Decision on an objection to enforcement'),
    start: 'enforcementObjected',
    length: days(15),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [
      ['civilProcedure', '236'],
      ['civilProcedure', '238'],
    ],
  },
  enforcementReviewRequest: {
    name: text('执行复议申请期限', 'Request for review of an enforcement ruling'),
    start: 'enforcementRulingServed',
    length: days(10),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [['civilProcedure', '236']],
  },
  enforcementObjectionSuit: {
    name: text('案外人执行异议之诉期限', 'Suit after a third party’s objection to enforcement'),
    start: 'enforcementRulingServed',
    length: days(15),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [['civilProcedure', '238']],
  },
} as const satisfies Readonly<Record<string, PeriodRow>>;
