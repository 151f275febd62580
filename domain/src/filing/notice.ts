import { text, type Wording } from '../deadlines/wording.ts';

/** One thing that whoever files is told before he begins (立案须知). */
export interface FilingNotice {
  readonly id: string;
  readonly title: Wording;
  readonly words: Wording;
  readonly law?: Wording;
}

const cpl = (article: string, en: string) =>
  text(`民事诉讼法${article}`, `Civil Procedure Law, art. ${en}`);
const registration = (article: string, en: string) =>
  text(`登记立案规定${article}`, `Rules on registration of cases, art. ${en}`);

/** 立案须知, in the order in which it is read. */
export const FILING_NOTICE: readonly FilingNotice[] = [
  {
    id: 'weigh',
    title: text('先想一想', 'Weigh it first'),
    words: text(
      '打官司要花时间和费用，也可能败诉。能协商、调解的，可以先试试；调解不成，不影响您起诉。',
      'A suit costs time and money, and may be lost. Talk or mediate first where you can; if that fails you can still sue.',
    ),
    law: cpl('第一百二十五条', '125'),
  },
  {
    id: 'yourself',
    title: text('由谁办理', 'Who files'),
    words: text(
      '由当事人本人或者他委托的代理人办理，其他人不得代办。代理人要提交授权委托书；承认、放弃、变更请求，和解，反诉、上诉，须有特别授权。',
      'The party himself or his agent files, nobody else. An agent hands in a power of attorney; to admit, waive or change claims, to settle, to counterclaim or appeal, it must say so.',
    ),
    law: cpl('第六十二条', '62'),
  },
  {
    id: 'truth',
    title: text('如实填写', 'Tell the truth'),
    words: text(
      '材料和陈述应当真实。伪造证据、捏造事实提起诉讼的，法院可以驳回请求，处以罚款、拘留；构成犯罪的，追究刑事责任。',
      'Papers and statements must be true. Whoever forges evidence or invents facts may see his claim dismissed and be fined or detained; where it is a crime, he is prosecuted.',
    ),
    law: cpl('第十三条、第一百一十四条、第一百一十五条', '13, 114, 115'),
  },
  {
    id: 'prepare',
    title: text('需要准备', 'What you need'),
    words: text(
      '身份证明；对方的姓名、住所等能够区别于他人的信息；起诉状（可以在线填写生成）；证据。拍照即可，没有的可以以后补交。',
      'Proof of identity; what tells the other side from others; the complaint (you can have it written here); evidence. Photos will do, and what is missing may follow.',
    ),
    law: registration('第六条', '6'),
  },
  {
    id: 'address',
    title: text('送达地址', 'Address for service'),
    words: text(
      '请填写准确的送达地址。地址不准确，或者变更了没有告诉法院，文书退回之日视为送达之日。',
      'Give a right address. If it is wrong, or changed without telling the court, papers count as served on the day they come back.',
    ),
    law: text('法院专递规定第三条、第十一条', 'Provisions on service by court mail, arts. 3, 11'),
  },
  {
    id: 'review',
    title: text('法院审核', 'The court looks at it'),
    words: text(
      '提交后当场得到有日期的凭证。民事、行政起诉和执行申请七日内、自诉十五日内决定是否立案。需要补正的，法院一次性告知，补正后重新计算。',
      'You get a dated receipt at once. The court decides within seven days, on a private prosecution within fifteen. What must be corrected is told in one notice; the days begin anew afterwards.',
    ),
    law: registration('第二条、第七条、第八条', '2, 7, 8'),
  },
  {
    id: 'fee',
    title: text('诉讼费用', 'Fees'),
    words: text(
      '立案审核通过后，自收到缴费通知次日起七日内预交案件受理费；不交又没有获准缓、减、免的，按撤诉处理。确有困难的，可以在立案前申请。',
      'Once accepted, pay the court fee within seven days from the day after the notice; unpaid and without relief, the suit counts as withdrawn. Relief for hardship is asked for before docketing.',
    ),
    law: text(
      '诉讼费用交纳办法第二十二条、第四十九条；民事诉讼法司法解释第二百一十三条',
      'Measures on litigation costs, arts. 22, 49; Interpretation of the Civil Procedure Law, art. 213',
    ),
  },
  {
    id: 'chain',
    title: text('上链存证', 'Recorded on chain'),
    words: text(
      '提交的材料只把数字指纹记到法院联盟链上，不含姓名和内容；以后可以据此核对材料是否被改动过。指纹记录后不能删除。',
      'Only digital fingerprints of what you hand in are recorded on the courts’ chain, no names and no contents; they show later whether anything was altered. They cannot be deleted.',
    ),
    law: text('人民法院在线诉讼规则第十六条', 'Rules on online litigation, art. 16'),
  },
];
