import { text, type Wording } from '../deadlines/wording.ts';
import type { FilingKind } from '../filing/kinds.ts';
import type { JurisdictionRuleId } from './rules.ts';

/** What an answer leads to: another question, or the rules that apply. */
export type JurisdictionStep =
  | { readonly ask: JurisdictionQuestionId }
  | { readonly rules: readonly JurisdictionRuleId[] };

export interface JurisdictionOption {
  readonly id: string;
  readonly label: Wording;
  readonly then: JurisdictionStep;
}

/** One plain question. No answer is ever needed to go on with a filing. */
export interface JurisdictionQuestion {
  readonly ask: Wording;
  readonly help?: Wording;
  readonly options: readonly JurisdictionOption[];
}

export const JURISDICTION_QUESTION_IDS = [
  'dispute',
  'contract',
  'agreement',
  'performance',
  'owed',
  'loanAgreement',
  'loanPerformance',
  'purchaseAgreement',
  'delivered',
  'insured',
  'spouses',
  'defendant',
  'status',
  'adminMatter',
  'basis',
] as const;
export type JurisdictionQuestionId = (typeof JURISDICTION_QUESTION_IDS)[number];

/** Where each kind of filing begins. */
export const JURISDICTION_START: Readonly<Record<FilingKind, JurisdictionStep>> = {
  civil: { ask: 'dispute' },
  administrative: { ask: 'adminMatter' },
  privateProsecution: { rules: ['crime'] },
  enforcement: { ask: 'basis' },
};

const option = (
  id: string,
  zh: string,
  en: string,
  then: JurisdictionStep,
): JurisdictionOption => ({
  id,
  label: text(zh, en),
  then,
});
const to = (ask: JurisdictionQuestionId): JurisdictionStep => ({ ask });
const rules = (...ids: JurisdictionRuleId[]): JurisdictionStep => ({ rules: ids });

const AGREED = text(
  '合同里或者事后是否书面约定了由哪个法院管辖？',
  'Did you agree in writing, in the contract or later, on a court?',
);
const AGREED_HELP = text(
  '例如“发生争议向甲方所在地法院起诉”。商家事先印好的条款也算约定，但应当提请过您注意。',
  'For example: “disputes go to the court of party A”. Printed terms count too, if your attention was drawn to them.',
);
const PLACE = text(
  '合同是否写明在哪里履行？',
  'Does the contract say where it is to be performed?',
);

/** Every question. A test walks every path to its rules. */
export const JURISDICTION_QUESTIONS: Readonly<
  Record<JurisdictionQuestionId, JurisdictionQuestion>
