import { type NoticeText, part, WHERE } from './text.ts';

/** What is no suit between two sides: 特别程序, 督促, 执行 …; the other side hears from whoever tries the case. */
export const APPLICATION_ACCEPTANCE = {
  title: '受理案件通知书',
  opening:
    '{matter}，本院于{filedOn}收到立案材料。经审查，符合受理条件，本院于{docketedOn}登记立案，案号为{caseNumber}。现将有关事项通知如下：',
  parts: [
    part('委托他人代为办理的，应当提交授权委托书，写明委托事项和权限。', ['civilProcedure', '62']),
    WHERE,
  ],
  leadsToCase: true,
} as const satisfies NoticeText;

export const ENFORCEMENT_ACCEPTANCE = {
  ...APPLICATION_ACCEPTANCE,
  parts: [
    part('执行申请费不预交，执行后交纳。', ['feeMeasures', '20']),
    part('本院自收到申请执行书之日起超过六个月未执行的，{you}可以向上一级人民法院申请执行。', [
      'civilProcedure',
      '237',
    ]),
    ...APPLICATION_ACCEPTANCE.parts,
  ],
} as const satisfies NoticeText;

export const PROSECUTION_ACCEPTANCE = {
  ...APPLICATION_ACCEPTANCE,
  parts: [
    part('{you}及法定代理人有权随时委托诉讼代理人。', ['criminalProcedure', '46']),
    part('自诉案件中被告人有罪的举证责任由自诉人承担。', ['criminalProcedure', '51']),
    part('经两次依法传唤，无正当理由拒不到庭的，或者未经法庭许可中途退庭的，按撤诉处理。', [
      'criminalProcedure',
      '211',
    ]),
    part('宣告判决前，可以同被告人自行和解或者撤回自诉。', ['criminalProcedure', '212']),
    WHERE,
  ],
} as const satisfies NoticeText;

/** Where the fee is still to come when the case gets its number. */
export const FEE_DUE = {
  title: '交纳诉讼费用通知书',
  opening: '{matter}，案号为{caseNumber}。现将交纳诉讼费用的事项通知如下：',
  parts: [
    part('应当预交{feeLines}，合计{feeAmount}元（大写：人民币{feeCapital}）。', [
      'feeMeasures',
      '20',
    ]),
    part(
      '应当自收到交纳诉讼费用通知的次日起七日内交纳。在线交纳，或者向本院账户汇款并注明交费编号{feeReference}，都不另收手续费。',
      ['feeMeasures', '22'],
    ),
    part(
      '确有困难的，可以申请缓交、减交或者免交。逾期不交，又没有获得批准的，按撤诉处理。',
      ['feeMeasures', '44'],
      ['civilInterpretation', '213'],
    ),
  ],
} as const satisfies NoticeText;

/** Where it has come already. It must start no time to pay, so it is not called a notice to pay. */
export const FEE_PAID = {
  title: '诉讼费用交纳情况告知书',
  opening: '{matter}，案号为{caseNumber}。现将诉讼费用的交纳情况告知如下：',
  parts: [
    part(
      '应当预交{feeLines}，合计{feeAmount}元（大写：人民币{feeCapital}），已于{feePaidOn}交清，交费编号{feeReference}。',
      ['feeMeasures', '20'],
      ['feeMeasures', '22'],
    ),
    part('诉讼费用由败诉方负担，胜诉方自愿承担的除外；由谁负担，由本院在裁判中决定。', [
      'feeMeasures',
      '29',
    ]),
  ],
} as const satisfies NoticeText;

/** With a new code, when the one on an earlier paper is lost. */
export const NEW_CODE = {
  title: '案件访问码告知书',
  opening:
    '{caseNumber}{cause}一案，现将登录查看本案的方法告知如下。以前发送的案件访问码不再有效。',
  parts: [WHERE],
  leadsToCase: true,
} as const satisfies NoticeText;
