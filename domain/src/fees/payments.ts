import { text } from '../deadlines/wording.ts';
import type { AskedFee } from './choices.ts';
import { interpretation, measures, measuresItem, together } from './law.ts';
import type { ApplicationTime } from './matter.ts';
import type { FeeMatter } from './matters.ts';
import type { FeeNote, FeePayment, FeeRange } from './quote.ts';

type Terms = Omit<FeePayment, 'amount'>;

const onNotice = text(
  '自接到法院交纳诉讼费用通知次日起7日内',
  'Within 7 days, counted from the day after the court’s notice of the fee',
);
const PLAINTIFF: Terms = {
  ...{ who: text('原告', 'The plaintiff'), when: onNotice },
  ...{ law: measures(20, 22), prepaid: true },
};
const AT_FIRST: Readonly<Record<AskedFee['side'], Terms>> = {
  plaintiff: PLAINTIFF,
  counterclaim: {
    who: text('提起反诉的被告', 'The defendant who counterclaims'),
    when: text(
      '自提起反诉次日起7日内',
      'Within 7 days, counted from the day after the counterclaim',
    ),
    ...{ law: measures(20, 22), prepaid: true },
  },
  thirdParty: {
    who: text('有独立请求权的第三人', 'The third party with a claim of his own'),
    when: text('按法院交费通知的期限', 'As the court’s notice says'),
    ...{ law: measures(20), prepaid: true },
  },
};
const APPEAL: Terms = {
  who: text(
    '上诉人（各方都上诉的，分别预交；同一方多人共同上诉的，只预交一份）',
    'Who appeals (each side for its own appeal; several of one side who appeal together pay once)',
  ),
  when: text(
    '提交上诉状时；上诉期内没有预交的，自接到法院通知起7日内',
    'With the appeal; if it is not paid in the time for appeal, within 7 days of the court’s notice',
  ),
  law: together(measures(22), interpretation(202)),
  prepaid: true,
};
const RETRIAL: Terms = {
  who: text(
    '申请再审的当事人（双方都申请的，分别预交）',
    'Who applies for retrial (both, if both do)',
  ),
  when: text(
    '法院决定再审以后，按交费通知的期限',
    'Once the court orders the retrial, as its notice says',
  ),
  ...{ law: measures(23), prepaid: true },
};
const applicant = text('申请人', 'The applicant');
const APPLICATION: Readonly<Record<ApplicationTime, Terms>> = {
  atApplication: {
    who: applicant,
    when: text(
      '提出申请时，或者在法院指定的期限内',
      'With the application, or when the court says',
    ),
    ...{ law: measures(20, 22), prepaid: true },
  },
  afterEnforcement: {
    who: text('被执行人', 'The party enforced against'),
    when: text(
      '执行后交纳，申请人不用预交',
      'After enforcement; the applicant pays nothing in advance',
    ),
    ...{ law: measures(20, 38), prepaid: false },
  },
  afterLiquidation: {
    who: text('从破产财产中拨付', 'Out of the estate'),
    when: text(
      '清算后交纳，申请人不用预交',
      'After liquidation; the applicant pays nothing in advance',
    ),
    ...{ law: measures(20, 42), prepaid: false },
  },
  ifItFails: {
    who: text('提出异议的当事人', 'The party who objects'),
    when: text('裁定异议不成立以后', 'Once the objection is ruled to fail'),
    ...{ law: measuresItem(13, 6), prepaid: false },
  },
};

/** Who pays the fee when, before relief and wages are looked at. */
export function termsOf(matter: FeeMatter, asked: AskedFee): Terms {
  if (matter.suit !== true) return APPLICATION[matter.paid ?? 'atApplication'];
  if (asked.instance === 'appeal') return APPEAL;
  return asked.instance === 'retrial' ? RETRIAL : AT_FIRST[asked.side];
}

