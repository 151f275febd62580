import t from 'tap';
import {
  computeDeadline,
  daysBetween,
  daysLeft,
  deadlineStanding,
  isInTime,
  type PeriodId,
  parseDay,
  periodRule,
} from '../../src/deadlines/index.ts';
import { CALENDAR } from '../support/holidays.ts';
import { type Facts, running } from '../support/running.ts';

const lastDay = (id: PeriodId, day: string, facts: Facts = {}) =>
  running(id, { day }, facts).lastDay;

/** The examples that people get wrong, each with its reason. */
const HARD: readonly (readonly [why: string, id: PeriodId, start: string, last: string, Facts?])[] =
  [
    ['the day itself does not count', 'filingReview', '2026-11-20', '2026-11-27'],
    ['a Saturday gives way to Monday', 'filingReview', '2026-11-21', '2026-11-30'],
    ['a Sunday gives way to Monday', 'filingReview', '2026-11-22', '2026-11-30'],
    ['holidays inside count, at the end they do not', 'filingReview', '2026-02-09', '2026-02-24'],
    ['holidays inside count', 'answer', '2026-02-11', '2026-02-26'],
    [
      'a Saturday that is worked is a day like any other',
      'filingReview',
      '2026-02-07',
      '2026-02-14',
    ],
    ['a Sunday that is worked, over New Year', 'filingReview', '2025-12-28', '2026-01-04'],
    ['a Wednesday that is off', 'appealJudgment', '2026-09-22', '2026-10-08'],
    ['the make-up Saturday after the holiday', 'appealRuling', '2026-09-30', '2026-10-10'],
    ['a ruling has ten days', 'appealRuling', '2026-11-20', '2026-11-30'],
    ['Labour Day', 'feePayment', '2026-04-28', '2026-05-06'],
    ['thirty days into the National Day week', 'confirmationRequest', '2026-09-05', '2026-10-08'],
    [
      'a month without that day ends with its last; that Saturday is worked',
      'hearingResumption',
      '2026-01-31',
      '2026-02-28',
    ],
    ['two years from 29 February', 'enforcementRequest', '2024-02-29', '2026-02-28'],
    ['six months from 31 August', 'trialOrdinary', '2025-08-31', '2026-02-28'],
    [
      'an extension does not lose what a short month took',
      'trialOrdinary',
      '2025-08-31',
      '2026-08-31',
      { extensions: [{ ground: 'president', by: { count: 6, unit: 'months' } }] },
    ],
    [
      'three working days over a holiday with a make-up Saturday',
      'mediatorAcceptance',
      '2026-02-13',
      '2026-02-25',
    ],
    ['two working days from a Friday', 'mediatorChoice', '2026-11-20', '2026-11-24'],
    ['a working day after a Saturday is Monday', 'identityReview', '2026-11-21', '2026-11-23'],
    [
      'filing review begins anew the day after the correction is received',
      'filingReview',
      '2026-11-02',
      '2026-11-17',
      {
        suspensions: [{ cause: 'correctionPending', from: '2026-11-04', to: '2026-11-10' }],
        restarts: [{ cause: 'correctionReceived', day: '2026-11-10' }],
      },
    ],
    [
      'a second correction begins it once more',
      'filingReview',
      '2026-11-02',
      '2026-11-19',
      {
        restarts: [
          { cause: 'correctionReceived', day: '2026-11-12' },
          { cause: 'correctionReceived', day: '2026-11-06' },
        ],
      },
    ],
    [
      'appraisal does not count into mediation before filing',
      'mediationBeforeFiling',
      '2026-11-02',
      '2026-12-14',
      { suspensions: [{ cause: 'appraisal', from: '2026-11-10', to: '2026-11-19' }] },
    ],
    [
      'parties prolong mediation',
      'mediationSummary',
      '2026-11-02',
      '2026-11-19',
      { extensions: [{ ground: 'parties', by: { count: 10, unit: 'days' } }] },
    ],
    [
      'an objection to jurisdiction stops the evidence period',
      'evidenceOrdinary',
      '2026-11-02',
      '2026-11-27',
      { suspensions: [{ cause: 'jurisdiction', from: '2026-11-09', to: '2026-11-18' }] },
    ],
    [
      'the exchange of evidence ends it, on a Sunday too',
      'evidenceOrdinary',
      '2026-11-02',
      '2026-11-15',
      { cutoff: { cause: 'evidenceExchange', day: '2026-11-15' } },
    ],
    ['the court sets thirty days', 'evidenceOrdinary', '2026-11-02', '2026-12-02', { setting: 30 }],
    [
      'announcement, appraisal and stay do not count into the trial',
      'trialSummary',
      '2026-01-15',
      '2026-06-08',
      {
        suspensions: [
          { cause: 'announcement', from: '2026-01-20', to: '2026-02-18' },
          { cause: 'appraisal', from: '2026-03-01', to: '2026-03-20' },
          { cause: 'stayed', from: '2026-03-16', to: '2026-03-23' },
        ],
      },
    ],
    [
      'the right to enforcement stands still only in its last six months',
      'enforcementRequest',
      '2024-03-10',
      '2026-03-10',
      { suspensions: [{ cause: 'forceMajeure', from: '2024-06-01', to: '2024-08-31' }] },
    ],
    [
      'of an obstacle that began earlier only what falls into them counts',
      'enforcementRequest',
      '2024-03-10',
      '2026-03-31',
      { suspensions: [{ cause: 'forceMajeure', from: '2025-08-01', to: '2025-10-01' }] },
    ],
    [
      'a promise to pay begins the two years anew',
      'enforcementRequest',
      '2023-05-06',
      '2026-11-20',
      { restarts: [{ cause: 'performancePromised', day: '2024-11-20' }] },
    ],
    [
      'a promise on the last day is in time',
      'enforcementRequest',
      '2022-05-06',
      '2026-05-06',
      { restarts: [{ cause: 'performancePromised', day: '2024-05-06' }] },
    ],
    [
      'a promise after the end begins nothing',
      'enforcementRequest',
      '2023-05-06',
      '2025-05-06',
      { restarts: [{ cause: 'performancePromised', day: '2025-05-07' }] },
    ],
    [
      'who was hindered is given more days',
      'appealJudgment',
      '2026-11-02',
      '2026-11-20',
      { extensions: [{ ground: 'postponement', by: { count: 3, unit: 'days' } }] },
    ],
    [
      'three whole days lie between the notice and the hearing',
      'hearingNotice',
      '2026-11-27',
      '2026-11-23',
    ],
  ];

