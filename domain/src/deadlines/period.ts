import type { Citation } from './laws.ts';
import type { PeriodLength } from './length.ts';
import { text, type Wording } from './wording.ts';

/**
 * How a period is counted. `forward`: the starting day does not count, and a last day that is a holiday gives way to
 * the next working day. `backward`: the act must be done so many whole days before the fact. `nextHour`: hours, of which
 * the one it begins in does not count. `elapsed`: so many hours on the clock; a window that a court opens, no 期间.
 */
export const COUNTING_RULES = {
  forward: [
    ['civilProcedure', '85'],
    ['civilInterpretation', '125'],
    ['civilCode', '202'],
    ['civilCode', '203'],
  ],
  backward: [['civilProcedure', '85']],
  nextHour: [
    ['civilProcedure', '85'],
    ['civilInterpretation', '125'],
  ],
  elapsed: [['courtPractice', '000-22']],
} as const satisfies Readonly<Record<string, readonly Citation[]>>;
export type CountingRule = keyof typeof COUNTING_RULES;

/**
 * Where the length is from. `statutory`: the law gives it. `court`: the law leaves it to the court, perhaps within
 * bounds. `proposal`: the law is silent; this product proposes one and the court's setting decides.
 */
export const PERIOD_ORIGINS = ['statutory', 'court', 'proposal'] as const;
export type PeriodOrigin = (typeof PERIOD_ORIGINS)[number];

/** Who must act before the period ends; `nobody` where something happens by its mere end. */
export const PERIOD_BEARERS = ['party', 'court', 'mediator', 'nobody'] as const;
export type PeriodBearer = (typeof PERIOD_BEARERS)[number];

/** Facts from which periods run: 自…之次日, "the day after …". */
export const START_FACTS = {
  complaintReceived: text('收到起诉材料', 'the complaint was received'),
  prosecutionReceived: text('收到刑事自诉状', 'the private prosecution was received'),
  grievanceReceived: text('受理投诉', 'the grievance was received'),
  correctionNoticeServed: text('收到补正通知', 'the correction notice was received'),
  participationNoticeReceived: text(
    '收到应诉方式通知',
    'the notice asking for online participation was received',
  ),
  caseDocketed: text('立案', 'the case was docketed'),
  complaintServed: text('收到起诉状副本', 'the copy of the complaint was received'),
  answerReceived: text('收到答辩状', 'the answer was received'),
  evidenceNoticeServed: text('收到举证通知书', 'the evidence notice was received'),
  panelAppointed: text('确定审判人员', 'the panel was appointed'),
  hearing: text('开庭', 'the hearing'),
  hearingAdjourned: text('上次开庭', 'the hearing was adjourned'),
  recusalRequested: text('申请回避', 'recusal was requested'),
  reviewRequested: text('申请复议', 'review was requested'),
  preservationRequested: text('接受保全申请', 'the preservation request was accepted'),
  preservationOrdered: text('采取保全措施', 'the preservation was carried out'),
  preservationOrderServed: text('收到保全裁定', 'the preservation ruling was received'),
  transcriptClosed: text('庭审结束', 'the hearing closed'),
  judgmentPronounced: text('当庭宣判', 'judgment was pronounced'),
  judgmentServed: text('收到判决书', 'the judgment was received'),
  rulingServed: text('收到裁定书', 'the ruling was received'),
  appealReceived: text('收到上诉状', 'the appeal was received'),
  appealServed: text('收到上诉状副本', 'the copy of the appeal was received'),
  appealDocketed: text('第二审立案', 'the appeal was docketed'),
  judgmentEffective: text('裁判生效', 'the judgment took effect'),
  documentEffective: text('法律文书生效', 'the document took effect'),
  retrialRequested: text('收到再审申请书', 'the retrial application was received'),
  retrialRequestServed: text(
    '收到再审申请书副本',
    'the copy of the retrial application was received',
  ),
  retrialAccepted: text('受理再审申请', 'the retrial application was accepted'),
  protestReceived: text('收到抗诉书', 'the protest was received'),
  performanceDue: text('履行期间届满', 'the time for performance ended'),
  enforcementDocketed: text('执行立案', 'the enforcement case was docketed'),
  enforcementObjected: text('收到书面异议', 'the objection was received'),
  enforcementRulingServed: text('收到异议裁定', 'the ruling on the objection was received'),
  paymentOrderRequested: text('收到支付令申请', 'the request for a payment order was received'),
  paymentOrderAccepted: text('受理支付令申请', 'the request for a payment order was accepted'),
  paymentOrderIssued: text('发出支付令', 'the payment order was issued'),
  paymentOrderServed: text('收到支付令', 'the payment order was received'),
  feeNoticeServed: text('收到交费通知', 'the fee notice was received'),
  counterclaimFiled: text('提起反诉', 'the counterclaim was filed'),
  feeReviewRequested: text('申请复核', 'review of the fee was requested'),
  mediationAgreed: text('双方同意在线调解', 'both sides agreed to mediate online'),
  mediationRequested: text('收到调解申请', 'the mediation request was received'),
  mediationAssigned: text('收到委派委托', 'the mediation was assigned'),
  mediationAccepted: text('调解员确认接受', 'the mediator confirmed on the platform'),
  agreementEffective: text('调解协议生效', 'the mediation agreement took effect'),
  confirmationRequested: text('收到司法确认申请', 'the request for confirmation was received'),
  confirmationAccepted: text('受理司法确认申请', 'the request for confirmation was accepted'),
  announcementIssued: text('发出公告', 'the announcement was issued'),
  postedAbroad: text('向境外邮寄', 'the document was posted abroad'),
  entrustmentReceived: text('收到委托函', 'the entrustment was received'),
  deliveryTried: text('首次投递', 'delivery was first tried'),
  serviceSent: text('发出送达信息', 'the document was sent'),
  awardServed: text('收到仲裁裁决书', 'the award was received'),
  administrativeActKnown: text('知道行政行为', 'the administrative act became known'),
  administrativeActMade: text('行政行为作出', 'the administrative act was made'),
  reviewDecisionServed: text('收到复议决定书', 'the review decision was received'),
  obstacleEnded: text('障碍消除', 'the obstacle ended'),
  readingRequested: text('收到阅卷申请', 'the reading request was received'),
  readingGranted: text('阅卷获准', 'reading was granted'),
  identityEvidenceReceived: text(
    '提交身份材料',
    'the identity papers were handed in for a person to check',
  ),
} as const satisfies Readonly<Record<string, Wording>>;
export type StartFactId = keyof typeof START_FACTS;

