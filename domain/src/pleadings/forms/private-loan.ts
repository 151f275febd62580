import { text } from '../../deadlines/wording.ts';
import { EVIDENCE, GROUNDS, JURISDICTION, MEDIATION, MORE } from '../endings.ts';
import {
  choice,
  choices,
  day,
  line,
  list,
  money,
  option,
  PER,
  paragraph,
  rate,
  row,
  when,
  yesNo,
} from '../fields.ts';
import { PARTIES } from '../parties.ts';
import type { FormSection, PleadingForm } from '../schema.ts';
import { SECURITY_CLAIMS, SECURITY_ROWS } from './security.ts';

const INTEREST = when('claimInterest');

const interestPeriods = list(
  'interestPeriods',
  text(
    '利息按哪几段计算？本金或者利率变了就另起一段。',
    'Over which periods? Begin another when principal or rate changes.',
  ),
  {
    ...INTEREST,
    item: text('计息期间', 'Period'),
    max: 50,
    print: 'grid',
    help: text(
      '填了期间，利息由系统逐段算出并附明细。',
      'With periods given, the interest is worked out and a reckoning is attached.',
    ),
    fields: [
      money('principal', '计息本金', text('这段时间的本金？', 'Principal in this period?'), {
        need: 'required',
      }),
      day('from', '起', text('从哪天起？', 'From which day?'), { need: 'required' }),
      day('to', '止', text('到哪天止？', 'To which day?'), { need: 'required' }),
      rate('rate', '利率', text('利率是多少？', 'Which rate?'), { need: 'required' }),
      choice('per', '单位', text('年利率、月利率还是日利率？', 'A year, a month or a day?'), PER, {
        need: 'required',
      }),
    ],
  },
);

const YEAR = [option('365', '365天', '365 days'), option('360', '360天', '360 days')];

const claims: FormSection = {
  id: 'claims',
  heading: '诉讼请求',
  title: text('诉讼请求', 'What you claim'),
  rows: [
    row(
      'principal',
      '本金',
      'Principal',
      day('principalDay', '截至', text('欠款算到哪一天？', 'As of which day?'), {
        need: 'required',
      }),
      money(
        'principalOwed',
        '尚欠本金',
        text('对方还欠多少本金？', 'How much principal is still owed?'),
        {
          need: 'required',
          capital: true,
          help: text(
            '人民币；外币请在“其他请求”中说明。',
            'In renminbi; for another currency say so under other claims.',
          ),
        },
      ),
    ),
    row(
      'interest',
      '利息',
      'Interest',
      yesNo('claimInterest', '是否主张利息', text('要求对方付利息吗？', 'Do you claim interest?'), {
        need: 'required',
      }),
      interestPeriods,
      choice(
        'yearDays',
        '一年按',
        text('按日计息时，一年算多少天？', 'How many days has a year?'),
        YEAR,
        {
          ...INTEREST,
          help: text(
            '看合同怎么写；没写的，法律没有统一规定，常见为365天。',
            'See the contract; the law does not say. 365 is common.',
          ),
        },
      ),
      yesNo(
        'countLastDay',
        '截止日是否计息',
        text('最后一天算利息吗？', 'Does the last day bear interest?'),
        {
          ...INTEREST,
          inline: true,
        },
      ),
      day('interestDay', '截至', text('利息算到哪一天？', 'Interest as of which day?'), {
        ...INTEREST,
        need: 'required',
      }),
      money(
        'interestOwed',
        '欠利息',
        text('到那天欠多少利息？', 'How much interest is owed by then?'),
        {
          ...INTEREST,
          need: 'required',
          inline: true,
          capital: true,
        },
      ),
      paragraph(
        'interestMethod',
        '计算方式',
        text('用一两句话说明怎么算的。', 'Say in a sentence how it was reckoned.'),
        {
          ...INTEREST,
          max: 1000,
        },
      ),
      yesNo(
        'interestToPayment',
        '是否请求支付至实际清偿之日止',
        text('要求利息一直算到还清为止吗？', 'Interest until payment in full?'),
        { ...INTEREST, need: 'required' },
      ),
    ),
    row(
      'early',
      '是否要求提前还款或解除合同',
      'Early repayment',
      yesNo(
        'early',
        '',
        text('要求提前还款或者解除合同吗？', 'Do you ask for early repayment or termination?'),
      ),
      choices(
        'earlyKind',
        '请求',
        text('是哪一种？', 'Which?'),
        [
          option('accelerate', '提前还款（加速到期）', 'Early repayment'),
          option('terminate', '解除合同', 'Termination'),
        ],
        when('early'),
      ),
      paragraph('earlyReason', '理由', text('为什么？', 'Why?'), { ...when('early'), max: 500 }),
    ),
    ...SECURITY_CLAIMS,
  ],
};

