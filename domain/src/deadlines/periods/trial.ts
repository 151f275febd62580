import { days, months } from '../length.ts';
import type { PeriodRow } from '../period.ts';
import { text } from '../wording.ts';

/** 审限: what does not count into it (民诉法解释 243; 审理期限规定 9; 在线调解规则 24). */
const trialLimit = {
  counting: 'forward',
  origin: 'statutory',
  bearer: 'court',
  suspendedBy: [
    'announcement',
    'appraisal',
    'settlement',
    'mediationExtended',
    'jurisdiction',
    'newEvidence',
    'stayed',
  ],
} as const;

export const TRIAL_PERIODS = {
  trialOrdinary: {
    ...trialLimit,
    name: text('普通程序审理期限', 'Trial, ordinary procedure'),
    start: 'caseDocketed',
    length: months(6),
    law: [
      ['civilProcedure', '152'],
      ['civilInterpretation', '243'],
      ['trialLimits', '8'],
    ],
    extensions: [
      { ground: 'president', most: months(6), law: ['civilProcedure', '152'] },
      { ground: 'higherCourt', law: ['civilProcedure', '152'] },
    ],
  },
  trialSummary: {
    ...trialLimit,
    name: text('简易程序审理期限', 'Trial, summary procedure'),
    start: 'caseDocketed',
    length: months(3),
    law: [
      ['civilProcedure', '164'],
      ['civilInterpretation', '258'],
    ],
    extensions: [{ ground: 'president', most: months(1), law: ['civilProcedure', '164'] }],
  },
  trialSmallClaims: {
    ...trialLimit,
    name: text('小额诉讼审理期限', 'Trial, small claim'),
    start: 'caseDocketed',
    length: months(2),
    law: [['civilProcedure', '168']],
    extensions: [{ ground: 'president', most: months(1), law: ['civilProcedure', '168'] }],
  },
  trialSpecial: {
    ...trialLimit,
    name: text('特别程序审理期限', 'Special procedure'),
    start: 'caseDocketed',
    length: days(30),
    law: [['civilProcedure', '187']],
    extensions: [{ ground: 'president', law: ['civilProcedure', '187'] }],
  },
  trialAppealJudgment: {
    ...trialLimit,
    name: text('对判决上诉的审理期限', 'Appeal against a judgment'),
    start: 'appealDocketed',
    length: months(3),
    law: [['civilProcedure', '183']],
    extensions: [{ ground: 'president', law: ['civilProcedure', '183'] }],
  },
  trialAppealRuling: {
    ...trialLimit,
    name: text('对裁定上诉的审理期限', 'Appeal against a ruling'),
    start: 'appealDocketed',
    length: days(30),
    law: [['civilProcedure', '183']],
  },
  trialAdministrative: {
    ...trialLimit,
    name: text('行政案件第一审审理期限', 'Trial, administrative case'),
    start: 'caseDocketed',
    length: months(6),
    law: [
      ['administrativeProcedure', '81'],
      ['administrativeInterpretation', '50'],
    ],
    extensions: [{ ground: 'higherCourt', law: ['administrativeProcedure', '81'] }],
  },
  trialAdministrativeSummary: {
    ...trialLimit,
    name: text('行政案件简易程序审理期限', 'Trial, administrative case, summary'),
    start: 'caseDocketed',
    length: days(45),
    law: [
      ['administrativeProcedure', '83'],
      ['administrativeInterpretation', '50'],
    ],
  },
  trialAdministrativeAppeal: {
    ...trialLimit,
    name: text('行政案件第二审审理期限', 'Appeal, administrative case'),
    start: 'appealReceived',
    length: months(3),
    law: [
      ['administrativeProcedure', '88'],
      ['administrativeInterpretation', '50'],
    ],
    extensions: [{ ground: 'higherCourt', law: ['administrativeProcedure', '88'] }],
  },
  paymentOrderNotice: {
    name: text('支付令受理通知期限', 'Notice whether a payment order is taken up'),
    start: 'paymentOrderRequested',
    length: days(5),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['civilProcedure', '226']],
  },
  paymentOrderIssue: {
    name: text('发出支付令期限', 'Issue of a payment order'),
    start: 'paymentOrderAccepted',
    length: days(15),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['civilProcedure', '227']],
  },
  paymentOrderObjection: {
    name: text('支付令异议期限', 'Payment or objection to a payment order'),
    start: 'paymentOrderServed',
    length: days(15),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [['civilProcedure', '227']],
    lapse: text(
      '不提出异议又不履行的，债权人可以申请执行。',
      'Without objection or payment the creditor may apply for enforcement.',
    ),
  },
  paymentOrderDelivery: {
    name: text('支付令送达期限', 'Service of a payment order'),
    start: 'paymentOrderIssued',
    length: days(30),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['civilInterpretation', '430']],
    lapse: text('无法送达债务人的，终结督促程序。', 'If it cannot be served, the proceeding ends.'),
  },
} as const satisfies Readonly<Record<string, PeriodRow>>;