/** What stops a period for a while; the days do not count. */
export const SUSPENSION_CAUSES = {
  correctionPending: text('等待补正', 'waiting for the correction'),
  announcement: text('公告期间', 'service by announcement'),
  appraisal: text('鉴定、评估、审计期间', 'appraisal, valuation or audit'),
  settlement: text('和解期间', 'settlement between the parties'),
  mediationExtended: text('延长的调解期间', 'mediation prolonged by agreement'),
  jurisdiction: text('管辖权异议及争议期间', 'a dispute on jurisdiction'),
  newEvidence: text(
    '因新证人、新证据延期审理',
    'an adjournment of up to a month for new witnesses or evidence',
  ),
  stayed: text('中止期间', 'a stay'),
  enforcementDeferred: text('暂缓执行', 'deferred enforcement'),
  auction: text('拍卖、变卖期间', 'auction or sale'),
  forceMajeure: text(
    '不可抗力或者其他障碍',
    'force majeure or another obstacle to exercising the right',
  ),
} as const satisfies Readonly<Record<string, Wording>>;
export type SuspensionCause = keyof typeof SUSPENSION_CAUSES;

/** What makes a period begin anew. */
export const RESTART_CAUSES = {
  correctionReceived: text('收到补正材料', 'the corrected papers were received'),
  newParty: text('新当事人参加诉讼', 'a new party joined'),
  claimChanged: text('变更、增加诉讼请求或反诉', 'the claims were changed or a counterclaim made'),
  enforcementRequested: text('申请执行', 'enforcement was applied for'),
  settlementReached: text('双方达成和解协议', 'the parties settled'),
  performanceDemanded: text('一方提出履行要求', 'performance was demanded'),
  performancePromised: text('一方同意履行义务', 'performance was promised'),
} as const satisfies Readonly<Record<string, Wording>>;
export type RestartCause = keyof typeof RESTART_CAUSES;

/** What ends a period on its own day, whatever its length. */
export const CUTOFF_CAUSES = {
  evidenceExchange: text('证据交换之日', 'the exchange of evidence'),
} as const satisfies Readonly<Record<string, Wording>>;
export type CutoffCause = keyof typeof CUTOFF_CAUSES;

/** Who may prolong a period. `postponement` is 顺延 after force majeure, which the court decides. */
export const EXTENSION_GROUNDS = {
  court: text('人民法院准许', 'the court allowed it'),
  president: text('本院院长批准', 'the court’s president approved it'),
  higherCourt: text('上级人民法院批准', 'the higher court approved it'),
  parties: text('各方当事人同意', 'all parties agreed'),
  postponement: text('因正当理由顺延', 'it was postponed for good cause'),
} as const satisfies Readonly<Record<string, Wording>>;
export type ExtensionGround = keyof typeof EXTENSION_GROUNDS;

export interface ExtensionRule {
  readonly ground: ExtensionGround;
  /** All extensions on this ground together; in the unit they must be given in. Without it there is no limit. */
  readonly most?: PeriodLength;
  readonly law: Citation;
}

/** Bounds of a length that a court sets, in the unit of the period. */
export interface SettingRange {
  readonly least: number;
  readonly most: number;
}

/** One row of the table of periods. */
export interface PeriodRow {
  readonly name: Wording;
  readonly start: StartFactId;
  /** Statutory length, or the length proposed where the court sets none. */
  readonly length: PeriodLength;
  readonly counting: CountingRule;
  readonly origin: PeriodOrigin;
  readonly bearer: PeriodBearer;
  readonly law: readonly [Citation, ...Citation[]];
  /** Given exactly when the origin is not `statutory`. */
  readonly setting?: SettingRange;
  readonly suspendedBy?: readonly SuspensionCause[];
  /** 时效中止: only what falls into the last so many months stops the period. */
  readonly suspendedInLastMonths?: number;
  readonly restartedBy?: readonly RestartCause[];
  readonly endedBy?: readonly CutoffCause[];
  readonly extensions?: readonly ExtensionRule[];
  /** 不变期间: never suspended, restarted or prolonged (民诉法解释 127). */
  readonly fixed?: true;
  /** What follows when it ends unused: one sentence. */
  readonly lapse?: Wording;
}
