import { days } from '../length.ts';
import type { PeriodRow } from '../period.ts';
import { text } from '../wording.ts';

const payable = {
  counting: 'forward',
  origin: 'statutory',
  bearer: 'party',
  lapse: text(
    '期满未交纳且未获准缓、减、免的，按撤诉处理。',
    'If it is neither paid nor deferred, reduced or waived, the suit counts as withdrawn.',
  ),
} as const;

export const FEE_PERIODS = {
  feePayment: {
    ...payable,
    name: text('案件受理费交纳期限', 'Payment of the court fee'),
    start: 'feeNoticeServed',
    length: days(7),
    law: [
      ['feeMeasures', '22'],
      ['registration', '11'],
      ['civilInterpretation', '213'],
    ],
  },
  counterclaimFeePayment: {
    ...payable,
    name: text('反诉受理费交纳期限', 'Payment of the fee of a counterclaim'),
    start: 'counterclaimFiled',
    length: days(7),
    law: [['feeMeasures', '22']],
  },
  appealFeePayment: {
    ...payable,
    name: text('上诉案件受理费预交期限', 'Payment of the fee of an appeal'),
    start: 'feeNoticeServed',
    length: days(7),
    law: [['feeMeasures', '22']],
  },
  feeSupplement: {
    ...payable,
    name: text('转普通程序补交受理费期限', 'Supplement after change to ordinary procedure'),
    start: 'feeNoticeServed',
    length: days(7),
    law: [['civilInterpretation', '199']],
    lapse: text(
      '无正当理由未补足的，按撤诉处理，已收费用退还一半。',
      'If it is not paid in full without good reason, the suit counts as withdrawn and half is refunded.',
    ),
  },
  feeRefund: {
    name: text('退还诉讼费用期限', 'Refund of fees'),
    start: 'documentEffective',
    length: days(15),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['feeMeasures', '53']],
  },
  feeReview: {
    name: text('诉讼费用复核期限', 'Review of a fee decision'),
    start: 'feeReviewRequested',
    length: days(15),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['feeMeasures', '43']],
  },
} as const satisfies Readonly<Record<string, PeriodRow>>;
