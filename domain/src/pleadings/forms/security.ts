import { text } from '../../deadlines/wording.ts';
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
import type { FormRow } from '../schema.ts';

const REGISTERED = [
  option('full', '正式登记', 'Full registration'),
  option('notice', '预告登记', 'Advance notice'),
];
const GUARANTEES = [
  option('general', '一般保证', 'Ordinary guarantee'),
  option('joint', '连带责任保证', 'Joint and several guarantee'),
];

/** Facts about security, asked alike for loans and sales. */
export const SECURITY_ROWS: readonly FormRow[] = [
  row(
    'security',
    '是否签订物的担保（抵押、质押）合同',
    'Mortgage or pledge',
    yesNo('secured', '', text('有抵押或者质押吗？', 'Is there a mortgage or pledge?')),
    day('securedDay', '签订时间', text('什么时候签的？', 'When was it signed?'), {
      ...when('secured'),
      past: true,
    }),
    line('securedBy', '担保人', text('担保人是谁？', 'Who gave it?'), when('secured')),
    line('securedThing', '担保物', text('担保物是什么？', 'What secures it?'), {
      ...when('secured'),
      max: 300,
    }),
    yesNo(
      'securedUpTo',
      '是否最高额担保',
      text('是最高额担保吗？', 'Up to a maximum?'),
      when('secured'),
    ),
    money(
      'securedMaximum',
      '担保债权的最高额',
      text('最高额是多少？', 'Which maximum?'),
      when('securedUpTo'),
    ),
    choices(
      'registered',
      '登记',
      text('办理了登记吗？没有可不选。', 'Was it registered?'),
      REGISTERED,
      when('secured'),
    ),
  ),
  row(
    'guarantee',
    '是否签订保证合同',
    'Guarantee',
    yesNo('guaranteed', '', text('有保证人吗？', 'Is there a guarantor?')),
    day('guaranteedDay', '签订时间', text('什么时候签的？', 'When was it signed?'), {
      ...when('guaranteed'),
      past: true,
    }),
    line('guarantor', '保证人', text('保证人是谁？', 'Who is the guarantor?'), when('guaranteed')),
    paragraph('guaranteeContent', '主要内容', text('保证的主要内容？', 'Its main content?'), {
      ...when('guaranteed'),
      max: 500,
    }),
    choice('guaranteeKind', '保证方式', text('哪种保证？', 'Which kind?'), GUARANTEES, {
      ...when('guaranteed'),
      help: text(
        '合同写明“连带”的选连带责任保证。',
        'Choose joint and several if the contract says so.',
      ),
    }),
  ),
  row(
    'otherSecurity',
    '其他担保方式',
    'Other security',
    yesNo('otherSecured', '', text('有其他担保吗？', 'Any other security?')),
    line('otherSecurity', '形式', text('什么形式？', 'Which form?'), {
      ...when('otherSecured'),
      max: 300,
    }),
    day('otherSecurityDay', '签订时间', text('什么时候？', 'When?'), {
      ...when('otherSecured'),
      past: true,
    }),
  ),
];

/** The claims that loans and sales share. */
export const SECURITY_CLAIMS: readonly FormRow[] = [
  row(
    'securityClaim',
    '是否主张担保权利',
    'Claim under a security',
    yesNo(
      'claimSecurity',
      '',
      text('要求担保人、保证人承担责任吗？', 'Do you claim under a security or guarantee?'),
    ),
    paragraph('claimSecurityText', '内容', text('怎样主张？', 'What do you claim?'), {
      ...when('claimSecurity'),
      need: 'required',
      max: 500,
    }),
  ),
  row(
    'costClaim',
    '是否主张实现债权的费用',
    'Costs of enforcement',
    yesNo(
      'claimCosts',
      '',
      text('要求对方承担律师费等费用吗？', 'Do you claim costs such as a lawyer’s fee?'),
    ),
    money('costs', '金额', text('多少钱？', 'How much?'), {
      ...when('claimCosts'),
      need: 'required',
    }),
    paragraph('costsText', '费用明细', text('有哪些费用？', 'Which costs?'), {
      ...when('claimCosts'),
      max: 500,
    }),
  ),
  row(
    'feeClaim',
    '是否主张诉讼费用',
    'Court costs',
    yesNo(
      'claimFees',
      '',
      text('要求对方承担诉讼费用吗？', 'Shall the other side bear the court costs?'),
    ),
  ),
  row(
    'otherClaim',
    '其他请求',
    'Other claims',
    paragraph('otherClaims', '', text('还有其他请求吗？没有可不填。', 'Any other claim?'), {
      max: 2000,
    }),
  ),
  row(
    'total',
    '标的总额',
    'Total',
    money('total', '', text('各项请求合计多少钱？', 'What do the claims add up to?'), {
      need: 'required',
      capital: true,
    }),
  ),
];
