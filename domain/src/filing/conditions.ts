import { text, type Wording } from '../deadlines/wording.ts';
import type { FilingKind } from './kinds.ts';

/** One thing that the law asks of whoever files. For his own look and for the judge's; no machine decides it. */
export interface FilingCondition {
  readonly id: string;
  readonly words: Wording;
  /** The same as a question to a layman. */
  readonly ask: Wording;
  readonly law: Wording;
}

const row =
  (law: Wording) =>
  (id: string, words: Wording, ask: Wording): FilingCondition => ({
    ...{ id, words, ask, law },
  });
const civil = (item: number) =>
  row(
    text(
      `民事诉讼法第一百二十二条第${'一二三四'[item - 1]}项`,
      `Civil Procedure Law, art. 122(${item})`,
    ),
  );
const administrative = (item: number) =>
  row(
    text(
      `行政诉讼法第四十九条第${'一二三四'[item - 1]}项`,
      `Administrative Procedure Law, art. 49(${item})`,
    ),
  );
const prosecution = (item: number) =>
  row(
    text(
      `刑事诉讼法司法解释第三百一十六条第${'一二三四'[item - 1]}项`,
      `Interpretation of the Criminal Procedure Law, art. 316(${item})`,
    ),
  );
const enforcement = (item: number) =>
  row(
    text(
      `人民法院执行工作若干问题的规定（试行）第十六条第${item}项`,
      `Provisions on enforcement (trial), art. 16(${item})`,
    ),
  );

/** 起诉条件 of each kind, in the order of the law. */
export const FILING_CONDITIONS: Readonly<Record<FilingKind, readonly FilingCondition[]>> = {
  civil: [
    civil(1)(
      'interest',
      text('原告与本案有直接利害关系', 'The plaintiff has a direct interest in the case'),
      text('这件事直接关系到您自己的权利吗？', 'Does the matter concern your own rights directly?'),
    ),
    civil(2)(
      'defendant',
      text('有明确的被告', 'There is a definite defendant'),
      text(
        '您能说清楚被告是谁，让人不会认错吗？例如身份证号、电话或者单位的统一社会信用代码。',
        'Can you tell the defendant from everybody else, by a number of identity, a telephone or a credit code?',
      ),
    ),
    civil(3)(
      'claim',
      text('有具体的诉讼请求和事实、理由', 'There are definite claims, facts and reasons'),
      text(
        '您要求对方做什么、付多少钱，凭什么，都写清楚了吗？',
        'Did you say what the other side shall do or pay, and why?',
      ),
    ),
    civil(4)(
      'competence',
      text(
        '属于人民法院受理民事诉讼的范围和受诉人民法院管辖',
        'Civil courts deal with it, and this court has jurisdiction',
      ),
      text('这个法院管这件事吗？', 'Is this the court for it?'),
    ),
  ],
  administrative: [
    administrative(1)(
      'interest',
      text(
        '原告是行政行为的相对人或者有利害关系的人',
        'The plaintiff is the addressee of the act or has an interest in it',
      ),
      text(
        '行政行为是针对您作出的，或者影响到您的权利吗？',
        'Was the act addressed to you, or does it touch your rights?',
      ),
    ),
    administrative(2)(
      'defendant',
      text('有明确的被告', 'There is a definite defendant'),
      text('您知道是哪个行政机关吗？', 'Do you know which authority it was?'),
    ),
    administrative(3)(
      'claim',
      text('有具体的诉讼请求和事实根据', 'There are definite claims with their facts'),
      text(
        '您要求法院怎么判、根据什么事实，都写清楚了吗？',
        'Did you say what you ask for, and on which facts?',
      ),
    ),
    administrative(4)(
      'competence',
      text(
        '属于人民法院受案范围和受诉人民法院管辖',
        'It is a matter for the courts, and for this one',
      ),
      text('这个法院管这件事吗？', 'Is this the court for it?'),
    ),
  ],
  privateProsecution: [
    prosecution(1)(
      'kind',
      text(
        '属于自诉案件（刑事诉讼法第二百一十条）',
        'It may be prosecuted privately (Criminal Procedure Law, art. 210)',
      ),
      text(
        '这是告诉才处理的案件、有证据的轻微刑事案件，或者公安、检察机关不予追究的案件吗？',
        'Is it a crime pursued on complaint only, a minor one with evidence, or one that police and prosecutors declined?',
      ),
    ),
    prosecution(2)(
      'competence',
      text('属于本院管辖', 'This court has jurisdiction'),
      text('这个法院管这件事吗？', 'Is this the court for it?'),
    ),
    prosecution(3)(
      'victim',
      text('被害人告诉', 'The victim complains'),
      text(
        '您是被害人，或者依法可以代为告诉的人吗？',
        'Are you the victim, or may you complain for him by law?',
      ),
    ),
    prosecution(4)(
      'claim',
      text(
        '有明确的被告人、具体的诉讼请求和证明被告人犯罪事实的证据',
        'There are a definite accused, definite claims and evidence of the crime',
      ),
      text(
        '被告人是谁、要求什么、有什么证据，都写清楚了吗？',
        'Did you name the accused, your claims and the evidence?',
      ),
    ),
  ],
  enforcement: [
    enforcement(1)(
      'effect',
      text('法律文书已经生效', 'The document is in effect'),
      text('要执行的文书已经生效了吗？', 'Is the document in effect?'),
    ),
    enforcement(2)(
      'creditor',
      text(
        '申请执行人是文书确定的权利人或者其继承人、权利承受人',
        'The applicant is the creditor named in it, his heir or successor',
      ),
      text(
        '您是文书上写的权利人，或者他的继承人、权利承受人吗？',
        'Are you the creditor, his heir or his successor?',
      ),
    ),
    enforcement(3)(
      'content',
      text(
        '文书有给付内容，且执行标的和被执行人明确',
        'It orders something to be given or done, by a definite debtor',
      ),
      text('文书写明了谁应当给付什么吗？', 'Does it say who owes what?'),
    ),
    enforcement(4)(
      'unperformed',
      text('义务人在确定的期限内未履行', 'The debtor did not perform in time'),
      text('期限已经过了，对方还没有履行吗？', 'Has the time passed without performance?'),
    ),
    enforcement(5)(
      'competence',
      text('属于受申请执行的人民法院管辖', 'This court has jurisdiction'),
      text('这个法院管这件事吗？', 'Is this the court for it?'),
    ),
  ],
};
