import t from 'tap';
import {
  CUTOFF_CAUSES,
  computeDeadline,
  explainDeadline,
  isPeriodId,
  LAWS,
  PERIOD_GROUPS,
  PERIODS,
  periodRule,
  RESTART_CAUSES,
  START_FACTS,
  SUSPENSION_CAUSES,
} from '../../src/deadlines/index.ts';
import { LANGUAGES } from '../../src/index.ts';
import { CALENDAR } from '../support/holidays.ts';

/** Lengths as the law has them, typed from its text and not from the table. */
const STATUTORY: Readonly<Record<string, string>> = {
  administrativeSuit: '6 months',
  administrativeSuitAfterReview: '15 days',
  administrativeSuitLongest: '5 years',
  administrativeSuitLongestRealEstate: '20 years',
  postponementRequest: '10 days',
  mediatorChoice: '2 workingDays',
  mediatorDesignation: '3 workingDays',
  mediatorAcceptance: '3 workingDays',
  mediationInvitation: '3 workingDays',
  mediationBeforeFiling: '30 days',
  mediationOrdinary: '15 days',
  mediationSummary: '7 days',
  confirmationRequest: '30 days',
  confirmationAcceptance: '3 days',
  confirmationDecision: '15 days',
  filingReview: '7 days',
  filingReviewAdministrative: '7 days',
  filingReviewProsecution: '15 days',
  filingReviewThirdParty: '30 days',
  filingReviewEnforcementObjection: '15 days',
  filingGrievance: '15 days',
  caseLink: '3 days',
  complaintCopy: '5 days',
  complaintCopyAdministrative: '5 days',
  labourSuit: '15 days',
  feePayment: '7 days',
  counterclaimFeePayment: '7 days',
  appealFeePayment: '7 days',
  feeSupplement: '7 days',
  feeRefund: '15 days',
  feeReview: '15 days',
  announcement: '30 days',
  announcementAbroad: '60 days',
  postAbroad: '3 months',
  entrustedService: '10 days',
  postalDelivery: '5 days',
  answer: '15 days',
  answerForeign: '30 days',
  answerAdministrative: '15 days',
  answerCopy: '5 days',
  jurisdictionObjection: '15 days',
  jurisdictionObjectionForeign: '30 days',
  panelNotice: '3 days',
  hearingNotice: '3 days',
  hearingResumption: '1 months',
  recusalDecision: '3 days',
  recusalReview: '3 days',
  transcriptReading: '5 days',
  judgmentDelivery: '10 days',
  preservationRuling: '48 hours',
  suitAfterPreservation: '30 days',
  preservationReviewRequest: '5 days',
  preservationReview: '10 days',
  trialOrdinary: '6 months',
  trialSummary: '3 months',
  trialSmallClaims: '2 months',
  trialSpecial: '30 days',
  trialAppealJudgment: '3 months',
  trialAppealRuling: '30 days',
  trialAdministrative: '6 months',
  trialAdministrativeSummary: '45 days',
  trialAdministrativeAppeal: '3 months',
  paymentOrderNotice: '5 days',
  paymentOrderIssue: '15 days',
  paymentOrderObjection: '15 days',
  paymentOrderDelivery: '30 days',
  appealJudgment: '15 days',
  appealRuling: '10 days',
  appealJudgmentForeign: '30 days',
  appealRulingForeign: '30 days',
  appealJudgmentAdministrative: '15 days',
  appealRulingAdministrative: '10 days',
  appealCopy: '5 days',
  appealAnswer: '15 days',
  appealAnswerForeign: '30 days',
  appealTransfer: '5 days',
  retrialRequest: '6 months',
  retrialRequestAdministrative: '6 months',
  retrialRegistration: '5 days',
  retrialOpinion: '15 days',
  retrialReview: '3 months',
  protestRuling: '30 days',
  enforcementRequest: '2 years',
  enforcement: '6 months',
  enforcementAdministrative: '3 months',
  enforcementObjection: '15 days',
  enforcementReviewRequest: '10 days',
  enforcementObjectionSuit: '15 days',
};

t.test('every statutory period is as long as the law says', async (t) => {
  const statutory = PERIODS.filter(({ origin }) => origin === 'statutory');
  t.strictSame(
    Object.fromEntries(statutory.map(({ id, length }) => [id, `${length.count} ${length.unit}`])),
    STATUTORY,
  );
});

