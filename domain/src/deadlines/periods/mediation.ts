import { days, workingDays } from '../length.ts';
import type { PeriodRow } from '../period.ts';
import { text } from '../wording.ts';

const mediating = {
  start: 'mediationAccepted',
  counting: 'forward',
  origin: 'statutory',
  bearer: 'mediator',
  extensions: [{ ground: 'parties', law: ['onlineMediation', '24'] }],
  lapse: text(
    '期限届满未达成协议且未合意延长的，调解程序终结。',
    'Without an agreement or a joint extension, mediation ends.',
  ),
} as const;

export const MEDIATION_PERIODS = {
  mediatorChoice: {
    name: text('共同选择调解员期限', 'Joint choice of a mediator'),
    start: 'mediationAgreed',
    length: workingDays(2),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [['onlineMediation', '10']],
    lapse: text('逾期未选定的，由人民法院指定。', 'If none is chosen, the court designates one.'),
  },
  mediatorDesignation: {
    name: text('指定调解员期限', 'Designation of a mediator'),
    start: 'mediationRequested',
    length: workingDays(3),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['onlineMediation', '10']],
  },
  mediatorAcceptance: {
    name: text('调解员确认接受期限', 'Acceptance by the mediator'),
    start: 'mediationAssigned',
    length: workingDays(3),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'mediator',
    law: [['onlineMediation', '12']],
    lapse: text(
      '未确认的，可以重新指定或者选定。',
      'Without a confirmation another may be designated or chosen.',
    ),
  },
  mediationInvitation: {
    name: text('征询对方调解意愿期限', 'Asking the other side'),
    start: 'mediationAccepted',
    length: workingDays(3),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'mediator',
    law: [['onlineMediation', '15']],
    lapse: text(
      '拒绝或者无法联系的，写明原因，终结调解。',
      'If the other side refuses or cannot be reached, the reason is written down and mediation ends.',
    ),
  },
  mediationBeforeFiling: {
    ...mediating,
    name: text('立案前调解期限', 'Mediation before filing'),
    length: days(30),
    law: [
      ['onlineMediation', '24'],
      ['invitedMediation', '27'],
    ],
    suspendedBy: ['appraisal'],
  },
  mediationOrdinary: {
    ...mediating,
    name: text('普通程序调解期限', 'Mediation in ordinary procedure'),
    length: days(15),
    law: [
      ['onlineMediation', '24'],
      ['invitedMediation', '27'],
    ],
  },
  mediationSummary: {
    ...mediating,
    name: text('简易程序调解期限', 'Mediation in summary procedure'),
    length: days(7),
    law: [
      ['onlineMediation', '24'],
      ['invitedMediation', '27'],
    ],
  },
  confirmationRequest: {
    name: text('申请司法确认期限', 'Joint request for judicial confirmation'),
    start: 'agreementEffective',
    length: days(30),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [
      ['civilProcedure', '205'],
      ['peoplesMediation', '33'],
    ],
  },
  confirmationAcceptance: {
    name: text('司法确认受理期限', 'Acceptance of a request for confirmation'),
    start: 'confirmationRequested',
    length: days(3),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['judicialConfirmation', '4']],
  },
  confirmationDecision: {
    name: text('司法确认审查期限', 'Decision on confirmation'),
    start: 'confirmationAccepted',
    length: days(15),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['judicialConfirmation', '5']],
    extensions: [{ ground: 'president', most: days(10), law: ['judicialConfirmation', '5'] }],
  },
} as const satisfies Readonly<Record<string, PeriodRow>>;
