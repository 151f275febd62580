import { days, months, workingDays } from '../length.ts';
import type { PeriodRow } from '../period.ts';
import { text } from '../wording.ts';

const announced = {
  start: 'announcementIssued',
  counting: 'forward',
  origin: 'statutory',
  bearer: 'nobody',
  lapse: text('公告期满，即视为送达。', 'At its end the document counts as served.'),
} as const;

/** Reminders of a service that was sent and not read; the law is silent, each court sets its own (002-30). */
const reminding = {
  start: 'serviceSent',
  counting: 'forward',
  origin: 'proposal',
  bearer: 'party',
  setting: { least: 1, most: 15 },
  law: [['courtPractice', '002-30']],
} as const;

export const SERVICE_PERIODS = {
  announcement: {
    ...announced,
    name: text('公告送达期间', 'Service by announcement'),
    length: days(30),
    law: [
      ['civilProcedure', '95'],
      ['civilInterpretation', '138'],
    ],
  },
  announcementAbroad: {
    ...announced,
    name: text('境外公告送达期间', 'Service abroad by announcement'),
    length: days(60),
    law: [['civilProcedure', '283']],
  },
  postAbroad: {
    name: text('境外邮寄送达期间', 'Service abroad by post'),
    start: 'postedAbroad',
    length: months(3),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'nobody',
    law: [
      ['civilProcedure', '283'],
      ['civilInterpretation', '534'],
    ],
    lapse: text(
      '送达回证未退回而根据情况足以认定已送达的，视为送达；不足以认定的，改用其他方式。',
      'Without a returned receipt the court decides whether it counts as served or goes another way.',
    ),
  },
  entrustedService: {
    name: text('委托送达期限', 'Service by an entrusted court'),
    start: 'entrustmentReceived',
    length: days(10),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'court',
    law: [['civilInterpretation', '134']],
  },
  postalDelivery: {
    name: text('法院专递投递期限', 'Delivery by court post'),
    start: 'deliveryTried',
    length: days(5),
    counting: 'forward',
    origin: 'statutory',
    bearer: 'nobody',
    law: [['postalService', '6']],
    lapse: text(
      '五日内投送三次以上未能送达又无法告知的，退回法院。',
      'After three tries in five days without reaching anybody it goes back to the court.',
    ),
  },
  serviceReminder: {
    ...reminding,
    name: text('送达首次提醒', 'First reminder of a service'),
    length: workingDays(1),
  },
  serviceOtherChannel: {
    ...reminding,
    name: text('改用其他渠道提醒', 'Reminder by another channel'),
    length: workingDays(3),
  },
  serviceByPerson: {
    ...reminding,
    name: text('转人工联系', 'Handing over to a person'),
    length: workingDays(5),
    bearer: 'court',
  },
} as const satisfies Readonly<Record<string, PeriodRow>>;
