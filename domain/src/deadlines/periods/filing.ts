import { days } from '../length.ts';
import type { PeriodRow } from '../period.ts';
import { text } from '../wording.ts';

/**
 * Filing review stops while a correction is awaited and begins anew with its receipt: 在线诉讼规则 9(2) says the next day
 * and goes before the day of receipt itself in 登记立案规定 7 (在线诉讼规则 39).
 */
const correctable = {
  counting: 'forward',
  origin: 'statutory',
  bearer: 'court',
  suspendedBy: ['correctionPending'],
  restartedBy: ['correctionReceived'],
  lapse: text(
    '期满仍不能判定的，应当先行立案。',
    'If it cannot be decided in time, the case is docketed first.',
  ),
} as const;

export const FILING_PERIODS = {
  filingReview: {
    ...correctable,
    name: text('立案审查期限', 'Filing review'),
    start: 'complaintReceived',
    length: days(7),
    law: [
      ['civilProcedure', '126'],
      ['registration', '8'],
      ['civilInterpretation', '126'],
      ['onlineLitigation', '9'],
    ],
  },
  filingReviewAdministrative: {
    ...correctable,
    name: text('行政案件立案审查期限', 'Filing review, administrative case'),
    start: 'complaintReceived',
    length: days(7),
    law: [
      ['administrativeProcedure', '51'],
      ['administrativeInterpretation', '53'],
      ['onlineLitigation', '9'],
    ],
  },
  filingReviewProsecution: {
    ...correctable,
    name: text('刑事自诉立案审查期限', 'Filing review, private prosecution'),
    start: 'prosecutionReceived',
    length: days(15),
    law: [
      ['registration', '8'],
      ['onlineLitigation', '9'],
    ],
  },
  filingReviewThirdParty: {
    ...correctable,
    name: text('第三人撤销之诉立案审查期限', 'Filing review, suit of a third party to set aside'),
    start: 'complaintReceived',
    length: days(30),
    law: [
      ['registration', '8'],
      ['onlineLitigation', '9'],
    ],
  },
  filingReviewEnforcementObjection: {
    ...correctable,
    name: text('执行异议之诉立案审查期限', 'Filing review, suit against enforcement'),
    start: 'complaintReceived',
    length: days(15),
    law: [
      ['registration', '8'],
      ['onlineLitigation', '9'],
    ],
  },
  filingCorrection: {
    name: text('补正期限', 'Correction of filing papers'),
    start: 'correctionNoticeServed',
    length: days(7),
    counting: 'forward',
    origin: 'court',
    setting: { least: 1, most: 30 },
    bearer: 'party',
    law: [
      ['registration', '7'],
      ['onlineLitigation', '9'],
    ],
    extensions: [{ ground: 'court', law: ['registration', '7'] }],
    lapse: text(
      '逾期未补正的，退回诉状并记录在册；坚持起诉的，法院作出裁定。',
      'If nothing is corrected, the papers are returned and this is noted; who insists gets a ruling.',
    ),
  },
  filingGrievance: {
    name: text('立案投诉答复期限', 'Answer to a grievance about filing'),
    start: 'grievanceReceived',
    length: days(15),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['registration', '13']],
  },
  caseLink: {
    name: text('验证身份、关联案件期限', 'Identity check and linking of the case'),
    start: 'participationNoticeReceived',
    length: days(3),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [['onlineLitigation', '10']],
    lapse: text(
      '未明确同意且未注册的，对该当事人线下进行。',
      'Who has neither agreed nor registered goes on offline.',
    ),
  },
  complaintCopy: {
    name: text('发送起诉状副本期限', 'Sending the complaint to the defendant'),
    start: 'caseDocketed',
    length: days(5),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['civilProcedure', '128']],
  },
  complaintCopyAdministrative: {
    name: text('行政案件发送起诉状副本期限', 'Sending the complaint, administrative case'),
    start: 'caseDocketed',
    length: days(5),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['administrativeProcedure', '67']],
  },
  labourSuit: {
    name: text('不服劳动仲裁起诉期限', 'Suit after a labour award'),
    start: 'awardServed',
    length: days(15),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'party',
    law: [
      ['labourDisputes', '48'],
      ['labourDisputes', '50'],
    ],
    lapse: text(
      '期满不起诉的，裁决书发生法律效力。',
      'If nobody sues in time, the award takes effect.',
    ),
  },
} as const satisfies Readonly<Record<string, PeriodRow>>;
