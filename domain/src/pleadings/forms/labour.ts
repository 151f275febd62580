import { text } from '../../deadlines/wording.ts';
import { EVIDENCE, GROUNDS, MEDIATION, MORE } from '../endings.ts';
import { choice, day, line, money, option, paragraph, row, when, yesNo } from '../fields.ts';
import { PARTIES } from '../parties.ts';
import type { FormRow, FormSection, PleadingForm } from '../schema.ts';

/** A claim of labour law: whether, how much, and the details the form asks for. */
function claim(id: string, label: string, en: string, ask: string, enAsk: string): FormRow {
  return row(
    id,
    label,
    en,
    yesNo(id, '', text(ask, enAsk)),
    money(`${id}Amount`, '金额', text('多少钱？', 'How much?'), { ...when(id), need: 'required' }),
    paragraph(
      `${id}Text`,
      '明细',
      text('怎么算的？哪段时间的？', 'How was it reckoned? For which time?'),
      {
        ...when(id),
        need: 'required',
        max: 1000,
      },
    ),
  );
}

const claims: FormSection = {
  id: 'claims',
  heading: '诉讼请求',
  title: text('诉讼请求', 'What you claim'),
  rows: [
    row(
      'side',
      '原告的身份',
      'Your side',
      choice(
        'side',
        '',
        text('您是劳动者还是用人单位？', 'Are you the worker or the employer?'),
        [option('worker', '劳动者', 'Worker'), option('employer', '用人单位', 'Employer')],
        { need: 'required' },
      ),
    ),
    ...[
      claim('wages', '是否主张工资支付', 'Wages', '要求支付工资吗？', 'Do you claim wages?'),
      claim(
        'double',
        '是否主张未签订书面劳动合同双倍工资',
        'Double wages',
        '没签书面劳动合同，要求双倍工资吗？',
        'Do you claim double wages for lack of a written contract?',
      ),
      claim(
        'overtime',
        '是否主张加班费',
        'Overtime',
        '要求加班费吗？',
        'Do you claim overtime pay?',
      ),
      claim(
        'leave',
        '是否主张未休年休假工资',
        'Leave not taken',
        '要求未休年休假的工资吗？',
        'Do you claim pay for leave not taken?',
      ),
      claim(
        'insurance',
        '是否主张未依法缴纳社会保险费造成的经济损失',
        'Social insurance',
        '因没缴社保受了损失，要求赔偿吗？',
        'Do you claim losses from unpaid social insurance?',
      ),
      claim(
        'compensation',
        '是否主张解除劳动合同经济补偿',
        'Severance',
        '要求解除劳动合同的经济补偿吗？',
        'Do you claim severance?',
      ),
      claim(
        'unlawful',
        '是否主张违法解除劳动合同赔偿金',
        'Unlawful dismissal',
        '要求违法解除的赔偿金吗？',
        'Do you claim damages for unlawful dismissal?',
      ),
    ].map((claimRow) => ({ ...claimRow, ...when('side', 'worker') })),
    row(
      'otherClaim',
      '其他请求',
      'Other claims',
      paragraph('otherClaims', '', text('还有其他请求吗？没有可不填。', 'Any other claim?')),
      money('otherAmount', '金额', text('其中涉及多少钱？没有可不填。', 'Which amount?')),
    ),
    row(
      'feeClaim',
      '诉讼费用承担',
      'Court costs',
      yesNo(
        'claimFees',
        '是否请求被告承担',
        text('要求对方承担诉讼费用吗？', 'Shall the other side bear the court costs?'),
      ),
    ),
    row(
      'preserved',
      '是否已经诉前保全',
      'Preservation before the suit',
      yesNo(
        'preserved',
        '',
        text('起诉前保全过对方的财产吗？', 'Was property preserved before the suit?'),
      ),
      line('preservedCourt', '保全法院', text('哪个法院？', 'Which court?'), when('preserved')),
      day('preservedDay', '保全时间', text('什么时候？', 'When?'), {
        ...when('preserved'),
        past: true,
      }),
    ),
    row(
      'total',
      '标的总额',
      'Total',
      money('total', '', text('各项请求合计多少钱？', 'What do the claims add up to?'), {
        capital: true,
      }),
    ),
  ],
};

const ENDED = [
  option('worker', '劳动者提出', 'By the worker'),
  option('employer', '用人单位提出', 'By the employer'),
  option('agreed', '协商一致', 'By agreement'),
  option('expired', '合同期满', 'By expiry'),
  option('not', '尚未解除或者终止', 'It goes on'),
];

const OVER = {
  when: { any: ['worker', 'employer', 'agreed', 'expired'].map((is) => ({ field: 'ended', is })) },
};

