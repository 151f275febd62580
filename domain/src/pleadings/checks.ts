import { addDays, type CalendarDay, parseDay } from '../deadlines/day.ts';
import { text, type Wording } from '../deadlines/wording.ts';
import { checkCitizenNumber } from '../identity/citizen-number.ts';
import { checkCreditCode } from '../identity/credit-code.ts';
import { NUMBER_FAULTS } from '../identity/number-check.ts';
import type { Fen } from '../money.ts';
import { formatFen } from './amount.ts';
import { pruneAnswers } from './answers.ts';
import { loanInterest, loanLimit } from './figures.ts';
import { type Basis, basisText } from './law.ts';
import { formatPpm, type Rate, yearlyPpm } from './rate.ts';
import type { Answers, CheckId, PleadingForm } from './schema.ts';
import { type FieldPath, isGiven, itemsOf, type Place, places } from './walk.ts';

/** Something worth a look. A remark explains and never refuses: the person may submit all the same. */
export interface Remark {
  /** `missing`: required and not there; `doubt`: probably not meant so; `note`: good to know. */
  readonly weight: 'missing' | 'doubt' | 'note';
  /** `field` for what a field's own kind says. */
  readonly check: CheckId | 'field';
  readonly path: FieldPath;
  readonly text: Wording;
  readonly basis?: Wording;
}

/** All remarks on the answers as of a day in Beijing, in the order of the form, then those of the whole. */
export function checkAnswers(form: PleadingForm, answers: Answers, today: CalendarDay): Remark[] {
  const pruned = pruneAnswers(form, answers);
  const own = [...places(form, pruned)].flatMap((place) => fieldRemarks(place, today));
  return [...own, ...form.checks.flatMap((check) => CHECKS[check](pruned, today))];
}

function fieldRemarks({ field, path, answer }: Place, today: CalendarDay): Remark[] {
  const say = (weight: Remark['weight'], words: Wording): Remark[] => [
    { weight, check: 'field', path, text: words },
  ];
  if (!isGiven(answer)) {
    if (field.need === 'required')
      return say('missing', text('这一项还没有填。', 'Not filled in yet.'));
    return field.need === 'advised'
      ? say(
          'note',
          text(
            '这一项一般需要填；不知道可以不填。',
            'Usually needed; leave it if you do not know.',
          ),
        )
      : [];
  }
  if (field.kind === 'day' && field.past === true && (answer as string) > today)
    return say('doubt', text('这一天还没有到，请核对。', 'This day is still to come.'));
  if (field.kind !== 'text' || field.format === undefined) return [];
  const found = FORMATS[field.format]?.(answer as string, today);
  return found === undefined ? [] : say('doubt', found);
}

/** Only what looks like such a number is held against its rule: a passport may stand in the same field. */
const FORMATS: Readonly<
  Record<string, (typed: string, today: CalendarDay) => Wording | undefined>
> = {
  citizenNumber: (typed, today) => {
    if (!/^\d{17}[\dXx]$/.test(typed)) return undefined;
    const found = checkCitizenNumber(typed, today);
    return found.outcome === 'fault' ? NUMBER_FAULTS[found.fault] : undefined;
  },
  creditCode: (typed) => {
    const found = checkCreditCode(typed);
    return found.outcome === 'fault' ? NUMBER_FAULTS[found.fault] : undefined;
  },
  phone: (typed) => (/^\+?[\d\s()-]{7,20}$/.test(typed) ? undefined : NUMBER_FAULTS.form),
  mail: (typed) => (/^\S+@\S+\.\S+$/.test(typed) ? undefined : NUMBER_FAULTS.form),
};

type Check = (answers: Answers, today: CalendarDay) => Remark[];

const money = (answers: Answers, id: string): Fen | undefined => answers[id] as Fen | undefined;
const dayOf = (answers: Answers, id: string) =>
  answers[id] === undefined ? undefined : parseDay(answers[id] as string);