const PROVIDED = [
  option('cash', '现金', 'Cash'),
  option('transfer', '转账', 'Transfer'),
  option('other', '其他', 'Other'),
];

const REPAYMENT = [
  option('equalInstalments', '等额本息', 'Equal instalments'),
  option('equalPrincipal', '等额本金', 'Equal principal'),
  option('bullet', '到期一次性还本付息', 'All at the end'),
  option('monthlyBullet', '按月计息、到期一次性还本', 'Interest monthly, principal at the end'),
  option('quarterlyBullet', '按季计息、到期一次性还本', 'Interest quarterly, principal at the end'),
  option('yearlyBullet', '按年计息、到期一次性还本', 'Interest yearly, principal at the end'),
  option('other', '其他', 'Other'),
];

const facts: FormSection = {
  id: 'facts',
  heading: '事实与理由',
  title: text('事实与理由', 'What happened'),
  rows: [
    row(
      'contract',
      '合同签订情况（名称、编号、签订时间、地点等）',
      'The contract',
      line(
        'contractName',
        '名称',
        text('叫什么？例如借条、借款合同。', 'What is it called? For example IOU.'),
      ),
      line('contractNumber', '编号', text('有编号吗？', 'Any number?'), { inline: true, max: 60 }),
      day('contractDay', '签订时间', text('哪天借的、哪天签的？', 'On which day was it made?'), {
        need: 'required',
        past: true,
        help: text('利率上限按这一天算。', 'The limit of the rate depends on this day.'),
      }),
      line('contractPlace', '签订地点', text('在哪里签的？', 'Where was it made?'), { max: 200 }),
    ),
    row(
      'sides',
      '签订主体',
      'Who made it',
      line('lender', '出借人', text('出借人是谁？', 'Who lent?'), { need: 'advised' }),
      line('borrower', '借款人', text('借款人是谁？', 'Who borrowed?'), {
        need: 'advised',
        inline: true,
      }),
    ),
    row(
      'amount',
      '借款金额',
      'The amount',
      money('agreedAmount', '约定', text('约定借多少？', 'How much was agreed?'), {
        need: 'required',
      }),
      money('providedAmount', '实际提供', text('实际给了多少？', 'How much was handed over?'), {
        need: 'required',
      }),
      yesNo(
        'deducted',
        '是否预先扣除利息',
        text('给钱时先扣了利息吗？', 'Was interest deducted beforehand?'),
      ),
      money('deductedAmount', '扣除金额', text('扣了多少？', 'How much?'), {
        ...when('deducted'),
        inline: true,
      }),
      choice('providedHow', '提供方式', text('怎么给的？', 'How was it handed over?'), PROVIDED, {
        need: 'advised',
      }),
      line(
        'providedOther',
        '其他方式',
        text('什么方式？', 'In which way?'),
        when('providedHow', 'other'),
      ),
    ),
    row(
      'term',
      '借款期限',
      'Term',
      yesNo('due', '是否到期', text('还款日到了吗？', 'Has repayment fallen due?'), {
        need: 'required',
      }),
      day('termFrom', '约定期限自', text('约定从哪天？', 'Agreed from?')),
      day('termTo', '至', text('约定到哪天还？没约定可不填。', 'Agreed to be repaid by?'), {
        inline: true,
      }),
    ),
    row(
      'rate',
      '借款利率',
      'Rate',
      yesNo('rateAgreed', '有无利息约定', text('约定利息了吗？', 'Was interest agreed?'), {
        words: ['有', '无'],
        need: 'required',
      }),
      rate('rate', '约定利率', text('约定的利率是多少？', 'Which rate was agreed?'), {
        ...when('rateAgreed'),
        need: 'required',
      }),
      choice('ratePer', '按', text('按年、按月还是按日？', 'A year, a month or a day?'), PER, {
        ...when('rateAgreed'),
        need: 'required',
        inline: true,
      }),
      line(
        'rateClause',
        '合同条款',
        text('写在第几条？没有可不填。', 'In which clause?'),
        when('rateAgreed'),
      ),
      yesNo(
        'overdueAgreed',
        '有无逾期利率约定',
        text('约定逾期利率了吗？', 'Was a rate for delay agreed?'),
        {
          words: ['有', '无'],
        },
      ),
      rate('overdueRate', '逾期利率', text('逾期利率是多少？', 'Which rate?'), {
        ...when('overdueAgreed'),
        need: 'required',
      }),
      choice('overduePer', '按', text('按年、按月还是按日？', 'A year, a month or a day?'), PER, {
        ...when('overdueAgreed'),
        need: 'required',
        inline: true,
      }),
      rate(
        'lprGiven',
        '一年期LPR',
        text(
          '当时的一年期LPR是多少？可在全国银行间同业拆借中心网站查到。',
          'What was the one-year LPR? The National Interbank Funding Center publishes it.',
        ),
        {
          when: { field: 'contractDay', lprUnknown: true },
          help: text(
            '合同成立于2020年8月20日以前的，填起诉时的；以后的，填合同成立时的。',
            'Of a loan made before 20 August 2020 that of the day of the suit; else that of the day of the contract.',
          ),
        },
      ),
    ),
    row(
      'provided',
      '借款提供时间',
      'When it was handed over',
      list(
        'provided',
        text('哪天给了多少？分几次给的，逐笔填。', 'When and how much? One line each.'),
        {
          item: text('提供', 'Payment'),
          max: 50,
          print: 'lines',
          need: 'advised',
          fields: [
            day('day', '时间', text('哪天？', 'Which day?'), { need: 'required', past: true }),
            money('amount', '金额', text('多少？', 'How much?'), {
              need: 'required',
              inline: true,
            }),
          ],
        },
      ),
    ),
    row(
      'repayment',
      '还款方式',
      'Manner of repayment',
      choice('repayment', '', text('约定怎么还？', 'How was it to be repaid?'), REPAYMENT),
      line(
        'repaymentOther',
        '其他方式',
        text('什么方式？', 'In which way?'),
        when('repayment', 'other'),
      ),
    ),
    row(
      'repaid',
      '还款情况',
      'What was repaid',
      list('repaid', text('还过多少？没有还过可跳过。', 'What was repaid? Skip if nothing.'), {
        item: text('还款', 'Repayment'),
        max: 100,
        print: 'lines',
        fields: [
          day('day', '时间', text('哪天？', 'Which day?'), { need: 'required', past: true }),
          money('principal', '本金', text('其中本金？', 'Principal?'), { inline: true }),
          money('interest', '利息', text('其中利息？', 'Interest?'), { inline: true }),
        ],
      }),
    ),
    row(
      'overdue',
      '是否存在逾期还款',
      'Delay',
      yesNo('overdue', '', text('对方逾期了吗？', 'Is the borrower in delay?')),
      day('overdueSince', '逾期起始', text('从哪天起？', 'Since which day?'), {
        ...when('overdue'),
        past: true,
      }),
      paragraph(
        'reminders',
        '催要情况',
        text('催过吗？什么时候、怎么催的？', 'Did you ask for repayment? When and how?'),
        {
          ...when('overdue'),
          max: 1000,
        },
      ),
    ),
    ...SECURITY_ROWS,
    MORE,
    GROUNDS,
    EVIDENCE,
  ],
};

export const PRIVATE_LOAN: PleadingForm = {
  id: 'privateLoan',
  edition: 1,
  name: text('民间借贷纠纷', 'Private loan'),
  title: '民事起诉状',
  cause: '民间借贷纠纷',
  sections: [PARTIES, claims, JURISDICTION, facts, MEDIATION],
  checks: [
    'defendantDistinguishable',
    'sameParty',
    'loanInterestAgreed',
    'loanDeducted',
    'loanProvided',
    'loanNotDue',
    'loanRateLimit',
    'loanInterestFigure',
    'loanTotalLimit',
    'claimTotal',
    'evidenceListed',
  ],
};
