import type { Wording } from '@cunzheng/domain/deadlines';
import * as Type from 'typebox';
import { type SettingRow, words } from '../definition.ts';

/** Characters of one text in one language. */
export const MAX_TEXT_CHARACTERS = 6000;

const Text = Type.String({ minLength: 1, maxLength: MAX_TEXT_CHARACTERS, pattern: '\\S' });
const BothLanguages = Type.Object({ 'zh-CN': Text, en: Text }, { additionalProperties: false });

/** What a court writes itself. There is no default: a court's notice is never invented for it. */
const text = {
  group: 'texts',
  kind: 'text',
  type: BothLanguages,
  decidedBy: 'court',
} as const;

const COURT_RULES = words('法院规定', 'the court’s own rules');

export const TEXT_ROWS = {
  'text.filingGuide': {
    ...text,
    title: words('立案须知', 'Guide to filing'),
    means: words(
      '提交立案材料之前给当事人看：条件、材料、步骤。',
      'Shown before papers are filed: conditions, papers, steps.',
    ),
    law: words('《登记立案规定》第3、4、6条', 'Case Registration Provisions arts. 3, 4, 6'),
  },
  'text.onlineConsent': {
    ...text,
    title: words('在线诉讼告知书', 'Notice on online litigation'),
    means: words(
      '征求同意之前告知：适用环节、主要形式、权利义务、法律后果和操作方法。',
      'Told before consent is asked: which steps, in what form, rights and duties, legal effect, how it is done.',
    ),
    law: words('《在线诉讼规则》第4条', 'Online Litigation Rules art. 4'),
  },
  'text.serviceConsent': {
    ...text,
    title: words('电子送达告知书', 'Notice on electronic service'),
    means: words(
      '征求同意电子送达时告知：适用范围、效力、送达地址变更方式。',
      'Told when electronic service is agreed to: scope, effect, how to change the address.',
    ),
    law: words('《在线诉讼规则》第30条', 'Online Litigation Rules art. 30'),
  },
  'text.identityNotice': {
    ...text,
    title: words('实名认证告知书', 'Notice on proof of identity'),
    means: words(
      '收集证件和人像之前给本人阅读并确认，按版本留存。',
      'Read and confirmed before identity papers or a portrait are taken; kept by version.',
    ),
    law: words(
      '《在线诉讼规则》第7、38条；《个人信息保护法》第14、17条',
      'Online Litigation Rules arts. 7, 38; Personal Information Protection Law arts. 14, 17',
    ),
  },
  'text.mediationGuide': {
    ...text,
    title: words('在线调解须知', 'Guide to online mediation'),
    means: words('申请调解之前给当事人看。', 'Shown before mediation is applied for.'),
    law: words('《在线调解规则》第4条', 'Online Mediation Rules art. 4'),
  },
  'text.readingNotice': {
    ...text,
    title: words('阅卷须知', 'Notice to readers of files'),
    means: words(
      '申请网上阅卷时须勾选已阅读。',
      'Ticked as read when reading a file is applied for.',
    ),
    law: COURT_RULES,
  },
  'text.feeAccount': {
    ...text,
    title: words('诉讼费收款账户', 'Bank account for court fees'),
    means: words(
      '交费页和交费通知上显示：户名、开户银行、账号。',
      'Shown where fees are paid: name of the account, bank, number.',
    ),
    law: words('《诉讼费用交纳办法》第52条', 'Litigation Fee Measures art. 52'),
  },
  'text.correctionNotice': {
    ...text,
    title: words('补正通知（模板）', 'Correction notice (template)'),
    means: words(
      '一次性告知需要补正的内容和期限。{{items}} 是补正清单，{{deadline}} 是期限。',
      'Names everything to be corrected at once, and until when. {{items}} is the list, {{deadline}} the last day.',
    ),
    law: words(
      '《登记立案规定》第7条、《在线诉讼规则》第9条',
      'Case Registration Provisions art. 7; Online Litigation Rules art. 9',
    ),
    placeholders: ['items', 'deadline', 'court', 'caseNumber'],
  },
} as const satisfies Readonly<Record<string, SettingRow<Wording>>>;