const SUPPLEMENT: Terms = {
  who: text('原告', 'The plaintiff'),
  when: text(
    '转为普通程序的，自接到法院补交通知起7日内补交；无正当理由没有补足的，按撤诉处理，已交的退还一半',
    'Topped up within 7 days of the court’s notice that the case goes on in ordinary procedure; if it is not without good reason, the suit counts as withdrawn and half of what was paid is refunded',
  ),
  ...{ law: interpretation(199), prepaid: true },
};

/** What is paid: at once, and topped up when a summary case becomes an ordinary one; or only at the end. */
export function paymentsOf(
  matter: FeeMatter,
  asked: AskedFee,
  sums: { readonly first: FeeRange; readonly supplement: FeeRange; readonly total: FeeRange },
): FeePayment[] {
  const terms = { ...termsOf(matter, asked), ...atTheEnd(asked) };
  const payments = terms.prepaid
    ? [
        { ...terms, amount: sums.first },
        { ...SUPPLEMENT, amount: sums.supplement },
      ]
    : [{ ...terms, amount: sums.total }];
  return payments.filter(({ amount }) => amount.most > 0);
}

/** Wages and deferment: nothing has to be paid in advance. */
function atTheEnd({ wages, relief, instance }: AskedFee): Partial<Terms> {
  if (relief?.kind === 'deferred') {
    const when = text('按准予缓交的期限', 'When the court said as it deferred the fee');
    return { when, law: measures(47, 49), prepaid: false };
  }
  if (!wages || instance !== 'first') return {};
  return {
    who: text('结案时负担费用的一方', 'Who bears the fee in the end'),
    when: text(
      '追索劳动报酬可以不预交，结案时交纳',
      'At the end: a claim for wages need not be paid for in advance',
    ),
    ...{ law: measures(20), prepaid: false },
  };
}

/** Who bears the fee in the end. */
export function borneBy(matter: FeeMatter, { outcome }: AskedFee) {
  if (outcome === 'mediated') {
    return {
      who: text(
        '由双方协商；协商不成的，由法院决定',
        'As the two agree; else as the court decides',
      ),
      law: measures(31),
    };
  }
  if (outcome === 'withdrawn') return WITHDRAWN[matter.group === 'administrative' ? 'act' : 'suit'];
  return matter.borne ?? LOSER;
}

const LOSER = {
  who: text(
    '由败诉方负担，胜诉方自愿承担的除外；部分胜诉的，由法院决定各自负担的数额',
    'Who loses, unless the winner chooses to; who wins in part, as the court divides it',
  ),
  law: measures(29),
};
const WITHDRAWN = {
  suit: { who: text('由申请撤诉的一方负担', 'Who withdraws'), law: measures(34) },
  act: {
    who: text(
      '由原告负担；被告改变或者撤销行政行为而撤诉的，由被告负担',
      'The plaintiff; the defendant, if he changed or revoked the act',
    ),
    law: measures(34),
  },
};

const DISMISSED: FeeNote = {
  text: text(
    '裁定不予受理、驳回起诉、驳回上诉的，不交纳案件受理费',
    'Where the court rules not to accept or to dismiss suit or appeal, no fee is charged',
  ),
  law: measuresItem(8, 2),
};
const RETRIED: FeeNote = {
  text: text(
    '再审案件不交纳案件受理费；只有凭新证据申请再审，或者一审后没有上诉又申请再审的除外',
    'A retrial is free, unless it was granted for new evidence, or to a party who did not appeal',
  ),
  law: measures(9),
};

/** Why nothing is charged; `undefined` where something is. */
export function freeBecause(matter: FeeMatter, asked: AskedFee): FeeNote | undefined {
  const { basis } = matter;
  if (basis.by === 'free') return { text: basis.what, law: basis.law };
  if (asked.instance === 'retrial' && asked.ground === 'other') return RETRIED;
  return asked.outcome === 'dismissed' ? DISMISSED : undefined;
}
