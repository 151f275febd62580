import { text, type Wording } from '../deadlines/wording.ts';

/** Texts on which forms and remarks rely, by the name pages give them. */
const LAWS = {
  civilProcedure: text('民事诉讼法', 'Civil Procedure Law'),
  registration: text('登记立案规定', 'Case Registration Provisions'),
  evidence: text('民事诉讼证据规定', 'Civil Evidence Provisions'),
  onlineLitigation: text('在线诉讼规则', 'Online Litigation Rules'),
  privateLending: text('民间借贷规定', 'Private Lending Provisions'),
  labourDisputes: text('劳动争议调解仲裁法', 'Labour Dispute Law'),
} as const satisfies Readonly<Record<string, Wording>>;
export type PleadingLaw = keyof typeof LAWS;

/** A law and the articles relied on. */
export type Basis = readonly [law: PleadingLaw, ...articles: string[]];

/** `《民间借贷规定》第25条、第28条`, `Private Lending Provisions arts. 25, 28`. */
export function basisText([law, ...articles]: Basis): Wording {
  return text(
    `《${LAWS[law]['zh-CN']}》${articles.map((article) => `第${article}条`).join('、')}`,
    `${LAWS[law].en} art${articles.length === 1 ? '' : 's'}. ${articles.join(', ')}`,
  );
}