const facts: FormSection = {
  id: 'facts',
  heading: '事实与理由',
  title: text('事实与理由', 'What happened'),
  rows: [
    row(
      'contract',
      '劳动合同签订情况',
      'The contract',
      yesNo(
        'written',
        '是否签订书面劳动合同',
        text('签了书面劳动合同吗？', 'Is there a written contract?'),
        {
          need: 'required',
        },
      ),
      day('contractDay', '签订时间', text('哪天签的？', 'When was it signed?'), {
        ...when('written'),
        past: true,
      }),
      line('contractName', '合同名称', text('合同叫什么？', 'What is it called?'), when('written')),
      line('contractTerm', '合同期限', text('合同期限？', 'For which term?'), when('written')),
    ),
    row(
      'work',
      '劳动合同履行情况',
      'The work',
      day('entered', '入职时间', text('哪天入职的？', 'When did the work begin?'), {
        need: 'required',
        past: true,
      }),
      line('employer', '用人单位', text('用人单位是谁？', 'Who is the employer?'), {
        need: 'advised',
      }),
      line('job', '工作岗位', text('什么岗位？', 'Which job?')),
      line('workplace', '工作地点', text('在哪里上班？', 'Where?'), { inline: true, max: 200 }),
      money('agreedWage', '约定月工资', text('约定每月多少工资？', 'Agreed wage a month?')),
      money('paidWage', '实际领取月工资', text('实际每月拿到多少？', 'Wage received a month?'), {
        inline: true,
      }),
      paragraph(
        'wageParts',
        '工资构成',
        text('工资由哪些部分组成？', 'What does the wage consist of?'),
        {
          max: 500,
        },
      ),
      paragraph(
        'insured',
        '办理社会保险的时间及险种',
        text('什么时候办的社保？哪些险种？', 'Since when insured, and for what?'),
        {
          max: 500,
        },
      ),
      paragraph(
        'overtimeFacts',
        '加班情况',
        text('什么时间加班？付过多少？', 'When was overtime worked, and paid?'),
        {
          max: 1000,
        },
      ),
      paragraph('leaveFacts', '年休假情况', text('休过年休假吗？', 'Was leave taken?'), {
        max: 500,
      }),
    ),
    row(
      'end',
      '解除或者终止劳动关系情况',
      'The end',
      choice('ended', '', text('劳动关系怎么结束的？', 'How did it end?'), ENDED, {
        need: 'required',
      }),
      day('endedDay', '时间', text('哪天结束的？', 'When?'), { ...OVER, past: true }),
      paragraph('endedReason', '原因', text('什么原因？', 'Why?'), { ...OVER, max: 1000 }),
      money(
        'endedPaid',
        '已付经济补偿或者赔偿金',
        text('已经付过多少补偿？没有可不填。', 'What was paid already?'),
        OVER,
      ),
    ),
    row(
      'injury',
      '工伤情况',
      'Injury at work',
      yesNo('injured', '', text('有工伤吗？', 'Was there an injury at work?')),
      day('injuredDay', '发生时间', text('哪天受伤的？', 'When?'), {
        ...when('injured'),
        past: true,
      }),
      paragraph(
        'injuredText',
        '认定、鉴定及待遇情况',
        text('认定和鉴定结果？', 'What was found?'),
        {
          ...when('injured'),
          max: 1000,
        },
      ),
    ),
    row(
      'arbitration',
      '劳动仲裁相关情况',
      'Arbitration',
      yesNo(
        'arbitrated',
        '是否申请劳动仲裁',
        text('申请过劳动仲裁吗？', 'Did you go to labour arbitration?'),
        {
          need: 'required',
        },
      ),
      line(
        'arbitrator',
        '仲裁委员会',
        text('哪个仲裁委员会？', 'Which commission?'),
        when('arbitrated'),
      ),
      day('arbitrationDay', '申请时间', text('哪天申请的？', 'When?'), {
        ...when('arbitrated'),
        past: true,
      }),
      choice(
        'arbitrationResult',
        '结果',
        text('结果怎样？', 'What came of it?'),
        [
          option('award', '作出裁决', 'Award'),
          option('refused', '不予受理', 'Not accepted'),
          option('late', '逾期未作出决定或者裁决', 'No decision in time'),
        ],
        { ...when('arbitrated'), need: 'required' },
      ),
      line('awardNumber', '文书编号', text('裁决书编号？', 'Number of the award?'), {
        ...when('arbitrationResult', 'award'),
        max: 60,
      }),
      day(
        'awardReceived',
        '收到裁决书时间',
        text('哪天收到裁决书的？', 'When was the award received?'),
        {
          ...when('arbitrationResult', 'award'),
          need: 'required',
          past: true,
          help: text(
            '自收到裁决书之日起十五日内起诉。',
            'The suit has to be brought within fifteen days of receipt.',
          ),
        },
      ),
      paragraph('awardText', '裁决内容', text('裁决了什么？', 'What was awarded?'), {
        ...when('arbitrationResult', 'award'),
        max: 2000,
      }),
    ),
    MORE,
    GROUNDS,
    EVIDENCE,
  ],
};

export const LABOUR: PleadingForm = {
  id: 'labour',
  edition: 1,
  name: text('劳动争议', 'Labour dispute'),
  title: '民事起诉状',
  cause: '劳动争议纠纷',
  sections: [PARTIES, claims, facts, MEDIATION],
  checks: [
    'defendantDistinguishable',
    'sameParty',
    'labourArbitration',
    'labourTerm',
    'claimTotal',
    'evidenceListed',
  ],
};
