import t from 'tap';
import {
  computeDeadline,
  type DeadlineFacts,
  explainDeadline,
  formatCitations,
  type PeriodId,
  periodRule,
  type StartTime,
} from '../../src/deadlines/index.ts';
import { CALENDAR } from '../support/holidays.ts';

/** What a litigant reads, whole. */
const SENTENCES: readonly (readonly [
  PeriodId,
  StartTime,
  Omit<DeadlineFacts, 'calendar'>,
  zh: string,
  en: string,
])[] = [
  [
    'filingReview',
    { at: '2026-11-21T09:00:00+08:00' },
    {},
    '立案审查期限：自收到起诉材料的次日（2026年11月22日）起算7日，最后一日2026年11月28日是休息日，顺延至其后第一个工作日，至2026年11月30日（星期一）24时届满（依据《民事诉讼法》第85条、第126条、《登记立案规定》第8条、《民诉法解释》第126条、《在线诉讼规则》第9条）。',
    'Filing review: 7 days from 22 November 2026, the day after the complaint was received, moved on from 28 November 2026, a day off, ending at 24:00 on Monday 30 November 2026 (Civil Procedure Law arts. 85, 126; Case Registration Provisions art. 8; Interpretation of the Civil Procedure Law art. 126; Online Litigation Rules art. 9).',
  ],
  [
    'filingReview',
    { day: '2026-11-02' },
    { suspensions: [{ cause: 'correctionPending', from: '2026-11-04' }] },
    '立案审查期限：自收到起诉材料的次日（2026年11月3日）起算7日，因等待补正自2026年11月4日起停止计算，恢复计算后还剩6日（依据《民事诉讼法》第126条、《登记立案规定》第8条、《民诉法解释》第126条、《在线诉讼规则》第9条）。',
    'Filing review: 7 days from 3 November 2026, the day after the complaint was received, standing still since 4 November 2026 (waiting for the correction), with 6 days left when it goes on (Civil Procedure Law art. 126; Case Registration Provisions art. 8; Interpretation of the Civil Procedure Law art. 126; Online Litigation Rules art. 9).',
  ],
  [
    'trialSummary',
    { day: '2026-01-15' },
    {
      extensions: [{ ground: 'president', by: { count: 1, unit: 'months' } }],
      suspensions: [{ cause: 'announcement', from: '2026-01-20', to: '2026-02-18' }],
    },
    '简易程序审理期限：自立案的次日（2026年1月16日）起算3个月，本院院长批准延长1个月，扣除公告期间30日，最后一日2026年6月14日是休息日，顺延至其后第一个工作日，至2026年6月15日（星期一）24时届满（依据《民事诉讼法》第85条、第164条、《民诉法解释》第258条）。',
    'Trial, summary procedure: 3 months from 16 January 2026, the day after the case was docketed, prolonged by 1 month (the court’s president approved it), leaving out 30 days of service by announcement, moved on from 14 June 2026, a day off, ending at 24:00 on Monday 15 June 2026 (Civil Procedure Law arts. 85, 164; Interpretation of the Civil Procedure Law art. 258).',
  ],
  [
    'appealJudgmentAdministrative',
    { day: '2026-12-15' },
    { extensions: [{ ground: 'postponement', by: { count: 3, unit: 'days' } }] },
    '行政判决上诉期限：自收到判决书的次日（2026年12月16日）起算15日，因正当理由顺延延长3日，最后一日2027年1月2日是休息日，顺延至其后第一个工作日，至2027年1月4日（星期一）24时届满，2027年放假安排尚未录入，录入后可能顺延（依据《行政诉讼法》第85条、《民事诉讼法》第86条、《行诉法解释》第48条）。',
    'Appeal against an administrative judgment: 15 days from 16 December 2026, the day after the judgment was received, prolonged by 3 days (it was postponed for good cause), moved on from 2 January 2027, a day off, ending at 24:00 on Monday 4 January 2027, which may move on once the holidays of 2027 are entered (Administrative Procedure Law art. 85; Civil Procedure Law art. 86; Interpretation of the Administrative Procedure Law art. 48).',
  ],
  [
    'preservationRuling',
    { at: '2026-11-20T16:20:00+08:00' },
    {},
    '紧急保全裁定期限：自接受保全申请的次时（2026年11月20日 17:00）起算48小时，至2026年11月22日 17:00届满（依据《民事诉讼法》第103条、第104条）。',
    'Ruling on urgent preservation: 48 hours from 17:00 on 20 November 2026, the hour after the preservation request was accepted, ending at 17:00 on 22 November 2026 (Civil Procedure Law arts. 103, 104).',
  ],
  [
    'readingWindow',
    { at: '2026-11-20T08:20:00Z' },
    {},
    '阅卷有效期：自阅卷获准时（2026年11月20日 16:20）起算24小时，至2026年11月21日 16:20届满（依据法院规定）。',
    'Reading window: 24 hours from 16:20 on 20 November 2026, when reading was granted, ending at 16:20 on 21 November 2026 (the court’s own rules).',
  ],
  [
    'hearingNotice',
    { at: '2026-11-27T09:30:00+08:00' },
    {},
    '开庭通知期限：2026年11月27日开庭前须留足3日，最迟为2026年11月23日（星期一）（依据《民事诉讼法》第139条）。',
    'Notice of hearing: 3 days in full before the hearing on 27 November 2026, at the latest on Monday 23 November 2026 (Civil Procedure Law art. 139).',
  ],
  [
    'evidenceOrdinary',
    { day: '2026-11-02' },
    { setting: 30, cutoff: { cause: 'evidenceExchange', day: '2026-11-20' } },
    '举证期限：自收到举证通知书的次日（2026年11月3日）起算30日，改于证据交换之日届满，至2026年11月20日（星期五）24时届满（依据《民诉法解释》第99条、《民事诉讼证据规定》第51条、第56条）。',
    'Evidence: 30 days from 3 November 2026, the day after the evidence notice was received, cut off by the exchange of evidence, ending at 24:00 on Friday 20 November 2026 (Interpretation of the Civil Procedure Law art. 99; Civil Evidence Provisions arts. 51, 56).',
  ],
  [
    'enforcementRequest',
    { day: '2023-05-06' },
    {
      restarts: [
        { cause: 'performancePromised', day: '2024-05-07' },
        { cause: 'performanceDemanded', day: '2026-05-08' },
      ],
    },
    '申请执行期限：自一方同意履行义务的次日（2024年5月8日）起算2年，一方提出履行要求时期限已过，不重新起算，至2026年5月7日（星期四）24时届满（依据《民事诉讼法》第250条、《执行程序解释》第19条、第20条）。',
    'Application for enforcement: 2 years from 8 May 2024, the day after performance was promised, not begun anew, for it was over when performance was demanded, ending at 24:00 on Thursday 7 May 2026 (Civil Procedure Law art. 250; Interpretation of the Civil Procedure Law on Enforcement arts. 19, 20).',
  ],
];

t.test('a deadline explains itself in one sentence', async (t) => {
  for (const [id, start, facts, zh, en] of SENTENCES) {
    const deadline = computeDeadline(periodRule(id), start, { calendar: CALENDAR, ...facts });
    t.equal(explainDeadline(deadline, 'zh-CN'), zh);
    t.equal(explainDeadline(deadline, 'en'), en);
  }
});

t.test('articles of one law stand together, in their order and once', async (t) => {
  const citations = [
    ['civilProcedure', '126'],
    ['registration', '8'],
    ['civilProcedure', '85'],
    ['civilProcedure', '126'],
    ['courtPractice', '000-22'],
  ] as const;
  t.equal(
    formatCitations(citations, 'zh-CN'),
    '《民事诉讼法》第85条、第126条、《登记立案规定》第8条、法院规定',
  );
  t.equal(
    formatCitations(citations, 'en'),
    'Civil Procedure Law arts. 85, 126; Case Registration Provisions art. 8; the court’s own rules',
  );
});