function remark(
  check: CheckId,
  path: FieldPath,
  words: Wording,
  basis?: Basis,
  weight: Remark['weight'] = 'doubt',
): Remark[] {
  return [{ weight, check, path, text: words, ...(basis ? { basis: basisText(basis) } : {}) }];
}

const CHECKS: Readonly<Record<CheckId, Check>> = {
  defendantDistinguishable: ({ defendants }) =>
    itemsOf(defendants).flatMap((party, i) =>
      ['phone', 'address', 'residence', 'citizenNumber', 'seat', 'officePhone', 'creditCode'].some(
        (id) => isGiven(party[id]),
      )
        ? []
        : remark(
            'defendantDistinguishable',
            ['defendants', i],
            text(
              '只有名字，法院难以认定是哪一个人。请补充地址、电话或者证件号码中的至少一项。',
              'A name alone does not tell who it is: add an address, a telephone or a number.',
            ),
            ['registration', '6'],
          ),
    ),
  sameParty: ({ plaintiffs, defendants }) => {
    const numbers = itemsOf(plaintiffs).flatMap((party) => [party.citizenNumber, party.creditCode]);
    return itemsOf(defendants).flatMap((party, i) =>
      [party.citizenNumber, party.creditCode].some(
        (number) => isGiven(number) && numbers.includes(number),
      )
        ? remark(
            'sameParty',
            ['defendants', i],
            text(
              '被告的证件号码与原告相同，请核对。',
              'Plaintiff and defendant have the same number.',
            ),
          )
        : [],
    );
  },
  evidenceListed: ({ evidence }) =>
    isGiven(evidence)
      ? []
      : remark(
          'evidenceListed',
          ['evidence'],
          text(
            '还没有列证据。起诉状应当写明证据和证据来源。',
            'No evidence is listed. A pleading names evidence and its source.',
          ),
          ['civilProcedure', '124'],
        ),
  claimTotal: (answers) => {
    const sum = sumOfClaims(answers);
    const total = money(answers, 'total');
    if (total === undefined || sum === total) return [];
    return remark(
      'claimTotal',
      ['total'],
      text(
        `各项请求加起来是${formatFen(sum)}元，标的总额写的是${formatFen(total)}元。`,
        `The claims add up to ${formatFen(sum)} yuan; the total says ${formatFen(total)}.`,
      ),
    );
  },
  loanInterestAgreed: ({ claimInterest, rateAgreed }) =>
    claimInterest === true && rateAgreed === false
      ? remark(
          'loanInterestAgreed',
          ['claimInterest'],
          text(
            '没有约定利息的，借期内的利息法院不予支持；逾期之后可以参照当时的一年期LPR主张逾期利息。',
            'Without an agreement no interest is awarded for the term; for delay it may be claimed by the one-year LPR of that time.',
          ),
          ['privateLending', '24', '28'],
        )
      : [],
  loanDeducted: (answers) =>
    answers.deducted === true &&
    (money(answers, 'principalOwed') ?? 0) > (money(answers, 'providedAmount') ?? 0)
      ? remark(
          'loanDeducted',
          ['principalOwed'],
          text(
            '利息预先在本金中扣除的，以实际出借的金额为本金。',
            'Where interest was deducted beforehand, the principal is what was handed over.',
          ),
          ['privateLending', '26'],
        )
      : [],
  loanProvided: (answers) => {
    const sum = itemsOf(answers.provided).reduce(
      (all, item) => all + ((item.amount as Fen) ?? 0),
      0,
    );
    const said = money(answers, 'providedAmount');
    return sum === 0 || said === undefined || sum === said
      ? []
      : remark(
          'loanProvided',
          ['provided'],
          text(
            `逐笔相加是${formatFen(sum)}元，与实际提供的${formatFen(said)}元不同。`,
            `The payments add up to ${formatFen(sum)} yuan, not ${formatFen(said)}.`,
          ),
        );
  },
  loanNotDue: ({ due, early }) =>
    due === false && early !== true
      ? remark(
          'loanNotDue',
          ['due'],
          text(
            '借款没有到期，又没有要求提前还款，请核对。',
            'The loan is not due and early repayment is not asked for.',
          ),
        )
      : [],
  loanRateLimit: checkLoanRate,
  loanInterestFigure: (answers, today) => {
    const figure = loanInterest(answers, today);
    const owed = money(answers, 'interestOwed');
    if (figure === undefined || owed === undefined || owed <= figure.total) return [];
    return remark(
      'loanInterestFigure',
      ['interestOwed'],
      text(
        `按所填期间和利率算出的利息是${formatFen(figure.total)}元，请求的是${formatFen(owed)}元。`,
        `The periods and rates give ${formatFen(figure.total)} yuan of interest; ${formatFen(owed)} are claimed.`,
      ),
    );
  },
  loanTotalLimit: (answers) =>
    answers.claimInterest === true && answers.claimCosts === true
      ? remark(
          'loanTotalLimit',
          ['costs'],
          text(
            '逾期利息、违约金和其他费用可以一并主张，但总计不得超过一年期LPR的四倍。',
            'Interest for delay, penalty and other costs may be claimed together, up to four times the one-year LPR in all.',
          ),
          ['privateLending', '29'],
          'note',
        )
      : [],
  labourArbitration: ({ arbitrated }) =>
    arbitrated === false
      ? remark(
          'labourArbitration',
          ['arbitrated'],
          text(
            '劳动争议一般要先申请劳动仲裁，不服裁决的再起诉。',
            'A labour dispute ordinarily goes to arbitration first.',
          ),
          ['labourDisputes', '5'],
        )
      : [],
  labourTerm: (answers, today) => {
    const received = dayOf(answers, 'awardReceived');
    return received === undefined || today <= addDays(received, 15)
      ? []
      : remark(
          'labourTerm',
          ['awardReceived'],
          text(
            '看起来已经超过收到裁决书之日起十五日；最后一天是节假日的顺延，以法院计算为准。',
            'Fifteen days from receipt of the award seem to be over; a last day that is a holiday moves on, and the court counts.',
          ),
          ['labourDisputes', '48', '50'],
        );
  },
};