t.test('every period cites an article, and only a proposal rests on practice', async (t) => {
  for (const { id, law, origin, extensions = [] } of PERIODS) {
    for (const [name, article] of [...law, ...extensions.map((extension) => extension.law)]) {
      t.ok(name in LAWS, id);
      const practice = name === 'courtPractice';
      t.equal(practice, origin === 'proposal', `${id} ${name}`);
      t.match(article, practice ? /^\d{3}-\d{2}$/ : /^\d{1,3}$/, `${id} ${article}`);
    }
  }
});

t.test(
  'a length that a court sets has a range around what is proposed, others have none',
  async (t) => {
    for (const { id, origin, setting, length } of PERIODS) {
      t.equal(setting === undefined, origin === 'statutory', id);
      if (setting !== undefined)
        t.ok(setting.least <= length.count && length.count <= setting.most, id);
    }
  },
);

t.test('names are told apart, in each language', async (t) => {
  for (const language of LANGUAGES) {
    const names = PERIODS.map(({ name }) => name[language]);
    t.equal(new Set(names).size, names.length, language);
  }
  const ids = Object.values(PERIOD_GROUPS).flatMap((group) => Object.keys(group));
  t.equal(new Set(ids).size, ids.length, 'no id in two groups');
  t.same([...ids].sort(), PERIODS.map(({ id }) => id as string).sort());
});

t.test('a name is a period only if it is in the table', async (t) => {
  for (const { id } of PERIODS) {
    t.ok(isPeriodId(id));
    t.equal(periodRule(id).id, id);
  }
  for (const text of ['', 'toString', 'FilingReview']) {
    t.notOk(isPeriodId(text), text);
    t.throws(() => periodRule(text as 'answer'), TypeError, text);
  }
});

t.test('every fact and every cause belongs to a period', async (t) => {
  const used = new Set<string>(
    PERIODS.flatMap((rule) => [
      rule.start,
      ...(rule.suspendedBy ?? []),
      ...(rule.restartedBy ?? []),
      ...(rule.endedBy ?? []),
    ]),
  );
  for (const name of [START_FACTS, SUSPENSION_CAUSES, RESTART_CAUSES, CUTOFF_CAUSES].flatMap(
    (table) => Object.keys(table),
  ))
    t.ok(used.has(name), name);
});

t.test('nothing moves what the law calls invariable, nor hours and working days', async (t) => {
  for (const rule of PERIODS) {
    const { suspendedBy = [], restartedBy = [], extensions = [], counting, length } = rule;
    const moved = suspendedBy.length + restartedBy.length + extensions.length;
    if (rule.fixed === true) t.equal(moved, 0, rule.id);
    if (length.unit === 'workingDays') t.equal(suspendedBy.length, 0, rule.id);
    if (counting !== 'forward') t.equal(moved, 0, rule.id);
    t.equal(length.unit === 'hours', counting === 'nextHour' || counting === 'elapsed', rule.id);
    if (counting === 'backward') t.equal(length.unit, 'days', rule.id);
  }
});

t.test('every period is computed and explained in one sentence with its articles', async (t) => {
  for (const rule of PERIODS) {
    const deadline = computeDeadline(
      rule,
      { at: '2026-03-02T10:20:00+08:00' },
      { calendar: CALENDAR },
    );
    t.equal(deadline.state, 'running', rule.id);
    for (const language of LANGUAGES) {
      const sentence = explainDeadline(deadline, language);
      t.ok(sentence.startsWith(rule.name[language]), sentence);
      t.notMatch(sentence, /undefined|NaN|\bnull\b|，，|, ,/, sentence);
      t.match(sentence, language === 'en' ? /\)\.$/ : /）。$/, sentence);
      const stops = sentence.replaceAll(/ arts?\. /g, ' ').match(/。|\.(?:\s|$)/g);
      t.equal(stops?.length, 1, sentence);
      for (const [law, article] of rule.law) {
        t.ok(sentence.includes(LAWS[law][language]), sentence);
        if (law !== 'courtPractice')
          t.match(sentence, language === 'en' ? article : `第${article}条`, sentence);
      }
    }
  }
});
