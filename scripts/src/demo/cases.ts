import type { SampleKind } from '@cunzheng/gateway/pdf';

/** How far a document's way goes; `altered` is signed for, and then its stored copy is changed on disk. */
export const ENDS = [
  'draft',
  'issued',
  'sent',
  'arrived',
  'opened',
  'signed',
  'refused',
  'left',
  'objected',
  'altered',
] as const;
export type End = (typeof ENDS)[number];

export interface DemoCase {
  readonly court: string;
  readonly serial: number;
  readonly cause: string;
  readonly plaintiff: string;
  readonly defendant: string;
  readonly kind: SampleKind;
  readonly end: End;
}

const CAUSES = [
  '网络购物合同纠纷',
  '网络服务合同纠纷',
  '著作权权属、侵权纠纷',
  '小额借款合同纠纷',
  '产品责任纠纷',
  '网络侵权责任纠纷',
  '信息网络传播权纠纷',
];
const KINDS: readonly SampleKind[] = [
  '民事判决书',
  '应诉通知书',
  '传票',
  '民事裁定书',
  '民事调解书',
  '举证通知书',
  '受理案件通知书',
];
const PEOPLE = ['lina', 'zhangwei', 'wangyan', 'zhaoyan', 'zhouji', 'sunling', 'chenmo', 'liuyun'];
const COURTS = ['京0491', '浙0192', '粤0192'];
/** Twenty ends: each at least once, most of them the common ones. */
const ORDER: readonly End[] = [
  'signed',
  'opened',
  'arrived',
  'sent',
  'refused',
  'objected',
  'altered',
  'signed',
  'left',
  'issued',
  'signed',
  'opened',
  'arrived',
  'signed',
  'sent',
  'draft',
  'signed',
  'objected',
  'opened',
  'signed',
];

function pick<T>(list: readonly T[], i: number): T {
  return list[i % list.length] as T;
}

/** Twenty invented cases in three courts. Serials from 9001, apart from those the server seeds. */
export const DEMO_CASES: readonly DemoCase[] = ORDER.map((end, i) => ({
  court: pick(COURTS, i),
  serial: 9001 + i,
  cause: pick(CAUSES, i),
  plaintiff: pick(PEOPLE, i),
  defendant: pick(PEOPLE, i + 3),
  kind: pick(KINDS, i),
  end,
}));

export const CLERKS: Readonly<Record<string, string>> = {
  京0491: 'bj-clerk',
  浙0192: 'hz-clerk',
  粤0192: 'gz-clerk',
};
