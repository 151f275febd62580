import * as Type from 'typebox';
import { type SettingRow, words } from '../definition.ts';

/** 诉讼费用交纳办法 13, last paragraph: within these bounds the province sets the figure. There is no default. */
function provincial(least: number, most: number, article: string) {
  return {
    group: 'fees',
    kind: 'number',
    type: Type.Integer({ minimum: least, maximum: most }),
    unit: 'yuan',
    decidedBy: 'province',
    least,
    most,
    law: words(
      `《诉讼费用交纳办法》第13条${article}：${least}元至${most}元，由省级人民政府定具体标准`,
      `Litigation Fee Measures art. 13 ${article}: ${least} to ${most} yuan, the figure set by the province`,
    ),
  } as const;
}

export const FEE_ROWS = {
  'fee.divorce': {
    ...provincial(50, 300, '（二）1'),
    title: words('离婚案件受理费', 'Fee of a divorce case'),
    means: words(
      '每件的数额；财产总额超过20万元的部分另按0.5%交纳。',
      'Per case; half a per cent is added on property above 200,000 yuan.',
    ),
  },
  'fee.personality': {
    ...provincial(100, 500, '（二）2'),
    title: words('人格权案件受理费', 'Fee of a case on personality rights'),
    means: words(
      '每件的数额；损害赔偿超过5万元的部分另按比例交纳。',
      'Per case; a share is added on damages above 50,000 yuan.',
    ),
  },
  'fee.nonProperty': {
    ...provincial(50, 100, '（二）3'),
    title: words('其他非财产案件受理费', 'Fee of another case without property'),
    means: words('每件的数额。', 'Per case.'),
  },
  'fee.intellectualProperty': {
    ...provincial(500, 1000, '（三）1'),
    title: words(
      '知识产权民事案件受理费（无争议金额）',
      'Fee of an intellectual property case without an amount',
    ),
    means: words(
      '没有争议金额或者价额的，每件的数额；有的按财产案件标准。',
      'Per case where no amount is in dispute; otherwise the scale for property applies.',
    ),
  },
  'fee.jurisdictionObjection': {
    ...provincial(50, 100, '（六）'),
    title: words('管辖权异议不成立的受理费', 'Fee of an objection to jurisdiction that fails'),
    means: words('每件的数额。', 'Per case.'),
  },
  'choice.feeRounding': {
    group: 'fees',
    kind: 'choice',
    type: Type.Enum(['fen', 'yuanDown', 'yuanNearest']),
    decidedBy: 'court',
    title: words('诉讼费用的零数', 'Rounding of fees'),
    means: words(
      '按比例算出的费用不足一元的部分如何处理。没有找到统一规定，由法院决定。',
      'What becomes of fractions of a yuan in a fee that is a share. No rule was found; the court decides.',
    ),
    law: words('没有统一规定', 'no rule'),
    options: {
      fen: words('保留到分', 'kept to the fen'),
      yuanDown: words('舍去不足一元的部分', 'fractions of a yuan dropped'),
      yuanNearest: words('四舍五入到元', 'rounded to the nearest yuan'),
    },
  },
} as const satisfies Readonly<Record<string, SettingRow>>;
