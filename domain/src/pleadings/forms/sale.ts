import { text } from '../../deadlines/wording.ts';
import { EVIDENCE, GROUNDS, JURISDICTION, MEDIATION, MORE } from '../endings.ts';
import {
  choice,
  choices,
  day,
  line,
  money,
  option,
  paragraph,
  row,
  when,
  yesNo,
} from '../fields.ts';
import { PARTIES } from '../parties.ts';
import type { FormSection, PleadingForm } from '../schema.ts';
import { SECURITY_CLAIMS, SECURITY_ROWS } from './security.ts';

const SELLER = when('side', 'seller');
const BUYER = when('side', 'buyer');

const REMEDIES = [
  option('repair', '修理', 'Repair'),
  option('redo', '重作', 'Make anew'),
  option('replace', '更换', 'Replacement'),
  option('return', '退货', 'Return'),
  option('reduce', '减少价款', 'Reduction of the price'),
];

const claims: FormSection = {
  id: 'claims',
  heading: '诉讼请求',
  title: text('诉讼请求', 'What you claim'),
  rows: [
    row(
      'side',
      '原告在合同中的地位',
      'Your side',
      choice(
        'side',
        '',
        text('您是卖方还是买方？', 'Did you sell or buy?'),
        [option('seller', '出卖人', 'Seller'), option('buyer', '买受人', 'Buyer')],
        { need: 'required' },
      ),
    ),
    {
      ...row(
        'price',
        '给付价款',
        'Price',
        day('priceDay', '截至', text('欠款算到哪一天？', 'As of which day?'), { need: 'required' }),
        money(
          'priceOwed',
          '尚欠价款',
          text('对方还欠多少货款？', 'How much of the price is owed?'),
          {
            need: 'required',
            capital: true,
          },
        ),
      ),
      ...SELLER,
    },
    {
      ...row(
        'delay',
        '迟延给付价款的利息（违约金）',
        'Interest or penalty for delay',
        yesNo(
          'claimDelay',
          '',
          text('要求利息或者违约金吗？', 'Do you claim interest or a penalty?'),
        ),
        day('delayDay', '截至', text('算到哪一天？', 'As of which day?'), when('claimDelay')),
        money('delayOwed', '金额', text('到那天多少钱？', 'How much by then?'), {
          ...when('claimDelay'),
          need: 'required',
          inline: true,
        }),
        paragraph('delayMethod', '计算方式', text('怎么算的？', 'How was it reckoned?'), {
          ...when('claimDelay'),
          need: 'required',
          max: 1000,
        }),
        yesNo(
          'delayToPayment',
          '是否请求支付至实际清偿之日止',
          text('要求一直算到付清为止吗？', 'Until payment in full?'),
          when('claimDelay'),
        ),
      ),
      ...SELLER,
    },
    {
      ...row(
        'damages',
        '赔偿因卖方违约所受的损失',
        'Damages',
        yesNo('claimDamages', '', text('要求赔偿损失吗？', 'Do you claim damages?')),
        money('damages', '金额', text('多少钱？', 'How much?'), {
          ...when('claimDamages'),
          need: 'required',
        }),
        choices(
          'breaches',
          '违约类型',
          text('对方怎样违约？', 'What was the breach?'),
          [
            option('late', '迟延履行', 'Late'),
            option('partial', '不完全履行', 'In part'),
            option('none', '不履行', 'Not at all'),
          ],
          when('claimDamages'),
        ),
        paragraph('damagesText', '损失计算依据', text('损失怎么算的？', 'How was it reckoned?'), {
          ...when('claimDamages'),
          max: 1000,
        }),
      ),
      ...BUYER,
    },
    {
      ...row(
        'defects',
        '是否对标的物的瑕疵承担责任',
        'Defects',
        yesNo(
          'claimDefects',
          '',
          text('货物有质量问题，要求对方负责吗？', 'Do you claim for defects?'),
        ),
        choices('remedies', '方式', text('要求怎样处理？', 'Which remedy?'), REMEDIES, {
          ...when('claimDefects'),
          need: 'required',
        }),
      ),
      ...BUYER,
    },
    row(
      'fate',
      '要求继续履行或者解除合同',
      'Performance or termination',
      choice(
        'fate',
        '',
        text('要求继续履行，还是解除合同？都不要求可不选。', 'Performance, or termination?'),
        [
          option('perform', '继续履行', 'Performance'),
          option('terminate', '判令解除', 'Termination by the court'),
          option('confirm', '确认已解除', 'Finding that it was terminated'),
        ],
      ),
      day(
        'terminatedDay',
        '解除时间',
        text('哪天解除的？', 'When was it terminated?'),
        when('fate', 'confirm'),
      ),
      paragraph('performText', '履行内容', text('要求怎样履行？', 'What is to be performed?'), {
        ...when('fate', 'perform'),
        max: 500,
      }),
    ),
    ...SECURITY_CLAIMS,
  ],
};