function checkLoanRate(answers: Answers, today: CalendarDay): Remark[] {
  const limit = loanLimit(answers, today);
  if (limit === undefined) return [];
  const rates: readonly (readonly [string, string])[] = [
    ['rate', 'ratePer'],
    ['overdueRate', 'overduePer'],
  ];
  return rates.flatMap(([id, unit]) => {
    if (answers[id] === undefined || answers[unit] === undefined) return [];
    const rate = { ppm: answers[id], per: answers[unit] } as Rate;
    const yearly = yearlyPpm(rate, answers.yearDays === '360' ? 360 : 365);
    if (yearly <= limit.ppm) return [];
    return remark(
      'loanRateLimit',
      [id],
      text(
        `折合年利率${formatPpm(yearly)}，超过一年期LPR ${formatPpm(limit.quote.rate)}的四倍即${formatPpm(limit.ppm)}，超过部分法院不予支持。`,
        `${formatPpm(yearly)} a year is more than ${formatPpm(limit.ppm)}, four times the one-year LPR of ${formatPpm(limit.quote.rate)}; the excess is not awarded.`,
      ),
      ['privateLending', '25', '28', '31'],
    );
  });
}

/** Every amount that is claimed beside its total; a claim that a changed answer took away is pruned and does not count. */
const CLAIMED = [
  'principalOwed',
  'interestOwed',
  'costs',
  'priceOwed',
  'delayOwed',
  'damages',
  'wagesAmount',
  'doubleAmount',
  'overtimeAmount',
  'leaveAmount',
  'insuranceAmount',
  'compensationAmount',
  'unlawfulAmount',
  'otherAmount',
] as const;

/** The amounts claimed, added up; proposed as 标的总额. */
export function sumOfClaims(answers: Answers): Fen {
  const single = CLAIMED.reduce((sum, id) => sum + (money(answers, id) ?? 0), 0);
  return itemsOf(answers.claims).reduce((sum, item) => sum + ((item.amount as Fen) ?? 0), single);
}