t.test('hard examples', async (t) => {
  for (const [why, id, start, last, facts] of HARD) {
    const deadline = running(id, { day: start }, facts);
    t.equal(deadline.lastDay, last, `${id} from ${start}: ${why}`);
    t.equal(deadline.dueAt, `${last}T23:59:59.999+08:00`, 'to the end of the day in Beijing');
    t.same(deadline.unknownYears, [], 'nothing unknown');
  }
});

t.test(
  'an announcement of thirty days passes on to the answer the day after it ends',
  async (t) => {
    const announced = lastDay('announcement', '2026-11-02');
    t.equal(announced, '2026-12-02');
    t.equal(lastDay('answer', announced), '2026-12-17');
  },
);

t.test('the start falls on the day that it is in Beijing', async (t) => {
  const deadline = running('filingReview', { at: '2026-11-19T16:30:00Z' });
  t.match(deadline.start, {
    day: '2026-11-20',
    at: '2026-11-19T16:30:00Z',
    fact: 'complaintReceived',
  });
  t.equal(deadline.lastDay, '2026-11-27');
});

t.test('hours run from the next full hour and through the weekend', async (t) => {
  const ruling = (at: string) => running('preservationRuling', { at }).dueAt;
  t.equal(ruling('2026-11-20T16:20:00+08:00'), '2026-11-22T17:00:00.000+08:00');
  t.equal(ruling('2026-11-20T16:00:00+08:00'), '2026-11-22T17:00:00.000+08:00');
  t.equal(ruling('2026-11-20T15:59:59Z'), '2026-11-23T00:00:00.000+08:00');
});

t.test('a reading window is so many hours by the clock, as the court sets them', async (t) => {
  const start = { at: '2026-11-20T16:20:30+08:00' };
  t.equal(running('readingWindow', start).dueAt, '2026-11-21T16:20:30.000+08:00');
  t.equal(running('readingWindow', start, { setting: 72 }).dueAt, '2026-11-23T16:20:30.000+08:00');
  t.throws(() => running('readingWindow', { day: '2026-11-20' }), { code: 'INPUT_INVALID' });
});