const facts: FormSection = {
  id: 'facts',
  heading: '事实与理由',
  title: text('事实与理由', 'What happened'),
  rows: [
    row(
      'contract',
      '合同的签订情况（名称、编号、签订时间、地点等）',
      'The contract',
      line('contractName', '名称', text('合同叫什么？', 'What is it called?')),
      line('contractNumber', '编号', text('有编号吗？', 'Any number?'), { inline: true, max: 60 }),
      day('contractDay', '签订时间', text('哪天签的？', 'When was it made?'), {
        need: 'required',
        past: true,
      }),
      line('contractPlace', '签订地点', text('在哪里签的？', 'Where?'), { max: 200 }),
    ),
    row(
      'sides',
      '签订主体',
      'Who made it',
      line('seller', '出卖人（卖方）', text('卖方是谁？', 'Who sold?'), { need: 'advised' }),
      line('buyer', '买受人（买方）', text('买方是谁？', 'Who bought?'), { need: 'advised' }),
    ),
    row(
      'goods',
      '买卖标的物情况（名称、规格、质量、数量等）',
      'The goods',
      paragraph(
        'goods',
        '',
        text('买卖的是什么？规格、质量、数量？', 'What was sold? Kind, quality, quantity?'),
        {
          need: 'required',
        },
      ),
    ),
    row(
      'agreedPrice',
      '合同约定的价格及支付方式',
      'Price and payment',
      money('unitPrice', '单价', text('单价？没有可不填。', 'Price of one?')),
      money('agreedPrice', '总价', text('总价？', 'Price of all?'), { need: 'required' }),
      paragraph(
        'payment',
        '支付方式',
        text('约定怎么付款、什么时候付？', 'How and when was it to be paid?'),
        {
          max: 500,
        },
      ),
    ),
    row(
      'delivery',
      '合同约定的交货时间、地点、方式、风险承担、安装、调试、验收',
      'Delivery',
      paragraph(
        'delivery',
        '',
        text('约定怎样交货、验收？', 'How was it to be delivered and accepted?'),
        {
          max: 1000,
        },
      ),
    ),
    row(
      'quality',
      '合同约定的质量标准及检验方式、质量异议期限',
      'Quality and inspection',
      paragraph(
        'quality',
        '',
        text('约定了什么质量标准、怎样检验？', 'Which standard, which inspection?'),
        {
          max: 1000,
        },
      ),
    ),
    row(
      'penalty',
      '合同约定的违约金（定金）',
      'Penalty or deposit',
      yesNo(
        'penaltyAgreed',
        '',
        text('约定违约金或者定金了吗？', 'Was a penalty or deposit agreed?'),
        {
          words: ['有', '无'],
        },
      ),
      paragraph('penaltyClause', '条款及内容', text('怎么约定的？', 'What was agreed?'), {
        ...when('penaltyAgreed'),
        max: 500,
      }),
    ),
    row(
      'performed',
      '价款支付及标的物交付情况',
      'What was paid and delivered',
      paragraph('paid', '价款支付', text('付了多少、什么时候付的？', 'What was paid, and when?'), {
        need: 'advised',
        max: 1000,
      }),
      paragraph(
        'delivered',
        '标的物交付',
        text('交了多少、什么时候交的？', 'What was delivered, and when?'),
        {
          need: 'advised',
          max: 1000,
        },
      ),
    ),
    row(
      'late',
      '是否存在迟延履行',
      'Delay',
      yesNo('late', '', text('对方迟延了吗？', 'Is the other side late?')),
      day('lateSince', '迟延起始', text('从哪天起？', 'Since when?'), {
        ...when('late'),
        past: true,
      }),
      choices(
        'lateWhat',
        '迟延内容',
        text('迟延的是什么？', 'With what?'),
        [option('payment', '逾期付款', 'Payment'), option('delivery', '逾期交货', 'Delivery')],
        when('late'),
      ),
    ),
    row(
      'reminded',
      '是否催促过履行',
      'Reminders',
      yesNo('reminded', '', text('催过对方吗？', 'Did you remind the other side?')),
      paragraph('reminders', '催促情况', text('什么时候、怎么催的？', 'When and how?'), {
        ...when('reminded'),
        max: 1000,
      }),
    ),
    row(
      'disputed',
      '标的物有无质量争议',
      'Dispute about quality',
      yesNo('disputed', '', text('对质量有争议吗？', 'Is the quality disputed?'), {
        words: ['有', '无'],
      }),
      paragraph(
        'disputedText',
        '具体情况',
        text('什么问题？协商过吗？', 'What is wrong? Was it discussed?'),
        {
          ...when('disputed'),
          max: 2000,
        },
      ),
    ),
    ...SECURITY_ROWS,
    MORE,
    GROUNDS,
    EVIDENCE,
  ],
};

export const SALE: PleadingForm = {
  id: 'sale',
  edition: 1,
  name: text('买卖合同纠纷', 'Contract of sale'),
  title: '民事起诉状',
  cause: '买卖合同纠纷',
  sections: [PARTIES, claims, JURISDICTION, facts, MEDIATION],
  checks: ['defendantDistinguishable', 'sameParty', 'claimTotal', 'evidenceListed'],
};