> = {
  dispute: {
    ask: text('您的纠纷是关于什么的？', 'What is your dispute about?'),
    options: [
      option('loan', '借钱没有还', 'Money lent and not paid back', to('loanAgreement')),
      option('purchase', '网上购物', 'Bought on the internet', to('purchaseAgreement')),
      option('contract', '其他合同', 'Another contract', to('contract')),
      option('labour', '工作、工资、社会保险', 'Work, wages, social insurance', rules('labour')),
      option('traffic', '交通事故', 'A traffic accident', rules('accident', 'defendant')),
      option(
        'onlineTort',
        '网上侮辱、诽谤、侵害隐私或者作品',
        'Insult, slander, privacy or a work on the internet',
        rules('onlineTort', 'defendant', 'internetCourt'),
      ),
      option('tort', '人身受伤、财产受损等侵权', 'An injury or damage', rules('tort', 'defendant')),
      option('divorce', '离婚', 'Divorce', to('spouses')),
      option('family', '抚养、赡养等家庭纠纷', 'Support and other family matters', to('status')),
      option('inheritance', '继承', 'Inheritance', rules('inheritance')),
      option(
        'realEstate',
        '房屋、土地的归属、分割、相邻关系',
        'Title, division or neighbours of land and houses',
        rules('realEstate'),
      ),
      option(
        'company',
        '公司设立、股东资格、分配利润、解散',
        'Founding, shares, profits or end of a company',
        rules('company'),
      ),
      option('bill', '支票、汇票、本票', 'Cheques and bills', rules('bill', 'defendant')),
      option('port', '港口作业', 'Work in a port', rules('port')),
      option('other', '其他，或者说不清', 'Something else, or unsure', to('defendant')),
    ],
  },
  contract: {
    ask: text('是什么合同？', 'Which contract?'),
    options: [
      option(
        'house',
        '房屋租赁、建设工程施工、农村土地承包、政策性房屋买卖',
        'Letting of a house, construction, rural land, subsidised housing',
        rules('realEstate'),
      ),
      option('insurance', '保险', 'Insurance', to('insured')),
      option(
        'transport',
        '货物或者旅客运输',
        'Transport of goods or passengers',
        rules('transport', 'defendant'),
      ),
      option(
        'lease',
        '租用设备、车辆等（不是房屋）',
        'Lease of machines, cars and the like',
        rules('leaseUse', 'defendant', 'agreed'),
      ),
      option(
        'other',
        '买卖、服务、承揽等其他合同',
        'Sale, service, work and others',
        to('agreement'),
      ),
    ],
  },
  agreement: {
    ask: AGREED,
    help: AGREED_HELP,
    options: [
      option('yes', '约定了', 'Yes', rules('agreed')),
      option('no', '没有，或者不清楚', 'No, or unsure', to('performance')),
    ],
  },
  performance: {
    ask: PLACE,
    options: [
      option('yes', '写明了', 'Yes', rules('performanceAgreed', 'defendant', 'notPerformed')),
      option('no', '没有，或者不清楚', 'No, or unsure', to('owed')),
    ],
  },
  owed: {
    ask: text('您要求对方做什么？', 'What do you ask of the other side?'),
    options: [
      option('money', '付钱', 'To pay', rules('receivesMoney', 'defendant')),
      option(
        'estate',
        '交付房屋、土地',
        'To hand over a house or land',
        rules('givesRealEstate', 'defendant'),
      ),
      option(
        'other',
        '交货、干活或者其他',
        'Goods, work or something else',
        rules('performsOther', 'defendant'),
      ),
      option(
        'atOnce',
        '当场一手交钱一手交货的买卖',
        'It was a deal settled on the spot',
        rules('atOnce', 'defendant'),
      ),
    ],
  },
  loanAgreement: {
    ask: AGREED,
    help: AGREED_HELP,
    options: [
      option('yes', '约定了', 'Yes', rules('agreed')),
      option('no', '没有，或者不清楚', 'No, or unsure', to('loanPerformance')),
    ],
  },
  loanPerformance: {
    ask: text('是否约定了在哪里还款？', 'Was it agreed where to pay back?'),
    options: [
      option('yes', '约定了', 'Yes', rules('performanceAgreed', 'defendant')),
      option('no', '没有，或者不清楚', 'No, or unsure', rules('loanReceives', 'defendant')),
    ],
  },
  purchaseAgreement: {
    ask: AGREED,
    help: AGREED_HELP,
    options: [
      option('yes', '约定了', 'Yes', rules('agreed', 'internetCourt')),
      option('no', '没有，或者不清楚', 'No, or unsure', to('delivered')),
    ],
  },
  delivered: {
    ask: text('买的东西是怎样交付的？', 'How was it delivered?'),
    options: [
      option(
        'goods',
        '快递送货',
        'By courier',
        rules('onlineDelivered', 'defendant', 'internetCourt'),
      ),
      option(
        'network',
        '通过网络，例如软件、会员、游戏',
        'Over the network: software, membership, games',
        rules('onlineTransmitted', 'defendant', 'internetCourt'),
      ),
    ],
  },
  insured: {
    ask: text('保的是什么？', 'What is insured?'),
    options: [
      option('person', '人身', 'A person', rules('insurancePerson', 'defendant')),
      option(
        'vehicle',
        '车、船或者运输中的货物',
        'A vehicle, ship or goods on their way',
        rules('insuranceVehicle', 'insuranceThing', 'defendant'),
      ),
      option('thing', '其他财产', 'Another thing', rules('insuranceThing', 'defendant')),
    ],
  },
  spouses: {
    ask: text('夫妻是否离开住所地超过一年？', 'Has a spouse been away from home for over a year?'),
    options: [
      option(
        'other',
        '对方离开超过一年',
        'The other one has',
        rules('defendant', 'plaintiffDivorce'),
      ),
      option('both', '双方都离开超过一年', 'Both have', rules('divorceBothAway')),
      option('no', '都没有', 'Neither', to('status')),
    ],
  },
  status: {
    ask: text('对方是否有下列情形？', 'Is one of these true of the other side?'),
    help: text(
      '这几种情形由您（原告）所在地的法院管辖。',
      'In these cases the court of your own place has jurisdiction.',
    ),
    options: [
      option('abroad', '不在国内居住', 'Does not live in the country', rules('plaintiff')),
      option('missing', '下落不明或者宣告失踪', 'Is missing', rules('plaintiff')),
      option(
        'confined',
        '被监禁或者被采取强制性教育措施',
        'Is in prison or compulsory education',
        rules('plaintiff'),
      ),
      option('none', '都没有', 'None of them', rules('defendant')),
    ],
  },
  defendant: {
    ask: text('对方是否有下列情形？', 'Is one of these true of the other side?'),
    options: [
      option(
        'confined',
        '被监禁或者被采取强制性教育措施',
        'Is in prison or compulsory education',
        rules('plaintiff'),
      ),
      option('none', '没有', 'No', rules('defendant')),
    ],
  },
  adminMatter: {
    ask: text('您对行政机关的什么行为不服？', 'What did the authority do?'),
    options: [
      option('liberty', '限制人身自由的强制措施', 'It restricted your liberty', rules('liberty')),
      option(
        'estate',
        '关于房屋、土地等不动产',
        'It concerns land or houses',
        rules('agencyRealEstate'),
      ),
      option(
        'reviewed',
        '经过行政复议的',
        'It was reviewed by another authority',
        rules('agency', 'reviewAgency'),
      ),
      option('other', '其他行政行为', 'Something else', rules('agency')),
    ],
  },
  basis: {
    ask: text('您申请执行的是什么文书？', 'Which document is to be enforced?'),
    options: [
      option(
        'judgment',
        '人民法院的判决书、裁定书、调解书',
        'A judgment, ruling or mediation document of a court',
        rules('enforceJudgment'),
      ),
      option(
        'other',
        '仲裁裁决书、公证债权文书等',
        'An arbitral award, a notarised debt or the like',
        rules('enforceOther'),
      ),
    ],
  },
};