t.test(
  'a year without published holidays is computed as far as it is known, and said',
  async (t) => {
    const deadline = running('appealJudgment', { day: '2026-12-17' });
    t.equal(deadline.lastDay, '2027-01-04', 'New Year’s Day and the weekend are off in any year');
    t.same(deadline.unknownYears, [2027]);
    t.same(running('appealJudgment', { day: '2026-12-16' }).unknownYears, [], 'ends in 2026');
    t.same(running('retrialRequest', { day: '2026-08-31' }).lastDay, '2027-03-01');
    t.same(running('mediatorAcceptance', { day: '2026-12-30' }).unknownYears, [2027]);
  },
);

t.test('while something stops the period there is no end, only what is left', async (t) => {
  const deadline = computeDeadline(
    periodRule('trialSpecial'),
    { day: '2026-11-02' },
    { calendar: CALENDAR, suspensions: [{ cause: 'stayed', from: '2026-11-10' }] },
  );
  t.match(deadline, { state: 'suspended', since: '2026-11-10', daysLeft: 23 });
  t.notOk('dueAt' in deadline);
  const resumed = running(
    'trialSpecial',
    { day: '2026-11-02' },
    {
      suspensions: [{ cause: 'stayed', from: '2026-11-10', to: '2026-11-19' }],
    },
  );
  t.equal(daysBetween(parseDay('2026-11-19'), resumed.lastDay), 25, '23 days and a weekend');
  const over = running(
    'trialSpecial',
    { day: '2026-01-05' },
    {
      suspensions: [{ cause: 'stayed', from: '2026-03-02' }],
    },
  );
  t.equal(over.lastDay, '2026-02-04', 'what began after the end stops nothing');
});

t.test('the exchange of evidence ends a period that stood still', async (t) => {
  const deadline = running(
    'evidenceOrdinary',
    { day: '2026-11-02' },
    {
      suspensions: [{ cause: 'jurisdiction', from: '2026-11-04' }],
      cutoff: { cause: 'evidenceExchange', day: '2026-12-10' },
    },
  );
  t.equal(deadline.lastDay, '2026-12-10');
});

t.test('each step of the way is told', async (t) => {
  const deadline = running(
    'trialSummary',
    { day: '2026-01-15' },
    {
      extensions: [{ ground: 'president', by: { count: 1, unit: 'months' } }],
      suspensions: [{ cause: 'announcement', from: '2026-01-20', to: '2026-02-18' }],
    },
  );
  t.same(deadline.steps, [
    { step: 'started', day: '2026-01-15' },
    { step: 'counted', firstDay: '2026-01-16', lastDay: '2026-04-15' },
    {
      step: 'extended',
      ground: 'president',
      by: { count: 1, unit: 'months' },
      lastDay: '2026-05-15',
    },
    {
      step: 'suspended',
      cause: 'announcement',
      from: '2026-01-20',
      to: '2026-02-18',
      days: 30,
      lastDay: '2026-06-14',
    },
    { step: 'shifted', from: '2026-06-14', lastDay: '2026-06-15' },
  ]);
});

