/** Seeds of the demo: three courts, their officials, litigants with invented names, a few cases each. */
export const DEMO_COURTS = [
  { code: '京0491', name: '北京互联网法院', member: 'BjicMSP', short: 'bj' },
  { code: '浙0192', name: '杭州互联网法院', member: 'HzicMSP', short: 'hz' },
  { code: '粤0192', name: '广州互联网法院', member: 'GzicMSP', short: 'gz' },
] as const;

/** The fourth member's own court; it hears no case of the demo, and its administrator approves courts. */
export const DEMO_SUPREME = {
  code: '最高法',
  name: '最高人民法院',
  member: 'SpcMSP',
  short: 'spc',
} as const;

export interface SeedOfficial {
  readonly account: string;
  readonly name: string;
  readonly court: string;
  readonly role: 'clerk' | 'judge' | 'administrator';
  readonly hint: string;
}

const official = (
  court: (typeof DEMO_COURTS)[number] | typeof DEMO_SUPREME,
  role: SeedOfficial['role'],
  name: string,
  hint: string,
): SeedOfficial => ({ account: `${court.short}-${role}`, name, court: court.code, role, hint });

const [BEIJING, HANGZHOU, GUANGZHOU] = DEMO_COURTS;

export const DEMO_OFFICIALS: readonly SeedOfficial[] = [
  official(BEIJING, 'clerk', '林知远', '签发文书、送达'),
  official(BEIJING, 'judge', '苏明衡', '查看证据与文书是否完好'),
  official(BEIJING, 'administrator', '高以宁', '开通法院、查看上链异常'),
  official(HANGZHOU, 'clerk', '沈亦舟', '签发文书、送达'),
  official(HANGZHOU, 'judge', '钱静言', '查看证据与文书是否完好'),
  official(HANGZHOU, 'administrator', '吴同舟', '开通法院、查看上链异常'),
  official(GUANGZHOU, 'clerk', '梁若川', '签发文书、送达'),
  official(GUANGZHOU, 'judge', '何谨行', '查看证据与文书是否完好'),
  official(GUANGZHOU, 'administrator', '陈望舒', '开通法院、查看上链异常'),
];

/** Beside the three courts' officials. */
export const DEMO_APPROVER = official(DEMO_SUPREME, 'administrator', '秦望岳', '批准新法院入链');

export const DEMO_LITIGANTS = [
  { account: 'zhangwei', name: '张未', hint: '北京案件的被告，收件箱里有文书' },
  { account: 'lina', name: '李娜然', hint: '北京案件的原告' },
  { account: 'wangyan', name: '王㛃', hint: '姓名含生僻字“㛃”' },
  { account: 'zhaoyan', name: '赵䶮', hint: '姓名含生僻字“䶮”' },
  { account: 'zhouji', name: '周𠮷', hint: '姓名含生僻字“𠮷”' },
  { account: 'sunling', name: '孙〇', hint: '姓名含“〇”' },
  { account: 'chenmo', name: '陈默之', hint: '广州案件的当事人' },
  { account: 'liuyun', name: '刘云帆', hint: '在两个法院都有案件' },
] as const;

type Account = (typeof DEMO_LITIGANTS)[number]['account'];

export interface SeedCase {
  readonly court: string;
  readonly serial: number;
  readonly title: string;
  readonly parties: readonly (readonly [side: string, account: Account])[];
}

export const DEMO_YEAR = 2026;

const plaint = (a: Account, b: Account): SeedCase['parties'] => [
  ['原告', a],
  ['被告', b],
];

export const DEMO_CASES: readonly SeedCase[] = [
  { court: '京0491', serial: 1001, title: '网络购物合同纠纷', parties: plaint('lina', 'zhangwei') },
  {
    court: '京0491',
    serial: 1002,
    title: '著作权权属、侵权纠纷',
    parties: plaint('wangyan', 'liuyun'),
  },
  {
    court: '京0491',
    serial: 1003,
    title: '网络服务合同纠纷',
    parties: plaint('zhangwei', 'sunling'),
  },
  { court: '京0491', serial: 1004, title: '网络侵权责任纠纷', parties: plaint('zhouji', 'lina') },
  {
    court: '浙0192',
    serial: 2001,
    title: '小额借款合同纠纷',
    parties: plaint('liuyun', 'zhaoyan'),
  },
  { court: '浙0192', serial: 2002, title: '产品责任纠纷', parties: plaint('sunling', 'zhouji') },
  {
    court: '浙0192',
    serial: 2003,
    title: '网络购物合同纠纷',
    parties: plaint('zhaoyan', 'wangyan'),
  },
  {
    court: '粤0192',
    serial: 3001,
    title: '信息网络传播权纠纷',
    parties: plaint('chenmo', 'zhangwei'),
  },
  {
    court: '粤0192',
    serial: 3002,
    title: '网络域名权属纠纷',
    parties: plaint('wangyan', 'chenmo'),
  },
  { court: '粤0192', serial: 3003, title: '网络服务合同纠纷', parties: plaint('lina', 'chenmo') },
];
