import { text, type Wording } from '../deadlines/wording.ts';

/** A place whose court has jurisdiction, and the article that says so. */
export interface JurisdictionRule {
  /** 地: the court of that place. */
  readonly where: Wording;
  readonly law: Wording;
  /** What the words of the place mean, where a layman could not know. */
  readonly explained?: Wording;
  /** 专属管辖: no other court, and no agreement on another. */
  readonly exclusive?: true;
}

const cpl = (article: string, en: string) =>
  text(`民事诉讼法${article}`, `Civil Procedure Law, art. ${en}`);
const cpi = (article: string, en: string) =>
  text(`民事诉讼法司法解释${article}`, `Interpretation of the Civil Procedure Law, art. ${en}`);
const apl = (article: string, en: string) =>
  text(`行政诉讼法${article}`, `Administrative Procedure Law, art. ${en}`);

const HOME = text(
  '住所地：公民是户籍所在地，单位是主要办事机构所在地，不能确定的是注册地（司法解释第三条）。经常居住地：离开户籍地后，到起诉时已经连续住满一年的地方，住院不算（司法解释第四条）。两者不一致的，看经常居住地。',
  'Domicile: for a person the place of the household register, for an organisation its main office, else where it is registered (Interpretation, art. 3). Habitual residence: where somebody has lived for a year without a break until the suit, hospitals aside (art. 4). Where the two differ, the residence counts.',
);