t.test('what the period does not know is refused', async (t) => {
  const refused: readonly (readonly [string, PeriodId, Facts])[] = [
    ['too short', 'evidenceOrdinary', { setting: 14 }],
    ['too long', 'evidenceSummary', { setting: 16 }],
    ['no whole number', 'readingReview', { setting: 1.5 }],
    ['not a court’s to set', 'appealJudgment', { setting: 15 }],
    [
      'nothing stops an appeal',
      'appealJudgment',
      { suspensions: [{ cause: 'settlement', from: '2026-11-03' }] },
    ],
    [
      'nothing begins an appeal anew',
      'appealJudgment',
      { restarts: [{ cause: 'claimChanged', day: '2026-11-03' }] },
    ],
    [
      'no exchange ends an answer',
      'answer',
      { cutoff: { cause: 'evidenceExchange', day: '2026-11-10' } },
    ],
    [
      'parties do not prolong a trial',
      'trialSummary',
      { extensions: [{ ground: 'parties', by: { count: 1, unit: 'months' } }] },
    ],
    [
      'a month twice',
      'trialSummary',
      {
        extensions: [
          { ground: 'president', by: { count: 1, unit: 'months' } },
          { ground: 'president', by: { count: 1, unit: 'months' } },
        ],
      },
    ],
    [
      'in days, where the law counts months',
      'trialSummary',
      { extensions: [{ ground: 'president', by: { count: 31, unit: 'days' } }] },
    ],
    [
      'by nothing',
      'mediationSummary',
      { extensions: [{ ground: 'parties', by: { count: 0, unit: 'days' } }] },
    ],
    [
      'by hours',
      'mediationSummary',
      { extensions: [{ ground: 'parties', by: { count: 5, unit: 'hours' } }] },
    ],
    [
      'by working days',
      'mediationSummary',
      { extensions: [{ ground: 'parties', by: { count: 5, unit: 'workingDays' } }] },
    ],
    [
      'the six months of retrial do not move',
      'retrialRequest',
      { extensions: [{ ground: 'postponement', by: { count: 1, unit: 'days' } }] },
    ],
    [
      'a court’s own period is not postponed',
      'judgmentDelivery',
      { extensions: [{ ground: 'postponement', by: { count: 1, unit: 'days' } }] },
    ],
    [
      'a suspension backwards',
      'trialSummary',
      { suspensions: [{ cause: 'stayed', from: '2026-11-10', to: '2026-11-09' }] },
    ],
    [
      'a restart before the start',
      'filingReview',
      { restarts: [{ cause: 'correctionReceived', day: '2026-11-01' }] },
    ],
    [
      'an exchange before the start',
      'evidenceOrdinary',
      { cutoff: { cause: 'evidenceExchange', day: '2026-11-01' } },
    ],
    [
      'a day that is none',
      'trialSummary',
      { suspensions: [{ cause: 'stayed', from: '2026-11-31' }] },
    ],
  ];
  for (const [why, id, facts] of refused)
    t.throws(() => running(id, { day: '2026-11-02' }, facts), { code: 'INPUT_INVALID' }, why);
  t.throws(() => running('answer', { at: '2026-11-02' }), { code: 'INPUT_INVALID' }, 'no instant');
  t.throws(() => running('answer', { day: '2026-11-02T10:00:00Z' }), { code: 'INPUT_INVALID' });
});

t.test('a calendar on which nobody works is a mistake of the program', async (t) => {
  const never = { isWorkingDay: () => false, knowsYear: () => true };
  t.throws(() => running('answer', { day: '2026-11-02' }, {}, never), TypeError);
});

t.test('an act is in time to the last millisecond of the day in Beijing', async (t) => {
  const deadline = running('filingReview', { day: '2026-11-20' });
  t.ok(isInTime(deadline, '2026-11-27T15:59:59.999Z'));
  t.notOk(isInTime(deadline, '2026-11-27T16:00:00Z'));
});

t.test('a deadline is running, on its last day, or overdue', async (t) => {
  const deadline = running('filingReview', { day: '2026-11-20' });
  for (const [at, standing, left] of [
    ['2026-11-26T15:59:59Z', 'running', 1],
    ['2026-11-26T16:00:00Z', 'lastDay', 0],
    ['2026-11-27T15:59:59Z', 'lastDay', 0],
    ['2026-11-27T16:00:00Z', 'overdue', -1],
  ] as const) {
    t.equal(deadlineStanding(deadline, at), standing, at);
    t.equal(daysLeft(deadline, at), left, at);
  }
  const stayed = computeDeadline(
    periodRule('trialSpecial'),
    { day: '2026-11-02' },
    { calendar: CALENDAR, suspensions: [{ cause: 'stayed', from: '2026-11-10' }] },
  );
  t.equal(deadlineStanding(stayed, '2027-11-26T15:59:59Z'), 'suspended');
  t.equal(daysLeft(stayed, '2027-11-26T15:59:59Z'), 23);
});

t.test('the same facts give the same deadline, and nothing given is changed', async (t) => {
  const suspensions = Object.freeze([
    Object.freeze({ cause: 'stayed', from: '2026-03-20', to: '2026-03-23' } as const),
    Object.freeze({ cause: 'announcement', from: '2026-01-20', to: '2026-02-18' } as const),
  ]);
  const compute = () => running('trialOrdinary', { day: '2026-01-15' }, { suspensions });
  t.same(compute(), compute());
});