/** Every rule that the questions can lead to (民诉法 of 2023, 司法解释 of 2022, 行诉法 of 2017, 刑诉法 of 2018). */
export const JURISDICTION_RULES = {
  defendant: {
    where: text('被告住所地或者经常居住地', 'where the defendant is domiciled or lives'),
    law: cpl('第二十二条', '22'),
    explained: HOME,
  },
  plaintiff: {
    where: text('原告（您）的住所地或者经常居住地', 'where the plaintiff is domiciled or lives'),
    law: cpl('第二十三条', '23'),
    explained: HOME,
  },
  plaintiffDivorce: {
    where: text(
      '原告住所地（对方离开住所地超过一年的）',
      'where the plaintiff is domiciled, when the other spouse has been away for more than a year',
    ),
    law: cpi('第十二条第一款', '12(1)'),
  },
  divorceBothAway: {
    where: text(
      '被告经常居住地；没有的，原告起诉时被告居住地',
      'where the defendant lives habitually; without such a place, where he lives when the suit is filed',
    ),
    law: cpi('第十二条第二款', '12(2)'),
  },
  agreed: {
    where: text(
      '书面约定的法院（须与争议有实际联系）',
      'the court agreed on in writing, with a real tie to the dispute',
    ),
    law: cpl('第三十五条', '35'),
    explained: text(
      '可以约定的有被告住所地、合同履行地、合同签订地、原告住所地、标的物所在地等；不得违反级别管辖和专属管辖。',
      'The parties may choose among the places of the defendant, of performance, of signing, of the plaintiff, of the thing in dispute and the like; not against the levels of courts and exclusive jurisdiction.',
    ),
  },
  performanceAgreed: {
    where: text('合同约定的履行地', 'the place of performance named in the contract'),
    law: cpi('第十八条第一款', '18(1)'),
  },
  notPerformed: {
    where: text(
      '被告住所地（合同没有实际履行，双方又都不住在约定的履行地的）',
      'where the defendant is domiciled, when the contract was never performed and neither side lives at the place agreed on',
    ),
    law: cpi('第十八条第三款', '18(3)'),
  },
  receivesMoney: {
    where: text(
      '合同履行地，即应当收钱一方的所在地',
      'the place of performance: where the side that is to receive the money is',
    ),
    law: cpi('第十八条第二款', '18(2)'),
  },
  loanReceives: {
    where: text(
      '合同履行地，即应当收钱一方的所在地（要求还款的，通常是出借人所在地）',
      'the place of performance: where the side that is to receive the money is; for repayment mostly the lender’s',
    ),
    law: text(
      '民间借贷司法解释第三条、民事诉讼法第二十四条',
      'Provisions on private loans, art. 3; Civil Procedure Law, art. 24',
    ),
  },
  givesRealEstate: {
    where: text('合同履行地，即不动产所在地', 'the place of performance: where the property lies'),
    law: cpi('第十八条第二款', '18(2)'),
  },
  performsOther: {
    where: text(
      '合同履行地，即应当履行义务一方的所在地',
      'the place of performance: where the side that is to perform is',
    ),
    law: cpi('第十八条第二款', '18(2)'),
  },
  atOnce: {
    where: text('合同履行地，即交易行为地', 'the place of performance: where the deal was made'),
    law: cpi('第十八条第二款', '18(2)'),
  },
  leaseUse: {
    where: text('合同履行地，即租赁物使用地', 'the place of performance: where the thing is used'),
    law: cpi('第十九条', '19'),
  },
  onlineDelivered: {
    where: text('合同履行地，即收货地', 'the place of performance: where the goods were delivered'),
    law: cpi('第二十条', '20'),
  },
  onlineTransmitted: {
    where: text(
      '合同履行地，即买受人（买家）住所地',
      'the place of performance: where the buyer is domiciled',
    ),
    law: cpi('第二十条', '20'),
  },
  internetCourt: {
    where: text(
      '被告住所地或者合同履行地在北京、杭州、广州的，由当地互联网法院集中管辖',
      'in Beijing, Hangzhou and Guangzhou the internet court of the city',
    ),
    law: text('互联网法院规定第二条', 'Provisions on internet courts, art. 2'),
  },
  insuranceThing: {
    where: text('保险标的物所在地', 'where the insured thing is'),
    law: cpl('第二十五条', '25'),
  },
  insuranceVehicle: {
    where: text(
      '运输工具登记注册地、运输目的地、保险事故发生地（标的物是运输工具或者运输中的货物的）',
      'where the vehicle is registered, where the transport was to end, or where it happened',
    ),
    law: cpi('第二十一条第一款', '21(1)'),
  },
  insurancePerson: {
    where: text(
      '被保险人住所地（人身保险）',
      'where the insured person is domiciled, for insurance of persons',
    ),
    law: cpi('第二十一条第二款', '21(2)'),
  },
  bill: {
    where: text('票据支付地', 'where the bill is payable'),
    law: cpl('第二十六条', '26'),
  },
  company: {
    where: text('公司住所地', 'where the company is domiciled'),
    law: cpl('第二十七条', '27'),
  },
  transport: {
    where: text('运输始发地或者目的地', 'where the transport began or was to end'),
    law: cpl('第二十八条', '28'),
  },
  tort: {
    where: text('侵权行为地', 'where the wrong was done'),
    law: cpl('第二十九条', '29'),
    explained: text(
      '包括侵权行为实施地和侵权结果发生地（司法解释第二十四条）。',
      'Both where it was done and where the harm came about (Interpretation, art. 24).',
    ),
  },
  onlineTort: {
    where: text(
      '侵权行为地，包括实施侵权的设备所在地和被侵权人住所地',
      'where the wrong was done, which includes where the device stood and where the injured person is domiciled',
    ),
    law: cpi('第二十五条', '25'),
  },
  accident: {
    where: text(
      '事故发生地，或者车辆、船舶最先到达地、航空器最先降落地',
      'where the accident happened, or where the vehicle, ship or aircraft arrived first',
    ),
    law: cpl('第三十条', '30'),
  },
  realEstate: {
    where: text('不动产所在地', 'where the property lies'),
    law: cpl('第三十四条第一项', '34(1)'),
    explained: text(
      '不动产的确权、分割、相邻关系等物权纠纷，以及农村土地承包、房屋租赁、建设工程施工、政策性房屋买卖合同纠纷（司法解释第二十八条）。已登记的看登记簿记载的所在地。',
      'Disputes about title, division and neighbours, and contracts of rural land, letting of houses, construction and subsidised housing (Interpretation, art. 28). Registered property lies where the register says.',
    ),
    exclusive: true,
  },
  port: {
    where: text('港口所在地', 'where the port is'),
    law: cpl('第三十四条第二项', '34(2)'),
    exclusive: true,
  },
  inheritance: {
    where: text(
      '被继承人死亡时住所地或者主要遗产所在地',
      'where the deceased was domiciled at his death, or where most of the estate is',
    ),
    law: cpl('第三十四条第三项', '34(3)'),
    exclusive: true,
  },
  labour: {
    where: text(
      '用人单位所在地或者劳动合同履行地的基层人民法院；履行地不明确的，用人单位所在地',
      'the basic court where the employer is or where the work is done; when that is unclear, where the employer is',
    ),
    law: text('劳动争议司法解释（一）第三条', 'Interpretation (I) on labour disputes, art. 3'),
    explained: text(
      '劳动争议一般要先申请劳动仲裁。',
      'A labour dispute mostly goes to labour arbitration first.',
    ),
  },
  agency: {
    where: text('最初作出行政行为的行政机关所在地', 'where the authority is that acted first'),
    law: apl('第十八条', '18'),
  },
  reviewAgency: {
    where: text('也可以是复议机关所在地', 'also where the reviewing authority is'),
    law: apl('第十八条', '18'),
  },
  liberty: {
    where: text('被告所在地或者原告所在地', 'where the defendant or the plaintiff is'),
    law: apl('第十九条', '19'),
  },
  agencyRealEstate: {
    where: text('不动产所在地', 'where the property lies'),
    law: apl('第二十条', '20'),
    exclusive: true,
  },
  crime: {
    where: text(
      '犯罪地；由被告人居住地审判更为适宜的，可以是被告人居住地',
      'where the crime was done; where that suits better, where the accused lives',
    ),
    law: text('刑事诉讼法第二十五条', 'Criminal Procedure Law, art. 25'),
  },
  enforceJudgment: {
    where: text(
      '第一审人民法院，或者与它同级的被执行财产所在地人民法院',
      'the court of first instance, or the court of its level where the property is',
    ),
    law: cpl('第二百三十五条第一款', '235(1)'),
  },
  enforceOther: {
    where: text(
      '被执行人住所地或者被执行的财产所在地人民法院',
      'where the debtor is domiciled or the property is',
    ),
    law: cpl('第二百三十五条第二款', '235(2)'),
  },
} as const satisfies Readonly<Record<string, JurisdictionRule>>;

export type JurisdictionRuleId = keyof typeof JURISDICTION_RULES;

/** Said under every advice of more than one place. */
export const CHOOSE_ONE: Pick<JurisdictionRule, 'law'> & { readonly words: Wording } = {
  words: text(
    '两个以上法院都有管辖权的，您可以选择其中一个；由最先立案的法院管辖。',
    'Where several courts have jurisdiction you may choose one; the court that dockets the case first keeps it.',
  ),
  law: cpl('第三十六条', '36'),
};
